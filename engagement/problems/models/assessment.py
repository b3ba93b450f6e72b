from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.problems.models.choices import Finding
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from engagement.problems.models.problem import Problem
    from portal.accounts.models import User

ASKED = ("done", "changed", "displaced", "residents")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    @transaction.atomic
    def make(
        self,
        problem: Problem,
        by: User,
        *,
        on: date | None = None,
        submission: UUID | None = None,
        **said: Any,
    ) -> Assessment:
        """Look at what became of it. May be done again later; each keeps its day."""
        problem.lock()
        if submission and (earlier := self.filter(submission=submission, problem=problem).first()):
            return earlier
        problem.refuse_closed()
        if problem.stage not in ("response", "assessment"):
            raise NotPossible(gettext("There is nothing to assess yet: respond to it first."))
        found = self.create(
            problem=problem,
            by=by,
            on=problem.a_day_until_today(on),
            submission=submission,
            **said,
        )
        problem.stepped(by)
        return found


def finding(label: Any) -> models.CharField[str, str]:
    return models.CharField(label, max_length=10, choices=Finding)


def more(label: Any) -> models.TextField[str, str]:
    return models.TextField(label, blank=True)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="AssessmentHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Assessment(models.Model):
    """Did we do it, did it help, did it only move, and what do residents say?"""

    problem = models.ForeignKey("problems.Problem", models.CASCADE, related_name="assessments")
    done = finding(_("Were the steps done?"))
    done_words = more(_("What was done, and what was not?"))
    changed = finding(_("Did what we count change?"))
    changed_words = more(_("How do we know?"))
    displaced = finding(_("Did it only move somewhere else?"))
    displaced_words = more(_("Where to, or how do we know that it did not?"))
    residents = finding(_("Do residents say it is better?"))
    residents_words = more(_("What do they say, and how did we ask?"))
    on = models.DateField(_("looked at on"), default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = AssessmentQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__in": Finding.values}),
                name=f"an_assessment_says_whether_{name}",
            )
            for name in ASKED
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"
