"""The bundle of tables: one CSV file each, and one that says where the numbers are from."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from portal.records.export import safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from metrics.dashboards.charts import Table
    from metrics.reports.document import Document

Cell = str | int | float | None


def bundle(document: Document, as_of: datetime) -> bytes:
    """A zip of CSV files. The same numbers give the same bytes."""
    files = {"about.csv": _csv(about(document))}
    if words := written(document):
        files["words.csv"] = _csv(words)
    for block in document.tables:
        files[f"{block.key}.csv"] = _csv(lines(block.table))

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=as_of.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def about(document: Document) -> list[tuple[str, str]]:
    """What the tables are of, and what one has to know to read them."""
    cover = (document.title, document.subtitle, document.notice)
    return [*((words, "") for words in cover if words), *document.colophon.pairs]


def written(document: Document) -> list[tuple[str, str]]:
    """What people wrote into the boxes."""
    return [(box.title, box.text) for box in document.narratives if box.text]


def lines(table: Table) -> list[tuple[Cell, ...]]:
    rows = [table.head, *table.rows]
    return [*rows, table.total] if table.total else rows


def _csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads accents."""
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
