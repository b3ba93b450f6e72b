"""What a report says, apart from how it is printed: page, PDF and tables are made from this.

A document is plain data, so that it can be kept: what was counted once is set again with another
narrative, or with small counts held back, without being counted again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from metrics.dashboards.charts import Chart, Guard, Point, Series, Table

if TYPE_CHECKING:
    from collections.abc import Mapping


# Which tables a text quotes, by their keys. It goes public only while nothing in them is held
# back; "replies:total" looks at the last line of "replies" alone, () quotes no number, and None
# may quote any: such a text goes public only where nothing is held back in the whole document.
Quoted = tuple[str, ...] | None


@dataclass(frozen=True)
class Paragraph:
    text: str
    of: Quoted = None


@dataclass(frozen=True)
class Facts:
    """Terms and what they are: a method box, a list of definitions."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    of: Quoted = None


@dataclass(frozen=True)
class Numbers:
    """A table that is also a file of its own in the bundle, named by its key."""

    key: str
    table: Table


@dataclass(frozen=True)
class Figure:
    """A chart. Its numbers stand in the table of the same key, which it quotes."""

    key: str
    chart: Chart
    also_of: tuple[str, ...] = ()  # tables that its title or labels quote besides


@dataclass(frozen=True)
class Narrative:
    """A box for what only people can say, such as obstacles. Empty until someone writes."""

    key: str
    title: str
    hint: str
    text: str = ""


@dataclass(frozen=True)
class Said:
    """You said, we did: what residents said, what was done, and where it stands."""

    title: str
    rows: tuple[tuple[str, str], ...]
    of: Quoted = ()


@dataclass(frozen=True)
class Story:
    """One thing told under a heading of its own, such as a problem: terms and what they are."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    of: Quoted = None


Block = Paragraph | Facts | Numbers | Figure | Narrative | Said | Story
KINDS: dict[str, type] = {
    kind.__name__.lower(): kind
    for kind in (Paragraph, Facts, Numbers, Figure, Narrative, Said, Story)
}


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. One for `staff_only` is no part of a public version."""

    title: str
    blocks: tuple[Block, ...]
    staff_only: bool = False


@dataclass(frozen=True)
class Document:
    """A report in one language. A finding of the summary that is bare text may quote any number.

    `one_sheet` sets it close, for a single sheet of paper in somebody's hand.
    """

    title: str
    subtitle: str
    author: str
    language: str
    notice: str
    summary: tuple[str | Paragraph, ...]
    sections: tuple[Section, ...]
    colophon: Facts
    words: dict[str, str] = field(default_factory=dict)
    one_sheet: bool = False

    @property
    def findings(self) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(said) if isinstance(said, str) else said for said in self.summary)

    @property
    def blocks(self) -> list[Block]:
        return [block for section in self.sections for block in section.blocks]

    @property
    def tables(self) -> list[Numbers]:
        return [block for block in self.blocks if isinstance(block, Numbers)]

    @property
    def narratives(self) -> list[Narrative]:
        return [block for block in self.blocks if isinstance(block, Narrative)]

    def as_json(self) -> dict[str, Any]:
        """All of it as plain data, each block with the name of its kind under `is`."""
        plain = asdict(self) | {"summary": [asdict(finding) for finding in self.findings]}
        for section, told in zip(self.sections, plain["sections"], strict=True):
            for block, each in zip(section.blocks, told["blocks"], strict=True):
                each["is"] = type(block).__name__.lower()
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Document:
        """What `as_json` kept, however often it went through JSON meanwhile."""
        sections = tuple(
            Section(
                section["title"],
                tuple(_block(block) for block in section["blocks"]),
                section["staff_only"],
            )
            for section in plain["sections"]
        )
        colophon = _block({**plain["colophon"], "is": "facts"})
        return cls(
            **{
                **plain,
                "summary": tuple(
                    _block({**finding, "is": "paragraph"}) for finding in plain["summary"]
                ),
                "sections": sections,
                "colophon": colophon,
            }
        )


def _pairs(pairs: Any) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in pairs)


def _block(plain: Mapping[str, Any]) -> Block:
    kind = KINDS[plain["is"]]
    values = {name: value for name, value in plain.items() if name != "is"}
    for name in ("pairs", "rows"):
        if name in values:
            values[name] = _pairs(values[name])
    for name in ("of", "also_of"):
        if values.get(name) is not None:
            values[name] = tuple(values[name])
    if "table" in values:
        values["table"] = _table(values["table"])
    if "chart" in values:
        values["chart"] = _chart(values["chart"])
    made: Block = kind(**values)
    return made


def _table(plain: Mapping[str, Any]) -> Table:
    guard = plain["guard"]
    return Table(
        caption=plain["caption"],
        head=tuple(plain["head"]),
        rows=tuple(tuple(row) for row in plain["rows"]),
        total=tuple(plain["total"]),
        guard=guard and _guard(guard),
        links=tuple(plain["links"]),
    )


def _guard(plain: Mapping[str, Any]) -> Guard:
    return Guard(
        facts=tuple(plain["facts"]),
        along=plain["along"],
        codes=tuple(plain["codes"]),
        ties=tuple((whole, tuple(parts)) for whole, parts in plain["ties"]),
        derived=tuple((place, of) for place, of in plain["derived"]),
        adds_up=plain["adds_up"],
        within=plain["within"],
        when=plain["when"],
    )


def _chart(plain: Mapping[str, Any]) -> Chart:
    return Chart(
        **{
            **plain,
            "series": tuple(Series(**each) for each in plain["series"]),
            "points": tuple(
                Point(**{**each, "values": tuple(each["values"])}) for each in plain["points"]
            ),
            "table": _table(plain["table"]),
        }
    )
