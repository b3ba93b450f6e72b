"""Problems: what is worked on, towards which goal, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from engagement.problems.models import Goal, Problem

if TYPE_CHECKING:
    from decimal import Decimal

    from engagement.problems.models.querysets import ProblemQuerySet
    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User

RECENTLY = timedelta(days=180)
MOST = 25


@dataclass(frozen=True)
class ProblemLine:
    """One problem with its first goal. `share` of the way to the target: 1 is the target."""

    title: str
    url: str  # empty where the reader may not open it
    area: str
    stage: str
    is_open: bool
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    result: Decimal | None = None
    share: Decimal | None = None
    more_goals: int = 0


@dataclass(frozen=True)
class Work:
    """Counts are of all problems of the areas, `lines` of those the reader may know of."""

    open: int
    without_baseline: int
    closed: int
    counted_again: int  # of those closed, how many have a goal with a result
    met: int  # and how many met it
    lines: tuple[ProblemLine, ...]


def work(these: Slice, reader: User) -> Work:
    """Open ones and those closed within half a year of now. Four statements."""
    since = timezone.localdate(these.at) - RECENTLY
    recent = Problem.objects.filter(these.inside()).filter(
        Q(closed_on=None) | Q(closed_on__gte=since)
    )
    goals = Goal.objects.filter(problem=OuterRef("pk"))
    met = Q(direction="down", result__lte=F("target")) | Q(direction="up", result__gte=F("target"))
    is_open, is_closed = Q(closed_on=None), Q(closed_on__isnull=False)
    counts = (
        recent.order_by()
        .annotate(
            has_goal=Exists(goals),
            has_result=Exists(goals.filter(result__isnull=False)),
            has_met=Exists(goals.filter(met)),
        )
        .aggregate(
            open=Count("pk", filter=is_open),
            without_baseline=Count("pk", filter=is_open & Q(has_goal=False)),
            closed=Count("pk", filter=is_closed),
            counted_again=Count("pk", filter=is_closed & Q(has_result=True)),
            met=Count("pk", filter=is_closed & Q(has_met=True)),
        )
    )
    return Work(lines=tuple(_lines(recent, reader)), **counts)


def _lines(recent: ProblemQuerySet, reader: User) -> list[ProblemLine]:
    workable = set(recent.workable_by(reader).values_list("pk", flat=True))
    shown = (
        recent.visible_to(reader)
        .select_related("area")
        .prefetch_related("goals")
        .order_by(F("closed_on").desc(nulls_first=True), "-stepped_at")[:MOST]
    )
    return [_line(problem, workable) for problem in shown]


def _line(problem: Problem, workable: set[int]) -> ProblemLine:
    goals = list(problem.goals.all())
    url = problem.get_absolute_url() if problem.pk in workable else ""
    if not url and problem.is_public:
        url = problem.public_url
    line = ProblemLine(
        problem.title, url, problem.area.name, problem.get_stage_display(), problem.is_open
    )
    if not goals:
        return line
    first = goals[0]
    return ProblemLine(
        line.title, line.url, line.area, line.stage, line.is_open,
        first.indicator, first.unit, first.baseline, first.target, first.result, first.share,
        len(goals) - 1,
    )  # fmt: skip
