"""A slice beside another: the difference in words, never more than the numbers can say."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from metrics.dashboards.comparing import Comparison, other_slice
from metrics.dashboards.periods import Period
from metrics.dashboards.rollups.reading import Sums
from metrics.dashboards.slices import Slice
from tests.factories.dashboards import a_concern, rolled_up

DAY = timedelta(days=1)
THIS = {"period": "custom", "from": "2026-09-01", "to": "2026-09-30"}


def row(name, now, then, *, against="year", area=None, other=None):
    """What a comparison says of one measure, for these counts of facts."""
    period = Period(date(2026, 9, 1), date(2026, 9, 30))
    these = Slice.of(period, area=area)
    sums = [Sums({(fact, "1", ""): n for fact, n in counts.items()}) for counts in (now, then)]
    compared = Comparison(these, other_slice(these, against, other, None), *sums)
    return {line[0]: line[1:] for line in compared.table.rows}[name]


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (12, 12, "The same"),
        (15, 10, "5 more; chance alone could do that"),
        (10, 15, "5 fewer; chance alone could do that"),
        (90, 40, "50 more, by more than chance"),
        (90, 0, "Nothing was counted then"),
    ],
)
@pytest.mark.django_db
def test_what_people_raise_is_compared_with_a_year_ago(now, then, words):
    assert row("Concerns raised", {"raised": now}, {"raised": then}) == (
        str(now),
        str(then),
        words,
    )


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        ((4, 5), (90, 100), "Too few to compare"),
        ((40, 50), (45, 50), "The ranges overlap: we cannot say that it differs"),
        ((95, 100), (50, 100), "A larger share, by more than chance"),
        ((50, 100), (95, 100), "A smaller share, by more than chance"),
    ],
)
@pytest.mark.django_db
def test_replies_in_time_are_compared_as_a_share(now, then, words):
    counts = [{"in_time": kept, "overdue": due - kept} for kept, due in (now, then)]

    assert row("Replies in time", *counts, against="before")[2] == words


def test_another_area_is_named_and_chance_is_not_spoken_of(hillside, riverside):
    found = row(
        "Concerns raised",
        {"raised": 90},
        {"raised": 10},
        against="area",
        area=hillside,
        other=riverside,
    )

    assert found == ("90", "10", "80 more")


@pytest.mark.django_db
def test_nothing_due_is_no_share():
    assert row("Replies in time", {}, {}) == ("none was due", "none was due", "Too few to compare")


def test_the_page_shows_both(client, kim, hillside, millrace):
    now = timezone.now()
    for days in (1, 2):
        a_concern(hillside, now - days * DAY)
    a_concern(millrace, now - DAY)
    rolled_up()
    client.force_login(kim)
    asked = {"period": "last-12-months", "area": "hillside", "against": "area"}
    page = client.get("/command/", asked | {"other": "riverside"})

    first = page.context["comparison"].table.rows[0]
    assert first == ("Concerns raised", "2", "1", "1 more")
    assert "Hillside beside Riverside." in " ".join(page.text.split())
    assert "Areas differ in size" in page.text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"against": "mars"}, "Choose from the list what to compare with."),
        ({"against": "area"}, "Choose the area to compare with."),
        ({"against": "area", "other": "atlantis"}, "Choose an area from the list."),
        (
            {"against": "area", "area": "hillside", "other": "hillside"},
            "Choose another area than the one above.",
        ),
    ],
)
def test_a_comparison_that_makes_no_sense_is_answered_at_its_field(
    client, kim, hillside, asked, words
):
    client.force_login(kim)
    page = client.get("/command/", THIS | asked)

    assert words in page.text
    assert page.context["board"] is None


def test_sam_cannot_compare_with_a_district_that_is_not_his(client, sam, hillside):
    client.force_login(sam)
    page = client.get("/command/", THIS | {"against": "area", "other": "hillside"})

    assert "Choose an area from the list." in page.text


def test_a_year_before_a_leap_day_is_the_day_before_march():
    period = Period(date(2028, 2, 29), date(2028, 2, 29) + timedelta(days=3))

    assert period.a_year_ago() == Period(date(2027, 2, 28), date(2027, 3, 3))
