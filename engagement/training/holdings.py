"""Who holds which course until when: what is current, due soon, lapsed, or was never taken.

Each person counts once, in the area of the first of the roles they hold now. These lists are
for arranging courses: they know no sums by person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone

from engagement.training.models import Completion, Course
from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from portal.areas.models import Area

SOON = timedelta(days=60)
NOTHING: tuple[date | None, date | None] = (None, None)


class State(StrEnum):
    LAPSED = "lapsed"
    NEVER = "never"
    DUE = "due"
    CURRENT = "current"


@dataclass(frozen=True)
class Holding:
    """One person and one course. `until` is the last day it counts, None for good or never."""

    person: User
    area: Area | None
    course: Course
    completed_on: date | None
    until: date | None
    state: State

    @property
    def is_held(self) -> bool:
        return self.state in (State.CURRENT, State.DUE)


@dataclass(frozen=True)
class Compliance:
    """Of the staff of an area, how many hold a required course now. No area: the whole city's."""

    path: str | None
    course: Course
    staff: int
    hold: int


def state_of(completed_on: date | None, until: date | None, on: date) -> State:
    """The last day counts: a course lapses the day after."""
    if completed_on is None:
        return State.NEVER
    if until is None or until > on + SOON:
        return State.CURRENT
    return State.DUE if until >= on else State.LAPSED


def holdings(
    people: QuerySet[User] | Iterable[User], courses: Sequence[Course], on: date | None = None
) -> list[Holding]:
    """Every one of these people with every one of these courses. Three statements."""
    on = on or timezone.localdate()
    people = list(people)
    held = _latest(people, courses)
    areas = areas_of(people)
    return [
        Holding(person, areas.get(person.pk), course, done, until, state_of(done, until, on))
        for course in courses
        for person in people
        for done, until in [held.get((person.pk, course.pk), NOTHING)]
    ]


def own(user: User, on: date | None = None) -> list[Holding]:
    """What one person holds, and what they still have to: what needs doing first."""
    wanted = {course.pk: course for course in Course.objects.required()}
    taken = Completion.objects.standing().filter(person=user).values("course")
    wanted |= {course.pk: course for course in Course.objects.filter(pk__in=taken)}
    order = list(State)
    found = holdings([user], list(wanted.values()), on)
    return sorted(found, key=lambda each: (order.index(each.state), str(each.course)))


def to_arrange(people: QuerySet[User], on: date | None = None) -> list[Holding]:
    """Who needs which required course within 60 days: by course, the longest owed first."""
    found = holdings(people, list(Course.objects.required()), on)
    never = date.min
    owed = [each for each in found if each.state != State.CURRENT]
    return sorted(owed, key=lambda each: (str(each.course), each.until or never, str(each.person)))


def compliance(on: date | None = None) -> list[Compliance]:
    """How many of each area's staff hold each required course. Four statements."""
    staff = User.objects.filter(
        is_active=True,
        pk__in=Role.objects.current().filter(kind__in=Role.STAFF).values("user"),
    )
    courses = list(Course.objects.required())
    return list(_added_up(holdings(staff, courses, on)))


def areas_of(people: Iterable[User]) -> dict[int, Area | None]:
    """Where each of them counts: the area of the first staff role they hold now."""
    roles = (
        Role.objects.current()
        .filter(user__in=list(people), kind__in=Role.STAFF)
        .select_related("area")
        .order_by("-since", "-pk")
    )
    return {role.user_id: role.area for role in roles}


def _latest(
    people: Iterable[User], courses: Iterable[Course]
) -> Mapping[tuple[int, int], tuple[date | None, date | None]]:
    rows = Completion.objects.filter(person__in=list(people), course__in=list(courses)).newest()
    return {
        (row.person_id, row.course_id): (row.completed_on, row.valid_until)
        for row in rows.only("person", "course", "completed_on")
    }


def _added_up(found: Iterable[Holding]) -> Iterator[Compliance]:
    staff: Counter[tuple[str | None, Course]] = Counter()
    hold: Counter[tuple[str | None, Course]] = Counter()
    for each in found:
        key = (each.area.path if each.area else None, each.course)
        staff[key] += 1
        hold[key] += each.is_held
    for (path, course), n in staff.items():
        yield Compliance(path, course, n, hold[path, course])
