from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.outreach import auditing, letters, states
from engagement.outreach.late import due_at
from engagement.outreach.models import choices
from engagement.outreach.models.audit import OutreachAudit
from engagement.outreach.models.constraints import CONSTRAINTS, INDEXES, TRIGGERS
from engagement.outreach.models.querysets import OutreachManager
from engagement.outreach.models.searching import search_column
from engagement.outreach.states import State, Verb
from portal.pages.clocks import Clock, span
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.pages.clocks import Kind


@pghistory.track(
    # What it was before each change; the row itself says what it is now.
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["changed_at", "search", "noted"],
    model_name="OutreachHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class OutreachEntry(models.Model):
    """One thing officers did with residents, logged by the officer who led it."""

    Status = State
    Kind = choices.Kind
    Purpose = choices.Purpose
    StartedBy = choices.StartedBy
    Counted = choices.Counted
    Topic = choices.Topic
    Segment = choices.Segment
    Access = choices.Access
    Visibility = choices.Visibility

    status = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Who, when and how long
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="outreach_led", db_index=False
    )
    others = models.CharField(_("who else was there from the police"), max_length=240, blank=True)
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    started_at = models.TimeField(_("start"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    staff = models.PositiveSmallIntegerField(_("officers there"), default=1)
    overtime_hours = models.DecimalField(
        _("hours of overtime, all together"), max_digits=6, decimal_places=2, default=0, blank=True
    )
    grant_hours = models.DecimalField(
        _("hours paid by a grant"), max_digits=6, decimal_places=2, default=0, blank=True
    )
    diverted = models.BooleanField(_("I was called away to another job"), default=False)
    # What and where
    kind = models.CharField(
        _("what it was"), max_length=20, choices=choices.Kind, default=choices.Kind.MEETING
    )
    purpose = models.CharField(
        _("what it was for"),
        max_length=20,
        choices=choices.Purpose,
        default=choices.Purpose.RELATIONSHIP,
    )
    started_by = models.CharField(
        _("whose idea it was"),
        max_length=20,
        choices=choices.StartedBy,
        default=choices.StartedBy.OFFICER,
    )
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        related_name="outreach",
        verbose_name=_("area"),
        db_index=False,
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    online = models.BooleanField(_("it was online"), default=False)
    # What it belongs to
    session = models.ForeignKey(
        "events.Session", models.SET_NULL, null=True, blank=True, related_name="outreach"
    )
    concerns = models.ManyToManyField("concerns.Concern", blank=True, related_name="outreach")
    organizations = models.ManyToManyField(
        "organizations.Organization", blank=True, related_name="outreach"
    )
    grants = models.ManyToManyField("resources.Grant", blank=True, related_name="outreach")
    mandate = models.CharField(
        _("paragraph of a decree, agreement or standard"), max_length=120, blank=True
    )
    # Who came: how many, and whom it was for. Never who.
    adults = models.PositiveIntegerField(_("adults"), default=0)
    youth = models.PositiveIntegerField(_("under 18"), default=0)
    counted = models.CharField(
        _("how do you know?"),
        max_length=10,
        choices=choices.Counted,
        default=choices.Counted.COUNTED,
    )
    first_time_share = models.PositiveSmallIntegerField(
        _("how many of a hundred were there for the first time?"), null=True, blank=True
    )
    segments = ArrayField(
        models.CharField(max_length=20, choices=choices.Segment),
        verbose_name=_("whom it was for"),
        default=list,
        blank=True,
    )
    languages = models.CharField(_("languages spoken"), max_length=120, blank=True)
    access = ArrayField(
        models.CharField(max_length=20, choices=choices.Access),
        verbose_name=_("what helped people take part"),
        default=list,
        blank=True,
    )
    # What was said
    topics = ArrayField(models.CharField(max_length=20, choices=choices.Topic), default=list)
    happened = models.TextField(_("what happened?"))
    wants = models.CharField(_("what do residents want?"), max_length=600, blank=True)
    unanswered = models.CharField(
        _("which questions could you not answer?"), max_length=600, blank=True
    )
    obstacles = models.CharField(_("what got in the way?"), max_length=400, blank=True)
    visibility = models.CharField(
        _("who may read of it?"),
        max_length=10,
        choices=choices.Visibility,
        default=choices.Visibility.INTERNAL,
    )
    public_summary = models.CharField(_("summary for everyone"), max_length=400, blank=True)
    language = models.CharField(max_length=10, default="en", editable=False)
    # Warnings the author read and kept the text in spite of, for whoever reviews it.
    confirmed_warnings = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    # What became of it. The first sending counts, however often it is sent again.
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice logs it once.
    submission = models.UUIDField(null=True, blank=True, editable=False)
    # Concerns and promises written in a draft: they come into being when it is sent.
    noted = models.JSONField(default=dict, blank=True, editable=False)
    search = search_column()

    objects = OutreachManager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it
        audit: OutreachAudit

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("outreach entry")
        verbose_name_plural = _("outreach entries")
        constraints = CONSTRAINTS
        indexes = INDEXES
        triggers = TRIGGERS

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:entry", args=[self.pk])

    # Questions

    @property
    def people(self) -> int:
        return self.adults + self.youth

    @property
    def is_late(self) -> bool:
        """Sent later after it happened than agreed."""
        return self.sent_at is not None and self.sent_at > due_at(self)

    @property
    def clock(self) -> Clock:
        """Where it stands, in few words."""
        kinds: dict[str, Kind] = {"submitted": "open", "returned": "late", "approved": "met"}
        words = gettext("Waits for review") if self.status == State.SUBMITTED else None
        clock = Clock(kinds.get(self.status, "none"), timezone.now(), share=0.5)
        return clock.saying(words or self.get_status_display())

    @property
    def late_by(self) -> str:
        """How late it was sent, in words; empty if it was in time."""
        return span(self.sent_at - due_at(self)) if self.sent_at and self.is_late else ""

    @property
    def may_be_public(self) -> bool:
        return self.kind not in choices.CONFIDENTIAL and bool(self.public_summary)

    @property
    def is_public(self) -> bool:
        return self.status == State.APPROVED and self.visibility == choices.Visibility.PUBLIC

    @property
    def topic_words(self) -> list[str]:
        return words_of(choices.Topic, self.topics)

    @property
    def segment_words(self) -> list[str]:
        return words_of(choices.Segment, self.segments)

    @property
    def access_words(self) -> list[str]:
        return words_of(choices.Access, self.access)

    @property
    def seen(self) -> str:
        """Which version of it someone has read: a reviewer decides on that one, or reads again."""
        return f"{self.changed_at.timestamp():.6f}"

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def send(self, by: User) -> OutreachEntry:
        """To whoever reviews it; the first sending also draws the lot for the sample."""
        self.lock()
        self._only_author(by)
        if self.status == State.SUBMITTED:
            return self
        self._may(Verb.SEND)
        self.status = State.SUBMITTED
        self.sent_at = self.sent_at or timezone.now()
        self._keep(by, "status", "sent_at")
        if auditing.is_chosen(self.pk):
            OutreachAudit.objects.get_or_create(entry=self)
        letters.take_back_letters(self)
        return self

    @transaction.atomic
    def approve(self, by: User, *, seen: str = "", note: str = "") -> OutreachEntry:
        """It is right. From now on it stays as it is."""
        self.lock()
        self._never_author(by)
        if self.status == State.APPROVED and self.reviewed_by_id == by.pk:
            return self
        self._may(Verb.APPROVE)
        self._as_read(seen)
        return self._reviewed(by, State.APPROVED, note)

    @transaction.atomic
    def give_back(self, by: User, note: str, *, seen: str = "") -> OutreachEntry:
        """Ask its author to correct it; they read why at their desk and by mail."""
        self.lock()
        self._never_author(by)
        note = note.strip()
        if self.status == State.RETURNED and (self.reviewed_by_id, self.review_note) == (
            by.pk,
            note,
        ):
            return self
        self._may(Verb.GIVE_BACK)
        if not note:
            raise NotPossible(gettext("Say what should be different, so that it can be put right."))
        self._as_read(seen)
        self._reviewed(by, State.RETURNED, note)
        letters.tell_the_author(self)
        return self

    @transaction.atomic
    def show(self, by: User, *, to_everyone: bool) -> OutreachEntry:
        """Put the summary on the public pages, or take it off."""
        self.lock()
        if to_everyone and not self.may_be_public:
            raise NotPossible(gettext("There is no summary for everyone in this entry."))
        wanted = choices.Visibility.PUBLIC if to_everyone else choices.Visibility.INTERNAL
        if self.visibility != wanted:
            self.visibility = wanted
            self._keep(by, "visibility")
        return self

    @transaction.atomic
    def for_change(self, by: User) -> OutreachEntry:
        """Locked, and still its author's to change; for whoever writes new words into it."""
        self.lock()
        self._only_author(by)
        self._may(Verb.CHANGE)
        return self

    def lock(self) -> None:
        """Two people, one entry: the second waits, then decides on what the first did."""
        self.refresh_from_db(from_queryset=OutreachEntry.objects.select_for_update(of=("self",)))

    # Private

    def _may(self, verb: Verb) -> None:
        if not states.may(self.status, verb):
            raise NotPossible(states.why_not(self.status, verb))

    def _only_author(self, by: User) -> None:
        if self.lead_id != by.pk:
            raise NotPossible(gettext("Only whoever wrote this entry can do that."))

    def _never_author(self, by: User) -> None:
        if self.lead_id == by.pk:
            raise NotPossible(gettext("You wrote this entry. Someone else reviews it."))

    def _as_read(self, seen: str) -> None:
        if seen and seen != self.seen:
            raise NotPossible(
                gettext("Its author changed this entry while you read it. Read it again.")
            )

    def _reviewed(self, by: User, state: State, note: str) -> OutreachEntry:
        self.status, self.review_note = state, note.strip()
        self.reviewed_by, self.reviewed_at = by, timezone.now()
        return self._keep(by, "status", "review_note", "reviewed_by", "reviewed_at")

    def _keep(self, by: User, *fields: str) -> OutreachEntry:
        """Save under the name of whoever did it."""
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "changed_at"])
        return self


def words_of(kinds: type[models.TextChoices], values: list[str]) -> list[str]:
    known = dict(kinds.choices)
    return [str(known[value]) for value in values if value in known]
