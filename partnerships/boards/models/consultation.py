from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.boards.models.board import WATCHED
from partnerships.boards.models.drafts import ConsultationQuerySet
from portal.files.models import KeptFile


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=WATCHED),
    pghistory.DeleteEvent(),
    model_name="ConsultationHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Consultation(models.Model):
    """A draft that everyone may read and comment on before it is decided."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("Policy")
        PLAN = "plan", _("Plan")
        TRAINING = "training", _("Training")

    board = models.ForeignKey(
        "boards.Board",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("board that asked for it"),
    )
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(max_length=180, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    summary = models.TextField(_("what it is about"), max_length=2000)
    opens_on = models.DateField(_("comments open on"))
    closes_on = models.DateField(_("last day for comments"))
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The answer to everyone who commented: what we heard and did, in one go.
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("what was decided"), max_length=4000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ConsultationQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-closes_on", "-pk"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="a_consultation_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(published_at__isnull=False, outcome__gt=""),
                name="an_answered_consultation_says_what_was_decided",
            ),
        ]
        indexes = [models.Index(F("changed_at").desc(), name="consultations_last_changed")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("boards:consultation", args=[self.slug])


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="PassageHistory",
)
class Passage(models.Model):
    """One numbered piece of the draft, which one can comment on by itself."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField(_("number"))
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=8000)
    # What it says in the end; empty when nothing changed.
    final_text = models.TextField(_("final text"), max_length=8000, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="passages_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}".strip()


class FinalFile(KeptFile):
    """The final text as a document."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="final_file")
    title = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints: list[models.BaseConstraint] = []

    def __str__(self) -> str:
        return self.title or self.consultation.title
