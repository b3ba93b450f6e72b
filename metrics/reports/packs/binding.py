"""What all packs share: cover, notice, and the box that says where the numbers are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metrics.dashboards.charts import in_words
from metrics.dashboards.rollups.reading import as_of
from metrics.reports.document import Document, Facts, Section
from metrics.reports.packs.definitions import EDITION
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.reports.document import Block, Paragraph
    from metrics.reports.packs import Asked


def bind(
    asked: Asked,
    *,
    title: str,
    summary: Iterable[str | Paragraph],
    sections: Iterable[tuple[str, Iterable[Block]]],
    annexes: Iterable[tuple[str, Iterable[Block]]] = (),
) -> Document:
    """The document of a pack. `annexes` are for staff alone, and come last.

    A section without a block is left out; what is empty but owed says so in a block of its own.
    """
    bound = [
        *(Section(name, tuple(blocks)) for name, blocks in sections),
        *(Section(name, tuple(blocks), staff_only=True) for name, blocks in annexes),
    ]
    return Document(
        title=title,
        subtitle=str(asked.these.period),
        author=Agency.current().police_name,
        language=asked.language,
        notice=_(
            "Draft for staff. Small counts are shown in full, and people could be recognized by "
            "them. Do not publish these pages."
        ),
        summary=tuple(summary),
        sections=tuple(section for section in bound if section.blocks),
        colophon=colophon(asked),
        words={
            "summary": _("In short"),
            "contents": _("Contents"),
            "page": _("Page %(page)s of %(pages)s"),
        },
    )


def colophon(asked: Asked) -> Facts:
    these = asked.these
    return Facts(
        _("About this report"),
        (
            (_("Area"), these.where),
            (_("Period"), str(these.period)),
            (_("Data as of"), date_format(timezone.localtime(these.at), "DATETIME_FORMAT")),
            *_added_up(),
            (
                _("Filters"),
                _("Area and period, nothing else."),
            ),
            (_("Definitions"), _("Edition %(edition)s.") % {"edition": in_words(EDITION)}),
            (
                _("Small counts"),
                _("Shown. A public version holds back counts under %(floor)s.")
                % {"floor": settings.PUBLISH_FLOOR},
            ),
            (
                _("Kinds of samples"),
                _(
                    "What people said after a meeting and what a survey found are never put "
                    "together. Who chose to answer is no random sample of residents."
                ),
            ),
        ),
        of=(),
    )


def _added_up() -> tuple[tuple[str, str], ...]:
    """Sums come from rollups, which may be a little behind the lists beside them."""
    at = as_of()
    if at is None:
        return ()
    return ((_("Sums as of"), date_format(timezone.localtime(at), "DATETIME_FORMAT")),)
