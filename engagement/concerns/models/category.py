from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class CategoryQuerySet(models.QuerySet["Category"]):
    def offered(self) -> Self:
        """Those a person may still choose, in the agency's order."""
        return self.filter(retired=False).order_by("position", "name")


class Category(models.Model):
    """A kind of concern: what happens, never who does it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("In English."))
    names = models.JSONField(
        _("names in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language code: {"es": "Ruido"}.'),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    retired = models.BooleanField(_("no longer offered"), default=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return str(self.names.get((get_language() or "en")[:2], self.name))
