from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def in_force(self) -> Self:
        return self.filter(revoked_at=None)

    def make(self, name: str) -> tuple[ApiKey, str]:
        """A key for one program, with the text that is shown once and kept nowhere."""
        text = secrets.token_urlsafe(32)
        return self.create(name=name, key_hash=hash_of(text)), text

    def opened_by(self, text: str) -> ApiKey | None:
        """The key in force that this text is. The demo's own has no row."""
        if not text:
            return None
        if settings.OPEN311_DEMO_KEY and secrets.compare_digest(
            text.encode(), settings.OPEN311_DEMO_KEY.encode()
        ):
            return self.model(name="Demo")
        return self.in_force().filter(key_hash=hash_of(text)).first()


class ApiKey(models.Model):
    """Lets one other program raise concerns for residents."""

    name = models.CharField(
        _("whose it is"), max_length=80, help_text=_("The program and whom to call about it.")
    )
    # Long and random, so that a plain hash cannot be turned back.
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key for other programs")
        verbose_name_plural = _("keys for other programs")
        ordering = ["name", "-created_at"]

    def __str__(self) -> str:
        return self.name

    def revoke(self) -> None:
        """From now on it opens nothing."""
        ApiKey.objects.in_force().filter(pk=self.pk).update(revoked_at=timezone.now())
        self.refresh_from_db()


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
