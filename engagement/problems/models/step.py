from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.problems.models.choices import Side
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from engagement.problems.models.problem import Problem
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User


class ResponseStepQuerySet(models.QuerySet["ResponseStep"]):
    def done(self) -> Self:
        return self.exclude(done_on=None)

    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)

    @transaction.atomic
    def add(
        self, problem: Problem, by: User, *, submission: UUID | None = None, **said: Any
    ) -> ResponseStep:
        """Write down what someone will do, or did. The same form twice is one step."""
        problem.lock()
        if submission and (earlier := self.filter(submission=submission, problem=problem).first()):
            return earlier
        problem.refuse_closed()
        step = self.model(problem=problem, recorded_by=by, submission=submission, **said)
        step.refuse_nonsense()
        step.save(force_insert=True)
        problem.stepped(by)
        return step


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ResponseStepHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class ResponseStep(models.Model):
    """One step of the response: what, by the police or by the community, and when."""

    problem = models.ForeignKey("problems.Problem", models.CASCADE, related_name="steps")
    what = models.CharField(_("what is done"), max_length=300)
    side = models.CharField(_("whose step"), max_length=12, choices=Side)
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="response_steps",
        verbose_name=_("organization"),
    )
    owner = models.CharField(_("who does it, in words"), max_length=120, blank=True)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=12, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=8, decimal_places=1, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    why = models.CharField(_("why it was dropped"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ResponseStepQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(what__gt=""), name="a_step_says_what"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="a_step_is_somebodys"),
            models.CheckConstraint(
                condition=Q(organization=None) | Q(side="community"),
                name="an_organizations_step_is_the_communitys",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(dropped_on=None), name="a_step_is_done_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None, why="") | Q(dropped_on__isnull=False, why__gt=""),
                name="a_dropped_step_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(cost=None) | Q(cost__gte=0)) & (Q(hours=None) | Q(hours__gte=0)),
                name="a_step_costs_no_less_than_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    def is_late(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.is_open and self.planned_on is not None and self.planned_on < on

    @transaction.atomic
    def finish(self, by: User, on: date | None = None, note: str = "") -> ResponseStep:
        """It is done."""
        self._lock()
        if self.done_on:
            return self
        self._refuse_over()
        self.done_on = on or timezone.localdate()
        if note.strip():
            self.note = note.strip()
        self.refuse_nonsense()
        return self._keep(by, "done_on", "note")

    @transaction.atomic
    def drop(self, why: str, by: User) -> ResponseStep:
        """It will not be done, and this is why."""
        self._lock()
        if self.dropped_on:
            return self
        self._refuse_over()
        if not why.strip():
            raise NotPossible(gettext("Say why it will not be done."))
        self.dropped_on, self.why = timezone.localdate(), why.strip()
        return self._keep(by, "dropped_on", "why")

    def refuse_nonsense(self) -> None:
        if not self.what.strip():
            raise NotPossible(gettext("Say what is done."))
        if self.done_on and self.done_on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        if self.side == Side.POLICE and self.organization is not None:
            raise NotPossible(gettext("An organization’s step is a step of the community."))

    def _lock(self) -> None:
        self.problem.lock()
        self.refresh_from_db(from_queryset=ResponseStep.objects.select_for_update(of=("self",)))

    def _refuse_over(self) -> None:
        self.problem.refuse_closed()
        if self.done_on:
            raise NotPossible(gettext("This step is done already."))
        if self.dropped_on:
            raise NotPossible(gettext("This step was dropped. Add it again instead."))

    def _keep(self, by: User, *fields: str) -> ResponseStep:
        with pghistory.context(user=by.pk):
            self.save(update_fields=fields)
        self.problem.stepped(by)
        return self
