"""The cells of a wave as arrays: who there is, alike in what, and what they answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from metrics.surveys.models import Wave

    Codes = NDArray[np.int64]
    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

TRAITS = ("age_band", "sex", "race_ethnicity")
# One row for people alike, with all they answered: a hundredth of the rows there are.
CELLS = """
    SELECT area_id, age_band, sex, race_ethnicity, weight,
           array_agg(item), array_agg(n), array_agg(total), array_agg(squares)
    FROM surveys_cell WHERE wave_id = %s
    GROUP BY area_id, age_band, sex, race_ethnicity, weight
    ORDER BY area_id, age_band, sex, race_ethnicity, weight
"""
UNKNOWN = -1


@dataclass(frozen=True)
class Sums:
    """n, Σ and Σ² of one item; `of` says of which kind of people each is."""

    of: Codes
    n: Numbers
    total: Numbers
    squares: Numbers

    def within(self, inside: Mask) -> Sums:
        kept = inside[self.of]
        return Sums(self.of[kept], self.n[kept], self.total[kept], self.squares[kept])

    def people(self, kinds: int) -> Numbers:
        """How many of each kind of people."""
        return np.bincount(self.of, self.n, minlength=kinds).astype(float)


NOTHING = Sums(*(np.zeros(0, dtype=dtype) for dtype in (np.int64, float, float, float)))


@dataclass(frozen=True)
class Counted:
    """Kinds of people: their category in each margin (-1 where not known), and their sums.

    The categories of the margin “area” are the districts' codes, in `districts`.
    """

    n: Numbers
    base: Numbers
    codes: dict[str, Codes]
    categories: dict[str, list[str]]
    districts: list[Area]
    items: dict[str, Sums] = field(repr=False)

    @property
    def kinds(self) -> int:
        return len(self.n)

    @property
    def everyone(self) -> Mask:
        return np.ones(self.kinds, dtype=bool)

    def item(self, name: str) -> Sums:
        return self.items.get(name, NOTHING)

    def groups(self, margin: str) -> list[tuple[str, Mask]]:
        """The categories of a margin, each with the kinds of people in it."""
        named = enumerate(self.categories[margin])
        return [(name, self.codes[margin] == code) for code, name in named]


def read(wave: Wave) -> Counted:
    """All that estimates need of a wave. Two statements, however many responses."""
    with connection.cursor() as cursor:
        cursor.execute(CELLS, [wave.pk])
        rows = cursor.fetchall()
    districts, district_of = _districts(wave)
    columns: dict[str, list[str]] = {name: [row[1 + at] for row in rows] for at, name in
                                     enumerate(TRAITS)}  # fmt: skip
    codes, categories = {}, {}
    for name, values in columns.items():
        categories[name] = in_order(value for value in set(values) if value)
        number = {category: code for code, category in enumerate(categories[name])}
        codes[name] = np.array([number.get(value, UNKNOWN) for value in values], dtype=np.int64)
    places = {area.pk: code for code, area in enumerate(districts)}
    codes["area"] = np.array(
        [places.get(district_of.get(row[0], 0), UNKNOWN) for row in rows], dtype=np.int64
    )
    categories["area"] = [area.code for area in districts]
    items = _items(rows)
    return Counted(
        n=items.get("", NOTHING).people(len(rows)),
        base=np.array([float(row[4]) for row in rows]),
        codes=codes,
        categories=categories,
        districts=districts,
        items=items,
    )


def _items(rows: list[tuple[object, ...]]) -> dict[str, Sums]:
    if not rows:
        return {}
    lengths = [len(row[5]) for row in rows]  # type: ignore[arg-type]
    of = np.repeat(np.arange(len(rows)), lengths)
    names, n, total, squares = (
        np.array([each for row in rows for each in row[at]])  # type: ignore[attr-defined]
        for at in (5, 6, 7, 8)
    )
    known, number = np.unique(names, return_inverse=True)
    # By item and kind of people; the modes are taken together.
    cells, cell = np.unique(number * len(rows) + of, return_inverse=True)
    sums = [np.bincount(cell, each.astype(float)) for each in (n, total, squares)]
    ends = np.searchsorted(cells, np.arange(1, len(known)) * len(rows))
    split = [np.split(each, ends) for each in (cells % len(rows), *sums)]
    return {str(name): Sums(*parts) for name, *parts in zip(known, *split, strict=True)}


def _districts(wave: Wave) -> tuple[list[Area], dict[int, int]]:
    """The districts in which a wave asked, and in which of them each area lies.

    An area that has been moved is where it lies now; one that is in no district, in none.
    """
    areas = list(Area.objects.order_by("path").only("pk", "path", "level", "code", "name", "slug"))
    if wave.area is not None:
        areas = [area for area in areas if area.path.startswith(wave.area.path)]
    districts = [area for area in areas if area.level == Area.Level.DISTRICT]
    return districts, {
        area.pk: next(
            (each.pk for each in reversed(districts) if area.path.startswith(each.path)), 0
        )
        for area in areas
    }


def in_order(categories: Iterable[str]) -> list[str]:
    """As people count: 18-34 before 55+, words by the alphabet."""

    def key(category: str) -> tuple[int, str]:
        number = re.search(r"\d+", category)
        return (int(number[0]) if number else -1, category)

    return sorted(categories, key=key)
