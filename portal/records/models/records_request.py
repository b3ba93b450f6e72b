from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.pages.clocks import Clock
from portal.refusals import NotPossible
from portal.working_days import after

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from portal.accounts.models import User


A_DAY = timedelta(days=1)


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class RecordsRequestQuerySet(models.QuerySet["RecordsRequest"]):
    def open(self) -> Self:
        return self.filter(closed_on=None)

    def overdue(self, on: date | None = None) -> Self:
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def owed_first(self) -> Self:
        """Open ones by the day an answer is due, then what is over, newest first."""
        return self.order_by(F("closed_on").desc(nulls_first=True), "due_on", "-pk")

    def take_in(
        self, *, requester: str, what: str, by: User, on: date | None = None
    ) -> RecordsRequest:
        """Write down what someone asks for. The clock runs in working days from that day."""
        on = on or timezone.localdate()
        due = after(on, settings.RECORDS_REPLY_DAYS)
        return self.create(
            requester=requester,
            what=what,
            requested_on=on,
            due_on=due,
            first_due_on=due,
            taken_by=by,
        )


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="RecordsRequestHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class RecordsRequest(models.Model):
    """Someone asks for public records, as the law lets anyone do, and is owed an answer."""

    class Outcome(models.TextChoices):
        RELEASED = "released", _("Released")
        PARTLY = "partly", _("Released in part")
        REFUSED = "refused", _("Refused")
        NOTHING = "nothing", _("We hold no such records")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    requested_on = models.DateField(_("asked on"), default=timezone.localdate)
    requester = models.CharField(
        _("who asks"),
        max_length=200,
        help_text=_("As they call themselves. Nobody has to say why they ask."),
    )
    what = models.TextField(_("what they ask for"), max_length=4000)
    due_on = models.DateField(_("answer due on"))
    # What was due at first, however often the day moved since.
    first_due_on = models.DateField(editable=False)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=Outcome, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    why = models.TextField(_("what we told them"), max_length=2000, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecordsRequestQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-requested_on", "-pk"]
        verbose_name = _("records request")
        verbose_name_plural = _("records requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(requester__gt="", what__gt=""), name="a_request_says_who_and_what"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("requested_on")),
                name="records_are_due_after_they_are_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | (
                    Q(closed_on__isnull=False, closed_on__gte=F("requested_on")) & Q(outcome__gt="")
                ),
                name="a_closed_request_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=("partly", "refused", "nothing")) | Q(why__gt=""),
                name="records_refused_come_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_on=None), name="records_requests_owed"
            ),
        ]

    def __str__(self) -> str:
        return _now("Request %(number)d") % {"number": self.pk or 0}

    def get_absolute_url(self) -> str:
        return reverse("records:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def clock(self) -> Clock:
        """Where it stands, in few words."""
        clock = Clock.between(_begins(self.requested_on), _begins(self.due_on + A_DAY))
        if self.closed_on is None:
            return clock
        in_time = self.closed_on <= self.due_on
        label = self.get_outcome_display()
        return replace(clock, kind="met" if in_time else "late", share=1.0).saying(label)

    # Verbs. Each locks the row and refuses in words.

    @transaction.atomic
    def extend(self, due_on: date, why: str, by: User) -> RecordsRequest:
        """Take more time, and tell why. The first day stays known."""
        self._lock()
        self._only_open()
        if due_on <= self.due_on:
            raise NotPossible(_("Choose a day after the one that is due now."))
        words = _now("More time until %(day)s: %(why)s") % {"day": due_on, "why": why}
        self.due_on = due_on
        self.save(update_fields=["due_on"])
        self.entries.create(kind=RequestEntry.Kind.TIME, note=words, by=by)
        return self

    @transaction.atomic
    def close(self, outcome: str, why: str, by: User, on: date | None = None) -> RecordsRequest:
        """Answer it. Closing it the same way twice is one answer."""
        self._lock()
        if self.outcome == outcome and self.closed_on:
            return self
        self._only_open()
        needs_reason = (self.Outcome.PARTLY, self.Outcome.REFUSED, self.Outcome.NOTHING)
        if outcome in needs_reason and not why.strip():
            raise NotPossible(_("Say what you told them, and why."))
        self.outcome, self.why = outcome, why.strip()
        self.closed_on = on or timezone.localdate()
        self.save(update_fields=["outcome", "why", "closed_on"])
        label = str(self.get_outcome_display())
        self.entries.create(kind=RequestEntry.Kind.CLOSED, note=label, by=by)
        return self

    def spent(self) -> dict[str, Any]:
        """Minutes worked on it, and what was charged."""
        found: dict[str, Any] = self.entries.aggregate(
            minutes=Sum("minutes", default=0), fee=Sum("fee", default=0)
        )
        return found

    def note(
        self, by: User, note: str, *, minutes: int = 0, fee: Decimal | int = 0
    ) -> RequestEntry:
        """Write down work done, a fee, or a word about it."""
        entry: RequestEntry = self.entries.create(
            kind=RequestEntry.Kind.WORK, note=note, minutes=minutes, fee=fee, by=by
        )
        return entry

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=RecordsRequest.objects.select_for_update())

    def _only_open(self) -> None:
        if not self.is_open:
            raise NotPossible(_("This request is answered already."))


class RequestEntry(models.Model):
    """One line of the log of a request: work done, a fee, more time, an answer. It stays."""

    class Kind(models.TextChoices):
        WORK = "work", _("Work, a fee or a note")
        TIME = "time", _("More time")
        CLOSED = "closed", _("Answered")

    request = models.ForeignKey(RecordsRequest, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WORK)
    note = models.CharField(_("what was done"), max_length=600)
    minutes = models.PositiveIntegerField(_("minutes of work"), default=0)
    fee = models.DecimalField(_("fee charged"), max_digits=8, decimal_places=2, default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("line of a request’s log")
        verbose_name_plural = _("log of requests")
        constraints = [
            models.CheckConstraint(condition=Q(fee__gte=0), name="a_fee_is_not_owed_to_them"),
            models.CheckConstraint(condition=Q(note__gt=""), name="a_log_line_says_something"),
        ]
        triggers = [
            pgtrigger.Protect(name="log_lines_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.note
