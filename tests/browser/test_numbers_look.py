"""Numbers as they meet the eye, staff's and everyone's: by day and at night, on a phone and a desk.

Each page is opened once and looked at in all four ways.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from metrics.dashboards.models import SavedView
from metrics.transparency import rendering
from metrics.transparency.datasets import TOPICS
from metrics.transparency.quarters import Quarter
from portal.records.models import ComplaintCount
from tests.factories.commitments import CommitmentFactory
from tests.factories.dashboards import a_concern, at, rolled_up
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.records import (
    LegalDemandFactory,
    RecordsExportFactory,
    RecordsRequestFactory,
)
from tests.factories.reports import (
    DistributionListFactory,
    ListedPersonFactory,
    ReportFactory,
    ReportScheduleFactory,
    a_publication,
    a_reviewed_report,
    a_written_report,
)
from tests.factories.training import CompletionFactory, CourseFactory
from tests.factories.transparency import LATER, a_drafted_quarter, a_policy
from tests.factories.transparency import a_publication as a_quarter

SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
SECOND = Quarter(2026, 2)
DAY = timedelta(days=1)


@pytest.fixture
def look(open_browser, axe):
    """Opens these pages and says of all of them what is wrong: `look(person’s_page, "/desk/")`."""

    def as_it_stands(page):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                way = f"{scheme}, {width} pixels:"
                try:
                    axe(page)
                except AssertionError as wrong:
                    yield f"{way} {wrong}"
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    yield f"{way} {page.url} is {wide} pixels too wide"

    def sees(page, *addresses):
        found = []
        for address in addresses:
            assert page.goto(address).ok, address
            assert page.url.endswith(address), f"{address} led to {page.url}"
            found.extend(as_it_stands(page))
        assert not found, "\n".join(found)

    return sees


@pytest.fixture
def window_of(open_browser, sign_in):
    def opened(person):
        page = open_browser(bypass_csp=True)
        if person:
            sign_in(page, person)
        return page

    return opened


@pytest.fixture
def _a_city(millrace, eastbank, hillside):
    """In each place something late, something kept, a meeting and an hour of work."""
    now = timezone.now()
    for area in (millrace, eastbank, hillside):
        for after in (DAY, 4 * DAY, None):
            a_concern(area, now - 10 * DAY, after=after)
        CommitmentFactory.create(area=area, late=True)
        OutreachEntryFactory.create(area=area)
        SessionFactory.create(event=EventFactory.create(area=area), starts_at=now - 5 * DAY)
        for n in range(1, 13):
            a_concern(area, at(f"2026-07-{n:02} 10:00"), after=(100 if n % 2 else 5) * DAY / 24)
    rolled_up()


@pytest.mark.usefixtures("_a_city")
def test_the_board(look, window_of, kim):
    SavedView.objects.keep(kim, "Hillside, by the month", "period=last-month", rhythm="monthly")
    view = SavedView.objects.get()
    mine = f"/command/views/{view.pk}/"
    page = window_of(kim)
    look(page, "/command/", "/command/?period=last-12-months&area=hillside&against=before")
    look(page, "/command/?period=custom&from=2026-11-05&to=2026-11-01")
    look(page, "/command/views/", mine, f"{mine}removal/", "/desk/")


def test_a_board_with_nothing_on_it(look, window_of, kim, riverside):
    look(window_of(kim), "/command/", "/command/views/", "/command/reports/")


def test_reports(look, window_of, kim, riverside, hillside):
    page, here = window_of(kim), "/command/reports/"
    draft = a_written_report(area=riverside, requested_by=kim)
    reviewed = a_reviewed_report(kim, hillside, 30, 2, 3, 40)
    a_publication(kim, riverside, 30, 40)
    failed = ReportFactory.create(state="failed", error="The record was busy. Ask again.")
    ReportScheduleFactory.create(made_by=kim)
    asked = DistributionListFactory.create()
    ListedPersonFactory.create(of=asked)
    look(page, here, f"{here}new/", f"{here}new/district_quarterly/", f"{here}{failed.pk}/")
    look(page, *(f"{here}{draft.pk}/{part}" for part in ("", "words/", "check/")))
    look(page, *(f"{here}{reviewed.pk}/{part}" for part in ("", "publication/")))
    look(page, f"{here}schedules/", f"{here}schedules/new/district_quarterly/")
    look(page, f"{here}lists/", f"{here}lists/{asked.pk}/")


@pytest.mark.usefixtures("_a_city")
def test_what_goes_public(look, window_of, kim):
    page, here = window_of(kim), "/command/publications/"
    look(page, here)
    a_quarter()
    a_drafted_quarter(at=LATER)
    policy = a_policy()
    policy.publish(
        None,
        title="When officers run after someone",
        body="They stop when told to.",
        in_force_from=date(2026, 6, 1),
        note="The board asked for it.",
    )
    look(page, here, f"{here}2026-q3/", f"{here}policies/", f"{here}policies/new/")
    look(page, f"{here}policies/{policy.slug}/")


@pytest.mark.usefixtures("_a_city")
def test_oversight(look, window_of, olivia, millrace_concern):
    ComplaintCount.objects.create(
        month=date(2026, 10, 1), received=5, acknowledged=4, entered_by=olivia
    )
    LegalDemandFactory.create()
    rolled_up()
    page, here = window_of(olivia), "/oversight/"
    rooms = ("", "replies/", "concerns/", "outreach/", "promises/", "changes/", "complaints/")
    look(page, *(f"{here}{room}" for room in (*rooms, "readings/", "demands/")))
    look(page, f"{here}concerns/{millrace_concern.pk}/")


def test_training(look, window_of, dana, kim):
    course = CourseFactory.create(slug="first-aid")
    done = CompletionFactory.create(person=dana, course=course)
    CompletionFactory.create(person=kim, course=course, completed_on=date(2020, 1, 1))
    look(window_of(dana), "/desk/training/")
    here = "/desk/training/"
    pages = "due completions completions/new completions/list courses courses/new courses/first-aid"
    page = window_of(kim)
    look(page, here, *(f"{here}{each}/" for each in pages.split()))
    look(page, f"{here}completions/{done.pk}/correction/")


def test_records_and_ones_own_data(look, window_of, kim, rosa):
    request = RecordsRequestFactory.create()
    late = RecordsRequestFactory.create(
        requested_on=timezone.localdate() - 40 * DAY, due_on=timezone.localdate() - 20 * DAY
    )
    export, demand = RecordsExportFactory.create(ready=True), LegalDemandFactory.create()
    page, here = window_of(kim), "/desk/records/"
    look(page, here, f"{here}new/", f"{here}{request.pk}/", f"{here}{late.pk}/")
    look(page, f"{here}{request.pk}/file/", f"{here}files/{export.pk}/")
    look(page, f"{here}demands/", f"{here}demands/new/", f"{here}demands/{demand.pk}/")
    look(window_of(rosa), "/me/data/")


@pytest.mark.usefixtures("_a_city")
def test_public_pages(look, window_of, kim, riverside):
    page, here = window_of(None), "/transparency/"
    rendering._bodies.clear()  # noqa: SLF001 - another test's pages
    look(page, here, f"{here}reports/", f"{here}policies/")  # nothing is out yet
    a_quarter(SECOND)
    a_quarter()
    policy = a_policy()
    published, withdrawn = a_publication(kim, riverside), a_publication(kim, None, 20, 60)
    withdrawn.withdraw(kim, "A table was wrong.")
    rendering._bodies.clear()  # noqa: SLF001 - what was drawn before there was anything
    look(page, here, *(reverse("transparency:topic", args=[topic.slug]) for topic in TOPICS))
    look(page, f"{here}2026-q3/", f"{here}2026-q2/")
    look(page, *(f"{here}{each}/" for each in ("dictionary", "definitions", "surveys", "reports")))
    look(page, f"{here}policies/", f"{here}policies/{policy.slug}/")
    look(page, published.get_absolute_url(), withdrawn.get_absolute_url())


def test_the_feed_is_a_feed(open_browser):
    page = open_browser()
    answer = page.request.get("/transparency/feed.xml")
    expect(answer).to_be_ok()
    assert "xml" in answer.headers["content-type"]
