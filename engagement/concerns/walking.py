"""The queue, however long: it is walked along indexes that keep its order, never sorted whole.

Each area, and each officer, is one place in an index. From each come only as many rows as the
page can show; those few are put in order. A page costs the same at ten thousand concerns and at
a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL

from engagement.concerns.models import Concern
from engagement.concerns.models.constraints import WAITS
from engagement.concerns.states import CLOSED, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from engagement.concerns.models.querysets import ConcernQuerySet
    from engagement.concerns.reach import Reach

FEW = 5_000
OWED, ANSWERED = Q(waits=0), Q(waits__gte=1)
UP, DOWN = ("waits", "due", "id"), ("waits", "due DESC", "id DESC")


@dataclass(frozen=True)
class Stretch:
    """Part of a queue: rows from several sources, in one order."""

    sources: tuple[Source, ...]
    closed: bool = False

    def first(self, stop: int) -> list[int]:
        """The numbers of the first concerns, in order."""
        sql, params = self._rows(stop)
        return [pk for (pk,) in _fetched(f"SELECT id FROM ({sql}) queue", params)]  # noqa: S608  our own words

    def sql_of_count(self, cap: int) -> tuple[str, list[Any]]:
        sql, params = self._rows(cap)
        return f"(SELECT count(*) FROM ({sql}) queue)", params  # noqa: S608  our own words

    def _rows(self, stop: int) -> tuple[str, list[Any]]:
        parts = [source.sql(stop, closed=self.closed) for source in self.sources]
        if not parts:
            return "SELECT 0 AS id WHERE false", []
        together = " UNION ".join(f"({sql})" for sql, _ in parts)
        order = ", ".join(DOWN if self.closed else UP)
        params = [value for _, values in parts for value in values]
        return f"SELECT * FROM ({together}) found ORDER BY {order} LIMIT {int(stop)}", params  # noqa: S608  our own words


@dataclass(frozen=True)
class Source:
    """Rows that lie together in an index: of each of some areas, or officers, or the city."""

    concerns: ConcernQuerySet
    each: str = ""  # "area" or "assigned_to"
    of: tuple[int, ...] = ()

    def sql(self, stop: int, *, closed: bool) -> tuple[str, list[Any]]:
        found = self.concerns
        if self.each:
            found = found.filter(**{self.each: RawSQL("place.id", ())})
        sql, params = _ordered(found, closed=closed)[:stop].query.sql_with_params()
        if not self.each:
            return f"SELECT * FROM ({sql}) AS found (id, waits, due)", list(params)  # noqa: S608  our own words
        within = (
            "SELECT found.* FROM unnest(%s::bigint[]) AS place (id)"  # noqa: S608  our own words
            f" CROSS JOIN LATERAL ({sql}) AS found (id, waits, due)"
        )
        return within, [list(self.of), *params]


def _ordered(concerns: ConcernQuerySet, *, closed: bool) -> QuerySet[Concern, Any]:
    """Number, rank and time of each, in the order of an index."""
    columns: QuerySet[Concern, Any]
    if closed:
        columns = concerns.filter(state__in=CLOSED).values_list("pk", Value(0), "closed_at")
        return columns.order_by("-closed_at", "-pk")
    columns = concerns.filter(state__in=OPEN).values_list("pk", WAITS, "reply_due_at")
    return columns.order_by(WAITS, "reply_due_at", "pk")


def queue(reach: Reach, concerns: ConcernQuerySet) -> tuple[Stretch, Stretch]:
    """Open ones: what is owed in one's own beats by due date, and all that comes after that.

    After that: what the team owes by due date, where the resident wrote back, the rest.
    """
    concerns = concerns.filter(reach.readable).annotate(waits=WAITS)
    mine = _of_people(reach, concerns)
    owed = Stretch(
        (
            *_each("assigned_to", reach.people, mine.filter(OWED)),
            *_each("area", reach.own, concerns.filter(OWED)),
        )
    )
    others = concerns.exclude(OWED & Q(assigned_to__in=reach.people))
    rest = (
        *_each("assigned_to", reach.people, mine.filter(ANSWERED)),
        *_each("area", reach.own, concerns.filter(ANSWERED)),
        *_elsewhere(reach, others),
    )
    return owed, Stretch(rest)


def mine(reach: Reach, concerns: ConcernQuerySet, *, closed: bool = False) -> Stretch:
    """Given to this person, or lying in a beat they serve and given to nobody."""
    concerns = concerns.filter(reach.readable)
    return Stretch(
        (
            *_each("assigned_to", reach.people, _of_people(reach, concerns)),
            *_each("area", reach.own, concerns.filter(assigned_to=None)),
        ),
        closed=closed,
    )


def everyones(reach: Reach, concerns: ConcernQuerySet, *, closed: bool = False) -> Stretch:
    """All this person may see, in one order."""
    concerns = concerns.filter(reach.readable)
    sources = (
        *_each("assigned_to", reach.people, _of_people(reach, concerns)),
        *_each("area", reach.own, concerns),
        *_elsewhere(reach, concerns),
    )
    return Stretch(sources, closed=closed)


def newest(reach: Reach, concerns: ConcernQuerySet, stop: int) -> list[int]:
    """Found ones, open or closed, the last raised first."""
    found = concerns.filter(reach.readable)
    if reach.only is not None:
        found = found.filter(area__in=reach.only)
    elif not reach.city:
        here = Q(area__in=reach.own | reach.near) | Q(assigned_to__in=reach.people)
        found = found.filter(here | Q(area=None) if reach.unplaced else here)
    elif found.order_by()[: FEW + 1].count() <= FEW:
        # Rare words: take all that hold them, or the newest would be read one by one in vain.
        found = Concern.objects.filter(pk__in=found.order_by().values("pk")[:FEW])
    return list(found.order_by("-raised_at", "-pk").values_list("pk", flat=True)[:stop])


def counts(*stretches: Stretch, cap: int) -> list[int]:
    """How many lie in each, counted no further than `cap`, in one statement."""
    parts = [stretch.sql_of_count(cap) for stretch in stretches]
    sql = "SELECT " + ", ".join(sql for sql, _ in parts)
    return list(_fetched(sql, [value for _, values in parts for value in values])[0])


def in_order(numbers: list[int]) -> list[Concern]:
    """The concerns with these numbers, in the order of the numbers."""
    found = Concern.objects.select_related("area", "category", "assigned_to").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def _each(place: str, of: Iterable[int], concerns: ConcernQuerySet) -> Iterator[Source]:
    if numbers := tuple(sorted(of)):
        yield Source(concerns, place, numbers)


def _elsewhere(reach: Reach, concerns: ConcernQuerySet) -> Iterator[Source]:
    """The rest of the district, or of the city, and what lies nowhere yet."""
    if reach.city:
        yield Source(concerns.exclude(area__in=reach.own) if reach.own else concerns)
        return
    yield from _each("area", reach.near, concerns)
    if reach.unplaced:
        yield Source(concerns.filter(area=None))


def _of_people(reach: Reach, concerns: ConcernQuerySet) -> ConcernQuerySet:
    """What is theirs by name; a sensitive one only of their own."""
    own = concerns.filter(Q(sensitive=False) | Q(assigned_to=reach.user.pk))
    return own if reach.only is None else own.filter(area__in=reach.only)


def _fetched(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
