"""A report, from the moment its numbers are there to the moment it is kept."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.performance import visitors
from tests.performance.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import House
    from tests.performance.rows import Size

LIMIT = 2.0


def measure(house: House, size: Size) -> Iterator[Row]:
    from pypdf import PdfReader

    with house.city():
        took = [written() for _ in range(min(3, size.rounds) + 1)]
        content = kept()
    pages = len(PdfReader(content["pdf"]).pages)
    later = median(seconds for seconds, _ in took[1:])
    sizes = ", ".join(
        f"{kind} {len(each.getvalue()) / 1024:,.0f} KB" for kind, each in content.items()
    )
    yield Row(
        f"District report of {pages} pages with its tables, after counting",
        f"under {LIMIT:.0f} s at 40 pages",
        f"{later:.2f} s ({later / pages * 40:.1f} s at 40 pages in proportion); the first in a"
        f" process {took[0][0]:.2f} s; {sizes}",
        later / pages * 40 < LIMIT,
    )
    yield Row("Counting for it", "", f"{median(counting for _, counting in took[1:]):.2f} s")


def written() -> tuple[float, float]:
    """Seconds after the numbers were ready, and seconds until then."""
    from django.utils import timezone

    from metrics.dashboards.periods import Period
    from metrics.reports.models import Report
    from metrics.reports.writing import write
    from portal.areas.models import Area

    area = Area.objects.filter(parent=None).order_by("pk")[0]
    today = timezone.localdate()
    period = Period(today.replace(year=today.year - 1), today)
    Report.objects.request(by=visitors.staff("command"), period=period, area=area, language="en")
    report = Report.objects.claim()
    assert report
    steps: dict[str, float] = {}
    advance = Report.advance

    def noted(self: Report, step: str, *rest: Any, **more: Any) -> None:
        steps.setdefault(step, time.perf_counter())
        advance(self, step, *rest, **more)

    began = time.perf_counter()
    with mock.patch.object(Report, "advance", noted):
        write(report)
    ended = time.perf_counter()
    report.refresh_from_db()
    assert report.state == Report.State.READY, report.error
    ready = steps[Report.Step.DRAWING]
    return ended - ready, ready - began


def kept() -> dict[str, Any]:
    """The files of the last report."""
    from io import BytesIO

    from metrics.reports.models import Report

    report = Report.objects.order_by("pk").last()
    assert report
    return {file.kind: BytesIO(bytes(file.content)) for file in report.files.all()}
