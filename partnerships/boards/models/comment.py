from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from uuid import UUID

    from partnerships.boards.models.consultation import Consultation, Passage
    from partnerships.boards.models.matrix import ResponseRow
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User


MOST_FROM_ONE = 30  # comments on one draft by one browser or account


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> Self:
        """All but those that are hidden, with a reason everyone can read."""
        return self.exclude(pk__in=Hiding.objects.standing().values("comment"))

    def unsettled(self) -> Self:
        """Neither in the table of answers nor marked as read without a change."""
        return self.filter(rows=None, read_at=None)

    @transaction.atomic
    def say(  # noqa: PLR0913  a comment has that many parts, all named
        self,
        consultation: Consultation,
        text: str,
        *,
        voter: str,
        passage: Passage | None = None,
        name: str = "",
        organization: Organization | None = None,
        language: str = "",
        submission: UUID | None = None,
    ) -> Comment:
        """Comment on a draft while it is open. The same form, or the same words, are one comment.

        The draft's row is locked: nothing is said after its last moment.
        """
        consultation.lock()
        of_this = self.filter(consultation=consultation)
        # A browser that sends twice at once has no number yet, so the form's own counts.
        if submission and (earlier := of_this.filter(submission=submission).first()):
            return earlier
        if not consultation.is_open:
            raise NotPossible(_now("Comments are closed. You can still read what others said."))
        text = text.strip()
        theirs = of_this.filter(voter=voter)
        if same := theirs.filter(text=text, passage=passage).first():
            return same
        if theirs.count() >= MOST_FROM_ONE:
            raise NotPossible(
                _now("You have said a great deal already. Write to the board for the rest.")
            )
        said = self.create(
            consultation=consultation,
            passage=passage,
            text=text,
            name=" ".join(name.split()),
            organization=organization,
            language=language or settings.LANGUAGE_CODE,
            voter=voter,
            submission=submission,
        )
        consultation.save(update_fields=["changed_at"])
        return said

    def mark_read(self, by: User) -> int:
        """Read, and no row of the table says more about them."""
        return self.filter(read_at=None, rows=None).update(read_at=timezone.now(), read_by=by)


class Comment(models.Model):
    """What someone thinks of a draft, or of one passage. Its words are never changed.

    Nothing says who wrote it but what they chose to write. `voter` is a keyed hash, another one
    for each consultation: it slows a flood and finds a form sent twice, and tells nothing else.
    """

    consultation = models.ForeignKey("boards.Consultation", models.PROTECT, related_name="comments")
    passage = models.ForeignKey(
        "boards.Passage", models.PROTECT, null=True, blank=True, related_name="comments"
    )
    text = models.TextField(_("your comment"), max_length=4000)
    name = models.CharField(_("your name"), max_length=80, blank=True)
    # Only for someone who is signed in and may speak for it.
    organization = models.ForeignKey(
        "organizations.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("for an organization"),
    )
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    voter = models.CharField(max_length=64, editable=False, db_index=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    # Read by whoever writes the answers; it asks for no change, or for one made already.
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()
    if TYPE_CHECKING:
        rows: models.Manager[ResponseRow]

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(text__gt=""), name="a_comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def standing_hiding(self) -> Hiding | None:
        """Why it is hidden now, if it is."""
        return next((one for one in self.hidings.all() if one.lifted_at is None), None)

    @transaction.atomic
    def hide(self, rule: str, why: str, by: User) -> Hiding:
        """Take it out of sight, with the rule it breaks. The words are kept."""
        consultation = self.consultation
        consultation.lock()
        if standing := self.hidings.standing().first():
            return standing
        if not why.strip():
            raise NotPossible(_now("Say how it breaks the rule. Everyone can read it."))
        hidden = self.hidings.create(rule=rule, why=why.strip(), by=by)
        consultation.save(update_fields=["changed_at"])
        return hidden


class HidingQuerySet(models.QuerySet["Hiding"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def appealed(self) -> Self:
        """Someone asked for another look, and no one has decided yet."""
        return self.exclude(appealed_at=None).filter(decided_at=None)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="HidingHistory",
)
class Hiding(models.Model):
    """A comment is hidden, by a rule that does not ask which side it takes. It is never deleted."""

    class Rule(models.TextChoices):
        PRIVATE = "private", _("It gives someone’s private details")
        THREAT = "threat", _("It threatens someone, or calls for harm")
        OBSCENE = "obscene", _("It is obscene")
        AD = "ad", _("It sells something, or is sent by a machine")
        ELSEWHERE = "elsewhere", _("It is about something else altogether")

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="hidings")
    rule = models.CharField(_("which rule"), max_length=12, choices=Rule)
    why = models.CharField(_("how it breaks the rule"), max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    appeal = models.CharField(_("why it should be shown"), max_length=1000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(_("what was decided, and why"), max_length=400, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HidingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(why__gt=""), name="a_hidden_comment_has_a_reason"),
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(lifted_at=None),
                name="a_comment_is_hidden_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.why}"

    @property
    def is_appealed(self) -> bool:
        return self.appealed_at is not None and self.decided_at is None

    @transaction.atomic
    def ask_again(self, why: str) -> Hiding:
        """Whoever wrote the comment asks someone else to look at it. Once."""
        self.comment.consultation.lock()
        self.refresh_from_db()
        if self.lifted_at:
            raise NotPossible(_now("Your comment is shown again already."))
        if self.appealed_at and self.appeal != why.strip():
            raise NotPossible(_now("You asked already. Someone else looks at it."))
        if not self.appealed_at:
            self.appeal, self.appealed_at = why.strip(), timezone.now()
            self.save(update_fields=["appeal", "appealed_at"])
        return self

    @transaction.atomic
    def decide(self, decision: str, by: User, *, show: bool) -> Hiding:
        """Someone other than whoever hid it decides, and says why."""
        self.comment.consultation.lock()
        self.refresh_from_db()
        if self.lifted_at:
            return self
        if not decision.strip():
            raise NotPossible(_now("Say why. Whoever wrote the comment reads it."))
        if by.pk == self.by_id:
            raise NotPossible(_now("You hid it. Someone else has to look at it again."))
        self.decision, self.decided_by, self.decided_at = decision.strip(), by, timezone.now()
        self.lifted_at = self.decided_at if show else None
        with pghistory.context(user=by.pk):
            self.save()
        self.comment.consultation.save(update_fields=["changed_at"])
        return self


class Watcher(models.Model):
    """An address to write to when a consultation is answered; kept apart from any comment.

    It is erased as soon as the mail is on its way.
    """

    consultation = models.ForeignKey("boards.Consultation", models.CASCADE, related_name="watchers")
    email = models.EmailField(_("email address"))
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "email"], name="one_mail_for_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
