from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.dashboards import a_concern
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory

pytestmark = pytest.mark.usefixtures("riverside", "hillside")
DAY = timedelta(days=1)


def page(client, person, **filters):
    client.force_login(person)
    return client.get("/command/", filters)


def test_kim_reads_first_whether_replies_are_late(client, kim, millrace):
    a_concern(millrace, timezone.now() - 5 * DAY)

    shown = page(client, kim, period="last-12-months").text

    assert "1 reply is late today." in shown
    assert "2 days late" in shown
    assert shown.index("Late today") < shown.index("What are people worried about?")


def test_an_empty_city_says_so_in_words(client, kim):
    shown = page(client, kim).text

    for words in (
        "No reply is late",
        "No concern was raised in this period",
        "No meeting in this period",
        "No outreach was logged in this period",
    ):
        assert words in shown


@pytest.mark.parametrize(("who", "status"), [("dana", 403), ("rosa", 403), ("paul", 403)])
def test_the_board_is_not_for_everyone(client, request, who, status):
    assert page(client, request.getfixturevalue(who)).status_code == status


def test_sam_sees_riverside_and_cannot_ask_for_hillside(client, sam, millrace, hillside):
    a_concern(hillside, timezone.now() - 5 * DAY)

    own = page(client, sam)
    other = page(client, sam, area="hillside")

    assert "No reply is late" in own.text
    assert "Hillside" not in own.text
    assert "Choose an area from the list." in other.text
    assert other.context["board"] is None


def test_oversight_reads_the_numbers(client, olivia):
    assert page(client, olivia).status_code == 200


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"period": "custom", "from": "2026-11-05", "to": "2026-11-01"}, "before the first day"),
        ({"period": "custom", "from": "2026-11-05"}, "Give a day"),
        ({"period": "custom", "from": "soon", "to": "2026-11-01"}, "Enter a valid date"),
        ({"period": "custom", "from": "2090-01-01", "to": "2090-01-02"}, "has not come yet"),
        ({"period": "custom", "from": "1066-10-14", "to": "2026-01-01"}, "in 2000 or later"),
        ({"period": "custom", "from": "2001-01-01", "to": "2026-01-01"}, "at most ten years"),
        ({"period": "always"}, "Choose a period from the list."),
        ({"area": "atlantis"}, "Choose an area from the list."),
    ],
)
def test_a_wrong_filter_gets_a_sentence_and_keeps_what_was_typed(client, kim, filters, words):
    shown = page(client, kim, **filters)

    assert words in shown.text
    assert shown.context["board"] is None
    if "from" in filters:
        assert filters["from"] in shown.text


def test_the_filter_is_the_address(client, kim, millrace):
    shown = page(client, kim, period="last-month", area="millrace")

    assert '<option value="last-month" selected>' in shown.text
    assert shown.context["board"].these.where == "Millrace"


def test_each_chart_comes_with_its_table_and_a_finding(client, kim, millrace):
    a_concern(millrace, timezone.now() - DAY, after=timedelta(hours=2))

    shown = page(client, kim, period="last-12-months").text

    assert "The one reply that was due went out in time." in shown
    assert shown.count("<figure") == shown.count("See the numbers") == 3
    assert 'style="' not in shown
    assert "<script>" not in shown


def test_no_officer_is_counted_alone(client, kim, dana, millrace):
    OutreachEntryFactory.create(lead=dana, area=millrace, minutes=90, staff=2)

    shown = page(client, kim, period="last-12-months").text

    assert "3.0 officer hours" in shown or "3 officer hours" in shown
    assert "Dana" not in shown


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_the_page_asks_as_often_however_many_rows(
    client, kim, millrace, eastbank, hillside, rows, django_assert_max_num_queries
):
    for row in range(rows):
        for area in (millrace, eastbank, hillside):
            a_concern(area, timezone.now() - (row + 4) * DAY)
            SessionFactory.create(
                event=EventFactory.create(area=area), starts_at=timezone.now() - row * DAY - DAY
            )
            OutreachEntryFactory.create(area=area)
    client.force_login(kim)

    with django_assert_max_num_queries(25):
        client.get("/command/", {"period": "last-12-months"})
