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

    from metrics.reports.document import Document

Cell = str | int | float | None


def bundle(document: Document, as_of: datetime) -> bytes:
    """A zip of CSV files. The same numbers give the same bytes."""
    about = [(document.title, ""), (document.subtitle, ""), (document.notice, "")]
    about += [*document.colophon.pairs]
    files = {"about.csv": _csv(about)}
    for block in document.tables:
        table = block.table
        rows = [table.head, *table.rows]
        if table.total:
            rows.append(table.total)
        files[f"{block.key}.csv"] = _csv(rows)

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=as_of.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads accents."""
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
