"""The log is looked through by words and by what is known; and nobody is added up."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.outreach import listing
from engagement.outreach.models import OutreachEntry
from portal.records.models import Export
from tests.factories.areas import AreaFactory
from tests.factories.outreach import OutreachEntryFactory

LOG = "/desk/outreach/"
FILE = "/desk/outreach/export.csv"


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def lead(client, sam):
    """Sam, who supervises the district, at the desk."""
    client.force_login(sam)
    return client


@pytest.fixture
def logged(dana, millrace):
    def logged(**what):
        return OutreachEntryFactory.create(**{"lead": dana, "area": millrace} | what)

    return logged


def places(response):
    """The places on the page, in the order they stand."""
    return re.findall(r"/desk/outreach/\d+/\">[^<]*?, ([^<]+)</a>", response.text)


def test_the_list_holds_one_s_own_areas_and_no_drafts_of_others(
    desk, dana, sam, millrace, hillside
):
    for author, area, trait, place in (
        (dana, millrace, {"draft": True}, "My draft"),
        (sam, millrace, {}, "Their entry"),
        (sam, millrace, {"draft": True}, "Their draft"),
        (sam, hillside, {}, "On the hill"),
        (dana, hillside, {}, "Mine on the hill"),
    ):
        OutreachEntryFactory.create(lead=author, area=area, place=place, **trait)

    assert set(places(desk.get(LOG))) == {"My draft", "Their entry", "Mine on the hill"}
    assert set(places(desk.get(LOG, {"q": "shop owners"}))) == set(places(desk.get(LOG)))


def test_the_list_narrows_to_an_area_with_what_lies_in_it(lead, riverside, millrace, eastbank):
    for area in (millrace, eastbank, riverside):
        OutreachEntryFactory.create(area=area, place=f"In {area}")

    assert places(lead.get(LOG, {"area": millrace.slug})) == ["In Millrace"]
    assert set(places(lead.get(LOG, {"area": riverside.slug}))) == {
        "In Millrace",
        "In Eastbank",
        "In Riverside",
    }
    assert len(places(lead.get(LOG, {"area": "nowhere"}))) == 3


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "patrol"}, ["On foot"]),
        ({"purpose": "problem_solving"}, ["For a reason"]),
        ({"topic": "noise"}, ["Loud"]),
        ({"status": "returned"}, ["Sent back"]),
        ({"status": "approved"}, ["Shown"]),
        ({"show": "public"}, ["Shown"]),
        ({"show": "late"}, ["Long ago"]),
        ({"until": "2026-01-31"}, ["Long ago"]),
        ({"since": "2026-01-10", "until": "2026-01-10"}, ["Long ago"]),
        ({"since": "2026-02-30", "kind": "patrol"}, ["On foot"]),
        ({"kind": "abduction", "until": "2026-01-31"}, ["Long ago"]),
        ({"q": "bakery"}, ["Bakery"]),
        ({"q": "walk signal", "kind": "patrol"}, ["On foot"]),
    ],
)
def test_each_filter_narrows_and_nonsense_narrows_nothing(desk, logged, query, shown):
    logged(place="On foot", kind="patrol")
    logged(place="For a reason", purpose="problem_solving")
    logged(place="Loud", topics=["noise", "drugs"])
    logged(place="Sent back", returned=True)
    logged(place="Shown", public=True)
    logged(place="Long ago", happened_on=date(2026, 1, 10))
    logged(place="Bakery")

    assert places(desk.get(LOG, query)) == shown


def test_mine_are_mine(desk, logged, sam):
    logged(place="Mine")
    logged(place="Sam’s", lead=sam)

    assert places(desk.get(LOG, {"show": "mine"})) == ["Mine"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("signal", True),
        ("signals", True),
        ("shop -signal", False),
        ('"walk signal"', True),
        ('"signal walk"', False),
        ("benches", True),  # what residents want
        ("stairwell", True),  # what got in the way
        ("Plátanos", True),  # the place, accents or not
        ("platanos", True),
        ("parking", True),  # a question not answered
        ("owners or nothing", True),
        ("zebra", False),
        ("the of a", False),
        ("\x00", True),  # nothing is asked for
        ("'); drop table", False),
        (":* & | !", False),
    ],
)
def test_words_are_found_wherever_they_were_written(desk, logged, words, found):
    logged(
        place="Calle Plátanos",
        wants="More benches",
        obstacles="The stairwell was dark",
        unanswered="Who pays for parking?",
    )

    assert bool(places(desk.get(LOG, {"q": words}))) is found


def test_an_entry_in_spanish_is_searched_in_spanish(desk, logged):
    logged(
        place="Centro", language="es", happened="Los vecinos piden más semáforos en las esquinas."
    )

    assert places(desk.get(LOG, {"q": "semaforo esquina"})) == ["Centro"]


def test_pages_follow_one_another_without_gap_or_repeat(desk, logged, dana, hillside):
    day = timezone.localdate()
    for number in range(60):
        logged(place=f"P{number}", happened_on=day - timedelta(days=number % 7))
    for number in range(60, 120):
        logged(place=f"P{number}", area=hillside, happened_on=day - timedelta(days=number % 5))

    seen, address = [], LOG
    for _ in range(5):
        page = desk.get(address)
        seen += places(page)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not following:
            break
        address = LOG + following[1].replace("&amp;", "&")
    days = [OutreachEntry.objects.get(place=place).happened_on for place in seen]
    assert sorted(seen) == sorted(f"P{number}" for number in range(120))
    assert days == sorted(days, reverse=True)
    assert "Back to the newest" in page.text


@pytest.mark.parametrize("mark", ["", "nonsense", "2026-13-01_5", "2026-01-01", "9" * 400, "_"])
def test_an_address_that_makes_no_sense_is_answered(desk, logged, mark):
    logged(place="Here")

    assert desk.get(LOG, {"after": mark}).status_code == 200


def test_many_areas_are_walked_along_the_days(desk, logged, monkeypatch, lead, dana):
    monkeypatch.setattr(listing, "EACH", 0)
    logged(place="Here")
    logged(place="Draft", draft=True)

    assert places(lead.get(LOG)) == ["Here"]


def test_the_list_asks_the_database_as_often_for_one_entry_as_for_three(
    time_stands_still, desk, logged
):
    desk.get(LOG)
    counts = []
    for rows in (0, 1, 2):
        for _ in range(rows):
            logged()
        with CaptureQueriesContext(connection) as queries:
            desk.get(LOG, {"q": "signal"})
        counts.append(len(queries))

    assert counts[1] == counts[2]
    # A rare word is looked up within settings of its own, which is four statements more.
    assert counts[2] <= 13


def test_the_part_of_the_page_that_changes_comes_alone(desk, logged):
    logged(place="Here")

    text = desk.get(LOG, headers={"HX-Request": "true"}).text
    assert "Here" in text
    assert "<html" not in text


def read(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_supervisor_takes_the_list_as_a_file_and_that_is_kept(lead, logged, sam, hillside):
    logged(place="=cmd()", public=True, happened="Two shops asked when the signal comes.")
    logged(place="Draft", draft=True)
    logged(place="Elsewhere", area=hillside)

    (row,) = read(lead.get(FILE))
    assert row["Place"] == "'=cmd()"
    assert row["Topics"] == "Traffic and crossings"
    assert row["Where it stands"] == "Approved"
    kept = Export.objects.get(what="outreach csv")
    assert (kept.user, kept.rows) == (sam, 1)


def test_the_file_holds_what_was_asked_for(lead, logged):
    logged(place="Bakery")
    logged(place="School")

    assert [row["Place"] for row in read(lead.get(FILE, {"q": "bakery"}))] == ["Bakery"]
    assert read(lead.get(FILE, {"q": "the"})) == []


def test_officers_take_no_file(desk):
    assert desk.get(FILE).status_code == 403


def test_no_page_and_no_file_adds_up_what_an_officer_did(desk, sam, client, dana, logged):
    """Three entries of seven: nowhere stands 21, and no query groups or sorts by who wrote it."""
    for _ in range(3):
        entry = logged(adults=7, youth=0, place="Here")
    client.force_login(sam)
    pages = [LOG, LOG + "review/", FILE, "/desk/", entry.get_absolute_url()]
    with CaptureQueriesContext(connection) as queries:
        answers = [client.get(page) for page in pages]
        texts = [
            b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
            for answer in answers
        ]

    assert not any(re.search(r"\b21\b (people|adults)", text) for text in texts)
    asked = " ".join(query["sql"] for query in queries if "outreach_" in query["sql"])
    for clause in re.findall(r"(?:GROUP|ORDER) BY ([^)]*?)(?:LIMIT|$)", asked):
        assert "lead" not in clause
        assert "reviewed_by" not in clause
    assert dana.name not in texts[2]


def test_the_list_of_someone_who_serves_many_areas(desk, dana, millrace):
    AreaFactory.create_batch(3)
    OutreachEntryFactory.create(lead=dana, area=millrace, place="Here")

    assert places(desk.get(LOG)) == ["Here"]
