"""What a report says, apart from how it is printed: the PDF and the tables are made from this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.dashboards.charts import Chart, Table


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Facts:
    """Terms and what they are: a method box, a list of definitions."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Numbers:
    """A table that is also a file of its own in the bundle, named by its key."""

    key: str
    table: Table


@dataclass(frozen=True)
class Figure:
    """A chart. Its numbers stand in the table of the same key."""

    key: str
    chart: Chart


Block = Paragraph | Facts | Numbers | Figure


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    title: str
    subtitle: str
    author: str
    language: str
    notice: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    colophon: Facts
    words: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> list[Numbers]:
        return [
            block
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Numbers)
        ]
