import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tests.factories.boards import RecommendationFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import CategoryFactory
from tests.factories.dashboards import a_concern, rolled_up
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.priorities import PriorityFactory

pytestmark = pytest.mark.usefixtures("riverside", "hillside")
DAY = timedelta(days=1)


def page(client, person, **filters):
    """The board as this person sees it, once the record was added up."""
    rolled_up()
    client.force_login(person)
    return client.get("/command/", filters)


def test_kim_reads_first_whether_replies_are_late(client, kim, millrace):
    a_concern(millrace, timezone.now() - 5 * DAY)

    shown = page(client, kim, period="last-12-months").text

    assert "Late today: 1 reply." in shown
    assert "2 days late" in shown
    assert shown.index("Late today") < shown.index("What are people worried about?")


def test_an_empty_city_says_so_in_words(client, kim):
    shown = page(client, kim).text

    for words in (
        "Nothing that we promised is late today.",
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

    assert "Nothing that we promised is late today." in own.text
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
            CommitmentFactory.create(area=area, late=True)
            PriorityFactory.create(area=area, said=None)
            RecommendationFactory.create(area=area, late=True)
    rolled_up()
    client.force_login(kim)

    with django_assert_max_num_queries(62):
        client.get("/command/", {"period": "last-12-months", "against": "year"})


def test_the_numbers_lead_to_the_lists_behind_them(client, kim, millrace):
    noise = CategoryFactory.create(slug="noise", name="Noise")
    a_concern(millrace, timezone.now() - 5 * DAY, category=noise)
    shown = page(client, kim, period="last-12-months")

    addresses = set(re.findall(r'<a href="(/desk/[^"#]*\?[^"]*)"', shown.text))
    assert any("category=noise" in address and "area=riverside" in address for address in addresses)
    assert all(client.get(unescape(address)).status_code == 200 for address in addresses)
    found = next(address for address in addresses if "category=noise" in address)
    assert "The street light is out." in client.get(unescape(found)).text


def test_a_topic_in_a_place_is_counted(client, kim, millrace, hillside):
    for area in (millrace, millrace, hillside):
        a_concern(area, timezone.now() - DAY)
    worries = page(client, kim, period="last-12-months").context["worries"]

    assert worries.head == ("Topic", "Riverside", "Hillside", "All places")
    assert [count.n for count in worries.total.counts] == [2, 1, 3]
    assert not any(count.href for count in worries.lines[0].counts)  # no topic, no list of it


def test_oversight_is_not_led_to_what_it_may_not_open(client, olivia, millrace):
    a_concern(millrace, timezone.now() - 5 * DAY)
    OutreachEntryFactory.create(area=millrace)
    shown = page(client, olivia, period="last-12-months").text

    for address in ("/desk/outreach/", "/desk/events/", "/desk/commitments/"):
        assert f'href="{address}?' not in shown
