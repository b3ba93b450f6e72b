from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.accounts.models import User


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def standing(self) -> Self:
        """Still true: the concern is open, and what was due has not been given."""
        from engagement.concerns.states import OPEN

        owed = Q(clock=Escalation.Clock.REPLY, concern__answered_at=None)
        owed |= Q(clock=Escalation.Clock.RESOLUTION)
        return self.filter(owed, concern__state__in=OPEN, concern__waiting_since=None)

    def for_supervisor(self, user: User) -> Self:
        from portal.accounts.scope import within_scope

        reach = within_scope(user, "supervisor", "command", path="concern__area__path")
        return self.filter(reach)


class Escalation(models.Model):
    """A supervisor was told, once, that a promise will soon be or has been missed."""

    class Clock(models.TextChoices):
        REPLY = "reply", _("Answer")
        RESOLUTION = "resolution", _("End")

    class When(models.TextChoices):
        SOON = "soon", _("Due soon")
        LATE = "late", _("Late")

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="escalations")
    clock = models.CharField(max_length=12, choices=Clock)
    when = models.CharField(max_length=6, choices=When)
    # Opening a concern again starts another clock, about which one is told again.
    started_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "clock", "when", "started_at"], name="told_once_per_clock"
            ),
            models.CheckConstraint(
                condition=Q(clock__in=["reply", "resolution"], when__in=["soon", "late"]),
                name="an_escalation_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()}: {self.get_when_display()}"
