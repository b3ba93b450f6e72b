"""Two grants with their reports, and what the partners put in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from engagement.events.models import Event
from engagement.outreach.models import OutreachEntry
from partnerships.resources.models import Contribution, Grant, VolunteerHours
from partnerships.resources.schedule import Rhythm
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City
    from partnerships.organizations.models import Organization

WORK = (
    "Walked children to school on the first cold mornings",
    "Handed out lights for bicycles at the market",
    "Sat with newcomers and went through the bus plan",
    "Painted the shelter at the playing field",
)
GIFTS = (
    ("space", "The hall for a neighborhood evening", 180),
    ("food", "Soup and bread for forty people", 220),
    ("goods", "Reflective vests for the walking group", 340),
    ("staff", "A translator for two evenings", 400),
    ("money", "Towards the summer tournament", 750),
)


def build(city: City) -> None:
    chief = User.objects.filter(roles__kind="command").order_by("pk").first()
    if chief is None or not city.organizations:
        return
    safe, talk = _grants(city, chief)
    _tag(safe, talk)
    for number, organization in enumerate(city.organizations):
        _given(city, number, organization, safe if number % 2 else talk, chief)
    city.advance(1)


def _grants(city: City, chief: User) -> tuple[Grant, Grant]:
    year = city.today.year
    safe = Grant(
        name="Safe ways to school",
        number=f"{year}-SW-0117",
        funder="State Office for Safer Streets",
        purpose="Walking groups, crossings and lamps around three schools.",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        amount=Decimal(84_000),
        positions=1,
        plan_problem="Parents drive because the ways to school feel unsafe after four.",
        plan_goals="Six walking groups; half as many near misses at Mill Street.",
        contact="Program desk, State Office for Safer Streets",
    )
    talk = Grant(
        name="Talking in every language",
        number=f"{year - 1}-LA-0042",
        funder="Linden Community Foundation",
        purpose="Interpreters at meetings, and evenings led by neighbors.",
        starts_on=date(year - 1, 7, 1),
        ends_on=date(year + 1, 6, 30),
        amount=Decimal(36_500),
        plan_goals="An interpreter at each meeting where one is asked for.",
    )
    for grant, rhythm in ((safe, Rhythm.QUARTERLY), (talk, Rhythm.SEMI_ANNUAL)):
        Grant.objects.begin(grant, by=chief, submission=None)
        for period in grant.plan_reports(rhythm, 30):
            # One report of the first grant is late, as happens.
            wait = 35 if grant == safe else 5
            if period.due_on < city.today - timedelta(days=wait):
                period.send(period.due_on - timedelta(days=4), chief)
    return safe, talk


def _tag(safe: Grant, talk: Grant) -> None:
    for entry in OutreachEntry.objects.filter(kind="school").order_by("-pk")[:12]:
        entry.grants.add(safe)
    for event in Event.objects.exclude(languages=[]).order_by("-pk")[:6]:
        event.grants.add(talk)


def _given(city: City, number: int, organization: Organization, grant: Grant, chief: User) -> None:
    dice = city.dice
    for turn in range(3):
        day = city.today - timedelta(days=12 + 31 * turn + dice.randrange(9))
        people = dice.randint(2, 9)
        VolunteerHours.objects.create(
            organization=organization,
            given_on=day,
            grant=grant if turn == 0 else None,
            people=people,
            hours=Decimal(people * dice.randint(1, 4)),
            what=WORK[(number + turn) % len(WORK)],
            confirmed_by=chief if turn else None,
            confirmed_at=city.now if turn else None,
        )
    kind, words, value = GIFTS[number % len(GIFTS)]
    Contribution.objects.create(
        organization=organization,
        given_on=city.today - timedelta(days=20 + number),
        grant=grant,
        kind=kind,
        words=words,
        value=Decimal(value),
        by_partner=bool(number % 3),
    )
