import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.records.models import AccessLog, Export
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.factories.outreach import OutreachEntryFactory

CONCERNS = "/oversight/concerns/"
NAMED = {
    "anonymous": False,
    "contact_name": "Nadia Vance",
    "contact_email": "nadia@example.org",
    "place": "12 Alma Street",
    "text": "They shout under my window",
}


@pytest.fixture
def as_olivia(client, olivia):
    client.force_login(olivia)
    return client


@pytest.fixture
def earlier():
    """A moment last month."""
    return timezone.now().replace(day=1) - timedelta(days=5)


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_olivia_reads_a_concern_without_who_where_or_what_was_said(
    as_olivia, olivia, dana, millrace
):
    concern = ConcernFactory.create(area=millrace, category=CategoryFactory.create(), **NAMED)
    concern.acknowledge(dana)
    concern.close(dana, "no_action", "Nadia Vance was called at 312-555-0142.")

    listed = as_olivia.get(CONCERNS).text
    page = as_olivia.get(f"{CONCERNS}{concern.pk}/").text

    assert "Riverside" in listed
    for private in ("Nadia", "nadia@", "Alma", "under my window", "Millrace,", "555-0142", "Dana"):
        assert private not in listed, private
    for private in ("Nadia", "nadia@", "Alma", "under my window", "555-0142", "Dana"):
        assert private not in page, private
    assert "Officer, Millrace" in page
    assert "[name] was called at [phone number]." in page
    assert AccessLog.objects.about(concern).get().user == olivia


def test_public_words_are_shown(as_olivia):
    concern = ConcernFactory.create(public=True, text="The lamp is out")

    assert "The lamp is out" in as_olivia.get(f"{CONCERNS}{concern.pk}/").text


def test_sensitive_concerns_are_nowhere(as_olivia, earlier):
    concern = ConcernFactory.create(sensitive=True)
    ConcernFactory.create(sensitive=True, raised_at=earlier)

    assert as_olivia.get(CONCERNS).context["lines"] == []
    assert as_olivia.get(f"{CONCERNS}{concern.pk}/").status_code == 404
    assert rows_of(as_olivia.get("/oversight/concerns.csv")) == []


def test_an_overseer_of_one_district_reads_that_one(client, hillside, millrace):
    from tests.factories.accounts import UserFactory

    there = ConcernFactory.create(area=millrace)
    here = ConcernFactory.create(area=hillside)
    client.force_login(UserFactory.create(role="oversight", area=hillside))

    assert [line.pk for line in client.get(CONCERNS).context["lines"]] == [here.pk]
    assert client.get(f"{CONCERNS}{there.pk}/").status_code == 404
    assert client.get("/oversight/").status_code == 200
    assert client.get("/oversight/changes/").status_code == 200
    for page in ("readings/", "readings.csv", "demands/", "complaints/"):
        assert client.get(f"/oversight/{page}").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"topic": "noise"}, 1),
        ({"state": "resolved"}, 1),
        ({"reply": "overdue"}, 1),
        ({"reply": "in_time"}, 1),
        ({"reply": "not_due"}, 1),
        ({"district": "nowhere"}, 3),
        ({}, 3),
    ],
)
def test_filters_narrow_the_list(as_olivia, asked, found):
    now = timezone.now()
    ConcernFactory.create(category=CategoryFactory.create())
    ConcernFactory.create(reply_due_at=now - timedelta(hours=1))
    ConcernFactory.create(state="resolved")

    assert (
        len(as_olivia.get(CONCERNS, asked | {"period": "last-12-months"}).context["lines"]) == found
    )


@pytest.mark.parametrize("page", ["concerns", "outreach", "promises"])
def test_lists_ask_no_more_for_many(as_olivia, millrace, page, django_assert_max_num_queries):
    make = {
        "concerns": ConcernFactory,
        "outreach": OutreachEntryFactory,
        "promises": CommitmentFactory,
    }[page]
    as_olivia.get(f"/oversight/{page}/")
    for _ in range(4):
        make.create(area=millrace)

    with django_assert_max_num_queries(12):
        shown = as_olivia.get(f"/oversight/{page}/", {"period": "last-12-months"})

    assert len(shown.context["lines"]) == 4


def test_every_combination_in_the_file_occurs_as_often_as_the_floor(
    as_olivia, olivia, millrace, hillside, earlier
):
    noise = CategoryFactory.create()
    ConcernFactory.create_batch(12, area=millrace, category=noise, raised_at=earlier)
    ConcernFactory.create_batch(3, area=hillside, category=noise, raised_at=earlier)
    ConcernFactory.create_batch(11, area=hillside, raised_at=earlier, language="es")
    ConcernFactory.create(area=millrace, category=noise)  # this month is not whole

    rows = rows_of(as_olivia.get("/oversight/concerns.csv"))

    traits = Counter((row["district"], row["topic"], row["month"], row["language"]) for row in rows)
    assert len(rows) == 26
    assert min(traits.values()) >= 10
    assert Export.objects.filter(user=olivia, what="oversight concerns csv").get().rows == 26


def test_what_one_chooses_are_rows_of_the_same_file(as_olivia, millrace, hillside, earlier):
    noise = CategoryFactory.create()
    ConcernFactory.create_batch(12, area=millrace, category=noise, raised_at=earlier)
    ConcernFactory.create_batch(3, area=hillside, category=noise, raised_at=earlier)
    everything = Counter(
        tuple(row.values()) for row in rows_of(as_olivia.get("/oversight/concerns.csv"))
    )

    for asked in ({"topic": "noise"}, {"district": hillside.path.split("/")[0] + "/"}):
        some = rows_of(as_olivia.get("/oversight/concerns.csv", asked))
        assert not Counter(tuple(row.values()) for row in some) - everything


def test_outreach_to_someone_hurt_and_small_crowds_are_held_back(as_olivia, millrace):
    OutreachEntryFactory.create(area=millrace, kind="follow_up", adults=40)
    OutreachEntryFactory.create(area=millrace, kind="patrol", adults=3, youth=44)

    walk, victim = as_olivia.get("/oversight/outreach/").context["lines"]
    rows = rows_of(as_olivia.get("/oversight/outreach.csv"))

    assert (walk["adults"], walk["youth"]) == (None, 44)
    assert (victim["adults"], victim["topics"]) == (None, "")
    assert [row["adults"] for row in rows] == ["", ""]


def test_promises_that_are_not_public_keep_their_words(as_olivia, millrace):
    CommitmentFactory.create(area=millrace, what="Mend the lamp")
    CommitmentFactory.create(area=millrace, what="Call her back", is_public=False)

    page = as_olivia.get("/oversight/promises/", {"period": "last-12-months"}).text
    rows = rows_of(as_olivia.get("/oversight/promises.csv", {"period": "last-12-months"}))

    assert "Mend the lamp" in page
    assert "Call her back" not in page
    assert sorted(row["what"] for row in rows) == ["", "Mend the lamp"]
