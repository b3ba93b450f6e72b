from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ThreadMessageQuerySet(models.QuerySet["ThreadMessage"]):
    def for_resident(self) -> Self:
        """What the person who raised the concern may read."""
        return self.exclude(kind=ThreadMessage.Kind.NOTE)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), exclude=["key"])
class ThreadMessage(models.Model):
    """One message between a resident and the police, or a note among staff."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        FROM_RESIDENT = "from_resident", _("From the neighbor")
        NOTE = "note", _("Note for staff")

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="thread")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Made with the form, so that sending it twice says it once.
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ThreadMessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="from_resident", author__isnull=True)
                | (Q(kind__in=["answer", "note"]) & Q(author__isnull=False)),
                name="only_staff_write_under_a_name",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
