from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.concerns.states import State


class Step(models.Model):
    """One thing that was done with a concern: who, when, why, and how its state changed."""

    class Verb(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("Read")
        ANSWERED = "answered", _("Answered")
        STARTED = "started", _("Work began")
        PLANNED = "planned", _("Planned")
        ASSIGNED = "assigned", _("Given to an officer")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Opened again")
        WROTE_BACK = "wrote_back", _("The neighbor wrote back")
        PUBLISHED = "published", _("Put on the public page")
        WITHDRAWN = "withdrawn", _("Taken off the public page")
        SENSITIVE = "sensitive", _("Marked sensitive")
        ASKED = "asked", _("Asked a question")
        GIVEN_BACK = "given_back", _("Given back to the team")
        JOINED = "joined", _("Another concern joined it")
        REDACTED = "redacted", _("Words hidden")
        UNREDACTED = "unredacted", _("Hidden words shown again")

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20, choices=Verb)
    before = models.CharField(max_length=20, choices=State)
    after = models.CharField(max_length=20, choices=State)
    # Empty when the person who raised the concern acted: their step carries no name.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=State.values, after__in=State.values),
                name="a_step_is_between_known_states",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(verb__in=["wrote_back", "reopened"]),
                name="only_residents_step_without_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.get_after_display()}"
