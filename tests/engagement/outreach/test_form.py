"""One sheet: what came up becomes concerns and promises, once; what is wrong is said."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern
from engagement.outreach.models import OutreachEntry
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory

NEW = "/desk/outreach/new/"


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def typed(millrace):
    return sheet(millrace)


def sheet(area, **said):
    rows = {f"{kind}-{part}": "0" for kind in ("heard", "promised") for part in ("INITIAL_FORMS",)}
    totals = {"heard-TOTAL_FORMS": "3", "promised-TOTAL_FORMS": "3"}
    due = timezone.localdate() + timedelta(days=30)
    untouched = {f"promised-{n}-due_on": f"{due:%Y-%m-%d}" for n in range(3)}
    return {
        "purpose": "relationship",
        "kind": "patrol",
        "started_by": "officer",
        "adults": "14",
        "youth": "2",
        "counted": "counted",
        "topics": ["traffic"],
        "happened": "Two shop owners asked when the walk signal comes.",
        "area": area.pk,
        "happened_on": f"{timezone.localdate():%Y-%m-%d}",
        "minutes": "45",
        "staff": "2",
        "submission": str(uuid.uuid4()),
        **rows,
        **totals,
        **untouched,
        **said,
    }


# What came up on the way


def test_rows_left_empty_say_nothing(desk, typed):
    desk.post(NEW, typed)

    assert OutreachEntry.objects.get().status == "submitted"
    assert not Concern.objects.exists()
    assert not Commitment.objects.exists()


def test_a_concern_raised_becomes_one_that_is_answered(desk, typed, dana, millrace):
    noise = CategoryFactory.create(slug="noise")
    words = "Loud music from the yard every night, nobody sleeps."

    desk.post(NEW, typed | {"heard-0-text": words, "place": "the old yard"})
    concern = Concern.objects.get()
    assert (concern.text, concern.area, concern.place) == (words, millrace, "the old yard")
    assert (concern.category, concern.anonymous, concern.entered_by) == (noise, True, dana)
    assert concern.reply_due_at
    assert list(OutreachEntry.objects.get().concerns.all()) == [concern]


def test_the_officer_s_choice_of_kind_counts_for_more_than_the_words(desk, typed):
    CategoryFactory.create(slug="noise")
    parks = CategoryFactory.create(slug="parks", name="Parks")

    desk.post(
        NEW, typed | {"heard-1-text": "Loud music in the park.", "heard-1-category": parks.pk}
    )
    assert Concern.objects.get().category == parks


def test_a_promise_made_goes_on_the_ledger(desk, typed, dana):
    due = timezone.localdate() + timedelta(days=10)
    desk.post(
        NEW,
        typed
        | {"promised-0-what": "Ask for four lamps", "promised-0-due_on": f"{due:%Y-%m-%d}"}
        | {"promised-1-what": "Fix the fence", "promised-1-owner_words": "Public Works"},
    )

    entry = OutreachEntry.objects.get()
    lamps, fence = Commitment.objects.filter(entry=entry).order_by("pk")
    assert (lamps.owner, lamps.due_on, lamps.is_public) == (dana, due, True)
    assert (fence.owner, fence.owner_words) == (None, "Public Works")


def test_the_same_sheet_sent_twice_raises_and_promises_once(desk, typed):
    sent = typed | {"heard-0-text": "The lamp is out.", "promised-0-what": "Look at the lamp"}

    assert desk.post(NEW, sent).url == desk.post(NEW, sent).url
    assert OutreachEntry.objects.count() == Concern.objects.count() == 1
    assert Commitment.objects.count() == 1


def test_a_promise_that_cannot_be_keeps_everything_out_and_all_that_was_typed(desk, typed):
    gone = timezone.localdate() - timedelta(days=3)
    page = desk.post(
        NEW,
        typed
        | {"heard-0-text": "The lamp is out.", "promised-0-what": "Look at the lamp"}
        | {"promised-0-due_on": f"{gone:%Y-%m-%d}"},
    ).text

    assert "That day is over." in page
    assert "The lamp is out." in page
    assert "Look at the lamp" in page
    assert not OutreachEntry.objects.exists()
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"promised-0-owner_words": "Public Works"}, "Say what we promise."),
        ({"promised-0-what": "Lamps", "promised-0-due_on": ""}, "Choose the day it is due."),
        ({"promised-0-what": "Lamps", "promised-0-due_on": "soon"}, "Enter a valid date."),
        ({"heard-0-text": "x" * 20_000}, "Make this shorter"),
        ({"heard-0-text": "Noise", "heard-0-category": "999999"}, "Select a valid choice"),
        ({"happened": "word " * 2000}, "Make this shorter"),
        ({"adults": "-3"}, "greater than or equal to 0"),
        ({"youth": "1000000000"}, "less than or equal to 50000"),
        ({"first_time_share": "101"}, "less than or equal to 100"),
        ({"overtime_hours": "-1"}, "greater than or equal to 0"),
        ({"concern_numbers": "999999"}, "There is no concern 999999 that you work on."),
        ({"concern_numbers": "x"}, "There is no concern x that you work on."),
        ({"concern_numbers": "9" * 30}, "There is no concern 9"),
        ({"organizations": ["999999"]}, "not one of the available choices"),
        ({"organizations": ["'; --"]}, "not a valid value"),
        ({"grants": ["999999"]}, "not one of the available choices"),
        ({"session": "999999"}, "not one of the available choices"),
        ({"visibility": "public"}, "Write two sentences for everyone"),
        (
            {"visibility": "public", "kind": "follow_up", "public_summary": "We met."},
            "stays inside",
        ),
        ({"segments": ["everyone"]}, "not one of the available choices"),
    ],
)
def test_each_mistake_is_said_and_the_rows_are_kept(desk, typed, wrong, words):
    response = desk.post(NEW, typed | {"heard-2-text": "Dark at the ford"} | wrong)

    assert words in response.text
    assert response.status_code == 200
    assert "Dark at the ford" in response.text
    assert not OutreachEntry.objects.exists()
    assert not Concern.objects.exists()


@pytest.mark.parametrize("total", ["1000000000", "-1", "x", ""])
def test_no_one_asks_for_more_rows_than_there_are(desk, typed, total):
    assert desk.post(NEW, typed | {"heard-TOTAL_FORMS": total}).status_code in {200, 302}
    assert not Concern.objects.exists()


def test_concerns_are_linked_by_number_where_one_works_on_them(desk, typed, millrace):
    here = ConcernFactory.create(area=millrace)
    old = ConcernFactory.create(area=millrace)

    desk.post(NEW, typed | {"concerns": [here.pk], "concern_numbers": f"#{old.pk}, {here.pk}"})
    assert set(OutreachEntry.objects.get().concerns.all()) == {here, old}


def test_a_concern_elsewhere_is_not_there(desk, typed, hillside):
    other = ConcernFactory.create(area=hillside, text="On the hill")

    page = desk.post(NEW, typed | {"concern_numbers": str(other.pk)}).text
    assert "There is no concern" in page
    assert "On the hill" not in page


def test_what_is_heard_at_a_meeting_belongs_to_it(desk, typed, millrace):
    event = EventFactory.create(area=millrace)
    meeting = SessionFactory.create(event=event, starts_at=timezone.now() - timedelta(hours=2))

    desk.post(NEW, typed | {"session": meeting.pk, "heard-0-text": "The lamp is out."})
    concern = Concern.objects.get()
    assert concern.source == "meeting"
    assert concern.meeting_links.get().session == meeting


# Filled in before it opens


def test_like_the_last_one_copies_the_place_but_no_words_and_no_heads(desk, dana, millrace):
    OutreachEntryFactory.create(
        lead=dana,
        area=millrace,
        kind="school",
        place="Mill School",
        languages="es",
        staff=3,
        adults=41,
        happened="They want a crossing guard at three.",
        status="submitted",
        sent_at=timezone.now(),
    )

    assert "Like my last one" in desk.get(NEW).text
    first = desk.get(NEW, {"like": "last"}).context["form"].initial
    assert (first["kind"], first["place"], first["staff"]) == ("school", "Mill School", 3)
    assert first["languages"] == "es"
    assert not {"happened", "adults", "youth"} & set(first)


def test_from_a_place_it_knows_the_place(desk, millrace):
    first = desk.get(NEW, {"area": millrace.slug, "place": "Mill \0Yard"}).context["form"].initial

    assert (first["area"], first["place"]) == (millrace, "Mill Yard")


def test_an_area_one_does_not_serve_is_no_prefill(desk, hillside, millrace):
    first = desk.get(NEW, {"area": hillside.slug}).context["form"].initial

    assert first["area"] == millrace


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, "-1"])
def test_a_problem_that_is_none_fills_in_nothing(desk, number):
    assert desk.get(NEW, {"problem": number}).status_code == 200


# Changes


@pytest.fixture
def entry(dana, millrace):
    return OutreachEntryFactory.create(
        lead=dana, area=millrace, status="submitted", sent_at=timezone.now()
    )


def change(client, entry, typed, **said):
    return client.post(f"/desk/outreach/{entry.pk}/edit/", typed | {"seen": entry.seen} | said)


def test_a_change_can_add_a_promise(desk, entry, typed):
    sent = typed | {"promised-0-what": "Ask for four lamps"}

    change(desk, entry, sent)
    change(desk, entry, sent)
    assert Commitment.objects.get().entry == entry


def test_what_changed_elsewhere_since_is_shown_beside_one_s_own(desk, entry, typed):
    began = entry.seen
    change(desk, entry, typed, happened="They asked for a bench at the bus stop.")
    entry.refresh_from_db()

    page = change(desk, entry, typed, seen=began, happened="They asked for lamps, and soon.")
    assert "This entry was changed somewhere else since" in page.text
    assert "They asked for a bench" in page.text
    assert "They asked for lamps" in page.text
    entry.refresh_from_db()
    assert "bench" in entry.happened

    change(desk, entry, typed, happened="They asked for lamps, and soon.")
    entry.refresh_from_db()
    assert "lamps" in entry.happened


def test_the_same_change_sent_twice_is_no_conflict(desk, entry, typed):
    began = entry.seen
    for _ in range(2):
        answer = change(desk, entry, typed, seen=began, **{"heard-0-text": "The lamp is out."})
        assert answer.status_code == 302
    assert Concern.objects.count() == 1


def test_an_entry_sent_back_is_sent_again_with_its_change(desk, dana, sam, millrace, typed):
    returned = OutreachEntryFactory.create(
        lead=dana,
        area=millrace,
        status="returned",
        sent_at=timezone.now(),
        reviewed_by=sam,
        reviewed_at=timezone.now(),
        review_note="Say what they want.",
    )

    change(desk, returned, typed)
    returned.refresh_from_db()
    assert returned.status == "submitted"


def test_a_change_never_takes_back_what_a_reviewer_did(desk, sam, entry, typed):
    began = entry.seen
    entry.approve(sam)

    answer = change(desk, entry, typed, seen=began)
    assert answer.status_code == 200
    assert "This entry is approved" in answer.text
    before = entry.happened
    entry.refresh_from_db()
    assert (entry.status, entry.happened) == ("approved", before)
