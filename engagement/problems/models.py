from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Problem(models.Model):
    """Something that keeps happening, worked on together until it is solved or shown not to be."""

    title = models.CharField(_("the problem in one sentence"), max_length=200)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="problems", verbose_name=_("area")
    )

    def __str__(self) -> str:
        return self.title
