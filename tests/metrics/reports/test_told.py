"""What was told before of the same days, by another room or about another place."""

from __future__ import annotations

import pytest

from metrics.dashboards.charts import HELD
from metrics.dashboards.periods import Period
from metrics.dashboards.told import about, told_about
from metrics.dashboards.withholding import withhold
from metrics.reports import editions
from metrics.reports.models import Publication
from metrics.transparency.freezing import prepare
from metrics.transparency.quarters import Quarter
from tests.factories.dashboards import a_concern, at
from tests.factories.reports import a_publication, a_reviewed_report, a_table

pytestmark = pytest.mark.django_db

QUARTER = Quarter(2026, 3)
DAY = at("2026-08-05T12:00")


@pytest.fixture
def city(riverside, hillside, millrace, eastbank):
    """Thirty concerns in Riverside, three in Hillside: so the city tells of neither."""
    for area, count in ((millrace, 12), (eastbank, 18), (hillside, 3)):
        for _one in range(count):
            a_concern(area, DAY)
    return riverside, hillside


def shown(edition, key="replies"):
    return {numbers.key: numbers.table for numbers in edition.document.tables}[key]


def test_a_quarter_is_known_by_its_name():
    assert QUARTER.period.quarter == QUARTER.slug == "2026-q3"
    assert Period(QUARTER.first, QUARTER.last.replace(day=29)).quarter == ""


def test_what_the_city_held_back_no_district_tells(city, kim):
    prepare(QUARTER).publish(kim)
    riverside, _hillside = city
    report = a_reviewed_report(kim, riverside, 12, 18)
    assert len(told_about(report.period)) == 1
    assert HELD in shown(editions.public(report)).total


def test_a_district_that_is_told_first_hides_nothing_that_was_not_told(city, kim):
    riverside, _hillside = city
    edition = editions.public(a_reviewed_report(kim, riverside, 12, 18))
    assert HELD not in shown(edition).total


def test_once_a_district_is_told_the_city_keeps_its_small_neighbor(city, kim):
    """Else the three of Hillside were the city less Riverside."""
    riverside, _hillside = city
    report = a_reviewed_report(kim, riverside, 12, 18)
    Publication.objects.publish(report, editions.public(report), by=kim)
    draft = prepare(QUARTER)
    replies = draft.content["datasets"]["replies"]
    place = [column["code"] for column in replies["columns"]].index("raised")
    rows = {row[0]: row[place] for row in replies["rows"]}
    assert rows["1"] == 30 or HELD in rows.values()
    assert replies["total"][place] == HELD
    assert HELD in [row[place] for row in replies["rows"]]


def test_a_report_about_a_month_tells_no_counts(kim, riverside):
    days = {"starts_on": "2026-09-01", "ends_on": "2026-09-30"}
    report = a_reviewed_report(kim, riverside, 40, 50, **days)
    report.refresh_from_db()
    table = shown(editions.public(report))
    assert {row[1] for row in (*table.rows, table.total)} == {HELD}


def test_versions_of_one_report_are_told_of_the_same_counts(kim, riverside):
    a_publication(kim, riverside)
    report = a_reviewed_report(kim, riverside, 31, 40)
    tables = about({"replies": a_table(31, 40)}, within="1", when="2026-q3")
    assert HELD in [row[1] for row in shown(editions.public(report)).rows]
    assert withhold(tables)["replies"] == tables["replies"]
