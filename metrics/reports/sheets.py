"""The tables of a report as one Excel file: a sheet each, and first one that says what they are."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from metrics.reports.tables import about, lines, written
from portal.records.export import XLSX_LETTERS, safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from metrics.reports.document import Document
    from metrics.reports.tables import Cell

LONGEST_NAME = 31  # Excel's limit
WIDEST = 60
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED = {"history"}  # Excel keeps it for itself


def workbook(document: Document, as_of: datetime) -> bytes:
    """The same numbers give the same bytes."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    moment = as_of.replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": document.title, "author": document.author, "created": moment})
    taken: set[str] = set()
    _sheet(book, name("about", taken), about(document), head=False)
    if words := written(document):
        _sheet(book, name("words", taken), words, head=False)
    for block in document.tables:
        _sheet(book, name(block.key, taken), lines(block.table), head=True)
    book.close()
    return file.getvalue()


def name(wished: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has; added to those that are taken."""
    clean = FORBIDDEN.sub(" ", wished).strip(" '")[:LONGEST_NAME].strip(" '") or "table"
    found, number = clean, 1
    while found.casefold() in taken | RESERVED:
        number += 1
        ending = f" {number}"
        found = clean[: LONGEST_NAME - len(ending)].rstrip() + ending
    taken.add(found.casefold())
    return found


def _sheet(book: Workbook, title: str, rows: Iterable[tuple[Cell, ...]], *, head: bool) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    widths: dict[int, int] = {}
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            _cell(sheet, line, column, cell, bold if head and line == 0 else None)
            widths[column] = max(widths.get(column, 8), min(len(str(cell)), WIDEST) + 2)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    if head:
        sheet.freeze_panes(1, 0)


def _cell(sheet: Worksheet, line: int, column: int, cell: Cell, style: object) -> None:
    value = safe(cell)
    if isinstance(value, str):
        sheet.write_string(line, column, value[:XLSX_LETTERS], style)
    elif value is not None:
        sheet.write_number(line, column, value, style)
