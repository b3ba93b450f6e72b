import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from engagement.concerns import redacting
from engagement.concerns.models import Diversion
from metrics.dashboards.oversight import edits as history
from metrics.surveys.models import OwnWords
from portal.records.models import ComplaintCount, Export, record_access, record_export
from tests.factories.boards import CommentFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.own_words import OwnWordsFactory
from tests.factories.records import LegalDemandFactory

CHANGES = "/oversight/changes/"


@pytest.fixture
def as_olivia(client, olivia):
    client.force_login(olivia)
    return client


def changes(client, **asked):
    page = client.get(CHANGES, {"period": "last-12-months"} | asked)
    return [(edit.kind, edit.act, edit.by, edit.why) for edit in page.context["edits"]]


def test_olivia_reads_who_closed_a_concern_and_hid_words_and_why(as_olivia, dana, sam, millrace):
    concern = ConcernFactory.create(area=millrace, text="Ask Peter Vance about it")
    redacting.hide(concern, "Peter Vance", "name", sam)
    concern.close(dana, "no_action", "Peter Vance said it is over.")

    assert [*changes(as_olivia, kind="state"), *changes(as_olivia, kind="visible")] == [
        (
            "Where a concern stands",
            "Closed: We cannot do this",
            "Officer, Millrace",
            "[name] said it is over.",
        ),
        ("Who may read a concern", "Words hidden", "Supervisor, Riverside", "a name"),
    ]


def test_who_assigned_whom_is_no_change_to_read_here(as_olivia, dana, sam, millrace):
    ConcernFactory.create(area=millrace).assign(dana, sam)

    assert changes(as_olivia, kind="state") == []


def test_a_hidden_comment_and_the_second_look_are_in_it(as_olivia, kim, sam):
    hiding = CommentFactory.create().hide("ad", "It sells lamps.", sam)
    hiding.ask_again("It does not.")
    hiding.decide("It does not sell.", kim, show=True)

    assert changes(as_olivia, kind="comment")[0][1:] == (
        "It sells something, or is sent by a machine",
        "Supervisor, Riverside",
        "It sells lamps.",
    )
    assert changes(as_olivia, kind="appeal")[0][3] == "It does not sell."


def test_survey_words_outreach_promises_and_demands_are_in_it(as_olivia, kim, sam, millrace):
    words = OwnWordsFactory.create()
    OwnWords.objects.filter(pk=words.pk).decide("withheld", kim, why="names")
    OutreachEntryFactory.create(area=millrace, returned=True, reviewed_by=sam)
    promise = CommitmentFactory.create(area=millrace)
    promise.postpone(promise.due_on + timedelta(days=4), "The part is late.", sam)
    LegalDemandFactory.create().save()

    kinds = {kind for kind, *_rest in changes(as_olivia)}

    assert {
        "Words of a survey answer",
        "Outreach reviewed",
        "A promise’s day moved",
    } <= kinds


def test_sensitive_concerns_are_not_told(as_olivia, dana, millrace):
    concern = ConcernFactory.create(area=millrace, sensitive=True, assigned_to=dana)
    concern.close(dana, "resolved", "She moved.")

    assert changes(as_olivia, kind="state") == []


@pytest.mark.parametrize("source", history.SOURCES, ids=lambda source: source.kind)
def test_each_kind_can_be_asked_for_alone(as_olivia, source):
    assert changes(as_olivia, kind=source.kind) is not None
    assert source.acts() is not None


def test_a_page_of_changes_asks_no_more_for_many(
    as_olivia, dana, millrace, django_assert_max_num_queries
):
    as_olivia.get(CHANGES)
    for _ in range(30):
        ConcernFactory.create(area=millrace).acknowledge(dana)

    with django_assert_max_num_queries(12):
        page = as_olivia.get(CHANGES)

    assert page.context["page"].paginator.num_pages == 2


# Readings


def test_readings_are_told_by_role_and_never_by_name(as_olivia, dana, kim):
    concern = ConcernFactory.create()
    for _ in range(3):
        record_access(dana, "opened a concern", concern, why="Rosa called")
    record_export(kim, "concerns csv", b"x", 7, {"words": "Vance"})

    page = as_olivia.get("/oversight/readings/")

    [row] = page.context["readings"]
    assert (row.role, row.kind, row.times, row.people) == ("Officer", "concern", 3, 1)
    [left] = page.context["files"]
    assert (left.by, left.rows, len(left.sha256)) == ("Command staff, whole city", 7, 64)
    for private in ("Dana", "Kim", "Rosa called", "Vance"):
        assert private not in page.text


def test_taking_the_log_is_in_the_log(as_olivia, olivia, dana):
    record_access(dana, "opened a concern", ConcernFactory.create())

    response = as_olivia.get("/oversight/readings.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    [row] = csv.DictReader(io.StringIO(text))
    assert row["who"] == "Officer, Millrace"
    assert Export.objects.filter(user=olivia, what="access log csv").count() == 1


def test_a_role_counts_as_it_was_then(as_olivia, dana):
    record_access(dana, "opened a concern", ConcernFactory.create())
    dana.roles.update(since=timezone.now() - timedelta(days=9), until=timezone.now())

    [row] = as_olivia.get("/oversight/readings/").context["readings"]

    assert row.role == "Officer"


# Complaints


def test_the_two_counts_stand_side_by_side(as_olivia, olivia):
    month = timezone.localdate().replace(day=1)
    Diversion.objects.create(kind="complaint", on=month, times=5)

    typed = {"month": f"{month:%Y-%m}", "received": 4, "acknowledged": 4}
    page = as_olivia.post("/oversight/complaints/", typed, follow=True)

    assert ComplaintCount.objects.get().entered_by == olivia
    assert page.context["months"][0].words.startswith("1 more went on from here than arrived.")
    as_olivia.post("/oversight/complaints/", typed | {"received": 5, "acknowledged": 5})
    shown = as_olivia.get("/oversight/complaints/").context["months"][0]
    assert (shown.led, shown.words) == (5, "All arrived, and all have a receipt.")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"month": "soon"}, "month"),
        ({"month": "2999-01"}, "month"),
        ({"received": "-1"}, "received"),
        ({"acknowledged": "9"}, "acknowledged"),
        ({"received": ""}, "received"),
    ],
)
def test_a_count_that_makes_no_sense_is_said_so(as_olivia, wrong, field):
    typed = {"month": "2026-09", "received": "4", "acknowledged": "4"}

    page = as_olivia.post("/oversight/complaints/", typed | wrong)

    assert field in page.context["form"].errors
    assert not ComplaintCount.objects.exists()


def test_demands_are_counted_and_nothing_else_is_told(as_olivia):
    LegalDemandFactory.create(received_on=date(2026, 5, 2), from_whom="A secret court")

    page = as_olivia.get("/oversight/demands/")

    assert [(first.isoformat(), n) for first, n, _counts in page.context["quarters"]] == [
        ("2026-04-01", 1)
    ]
    assert "secret court" not in page.text


def test_the_first_page_leads_everywhere(as_olivia, django_assert_max_num_queries):
    as_olivia.get("/oversight/")

    with django_assert_max_num_queries(24):
        page = as_olivia.get("/oversight/").text

    for address in ("replies", "concerns", "changes", "complaints", "readings", "demands"):
        assert f"/oversight/{address}/" in page
