"""A deputy chief's morning in a real browser: from what is late to what the public reads."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from metrics.dashboards.periods import Kind, Period
from metrics.reports.models import Report
from metrics.reports.tasks import write_reports
from tests.browser.acts import press
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.factories.dashboards import a_concern, rolled_up

OBSTACLES = "The bridge works closed River Street for five weeks, and patrols with it."
A_DAY, FOUR_DAYS = timedelta(days=1), timedelta(days=4)


@pytest.fixture
def quarter(millrace, eastbank):
    """Last quarter in Riverside: enough in each beat to be told, but for one topic."""
    period = Period.named(Kind.LAST_QUARTER)
    lights = CategoryFactory.create(slug="lights", name="Street lights")
    racing = CategoryFactory.create(slug="racing", name="Racing")
    day = period.starts_at + timedelta(days=20)
    for beat, in_time, late in ((millrace, 30, 12), (eastbank, 25, 15)):
        for number in range(in_time + late):
            after = A_DAY if number < in_time else FOUR_DAYS
            a_concern(beat, day, after=after, category=lights if number % 2 else racing)
    for _one in range(4):
        a_concern(millrace, day, after=A_DAY)
    return period


@pytest.fixture
def late_today(millrace):
    """One reply in Millrace has been late since yesterday."""
    return ConcernFactory.create(
        area=millrace,
        text="The street light on Mill Street is out again.",
        raised_at=timezone.now() - FOUR_DAYS,
    )


def from_the_board_to_the_record(desk, late, axe):
    """The number that is late leads to the list of those, and the list to the record."""
    desk.goto("/command/")
    axe(desk)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Are we keeping our word?")
    table = desk.get_by_role("table").filter(has_text="Replies late").first
    row = table.get_by_role("row").filter(has_text="Riverside").first
    press(desk, row.get_by_role("link", name="1").first)
    assert "area=riverside" in desk.url
    press(desk, desk.get_by_role("link", name=re.compile("Mill Street|Open|Read")).first)
    assert desk.url.endswith(f"/desk/concerns/{late.pk}/")
    expect(desk.get_by_text(late.text).first).to_be_visible()


def draft(desk, axe):
    """The district report of last quarter, written by a worker."""
    desk.goto("/command/reports/")
    press(desk, desk.get_by_role("link", name="Write a report"))
    press(desk, desk.get_by_role("link", name=re.compile("^District")).first)
    desk.get_by_label(re.compile(r"^\s*Area\b")).select_option("riverside")
    desk.get_by_label(re.compile(r"^\s*Period\b")).select_option(Kind.LAST_QUARTER)
    press(desk, desk.get_by_role("button", name="Write the report"))
    write_reports()
    desk.reload()
    expect(desk.get_by_role("heading", name="In short")).to_be_visible()
    axe(desk)


def narrate_and_review(desk, axe):
    press(desk, desk.get_by_role("link", name="Write into its boxes"))
    axe(desk)
    desk.get_by_label(re.compile("Obstacles")).fill(OBSTACLES)
    press(desk, desk.get_by_role("button", name="Save the words"))
    expect(desk.get_by_text(OBSTACLES)).to_be_visible()
    press(desk, desk.get_by_role("button", name="I have read it"))
    press(desk, desk.get_by_role("link", name="See what the public gets"))
    axe(desk)
    press(desk, desk.get_by_role("button", name="Publish it"))


def file_of(visitor, kind):
    with visitor.expect_download() as caught:
        visitor.get_by_role("link", name=re.compile(kind)).first.click()
    return caught.value.path().read_bytes()


def tables_in(bundle):
    """Each table of the bundle as rows of text, by its name."""
    archive = zipfile.ZipFile(io.BytesIO(bundle))
    return {
        name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
        for name in archive.namelist()
        if name.endswith(".csv")
    }


def words_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.usefixtures("quarter")
def test_from_what_is_late_to_what_the_public_reads(
    millrace, late_today, kim, open_browser, sign_in, axe
):
    rolled_up()
    desk = open_browser(width=1280, bypass_csp=True)
    sign_in(desk, kim)
    from_the_board_to_the_record(desk, late_today, axe)
    draft(desk, axe)
    narrate_and_review(desk, axe)

    visitor = open_browser(width=360, bypass_csp=True)
    visitor.goto("/transparency/")
    axe(visitor)
    press(visitor, visitor.get_by_role("link", name=re.compile("reports", re.IGNORECASE)).first)
    press(visitor, visitor.get_by_role("link", name=re.compile("Riverside")).first)
    axe(visitor)
    expect(visitor.get_by_text(OBSTACLES)).to_be_visible()
    assert not visitor.context.cookies()

    tables = tables_in(file_of(visitor, "CSV"))
    head, *rows, total = tables["replies.csv"]
    for column in ("Raised", "In time", "Answered late"):
        at = head.index(column)
        assert sum(int(row[at]) for row in rows) == int(total[at])
    pdf = words_of(file_of(visitor, "PDF"))
    assert re.search(rf"All places\s+{total[head.index('Raised')]}\b", pdf)

    small = {row[0]: row[1] for row in tables["topics.csv"][1:]}
    assert small["No topic chosen"] not in ("4", "")
    assert Report.objects.with_stages().get().stage == "published"
