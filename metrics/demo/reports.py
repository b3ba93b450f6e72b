"""Reports of the last quarter: published district by district, one replaced, one a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from metrics.dashboards.periods import Kind, Period
from metrics.demo.places import DISTRICTS
from metrics.reports import editions
from metrics.reports.models import Publication, Report
from metrics.reports.writing import write
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City
    from portal.areas.models import Area

WORDS = (
    {
        "obstacles": "Two beats had no officer who speaks Spanish for five weeks. Evening "
        "meetings there were led in English, with a neighbor who helped out.",
        "recommendations": "Keep one Spanish speaker on each evening team. The captain decides "
        "by the end of next month.",
        "earlier": "Begun: meeting notes go out within a week in most beats, not in all.",
    },
    {
        "obstacles": "The lot behind the old mill has three owners, and none of them answers "
        "letters. Lights were promised there and could not be put up.",
        "recommendations": "Ask the city attorney for a way to reach absent owners, by spring.",
        "earlier": "Done: every promise made at a meeting is written down the same evening.",
    },
)


def build(city: City) -> None:
    command = User.objects.get(email="command@demo.example")
    districts = [city.areas[code] for code in DISTRICTS]
    period = Period.named(Kind.LAST_QUARTER, city.today)
    # One transaction: a worker that is awake finds them written.
    with transaction.atomic():
        for number, area in enumerate(districts):
            _publish(_written(command, area, period), command, number)
        _publish(_written(command, districts[0], period), command, 1)  # replaces the first
        _written(command, None, period)


def _written(by: User, area: Area | None, period: Period) -> Report:
    asked = Report.objects.request(by=by, period=period, area=area, language="en")
    report = Report.objects.filter(pk=asked.pk).claim()
    if report is None:
        raise RuntimeError("Someone else writes the demo's report.")
    write(report)
    report.refresh_from_db()
    if not report.is_ready:
        raise RuntimeError(report.error)
    return report


def _publish(report: Report, by: User, number: int) -> Publication:
    boxes = {box.key for box in editions.staff(report).narratives}
    words = WORDS[number % len(WORDS)]
    report.tell({key: text for key, text in words.items() if key in boxes}, by)
    report.review(by, "The totals are those of the board.")
    edition = editions.public(report)
    edition = edition.with_files(report.data_as_of or edition.at)
    return Publication.objects.publish(report, edition, by=by)
