"""The board full of numbers, and a report that grows while one looks on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from metrics.reports.tasks import write_reports
from metrics.surveys.models import Instrument, Response, Wave
from metrics.surveys.results.folding import fold
from metrics.surveys.shipped import EVENT_FEEDBACK
from tests.browser.acts import press
from tests.factories.dashboards import a_concern, rolled_up
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.reports import ReportFactory

DAY = timedelta(days=1)


@pytest.fixture
def _a_month(millrace, eastbank, hillside):
    """A concern in time, one late, one waiting in each place; a meeting, its answers, outreach."""
    now = timezone.now()
    for area in (millrace, eastbank, hillside):
        for after in (DAY, 4 * DAY, None):
            a_concern(area, now - 10 * DAY, after=after)
        event = EventFactory.create(area=area)
        SessionFactory.create(event=event, starts_at=now - 9 * DAY, adults_came=12)
        OutreachEntryFactory.create(area=area, happened_on=(now - 8 * DAY).date())
        wave = Wave.objects.create(
            instrument=Instrument.objects.shipped(EVENT_FEEDBACK),
            area=area,
            title="After the meeting",
            sample_type="attended",
            opens_at=now - 8 * DAY,
            closes_at=now + DAY,
        )
        count = 20 if area == hillside else 40
        Response.objects.bulk_create(
            Response(wave=wave, area=area, language="en", answers={"listen": 5 + number % 3})
            for number in range(count)
        )
        fold(wave)
    rolled_up()


@pytest.mark.usefixtures("_a_month")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_full_board_is_accessible_with_every_table_open(
    open_browser, sign_in, axe, kim, width, scheme
):
    page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
    sign_in(page, kim)
    page.goto("/command/?period=last-12-months")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    axe(page)

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.get_by_role("application").count() >= 4  # charts that answer to keys


@pytest.mark.usefixtures("_a_month")
def test_a_report_grows_while_kim_looks_on(open_browser, sign_in, kim):
    report = ReportFactory.create(requested_by=kim)
    page = open_browser()
    sign_in(page, kim)
    page.goto(report.get_absolute_url())
    assert page.get_by_role("heading", name="Waiting to start").is_visible()

    write_reports()

    page.get_by_role("heading", name="In short").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    assert download.value.suggested_filename == "whole-city-2026-07-01-2026-09-30.pdf"


def test_a_filter_works_with_no_script_at_all(open_browser, sign_in, kim, millrace):
    page = open_browser(java_script_enabled=False)
    sign_in(page, kim)
    page.goto("/command/")

    page.get_by_label("Period", exact=True).select_option("last-12-months")
    page.get_by_label("Area", exact=True).select_option("millrace")
    press(page, page.get_by_role("button", name="Show"))

    assert "period=last-12-months" in page.url
    assert "area=millrace" in page.url
