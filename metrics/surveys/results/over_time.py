"""Released waves of one series, one after the other: as a list of links and as a drawing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metrics.dashboards.charts import Chart, Point, Series, Table
from metrics.surveys.results import words
from metrics.surveys.results.page import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Told = dict[str, Any]


def trend(points: Sequence[Mapping[str, Any]]) -> list[Told]:
    """Released waves of one series, oldest first, each with what breaks the line before it."""
    return [
        {
            **point,
            "value": number(point["headline"] and point["headline"]["value"]),
            "low": number(point["headline"] and point["headline"]["low"]),
            "high": number(point["headline"] and point["headline"]["high"]),
            "breaks": [words.breaking(kind) for kind in point["breaks"]],
        }
        for point in points
    ]


def drawn(points: Sequence[Mapping[str, Any]]) -> Chart | None:
    """The headline of each wave with its range; None for one wave, or where it is no index."""
    measures = {each["headline"]["measure"] for each in points if each["headline"]}
    highest = max((each["headline"]["high"] or 0 for each in points if each["headline"]), default=0)
    if len(points) < 2 or len(measures) != 1 or not highest:  # noqa: PLR2004 - two make a line
        return None
    names = _names(points)
    breaks = [[words.breaking(kind) for kind in point["breaks"]] for point in points]
    ends = [_ends(point) for point in points]
    return Chart(
        shape="trend",
        title=_("Score over time"),
        about=_("Out of 100. Bars show the range we are 95% sure of.")
        + (
            " " + _("A dashed line says that scores on its two sides cannot be compared.")
            if any(breaks)
            else ""
        ),
        series=(Series(_("From")), Series(_("Score")), Series(_("To"))),
        points=tuple(
            Point(name, told, number(told[1]), breaks=bool(broken))
            for name, told, broken in zip(names, ends, breaks, strict=True)
        ),
        table=Table(
            caption=_("Score over time"),
            head=(_("Until"), _("Survey"), _("Score"), _("From"), _("To"), _("People"), _("Break")),
            rows=tuple(
                (
                    name, point["title"], *(told[at] for at in (1, 0, 2)), point["n"],
                    " ".join(broken) or (_("Held back") if told[1] is None else ""),
                )
                for name, point, told, broken in zip(names, points, ends, breaks, strict=True)
            ),
        ),
    )  # fmt: skip


def _ends(point: Mapping[str, Any]) -> tuple[float | None, ...]:
    headline = point["headline"] or {}
    return tuple(
        None if headline.get(end) is None else round(headline[end], 1)
        for end in ("low", "value", "high")
    )


def _names(points: Sequence[Mapping[str, Any]]) -> list[str]:
    """The month in which each ended; with the day where two ended in one."""
    days = [date.fromisoformat(point["closed_on"]) for point in points]
    names = [date_format(day, "M Y") for day in days]
    if len(set(names)) < len(names):
        names = [date_format(day, "j M Y") for day in days]
    if len(set(names)) == len(names):
        return names
    return [f"{name} ({at})" for at, name in enumerate(names, start=1)]
