from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, NamedTuple

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.events import mail
from engagement.events.models.event_queryset import EventQuerySet
from engagement.events.translating import Translated
from portal.accounts.models import Role
from portal.notices.models import Message
from portal.refusals import NotPossible
from portal.wordings import WordsField

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from engagement.events.models.minutes import Minutes
    from engagement.events.models.rsvp import Rsvp
    from engagement.events.models.session import Session
    from partnerships.organizations.models import Organization

HOSTING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
AGENDA_LINE = re.compile(
    r"^(?:(?P<time>\d{1,2}[:.]\d{2})\s+)?(?P<what>[^:]+)(?::\s+(?P<detail>.*))?$"
)


class AgendaItem(NamedTuple):
    time: str
    what: str
    detail: str


def new_uid() -> str:
    return f"{uuid.uuid4()}@common-ground"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), model_name="EventHistory"
)
class Event(Translated, models.Model):
    """A gathering: why, where, who hosts it. Its sessions say when."""

    class Kind(models.TextChoices):
        BEAT_MEETING = "beat_meeting", _("Beat meeting")
        TOWN_HALL = "town_hall", _("Town hall")
        FORUM = "forum", _("Forum")
        WORKSHOP = "workshop", _("Workshop")
        OFFICE_HOURS = "office_hours", _("Office hours")
        WATCH_MEETING = "watch_meeting", _("Watch meeting")
        FESTIVAL = "festival", _("Festival")
        SCHOOL_VISIT = "school_visit", _("School visit")
        YOUTH_SESSION = "youth_session", _("Youth session")
        ACADEMY_SESSION = "academy_session", _("Academy session")
        ADVISORY_BOARD = "advisory_board", _("Advisory board")

    class Format(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    class Access(models.TextChoices):
        STEP_FREE = "step_free", _("Step-free from the street")
        INTERPRETER = "interpreter", _("Interpreter in the room")
        ASL = "asl", _("American Sign Language")
        CAPTIONS = "captions", _("Live captions")
        HEARING_LOOP = "hearing_loop", _("Hearing loop")
        CHILDCARE = "childcare", _("Childcare")
        TRANSIT = "transit", _("Near a bus or train stop")
        PARKING = "parking", _("Free parking")
        FOOD = "food", _("Something to eat")

    class Scope(models.TextChoices):
        """How far a change to one day of a series reaches."""

        ONLY = "only", _("Only this day")
        FOLLOWING = "following", _("This day and all that follow")
        ALL = "all", _("All days to come")

    class Made(models.TextChoices):
        """How words came into another language."""

        HUMAN = "human", _("Translated by a person")
        MACHINE = "machine", _("Translated by a machine")

    # Words in each language they were written in; read with str(), in the reader's own.
    title = WordsField(_("title"), max_length=160)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.BEAT_MEETING)
    format = models.CharField(
        _("how people take part"), max_length=10, choices=Format, default=Format.IN_PERSON
    )
    purpose = WordsField(_("what it is for"), blank=True, lines=3)
    agenda = WordsField(_("the plan"), blank=True, lines=6)
    # The language it was first written in, and for each other one {"by": Made, "of": digest of
    # the words it was made from}: once those words change, the translation is out of date.
    written_in = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    translated = models.JSONField(default=dict, blank=True, editable=False)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("area"),
    )
    venue_name = models.CharField(_("place"), max_length=160, blank=True)
    venue_address = models.CharField(_("address"), max_length=240, blank=True)
    directions = models.CharField(_("how to find the door"), max_length=240, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    online_link = models.URLField(_("link to join online"), blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    access = ArrayField(models.CharField(max_length=20, choices=Access), default=list, blank=True)
    host = models.CharField(_("who hosts"), max_length=160, blank=True)
    partners = models.ManyToManyField(
        "organizations.Organization",
        blank=True,
        related_name="events",
        verbose_name=_("with these partners"),
    )
    board = models.ForeignKey(
        "boards.Board",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("meeting of the board"),
    )
    grants = models.ManyToManyField(
        "resources.Grant", blank=True, related_name="events", verbose_name=_("paid by the grants")
    )
    contact = models.CharField(_("whom to ask"), max_length=160, blank=True)
    series = models.ForeignKey(
        "events.Series", models.SET_NULL, null=True, blank=True, related_name="days"
    )
    # Which day of its series this is, wherever it was moved to since.
    series_day = models.DateField(null=True, blank=True, editable=False)
    # Changed by itself: a change to the whole series passes it by.
    apart = models.BooleanField(default=False, editable=False)
    # A seat is for every session, and whoever came to this many has finished the course.
    sessions_needed = models.PositiveSmallIntegerField(
        _("sessions needed to finish"), null=True, blank=True
    )
    # How long someone from the waiting list may think about a seat; 0 seats them at once.
    offer_hours = models.PositiveSmallIntegerField(_("hours to accept a free seat"), default=24)
    unlisted = models.BooleanField(_("only for those who have its link"), default=False)
    imported_from = models.CharField(max_length=120, blank=True, editable=False)
    organizer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events_organized",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("why"), max_length=240, blank=True)
    uid = models.CharField(max_length=255, unique=True, default=new_uid, editable=False)
    # Grows with each change people are told of; calendars replace the older one.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancel_reason=""),
                name="a_cancelled_event_says_why",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="an_event_is_somewhere_on_earth",
            ),
            models.UniqueConstraint(
                fields=["series", "series_day"], name="one_event_a_day_of_a_series"
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__lte=14 * 24), name="an_offer_ends_within_two_weeks"
            ),
            models.CheckConstraint(
                condition=Q(sessions_needed=None) | Q(sessions_needed__gte=1),
                name="a_course_needs_at_least_one_session",
            ),
        ]
        indexes = [
            models.Index(F("changed_at").desc(), name="events_last_changed"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_course(self) -> bool:
        """A seat is for every one of its sessions."""
        return self.sessions_needed is not None

    @property
    def first_day(self) -> date | None:
        """When its first sitting is; None while no date is set."""
        sittings = [each for each in self.sessions.all() if each.cancelled_at is None]
        if not sittings:
            return None
        return timezone.localdate(min(each.starts_at for each in sittings))

    @property
    def can_reach_others(self) -> bool:
        """A day of a series that has not begun: a change may reach the days after it."""
        if self.series_id is None or self.is_cancelled:
            return False
        return self.sessions.filter(starts_at__gt=timezone.now()).exists()

    @property
    def place(self) -> str:
        """Name and address in one line."""
        return ", ".join(part for part in (self.venue_name, self.venue_address) if part)

    @property
    def way_in(self) -> str:
        """The link to join, where people can."""
        return "" if self.format == self.Format.IN_PERSON else self.online_link

    @property
    def published_minutes(self) -> Minutes | None:
        """What everyone can read of it; None until then."""
        minutes = getattr(self, "minutes", None)
        return minutes if minutes and minutes.is_published else None

    def partners_there(self) -> QuerySet[Organization]:
        """Those written down once the meeting is closed; until then, those who invited."""
        minutes = getattr(self, "minutes", None)
        return minutes.organizations.all() if minutes and minutes.is_closed else self.partners.all()

    @property
    def access_words(self) -> list[str]:
        known = dict(self.Access.choices)
        return [str(known[tag]) for tag in self.access if tag in known]

    @property
    def agenda_items(self) -> list[AgendaItem]:
        """The plan, one item a line: `6:30 What we said last time: four promises since July`."""
        matches = (AGENDA_LINE.match(line.strip()) for line in str(self.agenda).splitlines())
        return [
            AgendaItem(found["time"] or "", found["what"].strip(), found["detail"] or "")
            for found in matches
            if found
        ]

    @transaction.atomic
    def publish(self, at: datetime | None = None) -> None:
        """Let everyone see it. Twice is once."""
        at = at or timezone.now()
        if self.is_cancelled:
            raise NotPossible(gettext("This meeting is cancelled. Make a new one instead."))
        if not self.sessions.filter(ends_at__gt=at).exists():
            raise NotPossible(gettext("This meeting is already over. Give it a new date first."))
        if self.is_draft:
            self.published_at = at
            self.save(update_fields=["published_at", "changed_at"])

    @transaction.atomic
    def cancel(self, reason: str, at: datetime | None = None) -> int:
        """Call it off, and tell everyone who was coming or waiting. How many were told."""
        at = at or timezone.now()
        self.lock()
        if self.is_cancelled:
            return 0
        if not reason.strip():
            raise NotPossible(gettext("Say why, so that people know what happened."))
        self.cancelled_at, self.cancel_reason = at, reason.strip()
        self.save(update_fields=["cancelled_at", "cancel_reason", "changed_at"])
        return self.tell_everyone("called_off", at)

    def withdraw(self, reason: str, at: datetime | None = None) -> int:
        """It is not held after all: called off if anyone could know of it, else gone."""
        if self.is_draft and not self.sessions.filter(rsvps__isnull=False).exists():
            self.delete()
            return 0
        return self.cancel(reason, at)

    @transaction.atomic
    def list_for_all(self, *, listed: bool) -> None:
        """In the lists, or only for those who have its link; they keep it and their seats."""
        self.lock()
        self.unlisted = not listed
        self.save(update_fields=["unlisted", "changed_at"])

    def move(self, starts_at: datetime | None, ends_at: datetime | None) -> bool:
        """Set when its one sitting is; whether that is news."""
        session = self.sessions.first()
        if starts_at is None or ends_at is None:
            return False
        if session and (session.starts_at, session.ends_at) == (starts_at, ends_at):
            return False
        self.hold(starts_at, ends_at)
        return True

    def hold(self, starts_at: datetime, ends_at: datetime) -> Session:
        """Set when its one sitting is."""
        session = self.sessions.select_for_update().first()
        if session is None:
            return self.sessions.create(starts_at=starts_at, ends_at=ends_at)
        session.starts_at, session.ends_at = starts_at, ends_at
        session.save(update_fields=["starts_at", "ends_at", "changed_at"])
        return session

    @transaction.atomic
    def tell_everyone(self, what: str, at: datetime | None = None) -> int:
        """Post one mail to each person of each session that is not over; how many were told."""
        self.lock()
        self.sequence += 1
        self.save(update_fields=["sequence", "changed_at"])
        letters = [
            mail.written(rsvp, what, session=session, occasion=f"all:{self.sequence}")
            for session in self.with_people_to_tell(at or timezone.now())
            for rsvp in self.to_be_told(session)
        ]
        Message.objects.post_all(letters)
        return len(letters)

    def with_people_to_tell(self, at: datetime) -> list[Session]:
        """Those to come. A course tells its people until the last of them is over."""
        coming = list(self.sessions.filter(ends_at__gt=at))
        if self.is_course and coming:
            return list(self.sessions.order_by("pk")[:1])
        return coming

    def to_be_told(self, session: Session) -> QuerySet[Rsvp]:
        """Those coming or waiting who left an address, no one slipping in meanwhile."""
        session.lock()
        session.event = self
        for each in session.whole():
            mail.take_back_reminders_of(each)
        states = ("going", "waiting", "offered")
        return session.rsvps.filter(state__in=states).exclude(email="").select_related("user")

    def takes_suggestions(self, at: datetime | None = None) -> bool:
        """Whether people may still say what it should talk about."""
        if self.is_draft or self.is_cancelled:
            return False
        return any(session.ends_at > (at or timezone.now()) for session in self.sessions.all())

    def refuse_unless_suggestible(self, at: datetime | None = None) -> None:
        if not self.takes_suggestions(at):
            raise NotPossible(
                gettext("This meeting takes no more suggestions. Look for the next one.")
            )

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=Event.objects.select_for_update(of=("self",)))
