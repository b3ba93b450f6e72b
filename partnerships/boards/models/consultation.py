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
from django.utils.translation import ngettext

from partnerships.boards import clocks
from partnerships.boards.models.board import WATCHED
from partnerships.boards.models.drafts import ConsultationQuerySet
from partnerships.boards.states import Stage
from portal.files.models import KeptFile
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User
    from portal.files.photos import Kept
    from portal.pages.clocks import Clock

Piece = tuple[str, str]  # heading (may be empty) and text
LONGEST = timedelta(days=366)


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
    # Run by civilian oversight, not by the police: only they see its draft and write its answers.
    by_oversight = models.BooleanField(default=False, editable=False)
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

    @property
    def desk_url(self) -> str:
        return reverse("desk_boards:consultation", args=[self.pk])

    # Questions

    @property
    def state(self) -> Stage:
        return self.state_at(timezone.localdate())

    def state_at(self, on: date) -> Stage:
        if self.published_at is None:
            return Stage.DRAFT
        if self.answered_at:
            return Stage.ANSWERED
        if on < self.opens_on:
            return Stage.COMING
        return Stage.OPEN if on <= self.closes_on else Stage.CLOSED

    @property
    def is_open(self) -> bool:
        return self.state == Stage.OPEN

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def clock(self) -> Clock:
        return clocks.of_comments(self)

    # Verbs

    @transaction.atomic
    def revise(self, by: User, passages: list[Piece], **about: Any) -> Consultation:
        """Put the draft better, until everyone reads it: nobody comments on a moving text."""
        self.lock()
        if not self.is_draft:
            raise NotPossible(_now("People read it already, so its words stay as they are."))
        for name, value in about.items():
            setattr(self, name, value)
        self.refuse_nonsense()
        if not passages:
            raise NotPossible(_now("Write the draft: people need something to read."))
        self.keep(by)
        self.passages.all().delete()
        self.write(passages)
        return self

    @transaction.atomic
    def publish(self, by: User) -> Consultation:
        self.lock()
        if self.published_at:
            return self
        if not self.passages.exists():
            raise NotPossible(_now("Write the draft first."))
        if self.closes_on < timezone.localdate():
            raise NotPossible(_now("Its last day is over. Choose a later one first."))
        self.published_at = timezone.now()
        return self.keep(by)

    @transaction.atomic
    def prolong(self, to: date, by: User) -> Consultation:
        """Give people more time. Less than was said is never given."""
        self.lock()
        if self.answered_at:
            raise NotPossible(_now("It is answered already."))
        if to < self.closes_on:
            raise NotPossible(_now("People were told they have until then. It cannot end sooner."))
        if to < timezone.localdate():
            raise NotPossible(_now("That day is over. Choose one that is still to come."))
        self.closes_on = to
        self.refuse_nonsense()
        return self.keep(by)

    @transaction.atomic
    def conclude(
        self,
        outcome: str,
        by: User,
        final_texts: dict[int, str] | None = None,
        file: Kept | None = None,
    ) -> Consultation:
        """Answer everyone: the table, what was decided, and the text as it is now."""
        from partnerships.boards import telling

        self.lock()
        if self.answered_at:
            return self
        if self.state != Stage.CLOSED:
            raise NotPossible(_now("People may still comment. Answer when the last day is over."))
        if not outcome.strip():
            raise NotPossible(_now("Say what was decided."))
        if left := self.comments.unsettled().count():
            raise NotPossible(
                ngettext(
                    "%(n)d comment is in no row yet. Put it in one, or say that it was read.",
                    "%(n)d comments are in no row yet. Put each in one, or say that it was read.",
                    left,
                )
                % {"n": left}
            )
        for passage in self.passages.all():
            final = (final_texts or {}).get(passage.number, "").strip()
            if final and final != passage.text:
                passage.final_text = final
                passage.save(update_fields=["final_text"])
        if file:
            FinalFile.objects.create(consultation=self, **FinalFile.fields_of(file))
        self.outcome, self.answered_at = outcome.strip(), timezone.now()
        self.keep(by)
        telling.outcome(self)
        return self

    # Private

    def refuse_nonsense(self) -> None:
        if self.closes_on < self.opens_on:
            raise NotPossible(_now("It cannot end before it begins."))
        if self.closes_on - self.opens_on > LONGEST:
            raise NotPossible(_now("That is too long. A year is the most."))

    def write(self, passages: list[Piece]) -> None:
        Passage.objects.bulk_create(
            Passage(consultation=self, number=number, heading=heading, text=text)
            for number, (heading, text) in enumerate(passages, start=1)
        )

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=Consultation.objects.select_for_update(of=("self",)))

    def keep(self, by: User | None) -> Consultation:
        with pghistory.context(user=by.pk if by else None):
            self.save()
        return self


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

    def __str__(self) -> str:
        return self.name
