"""Maps of numbers: areas shaded by a value, and cells with counts, as inline drawings.

No tiles, no script, no other host. The same numbers stand under each map as a list, highest first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import h3
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import Table, in_words
from metrics.dashboards.numbers.where import raised_by_cell, raised_by_path
from portal.areas.models import Area, Boundary
from portal.pages.maps import LETTER, WIDTH, draw, drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from metrics.dashboards.slices import Slice

CLASSES = 5
HATCHED = 0  # the class of what is not known or held back
MOST_AREAS = 80  # more is no map on a phone
MOST_NUMBERS = 40  # cells with their number in them
COARSER = 7  # the resolution under a cell of 8


@dataclass(frozen=True)
class Heading:
    """What stands over a map: the finding and what is drawn. `key` is unique on the page."""

    key: str
    title: str
    about: str


@dataclass(frozen=True)
class Measured:
    """What is known of one area: a number, `HELD` or None; where it leads; what else is said."""

    area: Area
    value: float | str | None
    href: str = ""
    words: str = ""

    @property
    def number(self) -> float | None:
        return self.value if isinstance(self.value, int | float) else None

    @property
    def told(self) -> str:
        if self.words:
            return self.words
        return _("not known") if self.value is None else in_words(self.value)


@dataclass(frozen=True)
class Patch:
    """One shape on a map. `shade` is 1 for the lowest class and so on; 0 is hatched."""

    name: str
    told: str
    path: str
    x: str
    y: str
    shade: int
    label: str = ""
    href: str = ""


@dataclass(frozen=True)
class Shade:
    shade: int
    words: str


@dataclass(frozen=True)
class ValueMap:
    """A drawing, its legend in words, and the table that says the same."""

    heading: Heading
    view_box: str
    patches: tuple[Patch, ...]
    legend: tuple[Shade, ...]
    table: Table
    ground: tuple[str, ...] = ()
    note: str = ""


def area_map(values: Sequence[Measured], heading: Heading, unit: str) -> ValueMap | None:
    """Areas shaded in up to five classes of one hue, the list beside it highest first.

    `unit` heads the column of numbers. What is `HELD` or unknown is hatched. None where no area
    has a boundary.
    """
    height, outlines = drawn([each.area for each in values])
    if not outlines:
        return None
    classes = classes_of(each.number for each in values)
    patches = tuple(
        Patch(
            name=each.area.name,
            told=each.told,
            path=outline.path,
            x=outline.x,
            y=outline.y,
            shade=shade_of(each.number, classes),
            label=each.area.name if outline.room > len(each.area.name) * LETTER else "",
            href=each.href,
        )
        for each in values
        if (outline := outlines.get(each.area.pk))
    )
    return ValueMap(
        heading=heading,
        view_box=f"0 0 {WIDTH:g} {height:g}",
        patches=patches,
        legend=_legend(classes, patches),
        table=_listed(values, heading.about, unit),
    )


def cell_map(
    counts: Mapping[str, int],
    heading: Heading,
    table: Table,
    ground: Sequence[Area] = (),
    floor: int | None = None,
) -> ValueMap | None:
    """Counts in h3 cells on the outlines of `ground`. `table` says the same by area.

    Cells under the floor (of publication, if none is given) are put together with those near
    them, or left out, which is said. None where nothing is left to draw.
    """
    floor = settings.PUBLISH_FLOOR if floor is None else floor
    shown, left_out = merged(counts, floor)
    if not shown:
        return None
    outlines = dict(Boundary.objects.filter(area__in=ground).values_list("area_id", "outline"))
    cells = sorted(shown, key=h3.get_resolution)  # the smaller lie on top
    hexagons = {-at: _hexagon(cell) for at, cell in enumerate(cells, start=1)}
    height, drawings = draw(outlines | hexagons)
    classes = classes_of(shown.values())
    patches = tuple(
        Patch(
            name="",
            told=_in_cell(shown[cell]),
            path=drawings[-at].path,
            x=drawings[-at].x,
            y=drawings[-at].y,
            shade=shade_of(shown[cell], classes),
            label=in_words(shown[cell]) if len(cells) <= MOST_NUMBERS else "",
        )
        for at, cell in enumerate(cells, start=1)
    )
    return ValueMap(
        heading=heading,
        view_box=f"0 0 {WIDTH:g} {height:g}",
        patches=patches,
        legend=_legend(classes, patches),
        table=table,
        ground=tuple(drawings[pk].path for pk in outlines),
        note=_left_out(left_out, floor),
    )


def merged(counts: Mapping[str, int], floor: int) -> tuple[dict[str, int], int]:
    """Cells of at least the floor; the rest in their larger cells; and how many are left out."""
    shown = {cell: n for cell, n in counts.items() if n >= floor}
    wider: Counter[str] = Counter()
    for cell, n in counts.items():
        if n < floor:
            wider[h3.cell_to_parent(cell, COARSER)] += n
    shown |= {cell: n for cell, n in wider.items() if n >= floor}
    return shown, sum(n for n in wider.values() if n < floor)


def where(these: Slice) -> list[ValueMap]:
    """Where concerns of the period were raised: per 1,000 who live in an area, and by cells."""
    areas, counts = _drawn_areas(these), raised_by_path(these)
    raised = {
        area.pk: sum(n for path, n in counts.items() if path.startswith(area.path))
        for area in areas
    }
    about = _("Concerns raised for each 1,000 who live there, %(period)s.") % {
        "period": these.period
    }
    values = [_rate(area, raised[area.pk]) for area in areas]
    by_area = area_map(values, Heading("raised", _highest(values), about), unit=_("For each 1,000"))
    rows = sorted(areas, key=lambda area: (-raised[area.pk], area.name))
    table = Table(
        caption=_("Concerns raised, by area"),
        head=(_("Place"), _("Raised")),
        rows=tuple((area.name, raised[area.pk]) for area in rows),
    )
    by_cell = cell_map(
        raised_by_cell(these),
        Heading(
            "cells",
            _("The spots that concerns are about"),
            _("Concerns that name a spot, in cells of about 0.7 square kilometers."),
        ),
        table=table,
        ground=areas,
    )
    return [each for each in (by_area, by_cell) if each]


def _drawn_areas(these: Slice) -> list[Area]:
    """The smallest areas of the slice; its parts where those are too many for a map."""
    inside = Area.objects.filter(these.inside("path"), boundary__isnull=False)
    leaves = list(inside.filter(parts=None).exclude(level=Area.Level.NEIGHBORHOOD))
    if 0 < len(leaves) <= MOST_AREAS:
        return leaves
    return list(inside.filter(path__in=[part.path for part in these.parts]))


def _rate(area: Area, raised: int) -> Measured:
    value = round(1000 * raised / area.population, 1) if area.population else None
    words = ngettext("%(n)s concern", "%(n)s concerns", raised) % {"n": in_words(raised)}
    if value is not None:
        words = _("%(value)s for each 1,000 people (%(concerns)s)") % {
            "value": in_words(value),
            "concerns": words,
        }
    return Measured(area, value, f"{reverse('dashboards:command')}?area={area.slug}", words)


def _highest(values: Sequence[Measured]) -> str:
    known = [(each.number, each.area.name) for each in values if each.number is not None]
    if not known or not max(known)[0]:
        return _("No area stands out.")
    return _("For the people who live there, most concerns come from %(area)s.") % {
        "area": max(known)[1]
    }


def _in_cell(n: int) -> str:
    return ngettext("%(n)s concern", "%(n)s concerns", n) % {"n": in_words(n)}


def _left_out(n: int, floor: int) -> str:
    if not n:
        return ""
    if n < floor:
        return _("A few that lie far from others are not drawn.")
    return _("%(n)s that lie far from others are not drawn: fewer than %(floor)s in a cell.") % {
        "n": in_words(n),
        "floor": floor,
    }


def _hexagon(cell: str) -> dict[str, object]:
    ring = [[longitude, latitude] for latitude, longitude in h3.cell_to_boundary(cell)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def classes_of(numbers: Iterable[float | None]) -> list[tuple[float, float]]:
    """The lowest and highest number of each class, as many places in each as can be."""
    known = sorted(number for number in numbers if number is not None)
    steps = sorted(set(known))
    if len(steps) <= CLASSES:
        return [(step, step) for step in steps]
    ends = sorted({known[len(known) * at // CLASSES - 1] for at in range(1, CLASSES + 1)})
    classes, rest = [], steps
    for end in ends:
        inside = [step for step in rest if step <= end]
        rest = [step for step in rest if step > end]
        classes.append((inside[0], inside[-1]))
    return classes


def shade_of(number: float | None, classes: Sequence[tuple[float, float]]) -> int:
    """1 to 5 from low to high; few classes are spread over the whole hue."""
    if number is None:
        return HATCHED
    at = next(at for at, (_low, high) in enumerate(classes) if number <= high)
    return 1 + round(at * (CLASSES - 1) / max(len(classes) - 1, 1)) if len(classes) > 1 else 3


def _legend(classes: Sequence[tuple[float, float]], patches: Sequence[Patch]) -> tuple[Shade, ...]:
    """What each shade means, and how many places have it."""
    found = Counter(patch.shade for patch in patches)
    legend = []
    for low, high in classes:
        shade = shade_of(high, classes)
        span = in_words(low)
        if low != high:
            span = _("%(low)s to %(high)s") % {"low": in_words(low), "high": in_words(high)}
        legend.append(Shade(shade, _with_count(span, found[shade])))
    if found[HATCHED]:
        legend.append(Shade(HATCHED, _with_count(_("Held back or not known"), found[HATCHED])))
    return tuple(legend)


def _with_count(span: str, n: int) -> str:
    return ngettext("%(span)s: %(n)s place", "%(span)s: %(n)s places", n) % {
        "span": span,
        "n": in_words(n),
    }


def _listed(values: Sequence[Measured], caption: str, unit: str) -> Table:
    ordered = sorted(
        values, key=lambda each: (each.number is None, -(each.number or 0), each.area.name)
    )
    links = tuple(each.href for each in ordered)
    return Table(
        caption=caption,
        head=(_("Place"), unit),
        rows=tuple((each.area.name, each.value) for each in ordered),
        links=links if any(links) else (),
    )
