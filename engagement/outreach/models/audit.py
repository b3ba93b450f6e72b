from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.outreach.models.querysets import REVIEWING
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.areas.models import Area


class OutreachAuditQuerySet(models.QuerySet["OutreachAudit"]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def done(self) -> Self:
        return self.exclude(done_at=None)

    def workable_by(self, user: User) -> Self:
        """Those of the areas this person supervises; never of an entry they wrote."""
        inside = within_scope(user, *REVIEWING, path="entry__area__path")
        return self.filter(inside).exclude(entry__lead=user)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="OutreachAuditHistory",
)
class OutreachAudit(models.Model):
    """A second look at one entry of the sample: did it happen as it is written?"""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("I cannot tell")

    class Outcome(models.TextChoices):
        HOLDS = "holds", _("It holds")
        UNCLEAR = "unclear", _("It could not be checked")
        WRONG = "wrong", _("It is not right")

    entry = models.OneToOneField("OutreachEntry", models.CASCADE, related_name="audit")
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    asked = models.CharField(
        _("Did you check with the meeting, the place or someone who was there?"),
        max_length=10,
        choices=Answer,
        blank=True,
    )
    plausible = models.CharField(
        _("Do the numbers fit the place and the time?"), max_length=10, choices=Answer, blank=True
    )
    substance = models.CharField(
        _("Does it say what people want, so that someone else could act on it?"),
        max_length=10,
        choices=Answer,
        blank=True,
    )
    outcome = models.CharField(_("What came of it?"), max_length=10, choices=Outcome, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutreachAuditQuerySet.as_manager()

    class Meta:
        ordering = ["chosen_at", "pk"]
        verbose_name = _("check of an outreach entry")
        verbose_name_plural = _("checks of outreach entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="")
                | (
                    Q(done_at__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(asked="")
                    & ~Q(plausible="")
                    & ~Q(substance="")
                ),
                name="a_finished_check_answers_each_question",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="wrong") | ~Q(note=""), name="a_wrong_entry_says_what_is_wrong"
            ),
        ]
        indexes = [
            models.Index(fields=["chosen_at"], condition=Q(done_at=None), name="outreach_to_check")
        ]

    def __str__(self) -> str:
        return f"{self.entry}"

    @property
    def area(self) -> Area:
        return self.entry.area

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @transaction.atomic
    def finish(  # noqa: PLR0913  a check has that many answers, all named
        self, by: User, *, asked: str, plausible: str, substance: str, outcome: str, note: str = ""
    ) -> OutreachAudit:
        """Keep what was found. The same answers twice are one check."""
        rows = OutreachAudit.objects.select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=rows.select_related("entry"))
        found = (asked, plausible, substance, outcome, note.strip())
        if self.is_done:
            kept = (self.asked, self.plausible, self.substance, self.outcome, self.note)
            if self.by_id == by.pk and kept == found:
                return self
            raise NotPossible(gettext("Someone has checked this entry already."))
        if self.entry.lead_id == by.pk:
            raise NotPossible(gettext("You wrote this entry. Someone else checks it."))
        if outcome == self.Outcome.WRONG and not note.strip():
            raise NotPossible(gettext("Say what is not right."))
        self.asked, self.plausible, self.substance, self.outcome, self.note = found
        self.by, self.done_at = by, timezone.now()
        with pghistory.context(user=by.pk):
            self.save()
        return self
