from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GrantQuerySet(models.QuerySet["Grant"]):
    pass


class Grant(models.Model):
    """Money for a purpose, with a funder who asks what became of it."""

    name = models.CharField(_("name"), max_length=160)

    objects = GrantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
