"""Eight quarters of asking residents, a code on posters, and one wave the police do not run."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from metrics.demo import minds
from metrics.demo.bulk import copy_in
from metrics.demo.opinions import write_down
from metrics.demo.places import DISTRICTS, PLACES
from metrics.surveys.models import (
    Disposition,
    Draft,
    Instrument,
    Invitation,
    Quota,
    Response,
    Wave,
)
from metrics.surveys.shipped import AFTER_CONTACT, COMMUNITY_TRUST, PULSE
from partnerships.organizations.models import Organization
from portal.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from metrics.demo.city import City
    from metrics.demo.minds import Resident

QUARTERS = 8
A_QUARTER = timedelta(days=91)
OPEN_FOR = timedelta(days=28)
NEWEST_FOR = timedelta(days=12)
SEASONS = ("winter", "spring", "summer", "fall")
# Shares of what was asked for with --responses.
A_WAVE, SO_FAR, CONTACTS, POSTERS, CHECK = 0.6, 0.3, 0.2, 0.15, 0.5
# Of a hundred invited, how many answer: fewer where trust is low, as everywhere.
ANSWER = {"1": 0.21, "2": 0.17, "3": 0.13}
LISTED = {Wave.Mode.WEB: 0.58, Wave.Mode.PAPER: 0.32, Wave.Mode.PHONE: 0.10}
FOUND = {Wave.Mode.WEB: 0.8, Wave.Mode.KIOSK: 0.2}
STRAIGHT, SPEEDING, HALFWAY, LATE = 0.015, 0.02, 0.05, 0.01
POSTER_CODE = "8rhm4wqx"


def build(city: City) -> None:
    general = _fielded(COMMUNITY_TRUST)
    for quarter in range(QUARTERS):
        newest = quarter == QUARTERS - 1
        opened = city.now - NEWEST_FOR - A_QUARTER * (QUARTERS - 1 - quarter)
        wave = _wave(general, f"Community survey, {_season(opened)}", opened)
        people = max(9, round(city.responses * (SO_FAR if newest else A_WAVE)))
        _ask(city, wave, quarter, people, LISTED)
        write_down(city, wave, all_read=not newest)
        if newest:
            _still_running(city, wave, people)
    _after_contact(city)
    _posters(city)
    _check(city, general)


def _still_running(city: City, wave: Wave, people: int) -> None:
    for code in DISTRICTS:
        Quota.objects.create(wave=wave, area=city.areas[code], wanted=max(1, people * 2 // 3))
    _begun(city, wave, 14)


def _after_contact(city: City) -> None:
    """Of those who had called or been stopped and left an address."""
    wave = _wave(_fielded(AFTER_CONTACT), "After contact with an officer", city.now - A_QUARTER)
    people = max(9, round(city.responses * CONTACTS))
    _ask(city, wave, QUARTERS - 2, people, {Wave.Mode.WEB: 1.0})


def _posters(city: City) -> None:
    """Anyone who finds the code on a poster may answer: that says who looks at posters."""
    wave = _wave(
        _fielded(PULSE),
        "Three questions at the bus stop",
        city.now - timedelta(days=20),
        days=timedelta(days=60),
        frame=Wave.Frame.QR,
        link_code=POSTER_CODE,
    )
    people = max(9, round(city.responses * POSTERS))
    copy_in(Response, _answers(city, wave, QUARTERS - 1, people, FOUND))
    for code in DISTRICTS:
        Quota.objects.create(wave=wave, area=city.areas[code], wanted=max(30, people // 2))
    _begun(city, wave, 5)


def _check(city: City, general: Instrument) -> None:
    """Asked by a college, so that nobody has to take the police's word for it."""
    college = Organization.objects.create(
        name="Ferry State College, survey lab",
        slug="ferry-state-college-survey-lab",
        kind="school",
        about="Students and teachers who ask residents, and publish all numbers.",
        languages=["en", "es"],
        approved_at=city.start,
    )
    opened = city.now - timedelta(days=45)
    wave = _wave(general, "Independent check by the college", opened, operator=college)
    _ask(city, wave, QUARTERS - 2, max(9, round(city.responses * CHECK)), LISTED)
    write_down(city, wave, all_read=False)


def _fielded(shipped: object) -> Instrument:
    instrument: Instrument = Instrument.objects.shipped(shipped)  # type: ignore[arg-type]
    instrument.field()
    return instrument


def _season(opened: datetime) -> str:
    day = timezone.localdate(opened)
    return f"{SEASONS[day.month % 12 // 3]} {day.year}"


def _wave(  # noqa: PLR0913 - what tells one from another
    instrument: Instrument,
    title: str,
    opened: datetime,
    *,
    days: timedelta = OPEN_FOR,
    frame: Wave.Frame = Wave.Frame.LIST,
    operator: Organization | None = None,
    link_code: str | None = None,
) -> Wave:
    found = frame == Wave.Frame.QR
    asked = instrument.kind == Instrument.Kind.CONTACT
    sample = Wave.SampleType.LISTED if asked else Wave.SampleType.PROBABILITY
    wave = Wave(
        instrument=instrument,
        title=title,
        operator=operator,
        made_by=User.objects.filter(email="command@demo.example").first(),
        frame=frame,
        sample_type=Wave.SampleType.OPEN if found else sample,
        opens_at=opened,
        closes_at=opened + days,
        launched_at=opened,
        link_code=link_code,
        has_kiosk=found,
        asks_area=found,
    )
    wave.slug = Wave.objects.free_slug(wave)
    wave.save()
    return wave


def _ask(city: City, wave: Wave, quarter: int, people: int, modes: dict[Wave.Mode, float]) -> None:
    """Answers, and what became of everyone who was invited."""
    answered: Counter[str] = Counter()
    copy_in(Response, _answers(city, wave, quarter, people, modes, answered))
    outcomes = {
        (place.code, outcome): invited
        for place in PLACES
        for outcome, invited in _outcomes(city, answered[place.code], ANSWER[place.district])
    }
    if wave.closes_at > city.now:
        _invite(city, wave, outcomes)
        return
    Disposition.objects.bulk_create(
        Disposition(wave=wave, area=city.areas[code], outcome=outcome, invitations=invited)
        for (code, outcome), invited in outcomes.items()
        if invited
    )
    wave.closed_invitations = sum(outcomes.values())
    wave.save(update_fields=["closed_invitations"])


def _outcomes(city: City, answered: int, rate: float) -> Iterator[tuple[str, int]]:
    invited = round(answered / (rate * city.dice.uniform(0.92, 1.08))) + 3
    gone = {"declined": 0.03, "undelivered": 0.06, "ineligible": 0.02}
    others = {outcome: round(invited * share) for outcome, share in gone.items()}
    outcome = Invitation.Outcome
    yield outcome.ANSWERED, answered
    yield from others.items()
    yield outcome.WAITING, max(0, invited - answered - sum(others.values()))


def _invite(city: City, wave: Wave, outcomes: dict[tuple[str, str], int]) -> None:
    """While it runs each invitation stands for itself. No one holds the links of these."""
    last = Invitation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    each = [key for key, invited in outcomes.items() for _ in range(invited)]
    city.dice.shuffle(each)
    copy_in(
        Invitation,
        (
            Invitation(
                pk=last + number,
                wave=wave,
                area=city.areas[code],
                token_hash=f"{city.dice.getrandbits(256):064x}",
                language="es" if city.chance(0.2) else "en",
                invited_on=timezone.localdate(wave.opens_at),
                outcome=outcome,
            )
            for number, (code, outcome) in enumerate(each, start=1)
        ),
    )


def _answers(  # noqa: PLR0913, PLR0917 - what an answer depends on
    city: City,
    wave: Wave,
    quarter: int,
    people: int,
    modes: dict[Wave.Mode, float],
    answered: Counter[str] | None = None,
) -> Iterator[Response]:
    fill = _filler(wave)
    for _ in range(people):
        person = minds.someone(city, quarter)
        halfway = fill is minds.long_form and city.chance(HALFWAY)
        if halfway:
            minds.long_form(city, person, to_the_end=False)
        else:
            fill(city, person)
        if answered is not None:
            answered[person.place.code] += 1
        yield _response(city, wave, person, city.dice.choices(*_parts(modes))[0], halfway=halfway)
    city.advance(people)


def _parts(modes: dict[Wave.Mode, float]) -> tuple[list[Wave.Mode], list[float]]:
    return list(modes), list(modes.values())


def _filler(wave: Wave) -> Callable[[City, Resident], None]:
    kind = wave.instrument.kind
    if kind == Instrument.Kind.CONTACT:
        return minds.after_contact
    return _three_questions if wave.is_open_to_all else minds.long_form


def _three_questions(city: City, person: Resident) -> None:
    minds.short_form(city, person)
    minds.who_they_are(city, person)


def _response(
    city: City, wave: Wave, person: Resident, mode: Wave.Mode, *, halfway: bool
) -> Response:
    until = min(wave.closes_at, city.now) - wave.opens_at
    after = min(until, timedelta(days=city.dice.expovariate(0.16)))
    flags = []
    if "dignity" in person.answers and city.chance(STRAIGHT):
        person.answers |= dict.fromkeys(minds.FAIR, city.dice.choice((1, 3, 5)))
        flags.append("straight_line")
    if mode == Wave.Mode.WEB and city.chance(SPEEDING):
        flags.insert(0, "speeding")
    area = city.areas[person.place.code]
    over = wave.closes_at <= city.now
    return Response(
        pk=UUID(int=city.dice.getrandbits(128), version=4),
        wave_id=wave.pk,
        area_id=area.pk,
        answered_on=timezone.localdate(wave.opens_at + after),
        language="es" if person.spanish else "en",
        mode=mode,
        reminders=sum(after > timedelta(days=day) for day in wave.remind_on) if wave.invites else 0,
        is_late=over and mode == Wave.Mode.WEB and city.chance(LATE),
        is_partial=halfway,
        flags=sorted(flags, reverse=True),
        answers=person.answers,
        **minds.traits(person),
    )


def _begun(city: City, wave: Wave, several: int) -> None:
    """Begun on some device, and not sent yet."""
    drafts = []
    for _ in range(several):
        person = minds.someone(city, QUARTERS - 1)
        minds.short_form(city, person)
        began = city.now - timedelta(hours=city.dice.uniform(0.1, 60))
        drafts.append(
            Draft(
                key_hash=f"{city.dice.getrandbits(256):064x}",
                wave=wave,
                area=city.areas[person.place.code],
                answers=person.answers,
                section=2,
                began_at=began,
                saved_at=began + timedelta(minutes=2),
            )
        )
    Draft.objects.bulk_create(drafts)
