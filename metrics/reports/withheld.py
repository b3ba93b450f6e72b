"""What of a document the public may read, once it is known which counts are held back.

Numbers can be told in words, too. So each text says which tables it quotes (`of`), and goes out
only where nothing in them is held back; a text that says nothing of the kind stays inside as
soon as anything at all is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.dashboards.charts import HELD
from metrics.reports.document import (
    Facts,
    Figure,
    Narrative,
    Numbers,
    Paragraph,
    Said,
    Story,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.dashboards.charts import Table
    from metrics.reports.document import (
        Block,
        Document,
        Quoted,
        Section,
    )

TOTAL = ":total"


def all_tables(document: Document) -> dict[str, Table]:
    """Those of the sections that go out, by their keys.

    That of a chart whose key no table has is named "figure:" and its key.
    """
    open_ = [section for section in document.sections if not section.staff_only]
    blocks = [block for section in open_ for block in section.blocks]
    found = {block.key: block.table for block in blocks if isinstance(block, Numbers)}
    for block in blocks:
        if isinstance(block, Figure) and block.key not in found:
            found[f"figure:{block.key}"] = block.chart.table
    return found


@dataclass(frozen=True)
class Reading:
    """A document beside its tables as the public gets them."""

    document: Document
    tables: Mapping[str, Table]
    held: frozenset[str]  # keys of tables, and of their last lines

    @classmethod
    def of(cls, document: Document, tables: Mapping[str, Table]) -> Reading:
        held = {key for key, table in tables.items() if _holds(*table.rows, table.total)}
        totals = {f"{key}{TOTAL}" for key, table in tables.items() if _holds(table.total)}
        return cls(document, tables, frozenset(held | totals))

    @property
    def holds_anything(self) -> bool:
        return bool(self.held)

    def may_say(self, of: Quoted) -> bool:
        """Also where it names a table that is not there: then nobody knows what it quotes."""
        if of is None:
            return not self.held
        known = all(quoted.removesuffix(TOTAL) in self.tables for quoted in of)
        return not self.held if not known else self.held.isdisjoint(of)

    def summary(self) -> tuple[Paragraph, ...]:
        return tuple(said for said in self.document.findings if self.may_say(said.of))

    def sections(self) -> tuple[Section, ...]:
        public = (section for section in self.document.sections if not section.staff_only)
        read = (self._section(section) for section in public)
        return tuple(section for section in read if section.blocks)

    def _section(self, section: Section) -> Section:
        read = [self._block(block) for block in section.blocks]
        said = [block for block in read if block is not None]
        if any(self._left_out(block) for block in section.blocks):
            said.append(
                Paragraph(
                    _(
                        "Some of this section is left out here: it tells of counts that are too "
                        "small to publish."
                    ),
                    of=(),
                )
            )
        return replace(section, blocks=tuple(said))

    def _block(self, block: Block) -> Block | None:
        """As the public reads it; None for what it does not."""
        match block:
            case Numbers(key, _):
                return Numbers(key, self._bare(key))
            case Figure(key, chart):
                if self._left_out(block):
                    return None
                table = self._bare(key if key in self.tables else f"figure:{key}")
                return replace(block, chart=replace(chart, table=table))
            case Narrative():
                return block if block.text else None
        return None if self._left_out(block) else block

    def _left_out(self, block: Block) -> bool:
        match block:
            case Figure(key, _, also_of):
                own = key if key in self.tables else f"figure:{key}"
                return not self.may_say((own, *also_of))
            case Paragraph() | Facts() | Said() | Story():
                return not self.may_say(block.of)
        return False

    def _bare(self, key: str) -> Table:
        """Without the way to the records behind it."""
        return replace(self.tables[key], links=())


def _holds(*rows: tuple[object, ...]) -> bool:
    return any(cell == HELD for row in rows for cell in row)
