"""What the database itself refuses to keep of a problem."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from engagement.problems.models.choices import Cheers, CloseReason, ProblemSource, Stage

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(condition=Q(title__gt=""), name="a_problem_is_named"),
    models.CheckConstraint(condition=Q(stage__in=Stage.values), name="a_problem_has_a_known_stage"),
    models.CheckConstraint(
        condition=Q(source__in=ProblemSource.values), name="a_problem_has_a_known_source"
    ),
    models.CheckConstraint(
        condition=Q(cheers__contained_by=list(Cheers.values)), name="cheers_has_six_letters"
    ),
    models.CheckConstraint(
        condition=Q(stage="closed", closed_on__isnull=False, lessons__gt="")
        & Q(close_reason__in=CloseReason.values)
        | (~Q(stage="closed") & Q(closed_on=None, close_reason="", told_at=None)),
        name="a_closed_problem_says_how_and_what_we_learned",
    ),
    models.CheckConstraint(
        condition=Q(closed_on=None) | Q(closed_on__gte=F("since_on")),
        name="a_problem_closes_after_it_began",
    ),
    models.CheckConstraint(
        condition=Q(merged_into=None) | (Q(close_reason="merged") & ~Q(merged_into=F("id"))),
        name="only_a_merged_problem_goes_into_another",
    ),
    models.CheckConstraint(
        condition=Q(published_at=None) | ~Q(public_summary__in=["", "{}"]),
        name="a_public_problem_says_what_it_is",
    ),
    models.CheckConstraint(
        condition=Q(told_at=None, told_count=None)
        | Q(told_at__isnull=False, told_count__isnull=False),
        name="who_was_told_is_counted",
    ),
]
