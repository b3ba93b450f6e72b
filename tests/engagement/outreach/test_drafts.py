"""What is not sent yet: drafts on the server, and what a phone kept without signal."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern
from engagement.outreach.models import OutreachEntry
from tests.engagement.outreach.test_form import NEW, sheet
from tests.factories.concerns import ConcernFactory
from tests.factories.outreach import OutreachEntryFactory

SYNC = "/desk/outreach/sync/"


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def typed(millrace):
    return sheet(millrace)


# Drafts, which need no script


def test_a_draft_needs_no_words_yet_and_is_its_author_s_alone(desk, client, typed, sam):
    answer = desk.post(NEW, typed | {"happened": "", "topics": [], "as": "draft"})

    draft = OutreachEntry.objects.get()
    assert (draft.status, draft.sent_at) == ("draft", None)
    assert answer.url == f"/desk/outreach/{draft.pk}/"
    client.force_login(sam)
    assert client.get(answer.url).status_code == 404


def test_a_draft_raises_and_promises_nothing_until_it_is_sent(desk, typed):
    noted = {"heard-0-text": "The lamp is out.", "promised-1-what": "Look at the lamp"}
    desk.post(NEW, typed | noted | {"as": "draft"})
    draft = OutreachEntry.objects.get()
    assert not Concern.objects.exists()

    page = desk.get(f"/desk/outreach/{draft.pk}/edit/").text
    assert "The lamp is out." in page
    assert "Look at the lamp" in page

    again = typed | noted | {"seen": draft.seen, "submission": str(uuid.uuid4())}
    desk.post(f"/desk/outreach/{draft.pk}/edit/", again)
    draft.refresh_from_db()
    assert (draft.status, draft.noted) == ("submitted", {})
    assert Concern.objects.get().outreach.get() == draft
    assert Commitment.objects.get().entry == draft


def test_a_draft_is_put_by_more_than_once(desk, typed):
    desk.post(NEW, typed | {"as": "draft"})
    draft = OutreachEntry.objects.get()

    later = typed | {"adults": "20", "seen": draft.seen, "as": "draft"}
    desk.post(f"/desk/outreach/{draft.pk}/edit/", later)
    draft.refresh_from_db()
    assert (draft.status, draft.adults) == ("draft", 20)


def test_a_sheet_put_by_and_then_sent_is_one_entry(desk, typed):
    desk.post(NEW, typed | {"as": "draft"})
    desk.post(NEW, typed)

    assert OutreachEntry.objects.get().status == "submitted"


def test_also_a_draft_is_told_of_numbers_that_cannot_be(desk, typed):
    assert (
        "greater than or equal to 0" in desk.post(NEW, typed | {"adults": "-3", "as": "draft"}).text
    )
    assert not OutreachEntry.objects.exists()


def test_what_was_sent_never_becomes_a_draft_again(desk, typed, dana, millrace):
    entry = OutreachEntryFactory.create(
        lead=dana, area=millrace, status="submitted", sent_at=timezone.now()
    )
    desk.post(f"/desk/outreach/{entry.pk}/edit/", typed | {"seen": entry.seen, "as": "draft"})

    entry.refresh_from_db()
    assert entry.status == "submitted"


# What a phone kept


def item(typed, **more):
    said = []
    for name, value in typed.items():
        values = value if isinstance(value, list) else [value]
        said += [[name, str(each)] for each in values]
    return {"id": typed["submission"], "at": "2026-11-20T10:00:00Z", "said": said, **more}


def send(client, *items):
    return client.post(SYNC, json.dumps({"items": list(items)}), content_type="application/json")


def test_what_waited_is_one_entry_however_often_it_is_sent(desk, typed):
    kept = item(typed | {"heard-0-text": "The lamp is out."})

    for _ in range(3):
        (answer,) = send(desk, kept).json()["answers"]
        assert answer["became"] == "kept"
    entry = OutreachEntry.objects.get()
    assert answer["url"] == f"/desk/outreach/{entry.pk}/"
    assert entry.topics == ["traffic"]
    assert Concern.objects.count() == 1
    assert desk.get(SYNC, {"sent": typed["submission"]}).json()["known"]


def test_a_wrong_one_is_held_with_its_words_and_holds_up_no_other(desk, typed, millrace):
    wrong = item(sheet(millrace, adults="-3", happened="short"))
    first, second = send(desk, wrong, item(typed)).json()["answers"]

    assert (first["became"], first["hold"]) == ("refused", True)
    assert any(words.startswith("Adults:") for words in first["words"])
    assert second["became"] == "kept"
    assert OutreachEntry.objects.count() == 1


def test_a_change_made_without_signal_meets_one_made_elsewhere(desk, typed, dana, millrace):
    entry = OutreachEntryFactory.create(
        lead=dana, area=millrace, status="submitted", sent_at=timezone.now()
    )
    began = entry.seen
    desk.post(f"/desk/outreach/{entry.pk}/edit/", typed | {"seen": began})

    mine = typed | {"seen": began, "happened": "They want a bench at the bus stop."}
    (answer,) = send(desk, item(mine, entry=entry.pk)).json()["answers"]
    assert (answer["became"], answer["hold"]) == ("conflict", True)
    assert "Choose which one to keep" in answer["words"][0]
    entry.refresh_from_db()
    assert "bench" not in entry.happened


def test_one_that_cannot_be_changed_any_more_is_held(desk, typed, sam, dana, millrace):
    entry = OutreachEntryFactory.create(
        lead=dana, area=millrace, status="submitted", sent_at=timezone.now()
    )
    entry.approve(sam)

    (answer,) = send(desk, item(typed, entry=entry.pk)).json()["answers"]
    assert answer["words"] == ["This entry can no longer be changed."]


@pytest.mark.parametrize("number", [-1, 0, 2**70, "1", 1.5, True, [], {}])
def test_a_number_of_no_entry_changes_nothing(desk, typed, number):
    (answer,) = send(desk, item(typed, entry=number)).json()["answers"]
    assert answer["became"] == "refused"


def test_the_entry_of_someone_else_is_not_there(desk, typed, lee, hillside):
    theirs = OutreachEntryFactory.create(
        lead=lee, area=hillside, status="submitted", sent_at=timezone.now()
    )
    (answer,) = send(desk, item(typed, entry=theirs.pk)).json()["answers"]
    assert answer["became"] == "refused"


@pytest.mark.parametrize(
    "said", [None, "x", [["a"]], [["a", 1]], [[1, "a"]], [["a", "\0"]], [["a", "b"]] * 401]
)
def test_nonsense_for_a_sheet_is_held(desk, said):
    (answer,) = send(desk, {"id": "1", "said": said}).json()["answers"]
    assert answer["became"] == "refused"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"items": 3}', b'{"items": [3]}', b"\xff", b"[" * 100_000]
)
def test_nonsense_for_a_list_is_said(desk, body):
    answer = desk.post(SYNC, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"]["request"]


def test_too_much_at_once_is_said(desk):
    assert send(desk, *[{}] * 101).status_code == 400
    assert desk.post(SYNC, b" " * 1_100_000, content_type="application/json").status_code == 400


@pytest.mark.parametrize("number", ["", "x", "9" * 99, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"])
def test_a_sheet_that_never_came_is_not_known(desk, number):
    assert desk.get(SYNC, {"sent": number}).json()["known"] is False


def test_a_sheet_of_someone_else_is_not_known(desk, client, typed, sam):
    desk.post(NEW, typed)
    client.force_login(sam)

    assert client.get(SYNC, {"sent": typed["submission"]}).json()["known"] is False


def test_the_page_a_phone_keeps_names_nobody_and_nothing(desk, dana, millrace):
    ConcernFactory.create(area=millrace, text="Cars race on Mill Street")
    OutreachEntryFactory.create(
        lead=dana,
        area=millrace,
        place="Tula’s Bakery",
        happened_on=timezone.localdate() - timedelta(days=1),
        status="submitted",
        sent_at=timezone.now(),
    )
    assert "Cars race" in desk.get(NEW).text

    page = desk.get(NEW, {"kept": "1"}).text
    for word in ("Cars race", "Tula", dana.name):
        assert word not in page
