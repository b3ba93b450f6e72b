from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from engagement.problems.models.problem import Problem
    from portal.accounts.models import User


class GoalQuerySet(models.QuerySet["Goal"]):
    @transaction.atomic
    def set_for(
        self, problem: Problem, by: User, *, submission: UUID | None = None, **said: Any
    ) -> Goal:
        """Say what should change, from where to where. The same form twice is one goal."""
        problem.lock()
        if submission and (earlier := self.filter(submission=submission, problem=problem).first()):
            return earlier
        problem.refuse_closed()
        goal = self.model(problem=problem, submission=submission, **said)
        goal.refuse_nonsense()
        goal.save(force_insert=True)
        problem.stepped(by)
        return goal


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="GoalHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Goal(models.Model):
    """What should change, measured: an indicator, where it stood, where it should be, by when."""

    class Direction(models.TextChoices):
        DOWN = "down", _("Lower is better")
        UP = "up", _("Higher is better")

    problem = models.ForeignKey("problems.Problem", models.CASCADE, related_name="goals")
    words = models.CharField(_("what should change"), max_length=240)
    indicator = models.CharField(_("what we count"), max_length=160)
    unit = models.CharField(_("in what"), max_length=60, blank=True)
    baseline = models.DecimalField(_("where it stood"), max_digits=12, decimal_places=2)
    baseline_on = models.DateField(_("counted on"), default=timezone.localdate)
    target = models.DecimalField(_("where it should be"), max_digits=12, decimal_places=2)
    target_on = models.DateField(_("by which day"))
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.DOWN)
    result = models.DecimalField(
        _("where it stands now"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    result_on = models.DateField(_("counted on"), null=True, blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = GoalQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="down", target__lt=F("baseline"))
                | Q(direction="up", target__gt=F("baseline")),
                name="a_goal_leads_away_from_its_baseline",
            ),
            models.CheckConstraint(
                condition=Q(target_on__gt=F("baseline_on")), name="a_goal_has_time"
            ),
            models.CheckConstraint(
                condition=Q(result=None, result_on=None)
                | Q(result__isnull=False, result_on__isnull=False, result_on__gte=F("baseline_on")),
                name="a_result_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(baseline__gte=0, target__gte=0) & (Q(result=None) | Q(result__gte=0)),
                name="nothing_is_counted_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def share(self) -> Decimal | None:
        """How much of the way is gone: 1 is the target, below 0 it got worse."""
        if self.result is None:
            return None
        return (self.result - self.baseline) / (self.target - self.baseline)

    @property
    def is_met(self) -> bool:
        return self.share is not None and self.share >= 1

    @transaction.atomic
    def set_result(self, result: Decimal, on: date | None, by: User) -> Goal:
        """Count again, and say what came out; the earlier counts stay in the history."""
        self.problem.lock()
        self.refresh_from_db(from_queryset=Goal.objects.select_for_update(of=("self",)))
        on = on or timezone.localdate()
        if (self.result, self.result_on) == (result, on):
            return self
        self.problem.refuse_closed()
        self.result, self.result_on = result, on
        self.refuse_nonsense()
        with pghistory.context(user=by.pk):
            self.save(update_fields=["result", "result_on"])
        self.problem.stepped(by)
        return self

    def refuse_nonsense(self) -> None:
        today = timezone.localdate()
        if self.target == self.baseline:
            raise NotPossible(gettext("The target is where it stands already. Choose another."))
        lower = self.target < self.baseline
        self.direction = self.Direction.DOWN if lower else self.Direction.UP
        if self.baseline_on > today or (self.result_on and self.result_on > today):
            raise NotPossible(gettext("Nothing is counted in the future. Choose today or earlier."))
        if self.target_on <= self.baseline_on:
            raise NotPossible(gettext("The target’s day must be after the day of the first count."))
        if self.result_on and self.result_on < self.baseline_on:
            raise NotPossible(gettext("This was counted before the first count."))
