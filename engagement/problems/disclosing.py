"""Problems worked on, as anyone may get them who asks for public records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Category
from engagement.problems.models import Problem
from portal.records.disclosing import INTERNAL, PRIVATE, Field, Rule, discloses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from portal.records.disclosing import Asked

DRAFTED = frozenset({"title", "evidence", "hypothesis", "place"})


def withhold(problem: Problem, field: str) -> str:
    """What is still being worked out, and on no page, is a draft."""
    return INTERNAL if field in DRAFTED and problem.is_open and not problem.is_public else ""


def topics() -> Iterable[tuple[str, str]]:
    return [(category.slug, str(category)) for category in Category.objects.all()]


@discloses(
    "problems",
    _("Problems"),
    fields=(
        Field("since", _("Worked on since"), lambda p: p.since_on),
        Field("area", _("Area"), lambda p: p.area.name),
        Field("topic", _("Kind"), lambda p: str(p.category) if p.category else ""),
        Field("title", _("The problem"), lambda p: p.title, Rule.REDACT, PRIVATE),
        Field("source", _("Brought up by"), lambda p: str(p.get_source_display())),
        Field("stage", _("Stage"), lambda p: str(p.get_stage_display())),
        Field("place", _("Where"), lambda p: p.place, Rule.REDACT, PRIVATE),
        Field("evidence", _("What we know"), lambda p: p.evidence, Rule.REDACT, PRIVATE),
        Field("offenders", _("Who causes it"), lambda p: p.offenders, Rule.EXEMPT, PRIVATE),
        Field("targets", _("Who is hurt"), lambda p: p.targets, Rule.EXEMPT, PRIVATE),
        Field("hypothesis", _("Why it happens"), lambda p: p.hypothesis, Rule.REDACT, PRIVATE),
        Field("summary", _("What everyone reads"), lambda p: str(p.public_summary)),
        Field("closed_on", _("Closed on"), lambda p: p.closed_on),
        Field("ended", _("How it ended"), lambda p: str(p.get_close_reason_display())),
        Field("lessons", _("What we learned"), lambda p: p.lessons, Rule.REDACT, PRIVATE),
    ),
    withhold=withhold,
    topics=topics,
)
def problems(asked: Asked) -> QuerySet[Problem]:
    rows = Problem.objects.filter(since_on__gte=asked.first, since_on__lte=asked.last)
    if asked.topic:
        rows = rows.filter(category__slug=asked.topic)
    found: QuerySet[Problem] = asked.within(rows).select_related("area", "category")
    return found.order_by("since_on", "pk")
