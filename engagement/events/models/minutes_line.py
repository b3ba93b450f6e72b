from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User

LONGEST, LONGEST_ANSWER = 400, 600


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="MinutesLineHistory",
)
class MinutesLine(models.Model):
    """One thing decided, or one question that was asked."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decided")
        QUESTION = "question", _("Asked")

    minutes = models.ForeignKey("events.Minutes", models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=LONGEST)
    # To a question; empty while it is unanswered.
    answer = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="question") | Q(answer=""), name="only_questions_are_answered"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (Q(answer__gt="") & Q(answered_at__isnull=False)),
                name="an_answer_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION

    @property
    def answered_later(self) -> bool:
        """Not in the room: after the minutes could be read."""
        published = self.minutes.published_at
        return bool(self.answered_at and published and self.answered_at > published)

    @transaction.atomic
    def reword(
        self, text: str, by: User, *, answer: str = "", at: datetime | None = None
    ) -> MinutesLine:
        """Say it better, or answer what was asked.

        The first answer to a question is news, also in published minutes; any other change
        to them is a correction.
        """
        at = at or timezone.now()
        minutes = self.minutes
        minutes.lock()
        self.refresh_from_db()
        self.minutes = minutes
        text, answer = " ".join(text.split()), answer.strip()
        if not text:
            raise NotPossible(gettext("Write it down first."))
        if answer and not self.is_question:
            raise NotPossible(gettext("Only a question has an answer."))
        if (text, answer) == (self.text, self.answer):
            return self
        corrects = text != self.text or bool(self.answer)
        if answer != self.answer:
            # What was said in the room keeps its day when only its words change.
            self.answered_at = (self.answered_at or at) if answer else None
        self.text, self.answer = text, answer
        with pghistory.context(user=by.pk):
            self.save(update_fields=["text", "answer", "answered_at"])
        minutes.touch(by, at, corrects=corrects)
        return self
