from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.Model):
    """A group of residents and partners that advises the agency or looks over its shoulder."""

    name = models.CharField(_("name"), max_length=160)

    def __str__(self) -> str:
        return self.name


class Recommendation(models.Model):
    """What a board asks the agency to do; it is owed an answer."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="recommendations")
    title = models.CharField(_("in one sentence"), max_length=200)

    def __str__(self) -> str:
        return self.title
