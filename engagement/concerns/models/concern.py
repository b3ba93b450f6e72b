from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from engagement.concerns import clocks, letters, states
from engagement.concerns.models import choices
from engagement.concerns.models.constraints import CONSTRAINTS, INDEXES, TRIGGERS
from engagement.concerns.models.querysets import ConcernManager
from engagement.concerns.models.searching import search_column
from engagement.concerns.models.step import Step
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from engagement.concerns.models.thread import ThreadMessage
    from portal.accounts.models import User

TEXT_LIMIT = 5_000
CLOCK = ("waiting_since", "reply_due_at", "resolve_due_at")


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["receipt_hash", "submission_hash", "changed_at", "support_count", "search"],
)
class Concern(models.Model):
    """What a resident is worried about, and what became of it."""

    State = states.State
    Source = choices.Source
    WhenWorst = choices.WhenWorst

    # What it is
    text = models.TextField(_("what is happening"))
    # What others read instead of `text`, once words in it were hidden (`Redaction`).
    redacted_text = models.TextField(blank=True, default="", db_default="", editable=False)
    when_worst = ArrayField(
        models.CharField(max_length=20, choices=choices.WhenWorst), default=list, blank=True
    )
    wish = models.CharField(_("what would help"), max_length=500, blank=True)
    category = models.ForeignKey(
        "Category", models.PROTECT, null=True, blank=True, related_name="concerns", db_index=False
    )
    language = models.CharField(max_length=10, default="en")

    # Where it is
    place = models.CharField(_("where"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    cell = models.CharField(max_length=15, blank=True, editable=False)
    near_cell = models.CharField(max_length=15, blank=True, editable=False)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="concerns", db_index=False
    )
    # A person or another system named the area; looking it up must not change it.
    area_supplied = models.BooleanField(default=False)

    # Who it is from
    anonymous = models.BooleanField(default=True)
    resident = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="concerns"
    )
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    # A partner spoke for a member of theirs, who stays unnamed; so does whoever typed it.
    for_organization = models.ForeignKey(
        "organizations.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="concerns_of_members",
    )
    receipt_hash = models.CharField(max_length=64, blank=True, editable=False)
    submission_hash = models.CharField(max_length=64, blank=True, editable=False)

    # How it came
    source = models.CharField(max_length=20, choices=choices.Source, default=choices.Source.WEB)
    source_system = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    # Who may read it
    wants_public = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)

    # How many more neighbors say the same (`Support`).
    support_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # What becomes of it
    state = models.CharField(max_length=20, choices=states.State, default=states.State.RECEIVED)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    outcome = models.TextField(blank=True, help_text=_("What was done, or why not."))
    raised_at = models.DateTimeField(default=timezone.now)
    reply_due_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # The answer that is owed now; opening it again clears it. The very first one stays below.
    answered_at = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    # When the clocks that run now began: when it was raised (empty), or opened again.
    clock_started_at = models.DateTimeField(null=True, blank=True)
    resolve_due_at = models.DateTimeField(null=True, blank=True)
    # While we wait for the resident's answer to a question of ours, both clocks stand.
    waiting_since = models.DateTimeField(null=True, blank=True)
    # When the resident last wrote and nobody has answered since.
    wrote_back_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When what the public may see of it last changed. The database keeps it.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    search = search_column()

    objects = ConcernManager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = CONSTRAINTS
        indexes = INDEXES
        triggers = TRIGGERS

    def __str__(self) -> str:
        return Truncator(self.public_text).chars(60)

    def get_absolute_url(self) -> str:
        return reverse("desk_concerns:concern", args=[self.pk])

    @property
    def headline(self) -> str:
        """The first words, enough to tell this concern from the next."""
        return Truncator(" ".join(self.public_text[:400].split())).words(12)

    @property
    def public_text(self) -> str:
        """What it says, without the words that were hidden. Everything but one page uses this."""
        return self.redacted_text or self.text

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN

    @property
    def may_mail(self) -> bool:
        """Mail may reach the wrong eyes in a home: sensitive concerns get none on their own."""
        return bool(self.contact_email) and not self.sensitive

    def is_overdue(self, at: datetime | None = None) -> bool:
        until = self.waiting_since or at or timezone.now()  # from then on the clock stood
        due = self.reply_due_at
        return self.is_open and not self.answered_at and due is not None and due < until

    @property
    def when_words(self) -> list[str]:
        """When it is worst, in words."""
        return [str(self.WhenWorst(when).label) for when in self.when_worst]

    # Verbs of the desk. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def acknowledge(self, by: User) -> Concern:
        """Say that a person has read it."""
        self.lock()
        if self.state == self.State.ACKNOWLEDGED and self._last_was(Step.Verb.ACKNOWLEDGED, by):
            return self
        self._step(Step.Verb.ACKNOWLEDGED, self.State.ACKNOWLEDGED, by)
        self.acknowledged_at = self.acknowledged_at or timezone.now()
        self.assigned_to = self.assigned_to or by
        self.save(update_fields=["state", "acknowledged_at", "assigned_to"])
        return self

    @transaction.atomic
    def answer(self, by: User, text: str, key: UUID | None = None) -> ThreadMessage:
        """Write to the resident. The first answer meets the promise of the clock."""
        self.lock()
        if key and (said := self.thread.filter(key=key).first()):
            return said
        now = timezone.now()
        after = self.state
        if after in (self.State.RECEIVED, self.State.REOPENED):
            after = self.State.ACKNOWLEDGED
        message = self.thread.create(kind="answer", text=text, author=by, at=now, key=key)
        self.record(Step.Verb.ANSWERED, after, by)
        self.acknowledged_at = self.acknowledged_at or now
        self.answered_at = self.answered_at or now
        self.first_answered_at = self.first_answered_at or now
        self.assigned_to = self.assigned_to or by
        self.wrote_back_at = None
        self._resume(now)
        self.save(
            update_fields=[
                "state", "acknowledged_at", "answered_at", "first_answered_at", "assigned_to",
                "wrote_back_at", *CLOCK,
            ]
        )  # fmt: skip
        letters.answered(self, message)
        return message

    @transaction.atomic
    def ask(self, by: User, text: str, key: UUID | None = None) -> ThreadMessage:
        """Ask the resident something. The clocks stand until they write back."""
        self.lock()
        if key and (said := self.thread.filter(key=key).first()):
            return said
        if not self.is_open:
            raise NotPossible(_("This concern is closed. Open it again first."))
        now = timezone.now()
        after = self.state
        if after in (self.State.RECEIVED, self.State.REOPENED):
            after = self.State.ACKNOWLEDGED
        message = self.thread.create(kind="answer", text=text, author=by, at=now, key=key)
        self.record(Step.Verb.ASKED, after, by)
        self.acknowledged_at = self.acknowledged_at or now
        self.assigned_to = self.assigned_to or by
        self.waiting_since = self.waiting_since or now
        self.wrote_back_at = None
        self.save(
            update_fields=[
                "state", "acknowledged_at", "assigned_to", "waiting_since", "wrote_back_at"
            ]
        )  # fmt: skip
        letters.answered(self, message)
        return message

    @transaction.atomic
    def note(self, by: User, text: str, key: UUID | None = None) -> ThreadMessage:
        """Write to colleagues. The resident never sees it."""
        self.lock()
        if key and (said := self.thread.filter(key=key).first()):
            return said
        return self.thread.create(kind="note", text=text, author=by, key=key)

    @transaction.atomic
    def assign(self, to: User | None, by: User, note: str = "") -> Concern:
        """Make one officer answerable, or the team again. The note is for whoever takes over."""
        self.lock()
        if self.assigned_to_id == (to.pk if to else None):
            return self
        if not self.is_open:
            raise NotPossible(_("This concern is closed. Open it again first."))
        self.assigned_to = to
        verb = Step.Verb.ASSIGNED if to else Step.Verb.GIVEN_BACK
        self.record(verb, self.state, by, str(to) if to else "")
        self.save(update_fields=["assigned_to"])
        if note:
            self.thread.create(kind="note", text=note, author=by)
        return self

    @transaction.atomic
    def start(self, by: User) -> Concern:
        """Say that work has begun."""
        self.lock()
        if self.state == self.State.IN_PROGRESS and self._last_was(Step.Verb.STARTED, by):
            return self
        self._step(Step.Verb.STARTED, self.State.IN_PROGRESS, by)
        self.assigned_to = self.assigned_to or by
        self.save(update_fields=["state", "assigned_to"])
        return self

    @transaction.atomic
    def plan(self, by: User, reason: str) -> Concern:
        """Say that it will be done later, and what is waited for."""
        self.lock()
        if self.state == self.State.PLANNED and self._last_was(Step.Verb.PLANNED, by):
            return self
        self._step(Step.Verb.PLANNED, self.State.PLANNED, by, reason)
        self.save(update_fields=["state"])
        letters.moved(self, reason)
        return self

    @transaction.atomic
    def close(
        self, by: User, state: str, reason: str = "", duplicate_of: Concern | None = None
    ) -> Concern:
        """End it, with what was done or why not. The resident is told."""
        self.lock()
        if self.state == state and self._last_was(Step.Verb.CLOSED, by):
            return self
        if state not in states.CLOSED:
            raise NotPossible(_("Choose how this concern ends."))
        self._step(Step.Verb.CLOSED, state, by, reason)
        self.closed_at = timezone.now()
        self.outcome = reason
        self.wrote_back_at = None
        self._resume(self.closed_at)
        self.duplicate_of = duplicate_of if state == self.State.DUPLICATE else None
        self.save(
            update_fields=[
                "state", "closed_at", "outcome", "duplicate_of", "wrote_back_at", *CLOCK
            ]
        )  # fmt: skip
        letters.moved(self, reason)
        return self

    @transaction.atomic
    def reopen(self, by: User | None, reason: str = "") -> Concern:
        """Hear that it is not fixed. An answer is owed again; `by` is None for the resident."""
        self.lock()
        if self.state == self.State.REOPENED:
            return self
        self._step(Step.Verb.REOPENED, self.State.REOPENED, by, reason if by else "")
        now = timezone.now()
        if by is None and reason:
            self.thread.create(kind="from_resident", text=reason, at=now)
            self.wrote_back_at = now
        self.closed_at = self.answered_at = self.duplicate_of = None
        self.outcome = ""
        self.waiting_since = None
        self.clock_started_at = now
        self.reply_due_at, self.resolve_due_at = clocks.reply_due(now), clocks.resolution_due(now)
        self.save(
            update_fields=[
                "state", "closed_at", "answered_at", "duplicate_of", "outcome", "wrote_back_at",
                "clock_started_at", *CLOCK,
            ]
        )  # fmt: skip
        return self

    @transaction.atomic
    def publish(self, by: User) -> Concern:
        """Put it on the public page, if the person who raised it agreed."""
        self.lock()
        if self.is_public:
            return self
        if not self.wants_public:
            raise NotPossible(_("The person who raised this did not agree to make it public."))
        if self.sensitive:
            raise NotPossible(_("A sensitive concern is never public."))
        self.is_public = True
        self.record(Step.Verb.PUBLISHED, self.state, by)
        self.save(update_fields=["is_public"])
        return self

    @transaction.atomic
    def withdraw(self, by: User) -> Concern:
        """Take it off the public page."""
        self.lock()
        if self.is_public:
            self.is_public = False
            self.record(Step.Verb.WITHDRAWN, self.state, by)
            self.save(update_fields=["is_public"])
        return self

    @transaction.atomic
    def mark_sensitive(self, by: User) -> Concern:
        """Fewer people may read it, and nothing is sent by itself."""
        self.lock()
        if not self.sensitive:
            self.sensitive, self.is_public = True, False
            self.record(Step.Verb.SENSITIVE, self.state, by)
            self.save(update_fields=["sensitive", "is_public"])
        return self

    # The verb of the resident.

    @transaction.atomic
    def write_back(self, text: str, key: UUID | None = None) -> ThreadMessage:
        """Add to the thread. Nothing about the writer is kept but the words."""
        self.lock()
        if key and (said := self.thread.filter(key=key).first()):
            return said
        now = timezone.now()
        message = self.thread.create(kind="from_resident", text=text, at=now, key=key)
        self.wrote_back_at = now
        self._resume(now)
        self.record(Step.Verb.WROTE_BACK, self.state, None)
        self.save(update_fields=["wrote_back_at", *CLOCK])
        return message

    # Private

    def lock(self) -> None:
        """Two officers, one concern: the second waits, then decides on what the first did."""
        self.refresh_from_db(from_queryset=Concern.objects.select_for_update(of=("self",)))

    def _step(self, verb: Step.Verb, after: str, by: User | None, reason: str = "") -> None:
        """Move to another state, if that is allowed from here."""
        if not states.may_step(self.state, after, states.Actor.of(by)):
            raise NotPossible(self.why_not(after))
        if after in states.NEEDS_REASON and not reason.strip():
            raise NotPossible(_("Say why, so that the neighbor knows."))
        self.record(verb, after, by, reason)

    def record(self, verb: Step.Verb, after: str, by: User | None, reason: str = "") -> None:
        self.steps.create(verb=verb, before=self.state, after=after, by=by, reason=reason)
        self.state = after

    def _resume(self, now: datetime) -> None:
        """End a wait for the resident: both promises run on from where they stood."""
        if since := self.waiting_since:
            hours = clocks.hours_here()
            self.reply_due_at = clocks.resumed(self.reply_due_at, since, now, hours)
            self.resolve_due_at = clocks.resumed(self.resolve_due_at, since, now, hours)
            self.waiting_since = None

    def _last_was(self, verb: Step.Verb, by: User) -> bool:
        """The same person did the same thing last: a double click, not a race."""
        last = self.steps.exclude(before=models.F("after")).last()
        return last is not None and last.verb == verb and last.by_id == by.pk

    def why_not(self, after: str) -> str:
        last = self.steps.exclude(before=models.F("after")).select_related("by").last()
        words = {
            "now": states.State(self.state).label,
            "wanted": states.State(after).label,
            "who": str(last.by) if last and last.by else "",
        }
        if words["who"]:
            return _("%(who)s has already set this concern to “%(now)s”.") % words
        return _("A concern that is “%(now)s” cannot become “%(wanted)s”.") % words
