"""The district report: what consent decrees ask for each quarter, as far as the record can tell.

After New Orleans, paragraph 228, and Newark: sections, definitions, and what it takes to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.dashboards.board import Board
from metrics.reports.document import Narrative
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.definitions import definitions, how_many, missing
from metrics.reports.packs.sections import (
    meetings,
    outreach,
    partnerships,
    priorities,
    problems,
    promises,
    recommendations,
    replies,
    said,
    trust,
)

if TYPE_CHECKING:
    from metrics.reports.document import Document
    from metrics.reports.packs import Asked


def write(asked: Asked) -> Document:
    these = asked.these
    board = Board.of(these)
    worked = problems.worked_on(these)
    partners = partnerships.partners(these)
    promised = promises.by_place(these)
    first = priorities.held(these)
    advice = recommendations.register(these)
    return bind(
        asked,
        title=_("%(area)s: working with the community") % {"area": these.where},
        summary=(
            *replies.findings_of(board),
            promises.finding(promised),
            problems.finding(worked),
            partnerships.finding(partners),
            meetings.finding(board),
            outreach.finding(board),
            recommendations.finding(advice, these),
            trust.finding(board),
        ),
        sections=(
            (_("Definitions"), (definitions(),)),
            (_("Partnerships"), partnerships.partnerships(partners, these)),
            (_("Public meetings"), meetings.meetings(board)),
            (_("Problem solving"), problems.problems(worked)),
            (_("First replies"), replies.replies(board)),
            (_("What people raised"), replies.topics(board)),
            (_("Promises"), promises.promises(these, promised)),
            (_("Priorities"), priorities.priorities(first, these)),
            (_("Outreach"), outreach.outreach(board)),
            (_("Trust"), trust.trust(board)),
            (_("Obstacles"), (obstacles(),)),
            (_("Recommendations"), (advised(),)),
            (
                _("What became of earlier recommendations"),
                (earlier(), *recommendations.recommendations(advice, these)),
            ),
            (_("You said, we did"), said.said(these)),
            (_("How it was counted"), (how_many(board), missing(board))),
        ),
        annexes=(
            (_("For staff: problems without a public page"), problems.not_public(worked)),
            (_("For staff: how the problems were analyzed"), problems.analyses(worked)),
            (_("For staff: late promises on no public page"), promises.late_not_public(these)),
            (
                _("For staff: agreements and gifts"),
                partnerships.agreements_and_gifts(partners, these),
            ),
            (_("For staff: what officers say got in the way"), outreach.obstacles(these)),
        ),
    )


def obstacles() -> Narrative:
    return Narrative(
        "obstacles",
        _("Obstacles"),
        _(
            "What got in the way of working with residents, and of solving these problems? "
            "Name the problem or meeting, what was tried, and what is missing. Name no person."
        ),
    )


def advised() -> Narrative:
    return Narrative(
        "recommendations",
        _("Recommendations"),
        _("What should change, who would have to decide it, and by when?"),
    )


def earlier() -> Narrative:
    return Narrative(
        "earlier",
        _("Progress on what the last report recommended"),
        _("Take each recommendation of the last report in turn: done, begun, or not, and why."),
    )


PACK = Pack(
    kind="district_quarterly",
    label=gettext_lazy("District report"),
    about=gettext_lazy(
        "Each quarter for one district, as consent decrees ask: partnerships, meetings, "
        "problems and the steps of both sides, promises, obstacles."
    ),
    write=write,
)
