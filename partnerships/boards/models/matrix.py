from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ResponseRowHistory",
)
class ResponseRow(models.Model):
    """One line of the table of answers: what we heard, from how many comments, and what we did."""

    class Did(models.TextChoices):
        CHANGED = "changed", _("Changed")
        PARTLY = "partly", _("Changed in part")
        NOT = "not", _("Not changed")

    consultation = models.ForeignKey("boards.Consultation", models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField(_("number"))
    heard = models.TextField(_("what we heard"), max_length=2000)
    comments = models.ManyToManyField("boards.Comment", blank=True, related_name="rows")
    did = models.CharField(_("what we did"), max_length=10, choices=Did)
    why = models.TextField(_("why"), max_length=2000)
    where = models.CharField(_("where in the text"), max_length=160, blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="answers_to_comments_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(why__gt="", heard__gt=""), name="an_answer_to_comments_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.heard[:60]
