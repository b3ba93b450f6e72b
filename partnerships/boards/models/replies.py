"""What the agency says and does about a recommendation. All of it is public, and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.boards.states import Verdict

if TYPE_CHECKING:
    from datetime import date


class RecommendationAnswer(models.Model):
    """An answer with its reason. It is never changed: a correction is a further answer."""

    recommendation = models.ForeignKey(
        "boards.Recommendation", models.PROTECT, related_name="answers"
    )
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict)
    reason = models.TextField(_("why"), max_length=6000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now, editable=False)
    # How many members of the board were written to.
    told = models.PositiveSmallIntegerField(default=0, editable=False)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__gt=""), name="an_answer_gives_its_reason"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="an_answer_stays_as_it_was_given",
                fields=["recommendation", "verdict", "reason", "on"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {self.on:%Y-%m-%d}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="RecommendationActionHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class RecommendationAction(models.Model):
    """One thing the agency does because of a recommendation, and what came of it."""

    recommendation = models.ForeignKey(
        "boards.Recommendation", models.PROTECT, related_name="actions"
    )
    what = models.CharField(_("what we will do"), max_length=400)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendation_actions",
        verbose_name=_("who does it"),
    )
    # The office, for everyone: no officer is named in public.
    owner_words = models.CharField(_("which office does it"), max_length=120)
    due_on = models.DateField(_("by which day"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=600, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, result="") | Q(done_on__isnull=False, result__gt=""),
                name="a_finished_action_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(owner_words__gt=""), name="an_office_answers_for_an_action"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def is_overdue(self, on: date | None = None) -> bool:
        return self.done_on is None and self.due_on < (on or timezone.localdate())

    @property
    def is_late(self) -> bool:
        return self.is_overdue()


class Extension(models.Model):
    """The agency asked for more time, openly. The day moves only if the board agrees."""

    recommendation = models.ForeignKey(
        "boards.Recommendation", models.PROTECT, related_name="extensions"
    )
    was_due_on = models.DateField()
    until = models.DateField(_("until"))
    why = models.CharField(_("why"), max_length=600)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    agreed = models.BooleanField(_("the board agreed"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__gt=""), name="more_time_is_asked_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("was_due_on")), name="more_time_is_more_time"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_on=None)
                | Q(agreed__isnull=False, decided_on__isnull=False),
                name="a_board_agrees_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(agreed=None),
                name="one_wish_for_more_time_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.was_due_on:%Y-%m-%d} → {self.until:%Y-%m-%d}"
