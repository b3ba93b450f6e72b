from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from engagement.events import mail, waiting_list
from engagement.events.models.event import HOSTING
from engagement.events.models.rsvp import Rsvp, no_reserved_seats
from engagement.events.models.rsvp_queryset import OVER
from portal.accounts.scope import within_scope
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from portal.accounts.models import User
    from portal.areas.models import Area


class SessionQuerySet(models.QuerySet["Session"]):
    def on(self) -> Self:
        """Published and not called off, by itself or with its event."""
        return self.filter(
            event__published_at__isnull=False, event__cancelled_at=None, cancelled_at=None
        )

    def open_to_all(self) -> Self:
        """On, and in the lists: what only those with its link know of is left out."""
        return self.on().filter(event__unlisted=False)

    def upcoming(self, at: datetime | None = None) -> Self:
        """Open to all and not over yet, the next one first."""
        return (
            self.open_to_all().filter(ends_at__gt=at or timezone.now()).order_by("starts_at", "pk")
        )

    def announced(self, at: datetime | None = None) -> Self:
        """What calendars should know of: to come, or called off before it came."""
        published = self.filter(event__published_at__isnull=False, event__unlisted=False)
        return published.filter(ends_at__gt=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None) -> Self:
        """Open to all and over, the last one first."""
        return (
            self.open_to_all()
            .filter(ends_at__lte=at or timezone.now())
            .order_by("-starts_at", "-pk")
        )

    def between(self, start: datetime, end: datetime) -> Self:
        """Open to all and begun from `start` to just before `end`."""
        return self.open_to_all().filter(starts_at__gte=start, starts_at__lt=end)

    def within(self, area: Area) -> Self:
        return self.filter(event__area__path__startswith=area.path)

    def hosted_by(self, user: User) -> Self:
        return self.filter(within_scope(user, *HOSTING, path="event__area__path"))


@pghistory.track(
    # Seats change with every RSVP, and the RSVP has a history of its own.
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(exclude=["seats_taken", "changed_at"])
    ),
    pghistory.DeleteEvent(),
    model_name="SessionHistory",
)
class Session(models.Model):
    """One sitting of an event, with its own seats."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    # A calendar we took it from gave no end; the hour after the start is our guess.
    end_guessed = models.BooleanField(default=False, editable=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    # Of the capacity, kept for people the staff seat themselves.
    reserved = models.PositiveIntegerField(default=0)
    reserved_taken = models.PositiveIntegerField(default=0, editable=False)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    adults_came = models.PositiveIntegerField(null=True, blank=True)
    youth_came = models.PositiveIntegerField(null=True, blank=True)
    # One session of a course can be called off while the course goes on.
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity") - F("reserved")),
                name="capacity_never_oversells",
            ),
            models.CheckConstraint(
                condition=Q(reserved_taken__lte=F("reserved")),
                name="reserved_seats_never_oversell",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {timezone.localtime(self.starts_at):%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()

    @property
    def area(self) -> Area | None:
        """Where it is held; permissions look here."""
        return self.event.area

    @property
    def uid(self) -> str:
        return f"{self.pk}.{self.event.uid}"

    @property
    def day(self) -> str:
        """“Thursday, October 22”, in the order the reader’s language has it."""
        return date_format(timezone.localtime(self.starts_at), "WEEKDAY_FORMAT")

    @property
    def month(self) -> str:
        """What a list of meetings is divided by: “October 2026”."""
        return date_format(timezone.localtime(self.starts_at), "YEAR_MONTH_FORMAT")

    @property
    def seats_left(self) -> int | None:
        """None where there is no limit."""
        if self.capacity is None:
            return None
        return max(0, self.capacity - self.reserved - self.seats_taken)

    @property
    def reserved_left(self) -> int:
        return self.reserved - self.reserved_taken

    def has_room_for(self, seats: int, *, reserved: bool = False) -> bool:
        left = self.reserved_left if reserved else self.seats_left
        return left is None or seats <= left

    @cached_property
    def home(self) -> Session:
        """Where its seats are kept: those of a course are for all of it, on the first one made."""
        if not self.event.is_course:
            return self
        first = self.event.sessions.order_by("pk").first() or self
        first.event = self.event
        return self if first == self else first

    def whole(self) -> list[Session]:
        """All a seat here is for: this session, or every one of its course that is on."""
        if not self.event.is_course:
            return [self]
        sessions = list(self.event.sessions.filter(cancelled_at=None))
        for session in sessions:
            session.event = self.event
        return sessions or [self]

    def has_begun(self, at: datetime | None = None) -> bool:
        return self.starts_at <= (at or timezone.now())

    def is_over(self, at: datetime | None = None) -> bool:
        return self.ends_at <= (at or timezone.now())

    @property
    def is_cancelled(self) -> bool:
        """Called off, by itself or with its event."""
        return self.cancelled_at is not None or self.event.is_cancelled

    @property
    def is_off(self) -> bool:
        """Called off for those who hold a seat here: a course goes on without one session."""
        return self.event.is_cancelled if self.event.is_course else self.is_cancelled

    def takes_rsvps(self, at: datetime | None = None) -> bool:
        return not (self.event.is_draft or self.is_off or self.home.is_over(at))

    def is_still_on(self, at: datetime | None = None) -> bool:
        """Not called off, and not over: a course goes on until its last session."""
        if self.event.is_draft or self.is_off:
            return False
        return any(not session.is_over(at) for session in self.whole())

    @transaction.atomic
    def rsvp(self, at: datetime | None = None, **said: Any) -> Rsvp:
        """Take seats, or a place in line, and post the mail that says so.

        What is said goes by the fields of an RSVP: `name`, `email`, `guests`, `asks`, `needs`,
        `speaks`, `answers`, `age`, `guardian`, `shared_with_hosts`, `language`, `user`, and
        `submission` with `sent_as`.
        Answering again, by the same form or the same address, changes nothing and returns
        the first answer; the mail with its link goes out again, at most once a day.
        """
        if self.home is not self:
            return self.home.rsvp(at, **said)
        self.lock()
        at = at or timezone.now()
        self.refuse_if_closed(at)
        refuse_child_alone(said)
        submission = said.get("submission")
        if earlier := self.earlier_answer(said.get("email", ""), submission):
            if earlier.submission != submission:
                earlier.remind_of_link(at)
            return earlier
        fits = self.has_room_for(1 + said.get("guests", 0))
        said["language"] = said.get("language") or get_language() or ""
        answer = self.rsvps.create(
            **said, state=Rsvp.State.GOING if fits else Rsvp.State.WAITING, answered_at=at
        )
        if answer.is_going:
            self.change_seats(answer.seats)
        mail.post(answer, str(answer.state), session=self)
        return answer

    @transaction.atomic
    def seat_reserved(self, by: User, at: datetime | None = None, **said: Any) -> Rsvp:
        """Staff give someone one of the seats they keep."""
        if self.home is not self:
            return self.home.seat_reserved(by, at, **said)
        self.lock()
        at = at or timezone.now()
        self.refuse_if_closed(at)
        refuse_child_alone(said)
        if earlier := self.earlier_answer(said.get("email", ""), said.get("submission")):
            if said.get("submission") and earlier.submission == said.get("submission"):
                return earlier
            raise NotPossible(_("Someone with this address already has a seat or waits for one."))
        if not self.has_room_for(1 + said.get("guests", 0), reserved=True):
            raise NotPossible(no_reserved_seats(self.reserved_left))
        said["language"] = said.get("language") or get_language() or ""
        answer = self.rsvps.create(
            **said, state=Rsvp.State.GOING, answered_at=at, on_reserved=True, seated_by=by
        )
        self.change_seats(answer.seats, reserved=True)
        mail.post(answer, "going", session=self)
        return answer

    @transaction.atomic
    def walk_in(
        self, by: User, *, name: str = "", guests: int = 0, at: datetime | None = None
    ) -> Rsvp:
        """Someone came without an RSVP. They take no seat from those who saved one."""
        at = at or timezone.now()
        return self.rsvps.create(
            name=name,
            guests=guests,
            state=Rsvp.State.WALKED_IN,
            answered_at=at,
            checked_in_at=at,
            checked_in_by=by,
        )

    @transaction.atomic
    def set_capacity(self, capacity: int | None) -> None:
        """More room seats whoever waits; less than is taken or kept is refused."""
        self.lock()
        self.set_seats(capacity, self.reserved)

    @transaction.atomic
    def set_reserved(self, reserved: int) -> None:
        """Keep more or fewer seats for those whom staff seat; what is let go seats who waits."""
        self.lock()
        self.set_seats(self.capacity, reserved)

    @transaction.atomic
    def set_seats(self, capacity: int | None, reserved: int) -> None:
        self.lock()
        self.refuse_misfit(capacity, reserved)
        self.capacity, self.reserved = capacity, reserved
        self.save(update_fields=["capacity", "reserved", "changed_at"])
        self.promote()

    def refuse_misfit(self, capacity: int | None, reserved: int) -> None:
        """Say in a sentence what does not fit with the seats that are taken."""
        if reserved < self.reserved_taken:
            raise NotPossible(
                ngettext(
                    "%(taken)d of the seats you keep is given away. Keep that many or more.",
                    "%(taken)d of the seats you keep are given away. Keep that many or more.",
                    self.reserved_taken,
                )
                % {"taken": self.reserved_taken}
            )
        if capacity is None and reserved:
            raise NotPossible(_("Say how many seats there are before you keep some of them."))
        if capacity is not None and capacity - reserved < self.seats_taken:
            if not reserved:
                raise NotPossible(
                    _("%(taken)d seats are already taken. Choose that many or more.")
                    % {"taken": self.seats_taken}
                )
            raise NotPossible(
                _(
                    "%(taken)d seats are already taken, and you keep %(reserved)d."
                    " That needs %(seats)d seats or more."
                )
                % {
                    "taken": self.seats_taken,
                    "reserved": reserved,
                    "seats": self.seats_taken + reserved,
                }
            )

    def count_heads(self, adults: int | None, youth: int | None) -> None:
        """How many people were in the room, counted by someone who was there."""
        self.adults_came, self.youth_came = adults, youth
        self.save(update_fields=["adults_came", "youth_came", "changed_at"])

    def lock(self) -> None:
        """Two residents, one last seat: the second waits for the first to commit.

        The event is read afterwards, by a statement of its own: a join would show it as it
        was when the wait began, and let someone into a meeting cancelled meanwhile.
        """
        self.refresh_from_db(from_queryset=Session.objects.select_for_update())

    def refuse_if_closed(self, at: datetime | None = None) -> None:
        if self.event.is_draft:
            raise NotPossible(_("This meeting is not open yet."))
        if self.is_off:
            raise NotPossible(_("This meeting is cancelled, so there are no seats to save."))
        if self.is_over(at):
            raise NotPossible(
                _("This course has begun, so there are no more seats to save.")
                if self.event.is_course and self.is_still_on(at)
                else _("This meeting is over, so there are no seats to save.")
            )

    def earlier_answer(self, email: str, submission: uuid.UUID | None) -> Rsvp | None:
        same = Q(pk__in=[])
        if submission:
            same |= Q(submission=submission)
        if email:
            same |= Q(email__iexact=email) & ~Q(state__in=OVER)
        return self.rsvps.filter(same).first()  # it knows this session, so nothing is joined

    def change_seats(self, by: int, *, reserved: bool = False) -> None:
        """Call it with the session locked."""
        if reserved:
            self.reserved_taken += by
            self.save(update_fields=["reserved_taken", "changed_at"])
        else:
            self.seats_taken += by
            self.save(update_fields=["seats_taken", "changed_at"])

    def to_be_reminded(self, what: str, since: datetime) -> list[Rsvp]:
        """Coming since before the reminder fell due, reachable, and not yet reminded."""
        coming = self.home.rsvps.going().exclude(email="").filter(answered_at__lte=since)
        keys = {mail.reminder_key(self, rsvp, what): rsvp for rsvp in coming.select_related("user")}
        known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
        return [rsvp for key, rsvp in keys.items() if key not in known]

    def end_offers(self, at: datetime | None = None) -> int:
        """Pass on what nobody answered in time. How many offers that were."""
        over = self.rsvps.offers_to_end(at).order_by("answered_at", "pk")
        return sum(rsvp.lapse(at) for rsvp in over.select_related("session__event", "user"))

    def promote(self, at: datetime | None = None) -> list[Rsvp]:
        """Seat, or offer a seat to, whoever has waited longest and fits, until no one fits.

        Call it with the session locked. A party too large for what is free keeps its place.
        """
        if self.is_off or self.has_begun(at):
            return []
        return waiting_list.move_up(self, at or timezone.now())


def refuse_child_alone(said: dict[str, Any]) -> None:
    """Under 13, a grown-up speaks for them, and is the one we write to."""
    if said.get("age") == Rsvp.Age.CHILD and not (said.get("guardian") and said.get("email")):
        raise NotPossible(
            _(
                "Under 13, please ask a parent or guardian to save the seat with you."
                " We need their name and email."
            )
        )
