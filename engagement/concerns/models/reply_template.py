from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagement.concerns import wording


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    def offered(self, language: str) -> Self:
        """Those in the language the resident reads."""
        return self.filter(retired=False, language=language[:2])


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ReplyTemplate(models.Model):
    """Words to begin an answer with. An officer reads and changes them before they go."""

    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    text = models.TextField(
        _("words"), max_length=5_000, validators=[wording.check], help_text=wording.HELP
    )
    retired = models.BooleanField(_("no longer offered"), default=False)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["language", "name"]
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "name"],
                name="one_template_per_name",
                violation_error_message=_("There is already one with this name. Choose another."),
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="a_template_says_something"),
        ]

    def __str__(self) -> str:
        return self.name
