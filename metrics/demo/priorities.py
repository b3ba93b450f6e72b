"""What each beat works on first, the votes that chose it, and a corner where concerns repeat."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from engagement.concerns import clocks, places
from engagement.concerns.models import Category, Concern
from engagement.priorities.models import Ballot, BallotOption, Priority, PriorityUpdate, Vote
from engagement.problems import clusters
from metrics.demo.places import PLACES

if TYPE_CHECKING:
    from metrics.demo.city import City
    from metrics.demo.places import Place

# The issue, how it was chosen, and what was done about it in turn.
ISSUES = (
    (
        "Cars that do not stop at the school crossing",
        "meeting",
        (
            "We counted cars on five mornings: one in four did not stop.",
            "The Streets Department painted the crossing anew and put up a sign.",
            "We stood there for two weeks and counted again: now it is one in ten.",
        ),
    ),
    (
        "Loud motorbikes on the river road at night",
        "data",
        (
            "We spoke with the riders’ club; they leave the road after ten.",
            "Two bumps are approved. The city lays them next month.",
        ),
    ),
    (
        "Dark steps and broken lamps",
        "meeting",
        (
            "Neighbors and we walked all the steps and listed eleven lamps.",
            "Seven of them work again; four wait for a part.",
        ),
    ),
    (
        "Packages and bikes that are stolen from doorways",
        "survey",
        (
            "The block club opened a place where packages can be left.",
            "We marked sixty bikes at the market.",
        ),
    ),
    ("Trucks that block the ramp on market days", "other", ("The market put out cones.",)),
)
CLOSED = (
    (
        "Fights at the bus stop on Fridays",
        "Calls about it fell by half, and two boys now train at the gym.",
    ),
    ("The open building by the tracks", "The owner closed it in June. Nobody went in since."),
)
CHOICES = (
    "Speeding by the school", "Noise at night", "Broken street lamps", "Stolen packages and bikes",
    "Dumping behind the shops", "A safer way to the bus",
)  # fmt: skip
FIRST = "What should we work on first this winter?"
LASTS = 16
BEFORE = "What should we work on first this summer?"
REPEATED = (
    "Motorbikes race past {spot} after ten, three nights a week.",
    "It is so loud at {spot} that the windows shake. Bikes again.",
    "They rev engines at {spot} until midnight. I get up at five.",
    "Another race at {spot} last night. Can someone come by?",
)


# Concerns about the same thing at one corner, beside those raised everywhere.
AT_ONE_CORNER = 14


def build(city: City) -> None:
    for number, place in enumerate(PLACES):
        _priorities(city, place, number)
    _votes(city)
    _one_corner(city)
    clusters.find(city.today)


def _priorities(city: City, place: Place, number: int) -> None:
    """Two to four a beat; every third beat has one that nobody spoke of for too long."""
    officer = city.officer(place.code)
    chosen = city.dice.sample(ISSUES, city.dice.randrange(2, 5))
    for position, (issue, how, actions) in enumerate(chosen, start=1):
        silent = 94 if number % 3 == 1 and position == 1 else city.dice.randrange(4, 70)
        first = silent + 30 * (len(actions) - 1)
        days = [city.today - timedelta(days=first - 30 * turn) for turn in range(len(actions))]
        priority = Priority.objects.create(
            area=city.areas[place.code],
            issue=issue,
            issue_on=days[0] - timedelta(days=city.dice.randrange(5, 30)),
            action=actions[-1],
            action_on=days[-1],
            chosen=how,
            position=position,
            by=officer,
        )
        PriorityUpdate.objects.bulk_create(
            PriorityUpdate(priority=priority, action=action, action_on=day, by=officer)
            for action, day in zip(actions, days, strict=True)
        )
    for issue, result in city.dice.sample(CLOSED, city.dice.randrange(3)):
        began = city.today - timedelta(days=city.dice.randrange(200, 300))
        Priority.objects.create(
            area=city.areas[place.code],
            issue=issue,
            issue_on=began,
            retired_on=began + timedelta(days=city.dice.randrange(60, 150)),
            retire_reason=result,
            chosen="meeting",
            by=officer,
        )


def _votes(city: City) -> None:
    """One vote is open, one ended and chose, and one had too few votes to be shown."""
    quiet, here, there = (place.code for place in PLACES[:3])
    _ballot(city, here, FIRST, begins=6, votes=38)
    ended = _ballot(city, there, BEFORE, begins=60, votes=143)
    _ballot(city, quiet, BEFORE, begins=50, votes=6)
    Priority.objects.filter(area=ended.area).current().filter(position__gt=2).delete()
    ended.establish(city.officer(there))


def _ballot(city: City, code: str, title: str, *, begins: int, votes: int) -> Ballot:
    opens_on = city.today - timedelta(days=begins)
    ballot = Ballot.objects.create(
        area=city.areas[code],
        title=title,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=LASTS),
        most_choices=2,
        by=city.officer(code),
    )
    options = BallotOption.objects.bulk_create(
        BallotOption(ballot=ballot, words=words, position=position)
        for position, words in enumerate(CHOICES, start=1)
    )
    cast = Vote.objects.bulk_create(
        Vote(
            ballot=ballot,
            voter_hash=hashlib.sha256(f"{ballot.pk} {number}".encode()).hexdigest(),
            cast_on=opens_on + timedelta(days=city.dice.randrange(min(begins, LASTS) + 1)),
        )
        for number in range(votes)
    )
    liked = [8, 6, 5, 3, 2, 2]
    Vote.choices.through.objects.bulk_create(
        Vote.choices.through(vote=vote, ballotoption=option)
        for vote in cast
        for option in {city.dice.choices(options, weights=liked)[0] for _ in range(2)}
    )
    return ballot


def _one_corner(city: City) -> None:
    """At one corner neighbors raise the same thing again and again."""
    place = PLACES[1]
    noise = Category.objects.get(slug="noise")
    latitude, longitude = place.middle
    spot = place.spots[0]
    rows = []
    for _ in range(AT_ONE_CORNER):
        at = city.moment(city.now - timedelta(days=45), city.now - timedelta(days=1))
        near = (
            latitude + city.dice.uniform(-0.0008, 0.0008),
            longitude + city.dice.uniform(-0.0008, 0.0008),
        )
        cell, near_cell = places.cells(*near)
        rows.append(
            Concern(
                text=city.dice.choice(REPEATED).format(spot=spot),
                place=spot,
                category=noise,
                latitude=near[0],
                longitude=near[1],
                cell=cell,
                near_cell=near_cell,
                area=city.areas[place.code],
                raised_at=at,
                reply_due_at=clocks.reply_due(at),
                resolve_due_at=clocks.resolution_due(at),
            )
        )
    Concern.objects.bulk_create(rows)
