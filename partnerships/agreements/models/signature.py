from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.agreements.models.sides import Side
from portal.files.models import KeptFile


class Signature(models.Model):
    """One side put its name to it: in which role, when, and how."""

    class How(models.TextChoices):
        HERE = "here", _("Here, by a click")
        PAPER = "paper", _("On paper")

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    # “Executive director”: what the person is there. Who pressed the button is `by`.
    role = models.CharField(_("in which role"), max_length=120)
    signed_on = models.DateField(_("signed on"), default=timezone.localdate)
    how = models.CharField(max_length=10, choices=How, default=How.HERE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="each_side_signs_once"),
            models.CheckConstraint(condition=Q(role__gt=""), name="a_signature_says_in_which_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}, {self.role}"


@pghistory.track(
    pghistory.DeleteEvent(),
    exclude=["content"],
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class SignedFile(KeptFile):
    """The signed paper, as a PDF written anew."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="files")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(content_type="application/pdf"), name="a_signed_file_is_a_pdf"
            ),
        ]

    def __str__(self) -> str:
        return self.name
