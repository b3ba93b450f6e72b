from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.events.models import Event, Rsvp, Session, Suggestion


class EventFactory(DjangoModelFactory[Event]):
    """A published meeting; give `published_at=None` for a draft."""

    class Meta:
        model = Event

    title = "Evening meeting"
    slug = factory.Sequence("evening-meeting-{}".format)
    purpose = "Settle what happens at the crossing."
    venue_name = "Cannery Hall"
    venue_address = "40 Mill Street"
    published_at = factory.LazyFunction(timezone.now)


class SessionFactory(DjangoModelFactory[Session]):
    """One sitting, a week from now, without a limit of seats."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(hours=2))


class RsvpFactory(DjangoModelFactory[Rsvp]):
    """A row as it stands; tests about seats call `session.rsvp()` instead."""

    class Meta:
        model = Rsvp

    session = factory.SubFactory(SessionFactory)
    name = "Neighbor"
    email = factory.Sequence("neighbor{}@example.org".format)
    state = "going"


class SuggestionFactory(DjangoModelFactory[Suggestion]):
    """Something to talk about, that one person wants."""

    class Meta:
        model = Suggestion

    event = factory.SubFactory(EventFactory)
    text = factory.Sequence("The light at corner {}".format)
    form_hash = factory.Sequence("form-{}".format)
    voice_count = 1


def a_meeting(area):
    """A published meeting of this area."""
    return SessionFactory.create(event__area=area)


def a_seat(area):
    """Someone comes to a meeting of this area."""
    return a_meeting(area).rsvp(name="Neighbor")
