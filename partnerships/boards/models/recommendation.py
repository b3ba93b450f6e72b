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
from partnerships.boards.models.register import RecommendationQuerySet
from partnerships.boards.states import Verdict


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=WATCHED),
    pghistory.DeleteEvent(),
    model_name="RecommendationHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Recommendation(models.Model):
    """What a board asks the agency to do; it is owed an answer."""

    class Topic(models.TextChoices):
        POLICY = "policy", _("Policy")
        TRAINING = "training", _("Training")
        FORCE = "force", _("Use of force")
        STOPS = "stops", _("Stops and searches")
        ACCOUNTABILITY = "accountability", _("Complaints and accountability")
        ENGAGEMENT = "engagement", _("Working with neighbors")
        YOUTH = "youth", _("Young people")
        CRISIS = "crisis", _("Mental health and crisis")
        LANGUAGE = "language", _("Language and disability access")
        TECHNOLOGY = "technology", _("Data and technology")
        STREETS = "streets", _("Streets and traffic")
        OTHER = "other", _("Something else")

    board = models.ForeignKey("boards.Board", models.PROTECT, related_name="recommendations")
    # Together its number for a person, such as 2026-07: each board counts its own, without gaps.
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("in one sentence"), max_length=200)
    text = models.TextField(_("what the board recommends"), max_length=6000)
    why = models.TextField(_("why"), max_length=4000)
    evidence = models.TextField(_("what it rests on"), max_length=4000, blank=True)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("area"),
        help_text=_("Leave empty for the whole city."),
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic, default=Topic.OTHER)
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    due_on = models.DateField(_("answer due on"))
    # When the answer was first due, however often the board agreed to wait since.
    first_due_on = models.DateField(editable=False)
    taken_up_on = models.DateField(_("taken up on"), null=True, blank=True)
    # The first answer stops the clock; the last one says how it stands.
    answered_on = models.DateField(null=True, blank=True, editable=False)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it is withdrawn"), max_length=600, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice files once.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = RecommendationQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "year", "number"], name="a_board_numbers_what_it_recommends"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("made_on"), first_due_on__gt=F("made_on")),
                name="an_answer_is_due_after_it_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, verdict="")
                | (Q(answered_on__gte=F("made_on")) & ~Q(verdict="")),
                name="an_answered_recommendation_has_a_verdict",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | Q(withdrawn_on__gte=F("made_on"), withdrawn_why__gt=""),
                name="a_withdrawn_recommendation_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(answered_on=None, withdrawn_on=None),
                name="recommendations_waiting",
            ),
            models.Index(F("changed_at").desc(), name="recommendations_last_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("boards:recommendation", args=[self.board.slug, self.label])

    @property
    def label(self) -> str:
        """Its number as a person says it, such as 2026-07."""
        return f"{self.year}-{self.number:02d}"
