"""A year of concerns: most answered in time, some late, a few not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from engagement.concerns import clocks, places, receipts
from engagement.concerns.models import Category, Concern, Step, ThreadMessage
from engagement.concerns.states import State
from metrics.demo import words
from metrics.demo.bulk import copy_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from metrics.demo.city import City
    from metrics.demo.places import Place
    from portal.accounts.models import User

# Anyone may try the thread of one concern in the demo city with this code.
OPEN_CODE = "2026112000000022"

WAIT_HOURS = {"31": 48.0, "33": 30.0}  # the middle wait; elsewhere 22 hours
LATE_SHARE = {"31": 0.24, "33": 0.11}  # elsewhere 5 of 100


class Course(NamedTuple):
    """What became of a concern by now; instants are None where it has not happened."""

    answered_at: datetime | None
    state: State
    closed_at: datetime | None


def build(city: City) -> None:
    rows = list(_raised(city))
    copy_in(Concern, (concern for concern, _ in rows))
    steps, messages = [], []
    for concern, officer in rows:
        steps += _steps(concern, officer)
        messages += _thread(city, concern, officer)
    for number, step in enumerate(steps, start=1):
        step.pk = number
    for number, message in enumerate(messages, start=1):
        message.pk = number
    copy_in(Step, steps)
    copy_in(ThreadMessage, messages)
    city.advance(len(rows))


def _raised(city: City) -> Iterator[tuple[Concern, User]]:
    kinds = {kind.slug: kind for kind in Category.objects.filter(slug__in=words.CONCERNS_EN)}
    moments = sorted(city.moment(city.start, city.now) for _ in range(city.concerns))
    for number, raised_at in enumerate(moments, start=1):
        place = city.place()
        officer = city.officer(place.code)
        concern = _concern(city, place, kinds, raised_at)
        concern.pk = number
        course = _course(city, place, raised_at)
        concern.state = course.state
        concern.answered_at = course.answered_at
        concern.acknowledged_at = concern.first_answered_at = course.answered_at
        concern.closed_at = course.closed_at
        if course.answered_at:
            concern.assigned_to_id = officer.pk
            concern.is_public = concern.wants_public
        if course.closed_at:
            concern.outcome = _outcome(city, concern)
        concern.changed_at = course.closed_at or course.answered_at or raised_at
        if number == len(moments) - 3:
            concern.receipt_hash = receipts.hash_of_code(OPEN_CODE)
        yield concern, officer


def _concern(city: City, place: Place, kinds: dict[str, Category], raised_at: datetime) -> Concern:
    spanish = city.chance(place.spanish * 0.6)
    lines = words.CONCERNS_ES if spanish else words.CONCERNS_EN
    slug = city.dice.choice(list(lines))
    latitude, longitude = city.point_in(place)
    cell, near_cell = places.cells(latitude, longitude)
    # A Spanish sentence takes a proper name, not "the river path".
    spots = [spot for spot in place.spots if not (spanish and spot.startswith("the "))]
    spot = city.dice.choice(spots)
    concern = Concern(
        text=city.dice.choice(lines[slug]).format(spot=spot),
        place=spot[0].upper() + spot[1:],
        when_worst=city.dice.sample(list(Concern.WhenWorst.values[:5]), city.dice.randrange(3)),
        wish="" if spanish else city.dice.choice(words.WISHES),
        category=kinds[slug],
        language="es" if spanish else "en",
        latitude=latitude,
        longitude=longitude,
        cell=cell,
        near_cell=near_cell,
        area=city.areas[place.code],
        wants_public=city.chance(0.6),
        raised_at=raised_at,
        reply_due_at=clocks.reply_due(raised_at),
        resolve_due_at=clocks.resolution_due(raised_at),
        source=city.dice.choices(list(Concern.Source.values[:6]), weights=[70, 12, 6, 2, 6, 4])[0],
    )
    if city.chance(0.45):
        neighbor = city.dice.choice(city.neighbors)
        concern.anonymous = False
        concern.resident_id = neighbor.pk
        concern.contact_name, concern.contact_email = neighbor.name, neighbor.email
    return concern


def _course(city: City, place: Place, raised_at: datetime) -> Course:
    # The last days are hard ones, so that the desk always has something late to look at.
    fresh = raised_at > city.now - timedelta(days=9)
    late = city.chance(0.35 if fresh else LATE_SHARE.get(place.code, 0.05))
    middle = WAIT_HOURS.get(place.code, 22.0)
    hours = city.dice.uniform(76, 220) if late else min(71.0, city.dice.expovariate(0.69 / middle))
    answered_at = raised_at + timedelta(hours=hours)
    if answered_at > city.now:
        return Course(None, State.RECEIVED, None)
    closed_at = answered_at + timedelta(days=city.dice.expovariate(1 / 16))
    if closed_at > city.now:
        state = city.dice.choice((State.ACKNOWLEDGED, State.IN_PROGRESS, State.PLANNED))
        return Course(answered_at, state, None)
    ends = (State.RESOLVED, State.REFERRED, State.NO_ACTION)
    return Course(answered_at, city.dice.choices(ends, weights=[80, 12, 8])[0], closed_at)


def _outcome(city: City, concern: Concern) -> str:
    spanish = concern.language == "es"
    if concern.state != State.RESOLVED:
        return city.dice.choice(words.REASONS_NOT_ES if spanish else words.REASONS_NOT)
    if spanish:
        return city.dice.choice(words.OUTCOMES_ES)
    assert concern.category is not None  # noqa: S101 - every demo concern has one
    return city.dice.choice(words.OUTCOMES[concern.category.slug])


def _steps(concern: Concern, officer: User) -> list[Step]:
    at, verb = concern.answered_at, Step.Verb
    if at is None:
        return []
    read = State.ACKNOWLEDGED
    steps = [_step(concern, officer, verb.ANSWERED, (State.RECEIVED, read), at)]
    after = concern.state
    if after == State.IN_PROGRESS:
        steps.append(_step(concern, officer, verb.STARTED, (read, State.IN_PROGRESS), at))
    elif after == State.PLANNED:
        planned = _step(concern, officer, verb.PLANNED, (read, State.PLANNED), at)
        planned.reason = _("The city has the order and gave us a date.")
        steps.append(planned)
    elif concern.closed_at:
        closed = _step(concern, officer, verb.CLOSED, (read, State(after)), concern.closed_at)
        closed.reason = concern.outcome
        steps.append(closed)
    return steps


def _step(
    concern: Concern, officer: User, verb: str, states: tuple[State, State], at: datetime
) -> Step:
    before, after = states
    return Step(
        concern_id=concern.pk, verb=verb, before=before, after=after, by_id=officer.pk, at=at
    )


def _thread(city: City, concern: Concern, officer: User) -> list[ThreadMessage]:
    if concern.answered_at is None or concern.category is None:
        return []
    lines = words.ANSWERS_ES if concern.language == "es" else words.ANSWERS[concern.category.slug]
    thread = [
        ThreadMessage(
            concern_id=concern.pk, kind="answer", text=city.dice.choice(lines),
            at=concern.answered_at, author_id=officer.pk,
        )
    ]  # fmt: skip
    if concern.closed_at and city.chance(0.2):
        at = min(concern.closed_at + timedelta(hours=city.dice.uniform(1, 90)), city.now)
        said = city.dice.choice(words.THANKS_ES if concern.language == "es" else words.THANKS)
        thread.append(ThreadMessage(concern_id=concern.pk, kind="from_resident", text=said, at=at))
    return thread
