"""The annual report: the quarters side by side, outcomes beside outputs, and what changed.

After the annual report of New Orleans, and what Baltimore's monitor asks: not how much was done
alone, but whether it had the effect it was meant to have.
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
from metrics.reports.packs.quarters import stretches
from metrics.reports.packs.sections import (
    access,
    meetings,
    outcomes,
    outreach,
    partnerships,
    people,
    priorities,
    problems,
    promises,
    recommendations,
    replies,
    said,
    side_by_side,
    surveys,
    training,
    trust,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block, Document, Paragraph
    from metrics.reports.packs import Asked
    from metrics.surveys.models import Release


def write(asked: Asked) -> Document:
    these = asked.these
    board = Board.of(these)
    worked = problems.worked_on(these)
    partners = partnerships.partners(these)
    released = surveys.released(these)
    return bind(
        asked,
        title=_("%(area)s: the year in working with the community") % {"area": these.where},
        summary=_summary(board, these, released),
        sections=(
            (_("Definitions"), (definitions(),)),
            (_("Quarter by quarter"), side_by_side.quarters(these, stretches(these))),
            *_outcomes(board, these, released),
            *_work(board, these),
            (_("Partnerships"), partnerships.partnerships(partners, these)),
            (_("Problem solving"), problems.problems(worked)),
            (_("Obstacles"), (_obstacles(),)),
            (_("Recommendations and next year"), (_next_year(),)),
            (_("What changed because of residents"), said.said(these)),
            (_("How it was counted"), (how_many(board), missing(board))),
        ),
        annexes=(
            (_("For staff: problems without a public page"), problems.not_public(worked)),
            (_("For staff: how the problems were analyzed"), problems.analyses(worked)),
            (
                _("For staff: agreements and gifts"),
                partnerships.agreements_and_gifts(partners, these),
            ),
            (_("For staff: what officers say got in the way"), outreach.obstacles(these)),
        ),
    )


def _summary(board: Board, these: Slice, released: list[Release]) -> tuple[Paragraph, ...]:
    return (
        *replies.findings_of(board),
        promises.finding(promises.by_place(these)),
        meetings.finding(board),
        outreach.finding(board),
        surveys.finding(released),
        trust.finding(board),
    )


def _outcomes(
    board: Board, these: Slice, released: list[Release]
) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield (
        _("Did people come, and were they heard?"),
        (
            *outcomes.attendance(board),
            *outcomes.heard(these, board),
        ),
    )
    yield _("Did it help?"), outcomes.helped(these)
    yield _("Trust after meetings"), trust.trust(board)
    yield _("What surveys found"), surveys.surveys(released)


def _work(board: Board, these: Slice) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield _("Public meetings"), meetings.summed(board)
    yield _("First replies"), replies.replies(board)
    yield _("Quality of life: what people raised"), replies.topics(board)
    yield _("Young people"), people.youth(board, these)
    yield _("People who were harmed, and witnesses"), people.harmed(board)
    yield _("Help from partners"), people.referrals(these)
    yield _("Language and disability access"), access.access(these)
    yield _("Training"), training.training(these)
    yield _("Outreach"), outreach.outreach(board)
    yield _("Promises"), promises.promises(these, promises.by_place(these))
    yield _("Priorities"), priorities.priorities(priorities.held(these), these)
    advice = recommendations.register(these)
    yield _("Recommendations of boards"), recommendations.recommendations(advice, these)


def _obstacles() -> Narrative:
    return Narrative(
        "obstacles",
        _("Obstacles"),
        _("What got in the way this year, and what was tried? Name no person."),
    )


def _next_year() -> Narrative:
    return Narrative(
        "next_year",
        _("Recommendations and next year"),
        _(
            "What was meant to change this year, what the numbers above say about it, what will "
            "be done differently, and how we will know."
        ),
    )


PACK = Pack(
    kind="annual",
    label=gettext_lazy("Annual report"),
    about=gettext_lazy(
        "The quarters side by side, with outcomes: who came, who was heard, what surveys found, "
        "and what changed because of residents."
    ),
    write=write,
    period="last-12-months",
)
