"""Counts as command staff and the public see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from django.db.models import Max, Min, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metrics.crime.forms import months_back
from metrics.crime.models import Category, MonthlyCount
from metrics.dashboards.charts import Chart, Point, Series, Table
from metrics.trust.disclosure import suppress
from portal.areas.models import Area

if TYPE_CHECKING:
    from datetime import date

    from metrics.crime.models.count import MonthlyCountQuerySet

PUBLIC_MONTHS = 12


def known(counts: MonthlyCountQuerySet) -> tuple[date, date] | None:
    """The first and last month there is."""
    ends = counts.aggregate(first=Min("month"), last=Max("month"))
    return (ends["first"], ends["last"]) if ends["last"] else None


def named(day: date) -> str:
    return date_format(day, "M Y")


@dataclass(frozen=True)
class Counted:
    """Counts of one choice of place and kind over months."""

    chart: Chart
    by_kind: Table
    by_place: Table | None


def counted(
    counts: MonthlyCountQuerySet, *, area: Area | None, category: Category | None, span: int
) -> Counted | None:
    """None where nothing was imported that this person may see."""
    ends = known(counts)
    if ends is None:
        return None
    # Beats and districts may both be counted: never the same crime twice.
    chosen = counts.within(area) if area else counts
    levels = set(chosen.values_list("area__level", flat=True).order_by().distinct())
    level = next((each for each in ("beat", "sector", "district") if each in levels), None)
    chosen = chosen.filter(area__level=level) if level else chosen
    months = months_back(ends[1], span)
    months = [each for each in months if each >= ends[0]]
    chosen = chosen.between(months[0], months[-1])
    of_kind = chosen.filter(category=category) if category else chosen
    by_month = dict(of_kind.values_list("month").annotate(n=Sum("n")).order_by())
    return Counted(
        _chart(months, by_month, area, category), _by_kind(chosen, months), _by_place(of_kind, area)
    )


def _chart(
    months: list[date], by_month: dict[date, int], area: Area | None, category: Category | None
) -> Chart:
    values = [by_month.get(each, 0) for each in months]
    kind = str(category) if category else _("All kinds together")
    where = str(area) if area else _("the whole city")
    return Chart(
        shape="columns",
        title=_("%(kind)s, %(where)s: %(n)s in %(months)s months")
        % {"kind": kind, "where": where, "n": f"{sum(values):,}", "months": len(months)},
        about=_("One column is a month. Recorded crime is what was reported and written down."),
        series=(Series(_("Recorded")),),
        points=tuple(
            Point(date_format(each, "M y"), (n,), str(n))
            for each, n in zip(months, values, strict=True)
        ),
        table=Table(
            caption=_("Recorded crime by month"),
            head=(_("Month"), _("Recorded")),
            rows=tuple((named(each), n) for each, n in zip(months, values, strict=True)),
            total=(_("All"), sum(values)),
        ),
    )


def _by_kind(counts: MonthlyCountQuerySet, months: list[date]) -> Table:
    """The last year beside the year before it, where there is one."""
    late = months[-12:]
    early = months[-24:-12] if len(months) >= 24 else []  # noqa: PLR2004 - two years
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for kind, day, n in counts.values_list("category", "month").annotate(n=Sum("n")).order_by():
        if day in late:
            sums[kind][0] += n
        elif day in early:
            sums[kind][1] += n
    rows = [
        (str(category), sums[category.pk][0], sums[category.pk][1] if early else None)
        for category in Category.objects.all()
        if category.pk in sums
    ]
    return Table(
        caption=_("By kind: the last %(n)s months") % {"n": len(late)},
        head=(_("Kind"), _("Last months"), _("As many a year before")),
        rows=tuple(rows),
        total=(
            _("All kinds"),
            sum(row[1] for row in rows),
            sum(row[2] or 0 for row in rows) if early else None,
        ),
    )


def _by_place(counts: MonthlyCountQuerySet, area: Area | None) -> Table | None:
    found = counts.values_list("area__name", "area__population").annotate(n=Sum("n"))
    rows = [
        (name, n, round(1000 * n / people, 1) if people else None)
        for name, people, n in found.order_by("area__path")
    ]
    if len(rows) <= 1 and area is not None:
        return None
    return Table(
        caption=_("By place, over all these months"),
        head=(_("Place"), _("Recorded"), _("Per 1,000 people who live there")),
        rows=tuple(rows),
    )


def published() -> tuple[list[Table], date | None]:
    """A table a month, district by kind, small counts withheld so that none can be worked out.

    Totals are of the districts shown. Months share no sums, so each is protected by itself.
    """
    counts = MonthlyCount.objects.all()
    ends = known(counts)
    if ends is None:
        return [], None
    months = [each for each in months_back(ends[1], PUBLIC_MONTHS) if each >= ends[0]]
    cells = _by_district(months)
    districts = list(Area.objects.districts().filter(pk__in={key[0] for key in cells}))
    kinds = list(Category.objects.filter(pk__in={key[1] for key in cells}))
    if not districts or not kinds:
        return [], None
    return [_public_table(each, districts, kinds, cells) for each in reversed(months)], ends[1]


def _by_district(months: list[date]) -> dict[tuple[int, int, date], int]:
    tops = {area.path: area.pk for area in Area.objects.districts()}
    levels = set(MonthlyCount.objects.values_list("area__level", flat=True).order_by().distinct())
    level = next((each for each in ("beat", "sector", "district") if each in levels), "beat")
    rows = (
        MonthlyCount.objects.between(months[0], months[-1])
        .filter(area__level=level)
        .values_list("area__path", "category", "month", "n")
    )
    cells: dict[tuple[int, int, date], int] = defaultdict(int)
    for path, kind, day, n in rows:
        top = tops.get(f"{path.split('/', 1)[0]}/")
        if top is not None:
            cells[top, kind, day] += n
    return cells


def _public_table(
    day: date, districts: list[Area], kinds: list[Category], cells: dict[tuple[int, int, date], int]
) -> Table:
    table = np.array(
        [[cells.get((area.pk, kind.pk, day), 0) for kind in kinds] for area in districts]
    )
    shown = suppress(table, settings.PUBLISH_FLOOR).published

    def cell(value: float) -> int | str:
        return _("withheld") if np.isnan(value) else int(value)

    return Table(
        caption=named(day),
        head=(_("District"), *map(str, kinds), _("All kinds")),
        rows=tuple(
            (area.name, *map(cell, row)) for area, row in zip(districts, shown[:-1], strict=True)
        ),
        total=(_("All districts"), *map(cell, shown[-1])),
    )
