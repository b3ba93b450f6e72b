from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from engagement.events import mail, tickets
from engagement.events.models.rsvp_queryset import NOBODY, OVER, SIGNER, RsvpQuerySet
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.events.models.session import Session
    from portal.accounts.models import User

MOST_GUESTS = 9


def new_ticket() -> str:
    """Ten signs, some 43 bits: enough that no one at the door guesses another's."""
    return get_random_string(tickets.LENGTH, tickets.SIGNS)


@pghistory.track(
    # What it was before each change; the row itself says what it is now.
    pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(exclude=["told"])),
    pghistory.DeleteEvent(),
    model_name="RsvpHistory",
)
class Rsvp(models.Model):
    """Someone said they will come, or came."""

    class State(models.TextChoices):
        GOING = "going", _("Coming")
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("A seat is offered")
        CANCELLED = "cancelled", _("Not coming")
        LAPSED = "lapsed", _("The offer ran out")
        WALKED_IN = "walked_in", _("Walked in")

    class Age(models.TextChoices):
        """Who the seat is for. An age band, never a birth date."""

        ADULT = "adult", _("18 or older")
        TEEN = "teen", _("13 to 17")
        CHILD = "child", _("Under 13")

    class Ask(models.TextChoices):
        CHILDCARE = "childcare", _("Childcare")
        INTERPRETER = "interpreter", _("An interpreter")
        FRONT_SEAT = "front_seat", _("A seat near the front")
        STEP_FREE = "step_free", _("A way in without steps")

    session = models.ForeignKey("events.Session", models.CASCADE, related_name="rsvps")
    name = models.CharField(_("name we can call you"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    guests = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(MOST_GUESTS)]
    )
    asks = ArrayField(models.CharField(max_length=20, choices=Ask), default=list, blank=True)
    needs = models.CharField(_("anything else you need"), max_length=300, blank=True)
    # The language they would like to be spoken to in, in their own words.
    speaks = models.CharField(_("language you prefer"), max_length=40, blank=True)
    # Answers to the organizer's questions: {question pk: text or number}.
    answers = models.JSONField(default=dict, blank=True)
    age = models.CharField(max_length=5, choices=Age, default=Age.ADULT)
    guardian = models.CharField(_("parent or guardian"), max_length=120, blank=True)
    # They let the partners who co-host see their name and needs.
    shared_with_hosts = models.BooleanField(default=False)
    language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="rsvps"
    )
    state = models.CharField(max_length=10, choices=State)
    answered_at = models.DateTimeField(default=timezone.now)
    # Until when a free seat is held for someone from the waiting list.
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    # Seated by staff on one of the reserved seats, and by whom.
    on_reserved = models.BooleanField(default=False, editable=False)
    seated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the QR code on the ticket says; can be typed at the door.
    ticket = models.CharField(max_length=10, unique=True, default=new_ticket, editable=False)
    # Grows with each thing this person is told, so that each mail has its own key.
    told = models.PositiveSmallIntegerField(default=0, editable=False)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The form's own number, so that pressing the button twice saves one seat.
    submission = models.UUIDField(null=True, blank=True, editable=False)
    # A digest of what a program sent with that number, so that other words are noticed.
    sent_as = models.CharField(max_length=64, blank=True, default="", editable=False)

    if TYPE_CHECKING:
        events: Any  # each row as it was: pghistory adds it

    objects = RsvpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("session"),
                Lower("email"),
                condition=~Q(state__in=OVER) & ~Q(email=""),
                name="one_rsvp_per_session_and_email",
            ),
            models.UniqueConstraint(
                fields=["session", "submission"], name="one_rsvp_per_form_sent"
            ),
            models.CheckConstraint(
                condition=Q(guests__lte=MOST_GUESTS), name="a_party_fits_at_one_table"
            ),
            models.CheckConstraint(
                condition=Q(name__gt="") | Q(state="walked_in"), name="only_walk_ins_stay_unnamed"
            ),
            models.CheckConstraint(
                condition=~Q(age="child") | Q(guardian__gt="") | Q(state="walked_in"),
                name="a_child_comes_with_a_guardian",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offer_ends_at__isnull=False)
                | ~Q(state="offered") & Q(offer_ends_at=None),
                name="an_offer_says_until_when",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "answered_at"], name="rsvps_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name or _('Someone')}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("events:seat", args=[self.token])

    @property
    def seats(self) -> int:
        return 1 + self.guests

    @property
    def is_going(self) -> bool:
        return self.state == self.State.GOING

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_offered(self) -> bool:
        return self.state == self.State.OFFERED

    @property
    def holds_seats(self) -> bool:
        return self.is_going or self.is_offered

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def has_lapsed(self) -> bool:
        return self.state == self.State.LAPSED

    @property
    def token(self) -> str:
        return SIGNER.sign(self.handle.hex)

    @property
    def ticket_words(self) -> str:
        """The code in groups that can be read out: `234 567 89CF`."""
        return tickets.grouped(self.ticket)

    @property
    def ticket_image(self) -> str:
        return tickets.drawn(self.ticket)

    @property
    def ask_words(self) -> list[str]:
        known = dict(self.Ask.choices)
        return [str(known[ask]) for ask in self.asks if ask in known]

    def can_change(self, at: datetime | None = None) -> bool:
        settled = self.checked_in_at or self.state in {*OVER, self.State.WALKED_IN}
        return not settled and self.session.is_still_on(at)

    def can_accept(self, at: datetime | None = None) -> bool:
        """Whether the offer stands, and there is still a meeting to come to."""
        in_time = self.offer_ends_at is not None and (at or timezone.now()) < self.offer_ends_at
        return self.is_offered and in_time and self.can_change(at)

    def place_in_line(self) -> int | None:
        """1 for whoever is next; None for those who do not wait."""
        if not self.is_waiting:
            return None
        sooner = Q(answered_at__lt=self.answered_at) | Q(
            answered_at=self.answered_at, pk__lt=self.pk
        )
        return self.session.rsvps.waiting().filter(sooner).count() + 1

    @transaction.atomic
    def cancel(self, at: datetime | None = None) -> Rsvp:
        """Give the seats to whoever has waited longest and fits. Twice is once."""
        session = self.lock()
        if self.is_cancelled:
            return self
        self.refuse_if_settled(at)
        self.refuse_if_over()
        self.leave(self.State.CANCELLED, session, at)
        self.tell("not_coming", session=session)
        return self

    @transaction.atomic
    def accept(self, at: datetime | None = None) -> Rsvp:
        """Take the seat that is offered. Twice is once."""
        session = self.lock()
        if self.is_going:
            return self
        self.refuse_if_settled(at)
        self.refuse_if_over()
        if not self.can_accept(at):
            raise NotPossible(
                gettext("No seat is held for you now. You keep your place in line.")
                if self.is_waiting
                else gettext("The time to take this seat is over. Save a new one if you can come.")
            )
        self.state, self.offer_ends_at = self.State.GOING, None
        self.save(update_fields=["state", "offer_ends_at"])
        self.tell("going", session=session)
        return self

    @transaction.atomic
    def lapse(self, at: datetime | None = None) -> bool:
        """The offer ran out: they leave the line, are told, and the next one moves up.

        False if it was answered meanwhile, or the meeting is off: then all are told of that.
        """
        at = at or timezone.now()
        session = self.lock()
        in_time = self.offer_ends_at is None or at < self.offer_ends_at
        if not self.is_offered or in_time or session.is_off:
            return False
        self.leave(self.State.LAPSED, session, at)
        if not session.has_begun(at):
            self.tell("offer_lapsed", session=session)
        return True

    @transaction.atomic
    def change(self, at: datetime | None = None, **said: Any) -> Rsvp:
        """Bring more or fewer people, or need something else. A seat once held is never lost.

        Said as when it was saved: `guests`, `asks`, `needs`, `speaks`, `answers`,
        `shared_with_hosts`; what is not said stays.
        """
        session = self.lock()
        self.refuse_if_settled(at)
        self.refuse_if_over()
        more = said.get("guests", self.guests) - self.guests
        if self.holds_seats and not session.has_room_for(more, reserved=self.on_reserved):
            left = session.reserved_left if self.on_reserved else session.seats_left
            raise NotPossible(no_room_for_more(left or 0))
        for part, words in said.items():
            setattr(self, part, words)
        self.save(update_fields=list(said))
        if self.holds_seats and more:
            session.change_seats(more, reserved=self.on_reserved)
        promoted = session.promote(at) if more < 0 else []
        if self in promoted:
            self.refresh_from_db(fields=["state", "offer_ends_at", "told"])
        elif more:
            self.tell("changed", session=session)
        return self

    @transaction.atomic
    def forget(self) -> None:
        """Keep that someone came, and nothing of who. A seat still to come is given up first."""
        session = self.lock()
        if self.can_change():
            self.leave(self.State.CANCELLED, session, None)
        nobody: dict[str, Any] = {
            **dict.fromkeys(("email", "needs", "speaks", "sent_as"), ""),
            "asks": [],
            "answers": {},
            "user": None,
            "shared_with_hosts": False,
            "name": "" if self.state == self.State.WALKED_IN else NOBODY,
            "guardian": NOBODY if self.guardian else "",
        }
        Rsvp.objects.filter(pk=self.pk).update(**nobody)
        self.events.all().delete()  # what it was before each change, the one just made too
        mail.forget(self)
        self.refresh_from_db()

    @transaction.atomic
    def check_in(self, by: User, at: datetime | None = None) -> bool:
        """They are here. True the first time, False when someone else was quicker."""
        here = Rsvp.objects.active().filter(pk=self.pk, checked_in_at=None)
        first = here.update(checked_in_at=at or timezone.now(), checked_in_by=by) == 1
        self.refresh_from_db(fields=["checked_in_at", "checked_in_by", "state"])
        return first

    def undo_check_in(self) -> None:
        Rsvp.objects.filter(pk=self.pk).update(checked_in_at=None, checked_in_by=None)
        self.refresh_from_db(fields=["checked_in_at", "checked_in_by"])

    def lock(self) -> Session:
        """Lock the session first, as everyone does, then read this row as it is now."""
        self.session.lock()
        session = self.session
        self.refresh_from_db()
        self.session = session
        return session

    def leave(self, state: Rsvp.State, session: Session, at: datetime | None) -> None:
        """Out of the seats or the line; what is free goes on. With the session locked."""
        held = self.holds_seats
        self.state, self.offer_ends_at = state, None
        self.save(update_fields=["state", "offer_ends_at"])
        if held:
            session.change_seats(-self.seats, reserved=self.on_reserved)
            session.promote(at)
        mail.take_back(self)

    def refuse_if_settled(self, at: datetime | None = None) -> None:
        if self.session.is_off:
            raise NotPossible(
                gettext("This meeting is cancelled. There is nothing left to change.")
            )
        if not self.session.is_still_on(at):
            raise NotPossible(gettext("This meeting is over. There is nothing left to change."))
        if self.checked_in_at or self.state == self.State.WALKED_IN:
            raise NotPossible(gettext("You are already here. There is nothing left to change."))

    def refuse_if_over(self) -> None:
        if self.is_cancelled:
            raise NotPossible(
                gettext("This seat was given up. Save a new one on the meeting’s page.")
            )
        if self.has_lapsed:
            raise NotPossible(
                gettext("The time to take this seat is over. Save a new one if you can come.")
            )

    def tell(self, what: str, *, session: Session) -> None:
        """Post one mail about this seat, with the calendar entry that belongs to it."""
        self.told += 1
        self.save(update_fields=["told"])
        mail.post(self, what, session=session)

    def remind_of_link(self, at: datetime) -> None:
        """They answered again: send the link they may have lost, at most once a day."""
        mail.post(
            self, str(self.state), session=self.session, occasion=f"again:{timezone.localdate(at)}"
        )


def no_room_for_more(left: int) -> str:
    if not left:
        return gettext("No more seats are free. Your own seats stay as they are.")
    return ngettext(
        "Only %(left)d more seat is free. Your own seats stay as they are.",
        "Only %(left)d more seats are free. Your own seats stay as they are.",
        left,
    ) % {"left": left}


def no_reserved_seats(left: int) -> str:
    if not left:
        return gettext("No seat that is kept is left. Keep more seats first.")
    return ngettext(
        "Only %(left)d seat that is kept is left.",
        "Only %(left)d seats that are kept are left.",
        left,
    ) % {"left": left}
