from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A kind of recorded crime, as the agency counts it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("In English."))
    names = models.JSONField(
        _("names in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language code: {"es": "Robo"}.'),
    )
    against_persons = models.BooleanField(_("against persons"), default=False)
    # What a program cannot move shows how far numbers move by themselves.
    hardly_affected = models.BooleanField(
        _("hardly affected by neighbors"),
        default=False,
        help_text=_(
            "A crime that active neighbors can hardly prevent, such as bad checks."
            " If it seems to change with a program, something else changed."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("kind of crime")
        verbose_name_plural = _("kinds of crime")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return str(self.names.get((get_language() or "en")[:2], self.name))
