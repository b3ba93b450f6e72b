"""Everything that goes out together: the cells of all tables, and the sums among them.

A table is an array of counts with totals in the last place of every axis. Where it comes
without them they are added, for readers can add. Several tables are a mapping from the names
of their axes, `{("beat", "age"): …, ("beat", "sex"): …}`: axes of one name are the same, and so
are the margins along them. `levels` says what an axis adds up to besides its total,
`{"beat": {"district": [0, 0, 1]}}`: the district of each beat. Anything else is written down
as a `Publication` of named cells and sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]
    Levels = Mapping[str, Mapping[str, Sequence[int]]]


@dataclass(frozen=True)
class Publication:
    """Cells by name, `values` with nan where a count is withheld, and their sums.

    `relations` has one row a sum and one column a cell, 1 at the total and -1 at its parts:
    relations @ values = 0.
    """

    names: tuple[Hashable, ...]
    values: Numbers
    relations: csr_array

    @classmethod
    def of(
        cls,
        cells: Mapping[Any, float],
        sums: Iterable[tuple[Hashable, Iterable[Hashable]]],
    ) -> Self:
        """Counts by name, and each total with the names of its parts."""
        number = {name: place for place, name in enumerate(cells)}
        values = np.asarray(list(cells.values()), dtype=float)
        rows: list[int] = []
        columns: list[int] = []
        signs: list[float] = []
        row = -1
        for row, (total, parts) in enumerate(sums):
            for name, sign in ((total, 1.0), *((part, -1.0) for part in parts)):
                if name not in number:
                    raise ValueError(f"A sum speaks of {name!r}, which is no cell.")
                rows.append(row)
                columns.append(number[name])
                signs.append(sign)
        relations = csr_array((signs, (rows, columns)), shape=(row + 1, len(number)))
        _refuse_unless(values, relations)
        return cls(tuple(cells), values, relations)


@dataclass(frozen=True)
class Layout:
    """A publication, and where in it the places of the given tables are."""

    publication: Publication
    tables: Mapping[Any, Places] | None  # None: given as a publication
    single: bool = False

    def shaped(self, flat: NDArray[Any]) -> Any:
        """One value a cell, in the form the tables came in."""
        if self.tables is None:
            return dict(zip(self.publication.names, flat.tolist(), strict=True))
        shaped = {name: flat[places] for name, places in self.tables.items()}
        return shaped[None] if self.single else shaped


def lay_out(tables: Any, *, totals: bool | None = None, levels: Levels | None = None) -> Layout:
    """Cells and sums of one array, of a mapping of arrays, or of a publication as it is.

    `totals` says whether the arrays carry theirs; None looks: they do if all sums hold, or
    if a count is withheld (nan), for then they have been published.
    """
    if isinstance(tables, Publication):
        return Layout(tables, None)
    single = not hasattr(tables, "items")
    given = {None: tables} if single else dict(tables)
    if not given:
        raise ValueError("There is no table.")
    cells: dict[Hashable, float] = {}
    sums: dict[tuple[Hashable, tuple[Hashable, ...]], None] = {}
    named: dict[Any, list[Hashable]] = {}
    counted = {name: _with_totals(table, totals=totals) for name, table in given.items()}
    for name, counts in counted.items():
        axes = [
            _Axis.of(axis, size - 1, levels or {})
            for axis, size in zip(_axes(name, counts.ndim), counts.shape, strict=True)
        ]
        _add_cells(counts, axes, cells)
        _add_sums(axes, sums)
        named[name] = [_cell(at) for at in product(*(axis.places for axis in axes))]
    number = {cell: place for place, cell in enumerate(cells)}
    places = {
        name: np.asarray([number[cell] for cell in table]).reshape(counted[name].shape)
        for name, table in named.items()
    }
    publication = Publication.of(cells, sums)
    if single:
        index = {int(place): where for where, place in np.ndenumerate(places[None])}
        names = tuple(index.get(place, cell) for place, cell in enumerate(publication.names))
        publication = Publication(names, publication.values, publication.relations)
    return Layout(publication, places, single=single)


class _Place(NamedTuple):
    """Where a cell is on an axis: nothing for the total; and the positions it counts."""

    name: frozenset[Hashable]
    positions: list[int]


class _Axis(NamedTuple):
    places: list[_Place]  # as in the array, the total last
    sums: list[tuple[_Place, list[_Place]]]

    @classmethod
    def of(cls, axis: Hashable, size: int, levels: Levels) -> _Axis:
        singles = [_Place(frozenset({(axis, at)}), [at]) for at in range(size)]
        total = _Place(frozenset(), [size])
        sums = [(total, singles)]
        for level, above in levels.get(axis, {}).items() if isinstance(axis, str) else ():
            if len(above) != size:
                raise ValueError(f"{level} names the one above for each of the {size} of {axis}.")
            for parent in dict.fromkeys(above):
                parts = [
                    single for single, own in zip(singles, above, strict=True) if own == parent
                ]
                positions = [at for part in parts for at in part.positions]
                sums.append((_Place(frozenset({(level, parent)}), positions), parts))
        return cls([*singles, total], sums)

    @property
    def everywhere(self) -> list[_Place]:
        return [*self.places, *(place for place, _ in self.sums[1:])]


def _cell(at: Iterable[_Place]) -> frozenset[Hashable]:
    return frozenset(part for place in at for part in place.name)


def _axes(name: Hashable, dimensions: int) -> tuple[Hashable, ...]:
    if isinstance(name, tuple):
        axes: tuple[Hashable, ...] = name
    elif dimensions == 1:
        axes = (name,)
    else:
        axes = tuple((name, axis) for axis in range(dimensions))
    if len(axes) != dimensions or len(set(axes)) != dimensions:
        raise ValueError(f"The table {name!r} has {dimensions} axes; name each of them once.")
    return axes


def _with_totals(table: ArrayLike, *, totals: bool | None) -> Numbers:
    counts: Numbers = np.asarray(np.ma.filled(np.ma.asarray(table, dtype=float), np.nan))
    if counts.ndim == 0 or 0 in counts.shape:
        raise ValueError("A table is an array of counts.")
    if totals is None:
        totals = bool(np.isnan(counts).any()) or _adds_up(counts)
    if totals and min(counts.shape) == 1:
        raise ValueError("A table with totals has two places or more along every axis.")
    for axis in range(0 if totals else counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return counts


def _adds_up(counts: Numbers) -> bool:
    along = (np.moveaxis(counts, axis, -1) for axis in range(counts.ndim))
    return min(counts.shape) > 1 and all(
        np.array_equal(line[..., :-1].sum(axis=-1), line[..., -1]) for line in along
    )


def _add_cells(counts: Numbers, axes: Sequence[_Axis], cells: dict[Hashable, float]) -> None:
    for at in product(*(axis.everywhere for axis in axes)):
        cell = _cell(at)
        count = float(counts[np.ix_(*(place.positions for place in at))].sum())
        known = cells.setdefault(cell, count)
        if np.isnan(known):
            cells[cell] = count  # withheld in one table, printed in another
        elif not np.isnan(count) and known != count:
            raise ValueError(f"Two tables differ on the cell {_words(cell)}.")


def _words(cell: frozenset[Hashable]) -> str:
    return ", ".join(sorted(map(str, cell))) or "of everyone"


def _add_sums(
    axes: Sequence[_Axis], sums: dict[tuple[Hashable, tuple[Hashable, ...]], None]
) -> None:
    """Every sum along each axis, at every place of the others; those of shared margins once."""
    for number, axis in enumerate(axes):
        others = [other.everywhere for other in (*axes[:number], *axes[number + 1 :])]
        for rest in product(*others):
            for total, parts in axis.sums:
                members = tuple(_cell((*rest, part)) for part in parts)
                sums[_cell((*rest, total)), members] = None


def _refuse_unless(values: Numbers, relations: csr_array) -> None:
    if np.isinf(values).any() or (values < 0).any() or (values % 1 > 0).any():
        raise ValueError("A count is a whole number, and not below zero.")
    if (np.abs(relations @ values) > 0).any():  # a withheld count makes nan, and passes
        raise ValueError("The totals are not the sums of their parts.")
