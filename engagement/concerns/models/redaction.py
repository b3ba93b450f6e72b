from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Redaction(models.Model):
    """Some words of a resident that others do not get to read, and why.

    The words themselves stay in `Concern.text`; `Concern.redacted_text` is written anew
    from it whenever a redaction is made or lifted (`redacting.py`).
    """

    class Why(models.TextChoices):
        NAME = "name", _("a name")
        PHONE = "phone", _("a phone number")
        EMAIL = "email", _("an email address")
        PLATE = "plate", _("a license plate")
        ADDRESS = "address", _("an address")
        LOOKS = "looks", _("how someone looks")
        BELIEF = "belief", _("what someone believes")
        OTHER = "other", _("something private")

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=Why)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_redaction_hides_words"),
            models.UniqueConstraint(
                fields=["concern", "start", "end"], name="one_redaction_per_stretch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}-{self.end}: {self.get_why_display()}"
