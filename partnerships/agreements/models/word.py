from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.agreements.models.sides import Side


class Word(models.Model):
    """What one side said about an agreement, such as a change it would like. Never changed."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="words")
    side = models.CharField(max_length=10, choices=Side)
    text = models.CharField(_("words"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text[:60]
