"""Who read what was told in confidence, and who carried numbers out of the house.

These rows are only ever added: the database refuses to change or delete one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from portal.accounts.models import User


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def about(self, record: models.Model) -> Self:
        return self.filter(model=record._meta.label_lower, record=str(record.pk))

    def by(self, user: User) -> Self:
        return self.filter(user=user)

    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)


class AccessLog(models.Model):
    """One reading of a confidential record."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    what = models.CharField(_("what"), max_length=80, help_text=_("Such as “read the name”."))
    model = models.CharField(_("kind of record"), max_length=80)
    record = models.CharField(_("record"), max_length=40)
    why = models.CharField(_("why"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("reading")
        verbose_name_plural = _("who read what")
        indexes = [
            models.Index(fields=["model", "record"], name="readings_of_a_record"),
            models.Index(fields=["-at"], name="readings_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="readings_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.what}, {self.model} {self.record}"


class Export(models.Model):
    """One file that left the portal: who took it, what was asked for, and how to know it again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    what = models.CharField(_("what"), max_length=80)
    filters = models.JSONField(_("asked for"), default=dict, blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField("SHA-256", max_length=64)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [models.Index(fields=["-at"], name="exports_by_time")]
        triggers = [
            pgtrigger.Protect(name="exports_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.what}, {self.rows}"


def record_access(user: User, what: str, obj: models.Model, why: str = "") -> AccessLog:
    """Note that `user` is about to be shown something confidential about `obj`."""
    return AccessLog.objects.create(
        user=user, what=what, model=obj._meta.label_lower, record=str(obj.pk), why=why
    )


def record_export(
    user: User, what: str, content: bytes, rows: int, filters: dict[str, Any] | None = None
) -> Export:
    """Note a file that is about to leave, with a hash that recognizes it later."""
    return Export.objects.create(
        user=user,
        what=what,
        filters=filters or {},
        rows=rows,
        sha256=hashlib.sha256(content).hexdigest(),
    )
