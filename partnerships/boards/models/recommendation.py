from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.boards import clocks
from partnerships.boards.models.board import WATCHED
from partnerships.boards.models.register import RecommendationQuerySet
from partnerships.boards.states import Status, Verdict
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from partnerships.boards.models.replies import (
        Extension,
        RecommendationAction,
        RecommendationAnswer,
    )
    from portal.accounts.models import User
    from portal.pages.clocks import Clock

LONGEST_WAIT = timedelta(days=183)


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

    @property
    def desk_url(self) -> str:
        return reverse("desk_boards:recommendation", args=[self.pk])

    # Questions

    @property
    def status(self) -> Status:
        return self.status_at(timezone.localdate())

    def status_at(self, on: date) -> Status:
        """Derived, never typed in: `RecommendationQuerySet.that_are` says the same in SQL."""
        if self.withdrawn_on:
            return Status.WITHDRAWN
        if not self.answered_on:
            if self.due_on < on:
                return Status.OVERDUE
            return Status.IN_REVIEW if self.taken_up_on else Status.SUBMITTED
        if self._has("has_open", done_on__isnull=True):
            return Status.IN_PROGRESS
        return Status.COMPLETED if self._has("has_done", done_on__isnull=False) else Status.ANSWERED

    @property
    def is_waiting(self) -> bool:
        return self.answered_on is None and self.withdrawn_on is None

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and self.due_on < timezone.localdate()

    @property
    def was_late(self) -> bool:
        return self.answered_on is not None and self.answered_on > self.due_on

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.first_due_on

    @property
    def clock(self) -> Clock:
        return clocks.of(self)

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def revise(self, by: User, **words: Any) -> Recommendation:
        """Put it better. What was answered stays as it was when it was answered."""
        self.lock()
        self._refuse_unless_waiting(_now("What was answered is not rewritten. File a new one."))
        for name, said in words.items():
            setattr(self, name, said.strip() if isinstance(said, str) else said)
        self.title = " ".join(self.title.split())
        return self._keep(by, *words)

    @transaction.atomic
    def take_up(self, by: User) -> Recommendation:
        """Someone works on the answer."""
        self.lock()
        if self.taken_up_on:
            return self
        self._refuse_unless_waiting(_now("This one is answered already."))
        self.taken_up_on = timezone.localdate()
        return self._keep(by, "taken_up_on")

    @transaction.atomic
    def withdraw(self, why: str, by: User) -> Recommendation:
        """The board takes it back, and says why. It stays in the register."""
        self.lock()
        if self.withdrawn_on and self.withdrawn_why == why.strip():
            return self
        self._refuse_unless_waiting(_now("It is answered already, so it stays."))
        if not why.strip():
            raise NotPossible(_now("Say why the board takes it back. Everyone can read it."))
        self.withdrawn_on, self.withdrawn_why = timezone.localdate(), why.strip()
        return self._keep(by, "withdrawn_on", "withdrawn_why")

    @transaction.atomic
    def answer(
        self,
        verdict: str,
        reason: str,
        by: User,
        *,
        known: int = 0,
        submission: UUID | None = None,
    ) -> RecommendationAnswer:
        """Answer in public, with the reason; members of the board are written to.

        `known` is how many answers there were when the form was opened: nobody answers over
        a colleague's answer unawares. A further answer is a correction, and all are shown.
        """
        from partnerships.boards import telling

        self.lock()
        if submission and (earlier := self.answers.filter(submission=submission).first()):
            return earlier
        if self.withdrawn_on:
            raise NotPossible(_now("The board took it back, so there is nothing to answer."))
        if not reason.strip():
            raise NotPossible(_now("Say why. The board and every resident will read it."))
        if self.answers.count() != known:
            raise NotPossible(_now("Someone answered it a moment ago. Read that answer first."))
        today = timezone.localdate()
        given = self.answers.create(
            verdict=verdict, reason=reason.strip(), by=by, on=today, submission=submission
        )
        self.answered_on, self.verdict = self.answered_on or today, verdict
        self._keep(by, "answered_on", "verdict")
        given.told = telling.answered(self, given)
        given.save(update_fields=["told"])
        return given

    @transaction.atomic
    def ask_for_time(
        self, until: date, why: str, by: User, submission: UUID | None = None
    ) -> Extension:
        """Ask the board for more time, in public. Until it agrees, the clock runs on."""
        self.lock()
        if submission and (earlier := self.extensions.filter(submission=submission).first()):
            return earlier
        self._refuse_unless_waiting(_now("It is answered already, so no more time is needed."))
        if self.extensions.filter(agreed=None).exists():
            raise NotPossible(_now("More time is asked for already. The board decides on that."))
        if not why.strip():
            raise NotPossible(_now("Say why more time is needed. Everyone can read it."))
        if until <= max(self.due_on, timezone.localdate()):
            raise NotPossible(_now("Choose a day later than today and than the day it is due."))
        if until > timezone.localdate() + LONGEST_WAIT:
            raise NotPossible(_now("That is too long. Ask for half a year at most."))
        asked = self.extensions.create(
            was_due_on=self.due_on, until=until, why=why.strip(), by=by, submission=submission
        )
        self._keep(by)
        return asked

    @transaction.atomic
    def decide_on_time(self, by: User, *, agreed: bool) -> Recommendation:
        """The board agrees to wait, or does not. Only then does the day move."""
        self.lock()
        self._refuse_unless_waiting(_now("It is answered already, so no more time is needed."))
        asked = self.extensions.filter(agreed=None).first()
        if asked is None:
            raise NotPossible(_now("No one asks for more time now."))
        asked.agreed, asked.decided_on, asked.decided_by = agreed, timezone.localdate(), by
        asked.save(update_fields=["agreed", "decided_on", "decided_by"])
        if agreed:
            self.due_on = asked.until
        return self._keep(by, "due_on")

    @transaction.atomic
    def act(  # noqa: PLR0913  an action has that many parts, all named
        self,
        what: str,
        *,
        owner_words: str,
        due_on: date,
        by: User,
        owner: User | None = None,
        submission: UUID | None = None,
    ) -> RecommendationAction:
        """Say what will be done because of it, which office does it, and by when."""
        self.lock()
        if submission and (earlier := self.actions.filter(submission=submission).first()):
            return earlier
        if self.withdrawn_on or not self.answered_on:
            raise NotPossible(_now("Answer it first. Then say what will be done."))
        if due_on < timezone.localdate():
            raise NotPossible(_now("That day is over. Choose one that is still to come."))
        planned = self.actions.create(
            what=" ".join(what.split()),
            owner=owner,
            owner_words=" ".join(owner_words.split()),
            due_on=due_on,
            created_by=by,
            submission=submission,
        )
        self._keep(by)
        return planned

    @transaction.atomic
    def finish(self, action: RecommendationAction, result: str, by: User) -> None:
        """One action is done, and this came of it."""
        self.lock()
        action.refresh_from_db()
        if action.done_on:
            return
        if not result.strip():
            raise NotPossible(_now("Say what came of it, in words residents can check."))
        action.done_on, action.result = timezone.localdate(), result.strip()
        with pghistory.context(user=by.pk):
            action.save(update_fields=["done_on", "result"])
        self._keep(by)

    # Private

    def lock(self) -> None:
        """Two people, one recommendation: the second decides on what the first did."""
        self.refresh_from_db(from_queryset=Recommendation.objects.select_for_update(of=("self",)))
        for asked_before in ("has_open", "has_done"):
            self.__dict__.pop(asked_before, None)

    def _has(self, known: str, **actions: bool) -> bool:
        if known not in self.__dict__:
            self.__dict__[known] = self.actions.filter(**actions).exists()
        return bool(self.__dict__[known])

    def _refuse_unless_waiting(self, words: str) -> None:
        if self.withdrawn_on:
            raise NotPossible(_now("The board took it back already."))
        if self.answered_on:
            raise NotPossible(words)

    def _keep(self, by: User, *fields: str) -> Recommendation:
        """Save under the name of whoever did it. Reminders of how it stood are out of date."""
        from partnerships.boards import telling

        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "changed_at"])
        telling.take_back_reminders(self)
        return self
