"""Holds small counts back, in all tables that go out together: page, CSV, API and PDF alike.

A count under the floor stands as `HELD`, and enough others with it that no one can work it out
from sums, from another table, or from what was published before. Nothing and zero are told
apart: that nobody waits is no secret. STATISTICS.md, 2.6.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from metrics.dashboards.charts import HELD
from metrics.trust.disclosure import Publication, suppress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from metrics.dashboards.charts import Guard, Table, Value

__all__ = ["HELD", "withhold"]

Name = tuple[str, ...]  # of a cell: its edition, the fact, the dimension, the code
PLACE = "place"
REST = "\N{HORIZONTAL ELLIPSIS}"  # what no row of a table shows


def withhold(
    tables: Mapping[str, Table], earlier: Sequence[Mapping[str, Table]] = ()
) -> dict[str, Table]:
    """The tables by the same keys, with `HELD` wherever a count may not be published.

    `earlier` are the full tables of what was published before about the same days, newest first:
    a change by fewer than the floor since then is held back like a count. Where no choice of
    cells would do, every guarded cell is held back.

    Raises ValueError where two tables give the same count differently.
    """
    cells: dict[Name, int] = {}
    sums: list[tuple[Name, list[Name]]] = []
    printed: set[Name] = set()
    hidden: set[Name] = set()
    editions = [before.values() for before in reversed(earlier)]
    for number, edition in enumerate([*editions, tables.values()]):
        _read(edition, f"{number}", cells, sums)
        for before in range(number):
            _compare(f"{before}", f"{number}", cells, sums)
        hidden = _hidden(cells, sums, printed)
        printed |= {name for name in cells if name[0] == f"{number}" and name not in hidden}
    now = {name[1:] for name in hidden if name[0] == f"{len(earlier)}"}
    return {key: _without(table, now) for key, table in tables.items()}


def _hidden(
    cells: Mapping[Name, int], sums: Sequence[tuple[Name, list[Name]]], printed: Iterable[Name]
) -> set[Name]:
    """What may not be said. What was `printed` before can no longer cover anything."""
    if not cells:
        return set()
    try:
        found = suppress(
            Publication.of(cells, sums),
            settings.PUBLISH_FLOOR,
            structural={name: True for name, count in cells.items() if not count},
            printed=dict.fromkeys(printed, True),
        )
    except ValueError:
        return {name for name, count in cells.items() if count}
    flags = found.suppressed_cells.tolist()
    return {name for name, is_hidden in zip(cells, flags, strict=True) if is_hidden}


def _read(
    tables: Iterable[Table],
    edition: str,
    cells: dict[Name, int],
    sums: list[tuple[Name, list[Name]]],
) -> None:
    """All guarded cells of one edition, and every sum a reader can make of them."""
    margins: dict[tuple[Name, str], dict[Name, None]] = {}
    ties: dict[tuple[Name, tuple[Name, ...]], None] = {}
    for table in tables:
        if (guard := table.guard) is None:
            continue
        for name, count in _counts(table, guard, edition):
            if cells.setdefault(name, count) != count:
                raise ValueError(f"{name} is {cells[name]} in one table and {count} in another.")
            total: Name = (edition, name[1], *_everywhere(guard))
            if guard.adds_up and name != total:
                margins.setdefault((total, name[2]), {})[name] = None
        ties |= dict.fromkeys(_ties(guard, edition))
    for whole, tied in ties:
        _tie(whole, [part for part in tied if part in cells], tied, cells, sums)
    for (total, along), margin in margins.items():
        _add_up(total, along, list(margin), cells, sums)


def _ties(guard: Guard, edition: str) -> Iterator[tuple[Name, tuple[Name, ...]]]:
    for at in (_everywhere(guard), *_places(guard)):
        for whole, parts in guard.ties:
            yield (
                (edition, _fact(whole, guard), *at),
                tuple((edition, _fact(part, guard), *at) for part in parts),
            )


def _fact(fact: str, guard: Guard) -> str:
    return f"{fact}@{guard.when}" if guard.when and "@" not in fact else fact


def _everywhere(guard: Guard) -> tuple[str, str]:
    """Where the total of a table lies: in one area that may be a row of another table."""
    return (PLACE, guard.within) if guard.within else ("", "")


def _places(guard: Guard) -> list[tuple[str, str]]:
    """Where its rows lie. An area is the same wherever it is told of, a topic is not."""
    along = guard.along
    if guard.within and along != PLACE:
        along = f"{along} in {guard.within}"
    return [(along, code) for code in guard.codes]


def _tie(
    whole: Name,
    parts: list[Name],
    tied: tuple[Name, ...],
    cells: dict[Name, int],
    sums: list[tuple[Name, list[Name]]],
) -> None:
    """The whole and those of its parts that are told; what is left is worked out at once."""
    if whole not in cells or not parts:
        return
    left = cells[whole] - sum(cells[part] for part in parts)
    missing = [name for name in tied if name not in parts]
    if left > 0 and missing:
        others = (whole[0], "+".join(name[1] for name in missing), *whole[2:])
        cells[others] = left
        parts = [*parts, others]
    sums.append((whole, parts))


def _add_up(
    total: Name,
    along: str,
    parts: list[Name],
    cells: dict[Name, int],
    sums: list[tuple[Name, list[Name]]],
) -> None:
    """The total and its parts, with what no row shows: that too can be worked out."""
    if total not in cells:
        return
    rest = cells[total] - sum(cells[part] for part in parts)
    if rest < 0:
        return  # someone is counted in several rows, so nothing follows from the sum
    if rest:
        others = (*total[:2], along, REST)
        cells[others] = rest
        parts = [*parts, others]
    sums.append((total, parts))


def _compare(
    before: str, after: str, cells: dict[Name, int], sums: list[tuple[Name, list[Name]]]
) -> None:
    """What changed since, as counts of their own: the larger is the smaller and the change."""
    for name, count in list(cells.items()):
        now = (after, *name[1:])
        if name[0] != before or now not in cells:
            continue
        if cells[now] == count:
            sums.append((now, [name]))
            continue
        change = (f"{before} to {after}", *name[1:])
        cells[change] = abs(cells[now] - count)
        larger, smaller = (now, name) if cells[now] > count else (name, now)
        sums.append((larger, [smaller, change]))


def _counts(table: Table, guard: Guard, edition: str) -> Iterator[tuple[Name, int]]:
    rows = list(zip(_places(guard), table.rows, strict=True))
    if table.total:
        rows.append((_everywhere(guard), table.total))
    for at, row in rows:
        for fact, value in zip(guard.facts, row, strict=True):
            if fact is not None and isinstance(value, int):
                yield (edition, _fact(fact, guard), *at), value


def _without(table: Table, hidden: set[Name]) -> Table:
    guard = table.guard
    if guard is None:
        return table
    facts_of: dict[int, set[str]] = {}
    for place, fact in (*enumerate(guard.facts), *guard.derived):
        if fact:
            facts_of.setdefault(place, set()).add(_fact(fact, guard))

    def told(row: tuple[Value, ...], at: tuple[str, str]) -> tuple[Value, ...]:
        return tuple(
            HELD
            if value is not None and any((fact, *at) in hidden for fact in facts_of.get(place, ()))
            else value
            for place, value in enumerate(row)
        )

    rows = tuple(told(row, at) for row, at in zip(table.rows, _places(guard), strict=True))
    return replace(table, rows=rows, total=told(table.total, _everywhere(guard)))


def hold_all(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Every guarded count held back, zero too.

    For what is about other days than a whole quarter: next to the quarters, which are
    published, it would tell of the days between.
    """
    return {key: _blank(table) for key, table in tables.items()}


def _blank(table: Table) -> Table:
    guard = table.guard
    if guard is None:
        return table
    guarded = {at for at, fact in enumerate(guard.facts) if fact} | {
        at for at, _of in guard.derived
    }

    def told(row: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(
            HELD if at in guarded and value is not None else value for at, value in enumerate(row)
        )

    return replace(table, rows=tuple(told(row) for row in table.rows), total=told(table.total))
