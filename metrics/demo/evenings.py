"""Two years of meetings: each beat's own series, what comes between, and the people who came."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from engagement.events.models import Attendance, Event, Question, Rsvp, Series, Session
from engagement.events.series_rules import Rule
from metrics.demo import evening_words as words
from metrics.demo.bulk import copy_in
from metrics.demo.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from metrics.demo.city import City
    from metrics.demo.places import Place

# A meeting, when it begins, and how many hours it lasts.
Planned = tuple[Event, datetime, float]

TWO_YEARS = timedelta(days=730)
PLANNED_AHEAD = timedelta(days=120)
BETWEEN = 3  # a year and beat, besides the series
HOURS = {"office_hours": (9, 2.0), "youth_session": (16, 1.5), "workshop": (10, 2.0)}
WEEKDAYS = ("TU", "WE", "TH")
VENUES = ("the library", "the school gym", "the church hall", "the community room")
ACADEMY_EVENINGS = 8
WEDNESDAY = 2


def build(city: City) -> None:
    planned = [
        meeting
        for number, place in enumerate(PLACES)
        for meeting in (*_series(city, place, number), *_between(city, place))
    ]
    _hold(city, planned)
    _answers(city)
    _academy(city)
    _one_is_full(city)
    _one_is_called_off(city)
    city.advance(city.meetings)


def first_day(city: City) -> date:
    return timezone.localdate(min(city.start, city.now - TWO_YEARS))


def _series(city: City, place: Place, number: int) -> Iterator[Planned]:
    """The beat meeting, always on the same day of the month."""
    begins = first_day(city)
    until = timezone.localdate(city.now + PLANNED_AHEAD)
    which, weekday = 1 + number % 3, WEEKDAYS[number // 3]
    rule = Rule.read(f"FREQ=MONTHLY;BYDAY={which}{weekday};UNTIL={until:%Y%m%d}")
    series = Series.objects.create(
        rule=str(rule),
        first_day=rule.days(begins)[0],
        starts=time(18, 30),
        ends=time(20),
        created_by=city.officers[place.code][0],
    )
    venue = city.dice.choice(VENUES).capitalize()
    for day in rule.days(begins):
        event = _event(city, place, words.BEAT_MEETING, day, time(18, 30), venue)
        event.series, event.series_day = series, day
        yield event, _at(day, time(18, 30)), 1.5


def _between(city: City, place: Place) -> Iterator[Planned]:
    begins = first_day(city)
    days = (timezone.localdate(city.now + timedelta(days=42)) - begins).days
    number = BETWEEN * days // 365
    for turn in range(number):
        day = begins + timedelta(days=int(days * (turn + 0.8 * city.dice.random()) / number))
        wording = city.dice.choice(words.BETWEEN)
        hour, hours = HOURS.get(wording.kind, (18, 1.5))
        event = _event(
            city, place, wording, day, time(hour, 30), city.dice.choice(VENUES).capitalize()
        )
        yield event, _at(day, time(hour, 30)), hours


def _event(  # noqa: PLR0913, PLR0917  # a meeting has this many sides
    city: City, place: Place, wording: words.Meeting, day: date, starts: time, venue: str
) -> Event:
    area = city.areas[place.code]
    starts_at = _at(day, starts)
    latitude, longitude = city.point_in(place)
    said = wording.about(place.name)
    return Event(
        title=said["title"],
        slug=slugify(f"{said['title']['en']} {area.slug} {day:%Y-%m-%d}"),
        kind=wording.kind,
        purpose=said["purpose"],
        agenda=said["agenda"],
        area=area,
        venue_name=venue,
        venue_address=f"{city.dice.randrange(10, 900)} {place.name} Street",
        latitude=latitude,
        longitude=longitude,
        languages=["English", "Spanish"] if city.chance(place.spanish * 2) else ["English"],
        access=city.dice.sample(list(Event.Access.values), 3),
        host=f"{area} team",
        contact="Neighborhood desk, 555-0142",
        organizer=city.officers[place.code][0],
        published_at=min(city.now, starts_at - timedelta(days=45)),
        created_at=min(city.now, starts_at - timedelta(days=48)),
    )


def _hold(city: City, planned: list[Planned]) -> None:
    """Write the meetings down, each with its sitting and half of them with a partner."""
    events = Event.objects.bulk_create([event for event, _begins, _hours in planned])
    city.sessions = Session.objects.bulk_create(
        Session(
            event=event,
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours),
            capacity=city.dice.choice((None, 20, 30, 40, 60)),
        )
        for event, begins, hours in planned
    )
    together = Event.partners.through
    together.objects.bulk_create(
        together(event_id=event.pk, organization_id=city.dice.choice(city.organizations).pk)
        for event in events
        if city.chance(0.5)
    )
    coming = [event for event, begins, _hours in planned if begins > city.now]
    for event in coming:
        event.translated = {"es": {"by": Event.Made.HUMAN, "of": event.original_digest()}}
    Event.objects.bulk_update(coming, ["translated"])


def _answers(city: City) -> None:
    rows, keys = [], count(1)
    for session in city.sessions:
        over = session.ends_at < city.now
        soon = session.starts_at < city.now + timedelta(days=45)
        most = min(session.capacity or 60, len(city.neighbors), 44)
        coming = city.dice.sample(
            city.neighbors, city.dice.randrange(most // 3, most) if soon else most // 8
        )
        for neighbor in coming:
            came = over and city.chance(0.72)
            rows.append(
                Rsvp(
                    pk=next(keys),
                    session_id=session.pk,
                    name=neighbor.name,
                    email=neighbor.email,
                    user_id=neighbor.pk,
                    language=neighbor.language,
                    speaks="Español" if neighbor.language == "es" else "",
                    state=Rsvp.State.GOING,
                    asks=[city.dice.choice(Rsvp.Ask.values)] if city.chance(0.1) else [],
                    answered_at=min(city.now, session.starts_at)
                    - timedelta(hours=city.dice.uniform(1, 200)),
                    checked_in_at=session.starts_at if came else None,
                )
            )
        session.seats_taken = len(coming)
        if over:
            here = sum(1 for row in rows[-len(coming) :] if row.checked_in_at) if coming else 0
            session.adults_came, session.youth_came = here, city.dice.randrange(0, 9)
    copy_in(Rsvp, rows)
    Session.objects.bulk_update(city.sessions, ["seats_taken", "adults_came", "youth_came"], 500)


def _academy(city: City) -> None:
    """Eight evenings on one seat, under way for three weeks."""
    today = timezone.localdate(city.now)
    begins = today - timedelta(days=21 + (today.weekday() - WEDNESDAY) % 7)
    said = words.ACADEMY.about("")
    event = Event.objects.create(
        title=said["title"],
        slug=f"citizen-academy-{begins:%Y-%m-%d}",
        kind=words.ACADEMY.kind,
        purpose=said["purpose"],
        agenda=said["agenda"],
        venue_name="Training center",
        venue_address="1 Ferry Road",
        languages=["English", "Spanish"],
        access=[Event.Access.STEP_FREE, Event.Access.TRANSIT],
        host="Linden Ferry Police Department",
        sessions_needed=ACADEMY_EVENINGS - 2,
        published_at=city.now - timedelta(days=60),
    )
    evenings = [
        Session.objects.create(
            event=event,
            starts_at=_at(begins + timedelta(weeks=week), time(18)),
            ends_at=_at(begins + timedelta(weeks=week), time(20, 30)),
            capacity=24 if week == 0 else None,
        )
        for week in range(ACADEMY_EVENINGS)
    ]
    enrolled = city.dice.sample(city.neighbors, min(18, len(city.neighbors)))
    seats = Rsvp.objects.bulk_create(
        Rsvp(
            session=evenings[0],
            name=person.name,
            email=person.email,
            user=person,
            language=person.language,
            state=Rsvp.State.GOING,
            answered_at=city.now - timedelta(days=city.dice.randrange(25, 55)),
        )
        for person in enrolled
    )
    Session.objects.filter(pk=evenings[0].pk).update(seats_taken=len(seats))
    held = [evening for evening in evenings if evening.ends_at < city.now]
    came = {evening.pk: [seat for seat in seats if city.chance(0.9)] for evening in held}
    Attendance.objects.bulk_create(
        Attendance(rsvp=seat, session=evening, at=evening.starts_at)
        for evening in held
        for seat in came[evening.pk]
    )
    for evening in held:
        evening.adults_came, evening.youth_came = len(came[evening.pk]), 0
    Session.objects.bulk_update(held, ["adults_came", "youth_came"])


def _one_is_full(city: City) -> None:
    """The next meeting of Millrace: no seat left, three people in line, two questions asked."""
    session = (
        Session.objects.upcoming(city.now)
        .filter(event__area=city.areas["22"], event__kind=Event.Kind.BEAT_MEETING)
        .select_related("event")
        .first()
    )
    if session is None:
        return
    session.capacity = max(session.seats_taken, 1)
    session.reserved = 2
    session.capacity += session.reserved
    session.save(update_fields=["capacity", "reserved"])
    taken = set(session.rsvps.values_list("user", flat=True))
    waiting = [person for person in city.neighbors if person.pk not in taken][:3]
    if session.seats_left == 0:
        Rsvp.objects.bulk_create(
            Rsvp(
                session=session,
                name=person.name,
                email=person.email,
                user=person,
                language=person.language,
                state=Rsvp.State.WAITING,
                answered_at=city.now - timedelta(hours=30 - 8 * number),
            )
            for number, person in enumerate(waiting)
        )
    for text, kind, choices in words.QUESTIONS:
        Question.objects.create(
            event=session.event,
            text=text,
            kind=kind,
            choices=choices,
            position=session.event.questions.count(),
        )
    event = session.event
    event.translated = {"es": {"by": Event.Made.HUMAN, "of": event.original_digest()}}
    event.save(update_fields=["translated"])


def _one_is_called_off(city: City) -> None:
    coming = Event.objects.filter(
        sessions__starts_at__gt=city.now + timedelta(days=14), kind=Event.Kind.WORKSHOP
    ).order_by("sessions__starts_at")
    if event := coming.first():
        event.cancelled_at = city.now - timedelta(days=1)
        event.cancel_reason = "The room has water damage. We are looking for another one."
        event.save(update_fields=["cancelled_at", "cancel_reason"])


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
