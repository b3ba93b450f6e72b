"""Other programs read what we promised: what the page shows, and nobody's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.commitments import CommitmentFactory
from tests.factories.events import a_meeting

PROMISES = "/api/v1/commitments/"
DAY = timedelta(days=1)


def listed(client, query=""):
    return [row["what"] for row in client.get(f"{PROMISES}?{query}").json()["results"]]


def test_the_list_says_what_the_page_says(client, dana, millrace):
    promise = CommitmentFactory.create(
        what="Light the path", owner=dana, owner_words="", area=millrace, late=True
    )
    CommitmentFactory.create(what="Hidden", is_public=False)
    page = client.get(PROMISES)

    (row,) = page.json()["results"]
    assert row["owner"] == "the Millrace team"
    assert row["area"] == {"slug": "millrace", "name": "Millrace"}
    assert (row["status"], row["state"], row["late"]) == ("open", "open", True)
    assert row["url"].endswith(f"/promises/{promise.pk}/")
    assert "Dana" not in page.text
    assert page["Access-Control-Allow-Origin"] == "*"


def test_one_in_full_says_how_its_day_moved_and_not_by_whom(client, dana):
    promise = CommitmentFactory.create()
    promise.postpone(promise.due_on + DAY, "Rain.", dana)
    page = client.get(f"{PROMISES}{promise.pk}/")

    assert page.json()["moves"][0]["why"] == "Rain."
    assert "Dana" not in page.text
    hidden = CommitmentFactory.create(is_public=False)
    assert client.get(f"{PROMISES}{hidden.pk}/").status_code == 404


def test_one_asks_for_some(client, millrace, hillside):
    today = timezone.localdate()
    CommitmentFactory.create(what="Kept", is_kept=True, area=millrace)
    CommitmentFactory.create(what="Late", late=True, area=hillside)
    CommitmentFactory.create(what="Far", due_on=today + 60 * DAY)

    assert listed(client, "status=kept") == ["Kept"]
    assert listed(client, "late=true") == ["Late"]
    assert listed(client, "area=riverside") == ["Kept"]
    assert listed(client, f"due_from={today + 30 * DAY}") == ["Far"]
    assert listed(client, f"due_to={today - DAY}") == ["Late"]


@pytest.mark.parametrize(
    "query",
    ["status=nonsense", "area=nowhere", "due_from=x", "due_from=2026-02-01&due_to=2026-01-01"],
)
def test_nonsense_is_answered_with_a_sentence(client, query):
    reply = client.get(f"{PROMISES}?{query}")

    assert reply.status_code == 400
    assert reply.json()["errors"]


def test_pages_lead_on_and_cost_the_same(client, millrace):
    for _ in range(3):
        CommitmentFactory.create(event=a_meeting(millrace).event, area=millrace)
    first = client.get(f"{PROMISES}?page_size=2").json()
    rest = client.get(first["next"]).json()
    assert (len(first["results"]), len(rest["results"]), rest["next"]) == (2, 1, None)

    with CaptureQueriesContext(connection) as three:
        client.get(PROMISES)
    with CaptureQueriesContext(connection) as one:
        client.get(f"{PROMISES}?page_size=1")
    assert len(three) == len(one) == 1
