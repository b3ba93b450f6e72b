"""Tables that leave the house: written row by row, safe to open, and never unrecorded.

CSV goes out while it is read, so it may be of any length; who takes it is written down
before the first row, how many rows and which hash after the last, also when somebody
hangs up. XLSX is a zip, which is known only at its end: it is written to a temporary
file first, and what leaves is recorded with its hash before it does.
"""

from __future__ import annotations

import csv
import hashlib
import tempfile
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, TypeVar

from django.db import connection
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import get_valid_filename

from portal.records.models import Export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from portal.accounts.models import User

Answer = TypeVar("Answer", bound=StreamingHttpResponse)
# A spreadsheet takes text that begins so for a formula (OWASP, "CSV Injection").
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# Excel opens 1,048,576 lines, but a file of so many is minutes in the making, while the
# reader waits for its first byte and a proxy for nothing.
XLSX_ROWS = 200_000
XLSX_LETTERS = 32_767  # in one cell
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 64 * 1024


def safe(cell: Any) -> Any:
    """Text that no spreadsheet will run; moments as ISO in local time. Numbers stay numbers."""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        cell = cell.replace("\x00", "")
        if cell.lstrip(" ").startswith(BEGINS_A_FORMULA):
            return f"'{cell}"
    return cell


def csv_response(  # noqa: PLR0913 - an export has that many parts, all named
    *,
    user: User,
    what: str,
    name: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    filters: Mapping[str, Any],
) -> StreamingHttpResponse:
    """A CSV file in UTF-8, with the mark by which Excel knows it."""
    about = {"user": user, "what": f"{what} csv", "filters": dict(filters)}
    Export.objects.create(**{**about, "what": f"{what} csv begun"}, rows=0, sha256="")
    response = StreamingHttpResponse(
        _recorded(_lines(head, rows), about), content_type="text/csv; charset=utf-8"
    )
    return _leaving(response, f"{name}.csv")


def xlsx_response(  # noqa: PLR0913 - as above
    *,
    user: User,
    what: str,
    name: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    filters: Mapping[str, Any],
) -> FileResponse:
    """An Excel file. Whoever calls has seen to it that there are at most `XLSX_ROWS` rows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    count = _write_xlsx(file, head, rows)
    file.seek(0)
    Export.objects.create(
        user=user,
        what=f"{what} xlsx",
        filters=dict(filters),
        rows=count,
        sha256=hashlib.file_digest(file, "sha256").hexdigest(),
    )
    file.seek(0)
    return _leaving(FileResponse(file, content_type=XLSX_TYPE), f"{name}.xlsx")


class _Echo:
    """What `csv` writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    line = csv.writer(_Echo()).writerow
    yield "\ufeff" + line([safe(cell) for cell in head])
    for row in rows:
        yield line([safe(cell) for cell in row])


def _recorded(lines: Iterator[str], about: dict[str, Any]) -> Iterator[bytes]:
    """The lines in chunks; at the end, or when nobody listens any more, the record of them."""
    digest, count, waiting, size = hashlib.sha256(), -1, [], 0  # the headings are no row
    whole = False
    try:
        for line in lines:
            count += 1
            raw = line.encode()
            waiting.append(raw)
            size += len(raw)
            if size >= CHUNK:
                chunk, waiting, size = b"".join(waiting), [], 0
                digest.update(chunk)
                yield chunk
        chunk, waiting = b"".join(waiting), []
        digest.update(chunk)
        yield chunk
        whole = True
    finally:
        if not whole:
            about = {**about, "what": f"{about['what']} broken off"}
        if not connection.needs_rollback:
            Export.objects.create(**about, rows=max(count, 0), sha256=digest.hexdigest())


def _write_xlsx(file: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, heading in enumerate(head):
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            value = safe(cell)
            if isinstance(value, str):
                if value:
                    sheet.write_string(count, column, value[:XLSX_LETTERS])
            elif value is not None:
                sheet.write(count, column, value)
    book.close()
    return count


def _leaving(response: Answer, name: str) -> Answer:
    safe_name = get_valid_filename(name)
    response["Content-Disposition"] = f'attachment; filename="{safe_name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
