"""A document as part of a page: the same sections, tables and charts as in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.text import slugify

from metrics.reports.document import Figure, Numbers

LONG = 30  # rows, from which a table is folded up

if TYPE_CHECKING:
    from metrics.reports.document import Document


def as_page(document: Document, *, level: int = 2) -> SafeString:
    """In the document's own language, whatever the page around it is read in."""
    keys = {block.key for block in document.tables}
    sections = [
        {
            "id": f"s{number}-{slugify(section.title)}".rstrip("-"),
            "title": section.title,
            "blocks": [
                {
                    "is": type(block).__name__.lower(),
                    "block": block,
                    # The numbers of a chart stand below it where they are a table of their own.
                    "bare": isinstance(block, Figure) and block.key in keys,
                    "small": isinstance(block, Numbers) and len(block.table.rows) > LONG,
                }
                for block in section.blocks
            ],
        }
        for number, section in enumerate(document.sections, start=1)
    ]
    with translation.override(document.language):
        context = {"document": document, "sections": sections, "level": level}
        return SafeString(render_to_string("reports/document.html", context))
