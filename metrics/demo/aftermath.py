"""What was written down at the meetings, what was promised there, and whether people were told."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from engagement.commitments.models import Commitment, Postponement
from engagement.events.models import Minutes, MinutesLine, Session, Suggestion
from metrics.demo import evening_words as words

if TYPE_CHECKING:
    from datetime import date

    from metrics.demo.city import City

WRITTEN_UP = {"beat_meeting", "town_hall", "workshop"}
SUGGESTED_AHEAD = timedelta(days=45)


def build(city: City) -> None:
    past = list(
        Session.objects.past(city.now)
        .filter(event__kind__in=WRITTEN_UP)
        .select_related("event__area", "event__organizer")
    )
    _minutes(city, past)
    _promises(city, past)
    _suggestions(city)


def _minutes(city: City, past: list[Session]) -> None:
    """Most within 14 days; a few late; the newest not written yet, and two overdue."""
    written, days = [], []
    for session in past:
        age = (city.now - session.ends_at).days
        if age < city.dice.randrange(3, 13) or (14 < age < 40 and city.chance(0.2)):  # noqa: PLR2004
            continue
        after = city.dice.randrange(15, 24) if city.chance(0.08) else city.dice.randrange(1, 13)
        days.append(min(after, max(age, 1)))
        english, spanish = city.dice.choice(words.SUMMARIES)
        written.append(
            Minutes(
                event=session.event,
                summary={"en": english, "es": spanish},
                written_by=session.event.organizer,
                closed_at=session.ends_at + timedelta(hours=1),
                closed_by=session.event.organizer,
                published_at=min(city.now, session.ends_at + timedelta(days=days[-1])),
                published_by=session.event.organizer,
                created_at=session.ends_at,
            )
        )
    Minutes.objects.bulk_create(written)
    lines = []
    for minutes in written:
        for number, text in enumerate(city.dice.sample(words.DECISIONS, 2)):
            lines.append(MinutesLine(minutes=minutes, kind="decision", text=text, position=number))
        asked, answer = city.dice.choice(words.ASKED)
        lines.append(
            MinutesLine(
                minutes=minutes,
                kind="question",
                text=asked,
                answer=answer,
                answered_at=minutes.closed_at if answer else None,
                position=2,
            )
        )
    MinutesLine.objects.bulk_create(lines)
    for minutes in written:
        minutes.organizations.set(minutes.event.partners.all())


def _promises(city: City, past: list[Session]) -> None:
    promised = []
    for session in past:
        for what, owner, days, result in city.dice.sample(
            words.PROMISES, city.dice.choice((0, 1, 1, 2))
        ):
            made_on = timezone.localdate(session.starts_at)
            promise = Commitment(
                what=what,
                owner=None if owner else session.event.organizer,
                owner_words=owner,
                area=session.event.area,
                event=session.event,
                made_on=made_on,
                due_on=made_on + timedelta(days=days),
                first_due_on=made_on + timedelta(days=days),
                created_by=session.event.organizer,
                created_at=session.ends_at,
            )
            _come_of_it(city, promise, result)
            promised.append(promise)
    Commitment.objects.bulk_create(promised)
    Postponement.objects.bulk_create(
        Postponement(
            commitment=promise,
            was_due_on=promise.first_due_on,
            due_on=promise.due_on,
            why=words.LATER,
            by=promise.owner,
            at=timezone.now(),
        )
        for promise in promised
        if promise.due_on != promise.first_due_on
    )


def _come_of_it(city: City, promise: Commitment, result: str) -> None:
    """Four of five are kept, most in time; harbor districts wait longer to be told."""
    due, today = promise.due_on, city.today
    if city.chance(0.1) and due > today - timedelta(days=60):
        promise.due_on = due = due + timedelta(days=30)
    if due > today + timedelta(days=4):
        return
    throw = city.dice.random()
    if throw < 0.35 and due > today - timedelta(days=50):  # noqa: PLR2004
        return  # late, and still open
    late = throw > 0.82  # noqa: PLR2004
    closed = due + timedelta(days=city.dice.randrange(2, 20) if late else -city.dice.randrange(9))
    promise.closed_on = _within(promise.made_on, closed, today)
    promise.status = Commitment.Status.KEPT
    promise.result = result
    if city.chance(0.07):
        promise.status = Commitment.Status.DROPPED
        promise.result = city.dice.choice(words.GIVEN_UP)
    told = promise.closed_on + timedelta(days=city.dice.randrange(0, 16))
    if told <= today:
        promise.told_on = told
        promise.told_how = city.dice.choice(words.TOLD_HOW)


def _within(first: date, day: date, last: date) -> date:
    return min(max(first, day), last)


def _suggestions(city: City) -> None:
    coming = Session.objects.upcoming(city.now).filter(
        event__kind__in=WRITTEN_UP, starts_at__lt=city.now + SUGGESTED_AHEAD
    )
    rows = []
    for session in coming.select_related("event__organizer"):
        wanted = city.dice.sample(words.SUGGESTIONS, city.dice.randrange(2, 5))
        for number, (text, why_not) in enumerate(wanted):
            taken = not why_not and city.chance(0.4)
            decided = bool(why_not) or taken
            state = Suggestion.State.OPEN
            if decided:
                state = Suggestion.State.TAKEN if taken else Suggestion.State.NOT_TAKEN
            rows.append(
                Suggestion(
                    event=session.event,
                    text=text,
                    language="es" if text.startswith(("El ", "Mi ")) else "en",
                    state=state,
                    reason=why_not,
                    voice_count=city.dice.choice((1, 2, 3, 5, 9)),
                    made_at=city.now - timedelta(days=city.dice.uniform(1, 12)),
                    decided_at=city.now - timedelta(hours=20) if decided else None,
                    decided_by=session.event.organizer if decided else None,
                    form_hash=hashlib.sha256(f"{session.pk} {number}".encode()).hexdigest(),
                )
            )
    Suggestion.objects.bulk_create(rows)
