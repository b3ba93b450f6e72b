"""A report, from the moment its numbers are there to the moment it is kept."""

from __future__ import annotations

import time
from io import BytesIO
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
    turns = min(3, size.rounds) + 1
    with house.city():
        from metrics.reports import writing
        from tests.performance.long_report import CHARTS, PAGES, long_ones

        took = [written() for _ in range(turns)]
        usual = kept()
        with mock.patch.object(writing, "packs", long_ones):
            long = [written() for _ in range(turns)]
        content = kept()
    seconds = median(after for after, _ in took[1:])
    counting = median(before for _, before in took[1:])
    yield Row(
        f"District report of {pages(usual)} pages, after counting ({counting:.2f} s)",
        "",
        f"{seconds:.2f} s; the first in a process {took[0][0]:.2f} s",
    )
    seconds = median(after for after, _ in long[1:])
    sizes = ", ".join(f"{kind} {len(each) / 1024:,.0f} KB" for kind, each in content.items())
    yield Row(
        f"A report of {pages(content)} pages with {CHARTS} charts, after counting",
        f"under {LIMIT:.0f} s",
        f"{seconds:.2f} s; {sizes}",
        pages(content) >= PAGES and seconds < LIMIT,
    )


def pages(files: dict[str, bytes]) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(files["pdf"])).pages)


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


def kept() -> dict[str, bytes]:
    """The files of the last report."""
    from metrics.reports.models import Report

    report = Report.objects.order_by("pk").last()
    assert report
    return {file.kind: bytes(file.content) for file in report.files.all()}
