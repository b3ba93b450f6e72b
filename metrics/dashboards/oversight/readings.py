"""Who read what was told in confidence, and which files left: by role, never by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.dashboards.oversight.actors import Actors
from portal.records.models import AccessLog, Export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from metrics.dashboards.periods import Period

CHUNK = 1_000


@dataclass(frozen=True)
class Read:
    """So many readings of one kind of record by people of one role."""

    role: str
    kind: str
    what: str
    times: int
    people: int


@dataclass(frozen=True)
class Left:
    """A file that left."""

    at: date
    by: str
    what: str
    rows: int
    sha256: str


def logged(period: Period) -> QuerySet[AccessLog]:
    return AccessLog.objects.filter(at__gte=period.starts_at, at__lt=period.ends_at)


def readings(period: Period) -> list[Read]:
    """How often each role read which kind of record, the most often first."""
    found = list(
        logged(period)
        .order_by()
        .values_list("user", "model", "what")
        .annotate(n=Count("pk"), last=Max("at"))
    )
    actors = Actors(person for person, *_rest in found)
    times: Counter[tuple[str, str, str]] = Counter()
    people: Counter[tuple[str, str, str]] = Counter()
    for person, model, what, n, last in found:
        role = actors.role_of(person, last)
        key = (str(role.get_kind_display()) if role else _("No role"), kind_name(model), what)
        times[key] += n
        people[key] += 1
    rows = [Read(*key, times=n, people=people[key]) for key, n in times.items()]
    return sorted(rows, key=lambda row: (-row.times, row.role, row.kind, row.what))


def kind_name(model: str) -> str:
    """What people call it: “concern” for concerns.concern."""
    try:
        return str(apps.get_model(model)._meta.verbose_name)
    except (LookupError, ValueError):
        return model


def exports(period: Period) -> QuerySet[Export]:
    """Files that left, whole or not; that one was begun says nothing more."""
    left = Export.objects.filter(at__gte=period.starts_at, at__lt=period.ends_at)
    return left.exclude(what__endswith=" begun").order_by("-at", "-pk")


def files(rows: list[Export]) -> list[Left]:
    """Some exports as they are shown. What was searched for stays out: it may be a name."""
    actors = Actors(row.user_id for row in rows)
    return [
        Left(
            at=timezone.localdate(row.at),
            by=actors.words(row.user_id, row.at),
            what=row.what,
            rows=row.rows,
            sha256=row.sha256,
        )
        for row in rows
    ]


HEAD = ("day", "who", "what", "kind_of_record")


def lines(period: Period) -> Iterator[list[Any]]:
    """The log as a file: the day, the role and unit, and what kind of record."""
    rows = logged(period).order_by("at", "pk")
    people = set(rows.order_by().values_list("user", flat=True).distinct())
    actors = Actors(people)
    for person, at, what, model in rows.values_list("user", "at", "what", "model").iterator(CHUNK):
        yield [timezone.localdate(at), actors.words(person, at), what, model]
