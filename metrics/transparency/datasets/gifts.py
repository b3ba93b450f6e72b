"""What organizations give: hours, and things with or without a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from metrics.transparency.datasets.shape import Column, Counted, Dataset, Drawing
from metrics.transparency.languages import in_all
from partnerships.resources.models import Contribution, VolunteerHours

if TYPE_CHECKING:
    from metrics.dashboards.charts import Value
    from metrics.transparency.datasets.shape import Record


def _gifts(record: Record) -> Counted | None:
    period = record.quarter.period
    days = {"given_on__gte": period.first, "given_on__lte": period.last}
    given = VolunteerHours.objects.filter(**days).aggregate(n=Count("pk"), hours=Sum("hours"))
    kinds = Contribution.objects.filter(**days).order_by().values_list("kind")
    found = {
        kind: (n, value) for kind, n, value in kinds.annotate(n=Count("pk"), value=Sum("value"))
    }
    if not given["n"] and not found:
        return None
    rows: list[tuple[Value, ...]] = [("volunteers", given["n"], round(given["hours"] or 0), None)]
    for kind in Contribution.Kind:
        n, value = found.get(kind.value, (0, None))
        rows.append((kind.value, n, None, None if value is None else round(value)))
    names = {kind.value: in_all(kind.label) for kind in Contribution.Kind}
    return Counted(tuple(rows), names | {"volunteers": in_all(_("Volunteers"))})


GIFTS = Dataset(
    slug="gifts",
    title=_("What partners gave"),
    about=_("Hours, money, rooms and food from organizations. It is theirs, not the police’s."),
    columns=(
        Column("kind", _("What"), _("Code of what was given."), "code"),
        Column("times", _("Times"), _("How often it was written down.")),
        Column("hours", _("Hours"), _("Hours of volunteers, in whole hours."), "hours"),
        Column("worth", _("Worth about"), _("In dollars, where someone said so.")),
    ),
    count=_gifts,
    along="kind",
    adds_up=False,
    drawing=Drawing(("times",), ("heather",), "times"),
    empty=_("No partner wrote down what it gave."),
)
