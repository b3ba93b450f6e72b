from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PriorityUpdate(models.Model):
    """What was done about a priority, and on which day. Everyone can read all of them."""

    priority = models.ForeignKey("priorities.Priority", models.CASCADE, related_name="updates")
    action = models.CharField(_("what was done"), max_length=600)
    action_on = models.DateField(_("on which day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-action_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "action_on", "action"], name="an_action_is_told_once"
            ),
            models.CheckConstraint(condition=Q(action__gt=""), name="an_update_says_what_was_done"),
        ]

    def __str__(self) -> str:
        return self.action
