"""The report to the chief on community concerns, as accreditation asks for each quarter.

Newer editions of the manual count the standards anew: what they are called stands in settings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.problems.models.choices import Stage
from metrics.dashboards.board import Board
from metrics.dashboards.charts import Guard, Table
from metrics.dashboards.periods import Period, months_before
from metrics.reports.document import Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.days import written
from metrics.reports.packs.definitions import definitions, how_many, missing
from metrics.reports.packs.sections import (
    priorities,
    problems,
    promises,
    recommendations,
    replies,
    surveys,
)
from metrics.surveys.models import Instrument

if TYPE_CHECKING:
    from engagement.problems.models import Problem
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block, Document
    from metrics.reports.packs import Asked

TWO_YEARS = 24  # months within which a survey of residents is asked for
EARLY = (Stage.SCANNING, Stage.ANALYSIS)


def write(asked: Asked) -> Document:
    these = asked.these
    board = Board.of(these)
    worked = problems.worked_on(these)
    begun = [problem for problem in worked if problem.stage in EARLY]
    going = [problem for problem in worked if problem.stage not in EARLY]
    promised = promises.by_place(these)
    advice = recommendations.register(these)
    labels = {"standard": settings.CALEA_QUARTERLY}
    return bind(
        asked,
        title=_("%(area)s: community concerns, for the chief") % {"area": these.where},
        summary=(
            *replies.findings_of(board),
            problems.finding(worked),
            promises.finding(promised),
            recommendations.finding(advice, these),
        ),
        sections=(
            (
                _("Current concerns of the community (%(standard)s a)") % labels,
                (
                    *replies.topics(board),
                    *replies.replies(board),
                    *priorities.priorities(priorities.held(these), these),
                ),
            ),
            (
                _("Potential problems (%(standard)s b)") % labels,
                (*_grown(board), *_begun(begun), _potential()),
            ),
            (_("Recommended actions (%(standard)s c)") % labels, (_actions(),)),
            (
                _("Progress on earlier concerns and problems (%(standard)s d)") % labels,
                (
                    _progress(),
                    *problems.problems(going),
                    *promises.promises(these, promised),
                    *recommendations.recommendations(advice, these),
                ),
            ),
            (
                _("Survey of residents (%(standard)s)") % {"standard": settings.CALEA_SURVEY},
                _survey(these),
            ),
            (_("Definitions"), (definitions(),)),
            (_("How it was counted"), (how_many(board), missing(board))),
        ),
        annexes=(
            (_("For staff: problems without a public page"), problems.not_public(worked)),
            (_("For staff: how the problems were analyzed"), problems.analyses(worked)),
        ),
    )


def _grown(board: Board) -> tuple[Block, ...]:
    """Topics raised more often than in as many days before: a sign, and no proof."""
    grown = [topic for topic in board.topics if topic.count > topic.before]
    if not grown:
        words = _("No topic was raised more often than in as many days before.")
        return (Paragraph(words, of=("topics",)),)
    table = Table(
        caption=_("Topics raised more often than before"),
        head=(_("Topic"), _("Raised"), _("In as many days before")),
        rows=tuple((topic.name, topic.count, topic.before) for topic in grown),
        guard=Guard(
            (None, "raised", "raised_before"),
            "topic",
            tuple(topic.slug or "no-topic" for topic in grown),
        ),
    )
    return (
        Numbers("grown", table),
        Paragraph(_("More of a topic may mean that more people write, not that more happens."), ()),
    )


def _begun(found: list[Problem]) -> tuple[Block, ...]:
    """Those that are still looked into; the others stand under progress."""
    if not found:
        return (Paragraph(_("No problem is in scanning or analysis."), of=()),)
    return problems.problems(found, key="potential_problems")


def _survey(these: Slice) -> tuple[Block, ...]:
    """What was released in the two years before the period ended."""
    last = these.period.last
    first = months_before(last.replace(day=1), TWO_YEARS)
    found = surveys.released(replace(these, period=Period(first, last)), (Instrument.Kind.GENERAL,))
    if not found:
        words = _("No survey of residents was released in the two years until %(day)s.")
        return (Paragraph(words % {"day": written(last)}, of=()), _of_survey())
    return (*surveys.surveys(found[-1:]), _of_survey())


def _of_survey() -> Narrative:
    return Narrative(
        "survey",
        _("What the survey says, and what follows"),
        _(
            "Say it in five parts: how well the agency does, how able its people are, how they "
            "treat residents, how safe residents feel, and what residents recommend."
        ),
    )


def _potential() -> Narrative:
    return Narrative(
        "potential",
        _("What may become a problem"),
        _("What do you see coming that bears on the work of the police? Say how you know."),
    )


def _actions() -> Narrative:
    return Narrative(
        "actions",
        _("Recommended actions"),
        _("For each concern or problem above: what should be done, by which unit, by when."),
    )


def _progress() -> Narrative:
    return Narrative(
        "progress",
        _("Progress since the last report"),
        _("Take each action of the last report in turn: done, begun, or not, and why."),
    )


PACK = Pack(
    kind="calea_quarterly",
    label=gettext_lazy("Concerns report for accreditation"),
    about=gettext_lazy(
        "Each quarter to the chief: concerns, potential problems, recommended actions, progress; "
        "with the survey of residents of the last two years."
    ),
    write=write,
)
