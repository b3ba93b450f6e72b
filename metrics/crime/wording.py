"""What was found, in words, and as charts. Numbers come from the finding, words from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from metrics.crime.measuring import (
    EVERYTHING,
    FEWEST_CONTROLS,
    FEWEST_MONTHS,
    FEWEST_TREATED,
    QUARTER,
)
from metrics.crime.models import Category
from metrics.dashboards.charts import Chart, Point, Series, Table

if TYPE_CHECKING:
    from metrics.crime.models import Program

SURE = 0.05
MOST = 200  # percent, where the event study's scale ends


def reasons(finding: dict[str, Any]) -> list[str]:
    """Why this is descriptive only, or empty."""
    words = {
        "no_areas": _("No area is noted for this program yet."),
        "no_counts": _("No recorded crime has been imported yet."),
        "months_before": _(
            "There are %(n)s months of counts before it began; %(least)s are needed."
        )
        % {"n": finding.get("before"), "least": FEWEST_MONTHS},
        "months_after": _("There is no month of counts since it began."),
        "treated": _("It runs in %(n)s areas with counts; %(least)s are needed.")
        % {"n": finding.get("treated"), "least": FEWEST_TREATED},
        "controls": _("There are %(n)s areas to compare with; %(least)s are needed.")
        % {"n": finding.get("controls"), "least": FEWEST_CONTROLS},
    }
    return [words[code] for code in finding.get("reasons", [])]


def percent(ratio: float) -> str:
    """A ratio as a change: 0.8 is 20% lower."""
    change = round(100 * (ratio - 1))
    if change == 0:
        return _("about the same")
    if change < 0:
        return _("%(n)s%% lower") % {"n": -change}
    return _("%(n)s%% higher") % {"n": change}


@dataclass(frozen=True)
class KindWords:
    """One kind of crime on the page of a program."""

    code: str
    name: str
    placebo: bool
    found: dict[str, Any]

    @property
    def headline(self) -> str:
        found = self.found
        if "ratio" not in found:
            return _("Too little was counted to say anything.")
        adjusted = found.get("adjusted", found["p"])
        numbers = {
            "change": percent(found["ratio"]),
            "low": percent(found["low"]),
            "high": percent(found["high"]),
        }
        if adjusted < SURE:
            return (
                _("%(change)s than without it, by our best estimate (from %(low)s to %(high)s).")
                % numbers
            )
        return (
            _("No clear difference: anything from %(low)s to %(high)s fits what was counted.")
            % numbers
        )

    @property
    def checks(self) -> list[str]:
        """What speaks for or against believing it, in plain words."""
        found = self.found
        if "ratio" not in found:
            return []
        return [
            *self._before(), *self._luck(), *self._early(), *self._other_way(),
        ]  # fmt: skip

    def _before(self) -> list[str]:
        study = self.found.get("study")
        if not study or study["before_p"] is None:
            return [_("Whether areas moved alike before the start could not be tested.")]
        drift = {"n": number_format(100 * study["drift"], 1)}
        power = (
            _(
                "This test would have found a steady drift of %(n)s%% a quarter four times in five,"
                " but not a smaller one."
            )
            % drift
        )
        if study["before_p"] < SURE:
            return [
                _(
                    "The areas were already moving apart before the program began."
                    " Do not believe the number above."
                ),
                power,
            ]
        return [_("Before the program began, the areas moved alike as far as we can tell."), power]

    def _luck(self) -> list[str]:
        words = []
        if self.found.get("dealt") is not None:
            words.append(
                _(
                    "If the same starts are dealt out to areas at random,"
                    " %(n)s in 100 deals look at least as strong."
                )
                % {"n": number_format(100 * self.found["dealt"], 0)}
            )
        if self.found.get("p_by") == "bootstrap":
            words.append(_("There are few areas, so chance was judged by a bootstrap."))
        return words

    def _early(self) -> list[str]:
        early = self.found.get("year_early")
        if early is None:
            return [_("There are too few months to pretend that it began a year earlier.")]
        held = early["low"] <= 1 <= early["high"]
        if held:
            return [_("Had it begun a year earlier, nothing would have been found, as should be.")]
        return [_("A “difference” shows even a year before it began. Something else is at work.")]

    def _other_way(self) -> list[str]:
        other = self.found.get("staggered")
        if other is None:
            return []
        return [
            _(
                "Another way of counting, group by group, gives %(change)s"
                " (give or take %(se)s points)."
            )
            % {
                "change": percent(1 + other["change"]),
                "se": number_format(196 * other["se"], 0),
            }
        ]

    @property
    def chart(self) -> Chart | None:
        study = self.found.get("study")
        return event_chart(self.name, study["quarters"]) if study else None


def event_chart(name: str, quarters: list[dict[str, float]]) -> Chart:
    """Quarters before and since the start, in percent of the quarter just before it."""
    points, rows = [], []
    for each in quarters:
        since = int(each["since"])
        label = (
            _("%(n)s months before") % {"n": -since * QUARTER}
            if since < 0
            else _("Months %(first)s to %(last)s since")
            % {"first": since * QUARTER + 1, "last": (since + 1) * QUARTER}
        )
        low, middle, high = (round(100 * each[key]) for key in ("low", "ratio", "high"))
        points.append(
            Point(label, (min(low, MOST), min(middle, MOST), min(high, MOST)), f"{middle}%")
        )
        rows.append((label, middle, low, high))
    return Chart(
        shape="ranges",
        title=_("%(kind)s before and since the start") % {"kind": name},
        about=_(
            "In percent of the quarter just before the start;"
            " 100 is no difference to areas without the program."
            " Bands show the range we are 95% sure of."
            " Before the start they should lie around 100."
        ),
        series=(Series(_("From")), Series(_("Estimate")), Series(_("To"))),
        points=tuple(points),
        table=Table(
            caption=_("%(kind)s by quarter, in percent of the quarter before the start")
            % {"kind": name},
            head=(_("When"), _("Estimate"), _("From"), _("To")),
            rows=tuple(rows),
        ),
        most=MOST,
    )


def kinds_of(program: Program) -> list[KindWords]:
    names = {category.code: str(category) for category in Category.objects.all()}
    names[EVERYTHING] = _("All kinds together")
    return [
        KindWords(found["code"], names[found["code"]], found["placebo"], found)
        for found in program.finding.get("kinds", [])
        if found["code"] in names
    ]


def means_table(kinds: list[KindWords]) -> Table:
    """Counts a month and area: all that may be said when there are too few areas."""

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    keys = ("with_before", "with_after", "without_before", "without_after")
    return Table(
        caption=_("Recorded in a month, mean of an area"),
        head=(
            _("Kind"),
            _("With the program: before"),
            _("since"),
            _("Without it: before"),
            _("since"),
        ),
        rows=tuple(
            (kind.name, *(rounded(kind.found["means"][key]) for key in keys)) for kind in kinds
        ),
    )


def ratio_table(kinds: list[KindWords]) -> Table:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 3)

    return Table(
        caption=_("Ratio of counts with the program to counts without it"),
        head=(
            _("Kind"),
            _("Ratio"),
            _("From"),
            _("To"),
            _("p, alone"),
            _("p, for all kinds looked at"),
        ),
        rows=tuple(
            (
                kind.name,
                *(
                    rounded(kind.found.get(key))
                    for key in ("ratio", "low", "high", "p", "adjusted")
                ),
            )
            for kind in kinds
        ),
    )
