"""Sets a document as a tagged PDF (PDF/UA-1) with typst, from our own fonts, offline.

The template is a file of ours. All words reach it as one JSON value, which typst never
reads as markup, so nothing a resident wrote can become an instruction.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from metrics.dashboards import charts
from metrics.dashboards.typefaces import FOLDER, printable
from metrics.reports.document import Facts, Figure, Narrative, Numbers, Paragraph, Said, Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from metrics.dashboards.charts import Table
    from metrics.reports.document import Block, Document

TEMPLATES = settings.BASE_DIR / "templates" / "reports"
CLOSE = (1, 2, 3)  # how close a single sheet may be set, the first that fits


def drawings(
    document: Document, drawn: Callable[[int, int], None] = lambda _done, _all: None
) -> dict[str, str]:
    """The SVG of each figure. `drawn` hears how many of how many are done."""
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    svgs = {}
    for number, figure in enumerate(figures, start=1):
        svgs[figure.key] = figure.chart.written_with(printable).svg(charts.PAGE)
        drawn(number, len(figures))
    return svgs


def pdf(document: Document, svgs: dict[str, str], as_of: datetime) -> bytes:
    """The document as PDF. The same numbers give the same bytes."""
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "language": document.language,
        "notice": document.notice,
        "summary": [finding.text for finding in document.findings],
        "sections": [
            {"title": section.title, "blocks": [_block(block, svgs) for block in section.blocks]}
            for section in document.sections
        ],
        "colophon": asdict(document.colophon),
        "words": words() | document.words,
    }
    data = _printable(data)
    ways = [_asked(data, close) for close in (CLOSE if document.one_sheet else (0,))]
    asked = next((way for way in ways[:-1] if _fits(way)), ways[-1])
    made = typst.compile(**asked, pdf_standards=["ua-1"], timestamp=as_of.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise TypeError("One document was set, and more than one came back.")
    return made


def _asked(data: dict[str, Any], close: int) -> dict[str, Any]:
    """What typst is given. `close` is how much smaller than usual it is set, from 0 to 3."""
    return {
        "input": str(TEMPLATES / "report.typ"),
        "root": str(TEMPLATES),
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data | {"close": close})},
    }


def _fits(asked: dict[str, Any]) -> bool:
    """Whether it is one page."""
    pages: int = json.loads(typst.query(selector="<pages>", field="value", one=True, **asked))
    return pages == 1


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )


def _block(block: Block, svgs: dict[str, str]) -> dict[str, Any]:
    match block:
        case Numbers(_key, table):
            return {"is": "table"} | _table(table)
        case Figure(key, chart):
            return {
                "is": "figure",
                "title": chart.title,
                "about": chart.about,
                "alt": chart.description,
                "keys": [{"name": series.name, "color": series.color} for series in chart.keys],
                "svg": svgs[key],
            }
    return _said(block)


def _said(block: Paragraph | Facts | Story | Said | Narrative) -> dict[str, Any]:
    match block:
        case Paragraph(said):
            return {"is": "paragraph", "text": said}
        case Facts(title, pairs):
            return {"is": "facts", "title": title, "pairs": pairs}
        case Story(title, pairs):
            return {"is": "story", "title": title, "pairs": pairs}
        case Said(title, rows):
            return {"is": "said", "title": title, "rows": rows}
        case Narrative(_key, title, hint, text):
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            return {"is": "narrative", "title": title, "hint": hint, "lines": lines}


def words() -> dict[str, str]:
    """What the pages themselves say, in the language that is switched on."""
    return {
        "summary": _("In short"),
        "contents": _("Contents"),
        "page": _("Page %(page)s of %(pages)s"),
        "said": _("You said"),
        "did": _("We did"),
        "empty": _("Nobody has written here yet."),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "head": table.head,
        "numeric": table.numeric,
        "rows": [[cell.words for cell in line] for line in table.lines],
        "total": [cell.words for cell in table.last_line],
    }


def _printable(value: Any) -> Any:
    """Every text in it, in characters our fonts can draw. Drawings are left as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
