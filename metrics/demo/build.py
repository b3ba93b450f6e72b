"""The order in which the demo city is built. Each step may use what the ones before left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.demo import (
    aftermath,
    boards,
    concerns,
    crime,
    evenings,
    frankly,
    gatherings,
    outreach,
    partners,
    partnerships,
    people,
    priorities,
    problems,
    publications,
    records,
    reports,
    residents,
    resources,
    starters,
    sums,
    teams,
    together,
    training,
    voices,
    waves,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from metrics.demo.city import City

STEPS: tuple[tuple[str, Callable[[City], None]], ...] = (
    ("Agency", people.agency),
    ("Areas", people.areas),
    ("Staff", people.staff),
    ("Teams", teams.build),
    ("Training", training.build),
    ("Neighbors", people.neighbors),
    ("Partners", gatherings.partners),
    ("Partners at home", partners.build),
    ("Concerns", concerns.build),
    ("Voices", voices.build),
    ("Meetings", evenings.build),
    ("Minutes and promises", aftermath.build),
    ("Agreements and requests for help", partnerships.build),
    ("Starters", starters.build),
    ("Outreach", outreach.build),
    ("Problems", problems.build),
    ("Names beside problems", together.build),
    ("Priorities and votes", priorities.build),
    ("Boards", boards.build),
    ("Grants and gifts", resources.build),
    ("Recorded crime", crime.build),
    ("Answers", waves.build),
    ("Partners’ frank answers", frankly.build),
    ("Residents’ answers", residents.build),
    ("Records", records.build),
    ("Sums and releases", sums.build),
    ("Quarters and policies", publications.build),
    ("Reports", reports.build),
)
