"""Promises, priorities, problems and recommendations: what was taken on and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from metrics.transparency.datasets.places import CITYWIDE, DISTRICT, by_place
from metrics.transparency.datasets.shape import Column, Dataset, Drawing, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from metrics.dashboards.charts import Value


def _promises(n: Callable[[str], int]) -> tuple[Value, ...]:
    kept, kept_late, not_kept, told = n("kept"), n("kept_late"), n("not_kept"), n("told")
    due = kept + kept_late + not_kept
    return (
        n("promised"),
        due,
        kept,
        kept_late,
        not_kept,
        told,
        percent(kept, due),
        percent(told, due),
    )


def _priorities(n: Callable[[str], int]) -> tuple[Value, ...]:
    return n("priority_set"), n("priority_done"), n("problem_opened"), n("problem_closed")


def _recommendations(n: Callable[[str], int]) -> tuple[Value, ...]:
    asked, in_time, late = n("recommended"), n("recommendation_in_time"), n("recommendation_late")
    return asked, in_time, late, asked - in_time - late


PROMISES = Dataset(
    slug="promises",
    title=_("Promises, by district"),
    about=_("What officers and their partners promised in public, and whether it was done."),
    columns=(
        DISTRICT,
        Column("made", _("Made"), _("Promises made in the quarter.")),
        Column(
            "due",
            _("Due"),
            _("Promises whose day came in the quarter: kept, kept_late and not_kept."),
        ),
        Column("kept", _("Kept in time"), _("Kept by the day that was promised.")),
        Column("kept_late", _("Kept late"), _("Kept after that day.")),
        Column(
            "not_kept", _("Not kept"), _("Still open when this was counted, or could not be kept.")
        ),
        Column(
            "told",
            _("Residents were told"),
            _("Of those due, how many residents were told the end of."),
        ),
        Column(
            "kept_percent",
            _("Kept in time, of 100 due"),
            _("kept of due, in percent."),
            "percent",
            of=("kept", "due"),
        ),
        Column(
            "told_percent",
            _("Told, of 100 due"),
            _("told of due, in percent."),
            "percent",
            of=("told", "due"),
        ),
    ),
    count=lambda record: by_place(record, _promises, CITYWIDE),
    facts=("promised", "promise_due", "kept", "kept_late", "not_kept", "told"),
    drawing=Drawing(("kept", "kept_late", "not_kept"), ("pine", "range", "late"), "due"),
    empty=_("No promise was made or due."),
)
PRIORITIES = Dataset(
    slug="priorities",
    title=_("Priorities and problems, by district"),
    about=_("What neighborhoods chose to work on first, and longer work on one problem."),
    columns=(
        DISTRICT,
        Column("priorities_set", _("Priorities set"), _("Priorities published in the quarter.")),
        Column(
            "priorities_done",
            _("Priorities done"),
            _("Priorities closed in the quarter, with something done."),
        ),
        Column("problems_opened", _("Problems taken on"), _("Problem records begun.")),
        Column(
            "problems_closed",
            _("Problems closed"),
            _("Problem records closed, however they ended."),
        ),
    ),
    count=lambda record: by_place(record, _priorities, CITYWIDE),
    facts=("priority_set", "priority_done", "problem_opened", "problem_closed"),
    drawing=Drawing(("priorities_set", "priorities_done"), ("range", "pine")),
    empty=_("No priority was set or closed, and no problem was taken on or closed."),
)
RECOMMENDATIONS = Dataset(
    slug="recommendations",
    title=_("Recommendations of boards"),
    about=_("What boards asked the police for, and whether they were answered in time."),
    columns=(
        DISTRICT,
        Column("received", _("Received"), _("Recommendations handed over in the quarter.")),
        Column("in_time", _("Answered in time"), _("Answered before their time was up.")),
        Column("late", _("Late or not yet"), _("Their time was up before an answer.")),
        Column("open", _("Still has time"), _("Not answered when this was counted, or withdrawn.")),
    ),
    count=lambda record: by_place(record, _recommendations, CITYWIDE),
    facts=("recommended", "recommendation_in_time", "recommendation_late"),
    drawing=Drawing(("in_time", "late", "open"), ("pine", "late", "range"), "received"),
    empty=_("No board handed over a recommendation."),
)
