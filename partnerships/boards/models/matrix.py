from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from partnerships.boards.models.comment import Comment
    from partnerships.boards.models.consultation import Consultation
    from portal.accounts.models import User


class ResponseRowQuerySet(models.QuerySet["ResponseRow"]):
    @transaction.atomic
    def add_row(  # noqa: PLR0913  a row has that many parts, all named
        self,
        consultation: Consultation,
        comments: Iterable[Comment],
        by: User,
        *,
        heard: str,
        did: str,
        why: str,
        where: str = "",
        submission: UUID | None = None,
    ) -> ResponseRow:
        """A further row of the table, about these comments. The same form twice is one row."""
        consultation.lock()
        of_this = self.filter(consultation=consultation)
        if submission and (earlier := of_this.filter(submission=submission).first()):
            return earlier
        if consultation.answered_at:
            raise NotPossible(_now("The answers are public, so they stay as they are."))
        last = of_this.aggregate(last=models.Max("number"))["last"] or 0
        row = self.create(
            consultation=consultation,
            number=last + 1,
            heard=heard.strip(),
            did=did,
            why=why.strip(),
            where=where.strip(),
            submission=submission,
        )
        row.comments.add(*comments)
        consultation.keep(by)
        return row


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

    objects = ResponseRowQuerySet.as_manager()

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

    @transaction.atomic
    def cover(self, comments: Iterable[Comment], by: User) -> ResponseRow:
        """This row speaks about these comments, too."""
        self.consultation.lock()
        self._refuse_once_answered()
        self.comments.add(*comments)
        self.consultation.keep(by)
        return self

    @transaction.atomic
    def revise(self, by: User, **words: str) -> ResponseRow:
        self.consultation.lock()
        self._refuse_once_answered()
        for name, said in words.items():
            setattr(self, name, said)
        with pghistory.context(user=by.pk):
            self.save()
        self.consultation.keep(by)
        return self

    @transaction.atomic
    def remove(self, by: User) -> None:
        """Its comments are in no row again; the rows below move up."""
        self.consultation.lock()
        self._refuse_once_answered()
        below = ResponseRow.objects.filter(consultation=self.consultation, number__gt=self.number)
        with pghistory.context(user=by.pk):
            self.delete()
            for row in below.order_by("number"):
                row.number -= 1
                row.save(update_fields=["number"])
        self.consultation.keep(by)

    def _refuse_once_answered(self) -> None:
        if self.consultation.answered_at:
            raise NotPossible(_now("The answers are public, so they stay as they are."))
