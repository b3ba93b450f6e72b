"""A place where concerns repeat, in plain words and small bars."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.problems.models import ClusterCount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.problems.models import Cluster

MONTHS = 12
# Rarer than this is said as this: the model is not that good.
RAREST = 10_000


@dataclass(frozen=True)
class Bar:
    """One month: its name, how many, and its height and place in percent."""

    month: date
    number: int
    height: int
    top: int
    left: float


@dataclass
class Shown:
    cluster: Cluster
    bars: list[Bar]
    form: Any

    @property
    def why(self) -> str:
        return said_plainly(self.cluster)

    @property
    def months(self) -> str:
        """The bars in words, for those who do not see them."""
        return "; ".join(f"{date_format(bar.month, 'F Y')}: {bar.number}" for bar in self.bars)


def shown(clusters: Iterable[Cluster]) -> list[Shown]:
    """Each with its last twelve months. One statement for all."""
    from engagement.problems.cluster_forms import DismissalForm

    clusters = list(clusters)
    corners: dict[tuple[int, int], list[int]] = defaultdict(list)
    for cluster in clusters:
        for cell in cluster.cells:
            corners[cell, cluster.category_id].append(cluster.pk)
    by_month: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    counted = ClusterCount.objects.filter(
        cell__in={cell for cell, _kind in corners},
        category__in={kind for _cell, kind in corners},
    )
    sums = counted.annotate(month=TruncMonth("day")).values("cell", "category", "month")
    for row in sums.annotate(n=Sum("number")).order_by():
        for pk in corners.get((row["cell"], row["category"]), ()):
            by_month[pk][row["month"]] += row["n"]
    return [
        Shown(
            cluster,
            bars(by_month[cluster.pk], cluster.until_on),
            DismissalForm(auto_id=f"id_{cluster.pk}_%s"),
        )
        for cluster in clusters
    ]


def bars(numbers: dict[date, int], until: date) -> list[Bar]:
    """The last twelve months, the current one last."""
    last = until.year * 12 + until.month - 1
    months = [date(at // 12, at % 12 + 1, 1) for at in range(last - MONTHS + 1, last + 1)]
    most = max([numbers.get(month, 0) for month in months] + [1])
    found = []
    for place, month in enumerate(months):
        number = numbers.get(month, 0)
        height = round(100 * number / most)
        left = round(100 * place / MONTHS, 2)
        found.append(Bar(month, number, height, 100 - height, left))
    return found


def said_plainly(cluster: Cluster) -> str:
    """What was counted, what would be usual, and how likely chance alone is."""
    days = (cluster.until_on - cluster.since_on).days + 1
    counted = ngettext(
        "%(n)d concern in %(days)d days, raised by up to %(people)d people.",
        "%(n)d concerns in %(days)d days, raised by up to %(people)d people.",
        cluster.count,
    ) % {"n": cluster.count, "days": days, "people": cluster.raisers}
    return " ".join([counted, usual(cluster), by_chance(cluster)])


def usual(cluster: Cluster) -> str:
    if cluster.expected < 1:
        return _("By the year before, less than one would be usual here.")
    return _("By the year before, about %(n)d would be usual here.") % {
        "n": round(cluster.expected)
    }


def by_chance(cluster: Cluster) -> str:
    times = min(round(1 / max(cluster.chance, 1 / RAREST)), RAREST)
    if times >= RAREST:
        return _("Chance alone brings as many less than once in 10,000 such places.")
    return _("Chance alone brings as many about once in %(n)d such places.") % {"n": times}
