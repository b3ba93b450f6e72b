"""The monthly meeting on problems: outcomes other than crime, next to the problems worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.crime.models import Category, MonthlyCount
from metrics.dashboards.board import Board
from metrics.dashboards.charts import Guard, Table
from metrics.dashboards.periods import months_before
from metrics.reports.document import Facts, Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.definitions import definitions, how_many, missing
from metrics.reports.packs.sections import (
    meetings,
    outcomes,
    outreach,
    priorities,
    problems,
    promises,
    replies,
    trust,
)

if TYPE_CHECKING:
    from datetime import date

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block, Document
    from metrics.reports.packs import Asked

LEVELS = ("beat", "sector", "district")


def write(asked: Asked) -> Document:
    these = asked.these
    board = Board.of(these)
    worked = problems.worked_on(these)
    promised = promises.by_place(these)
    return bind(
        asked,
        title=_("%(area)s: problems and outcomes") % {"area": these.where},
        summary=(
            problems.finding(worked),
            *replies.findings_of(board),
            promises.finding(promised),
            outreach.finding(board),
            trust.finding(board),
        ),
        sections=(
            (_("Problems and their results"), problems.problems(worked)),
            (_("Questions for the meeting"), (_questions(),)),
            (_("First replies"), replies.replies(board)),
            (_("What people raised"), replies.topics(board)),
            (_("Did it help?"), outcomes.helped(these)),
            (_("Promises"), promises.promises(these, promised)),
            (_("Priorities"), priorities.priorities(priorities.held(these), these)),
            (_("Hours and meetings"), (*outreach.outreach(board), *meetings.summed(board))),
            (_("Trust after meetings"), trust.trust(board)),
            (_("Recorded crime, as context alone"), _crime(these)),
            (_("Definitions"), (definitions(),)),
            (_("How it was counted"), (how_many(board), missing(board))),
        ),
        annexes=(
            (_("For staff: problems without a public page"), problems.not_public(worked)),
            (_("For staff: late promises on no public page"), promises.late_not_public(these)),
            (_("For staff: what officers say got in the way"), outreach.obstacles(these)),
        ),
    )


def _crime(these: Slice) -> tuple[Block, ...]:
    """Whole months of the period beside the same months a year before, where they were imported."""
    first = these.period.first.replace(day=1)
    last = these.period.last.replace(day=1)
    now = _recorded(these, first, last)
    known = MonthlyCount.objects.aggregate(last=Max("month"))["last"]
    if known is None or known < first or not now:
        return (Paragraph(_("No recorded crime was imported for these months."), of=()),)
    before = _recorded(these, months_before(first, 12), months_before(last, 12))
    kinds = list(Category.objects.filter(code__in={*now, *before}))
    table = Table(
        caption=_("Recorded crime in the months of the period"),
        head=(_("Kind"), _("Recorded"), _("In the same months a year before")),
        rows=tuple((str(kind), now.get(kind.code, 0), before.get(kind.code, 0)) for kind in kinds),
        total=(_("All kinds"), sum(now.values()), sum(before.values())),
        guard=Guard(
            (None, "recorded", "recorded_before"), "crime", tuple(kind.code for kind in kinds)
        ),
    )
    return (
        Numbers("crime", table),
        Facts(
            _("How to read it"),
            (
                (
                    _("What it is"),
                    _("What was reported and written down, not all that happened."),
                ),
                (
                    _("What it is not"),
                    _("No measure of this work. Few counts change much by luck alone."),
                ),
            ),
            of=(),
        ),
    )


def _recorded(these: Slice, first: date, last: date) -> dict[str, int]:
    """Counts by kind, of one level of areas alone, so that no crime counts twice."""
    counts = MonthlyCount.objects.filter(these.inside()).between(first, last)
    levels = set(counts.order_by().values_list("area__level", flat=True).distinct())
    level = next((each for each in LEVELS if each in levels), None)
    found = counts.filter(area__level=level).order_by().values_list("category__code")
    return dict(found.annotate(sum=Sum("n")))


def _questions() -> Narrative:
    return Narrative(
        "questions",
        _("Questions for the meeting"),
        _("Which problem is stuck, what is missing, who can give it, and what is decided today?"),
    )


PACK = Pack(
    kind="monthly",
    label=gettext_lazy("Monthly report on problems"),
    about=gettext_lazy(
        "Problems and their results next to replies, promises, hours and trust; recorded crime "
        "only as context."
    ),
    write=write,
    period="last-month",
)
