from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.told import tells
from metrics.reports.document import Document
from metrics.reports.editions import counted_tables
from metrics.reports.models import Publication

if TYPE_CHECKING:
    from metrics.dashboards.periods import Period
    from metrics.dashboards.told import Told


@tells
def reports(period: Period) -> Told:
    """Of any place, because a district stands in the tables of the whole city too."""
    for each in Publication.objects.about(period).select_related("report__area"):
        document = Document.from_json(each.report.numbers or {})
        yield each.published_at, counted_tables(document, each.report)
