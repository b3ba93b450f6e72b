"""The ledger at the desk: what is owed, and the acts that end it."""

import csv
import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.commitments.models import Commitment
from portal.notices.models import Message
from portal.records.models import Export
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.events import RsvpFactory, a_meeting
from tests.factories.outreach import OutreachEntryFactory

DAY = timedelta(days=1)
LEDGER = "/desk/commitments/"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def signal(millrace, dana):
    return CommitmentFactory.create(
        what="Put up a walk signal", area=millrace, owner=dana, owner_words=""
    )


@pytest.fixture
def typed(today, dana, millrace):
    return {
        "what": "Put up a walk signal",
        "due_on": f"{today + 30 * DAY:%Y-%m-%d}",
        "owner": dana.pk,
        "owner_words": "",
        "area": millrace.pk,
        "is_public": "on",
        "submission": str(uuid.uuid4()),
    }


def text(response):
    return " ".join(response.text.split())


# The ledger


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"late", "soon", "far", "untold", "outside"}),
        ("show=mine", {"late", "untold"}),
        ("show=late", {"late"}),
        ("show=soon", {"soon"}),
        ("show=untold", {"untold"}),
        ("show=over", {"told"}),
        ("show=all", {"late", "soon", "far", "untold", "outside", "told"}),
        ("q=lamps+one-late", {"late"}),
        ("q=nothing-like-it", set()),
        ("source=event", {"soon"}),
        ("source=none&show=late", {"late"}),
        ("owner=outside", {"soon", "far", "outside"}),
        ("area=millrace&show=late", {"late"}),
        ("area=nowhere&source=nonsense", {"late", "soon", "far", "untold", "outside"}),
    ],
)
def test_one_finds_what_one_looks_for(desk, dana, millrace, today, query, seen):
    mine = {"owner": dana, "owner_words": ""}
    for name, about in {
        "late": {"late": True, **mine},
        "soon": {"event": a_meeting(millrace).event},
        "far": {"due_on": today + 40 * DAY},
        "untold": {"is_kept": True, **mine},
        "told": {"is_kept": True, "is_told": True, **mine},
        "outside": {"due_on": today + 50 * DAY},
    }.items():
        CommitmentFactory.create(what=f"Lamps one-{name}", area=millrace, **about)
    CommitmentFactory.create(what="Lamps one-elsewhere")
    page = desk.get(f"{LEDGER}?{query}").text

    names = ("late", "soon", "far", "untold", "told", "outside", "elsewhere")
    assert {name for name in names if f">Lamps one-{name}<" in page} == seen


def test_those_of_one_colleague_can_be_looked_up(desk, dana, sam, millrace):
    CommitmentFactory.create(what="Dana’s", area=millrace, owner=dana)
    CommitmentFactory.create(what="Sam’s", area=millrace, owner=sam)

    page = desk.get(f"{LEDGER}?owner={sam.pk}").text
    assert ">Sam’s<" in page
    assert ">Dana’s<" not in page


def test_the_numbers_above_lead_to_what_they_count(desk, dana, millrace):
    CommitmentFactory.create(area=millrace, late=True)
    CommitmentFactory.create(area=millrace, owner=dana)
    CommitmentFactory.create(area=millrace, is_dropped=True)

    page = text(desk.get(LEDGER))
    for words in ("1 promise is late.", "1 is due in two weeks.", "1 is yours."):
        assert words in page
    assert "For 1, residents do not know how it ended." in page


def test_an_empty_ledger_says_what_would_fill_it(desk):
    assert "Nothing is owed here" in desk.get(LEDGER).text
    assert "No promise fits" in desk.get(f"{LEDGER}?q=lamp").text


def test_a_script_gets_the_changing_part_alone(desk, signal):
    part = desk.get(LEDGER, headers={"HX-Request": "true"}).text

    assert "Put up a walk signal" in part
    assert "<html" not in part


def test_the_ledger_costs_the_same_for_three_as_for_one(desk, millrace, dana, time_stands_still):
    def one():
        event = a_meeting(millrace).event
        CommitmentFactory.create(event=event, area=millrace, owner=dana)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            desk.get(LEDGER)
        return len(asked)

    none = statements()
    one()
    single = statements()
    one()
    one()

    assert statements() == single <= none + 1 <= 12


def test_what_leaves_as_a_file_is_written_down(desk, signal, millrace, dana):
    concern = ConcernFactory.create(area=millrace)
    CommitmentFactory.create(
        what="=cmd|' /C calc'!A1", area=millrace, concern=concern, is_public=False
    )
    file = b"".join(desk.get(f"{LEDGER}export.csv?area=millrace")).decode()
    lines = list(csv.reader(file.splitlines()))

    assert [line[1] for line in lines[1:]] == ["Put up a walk signal", "'=cmd|' /C calc'!A1"]
    assert lines[2][-2:] == [f"A concern {concern.pk}", "no"]
    assert lines[1][-2:] == ["", "yes"]
    export = Export.objects.get(what="commitments csv")
    assert (export.user, export.rows, export.filters) == (dana, 2, {"area": "millrace"})


# Writing one down


def test_what_was_typed_is_promised(desk, typed, dana, millrace):
    response = desk.post(f"{LEDGER}new/", typed)

    promise = Commitment.objects.get()
    assert response.url == f"{LEDGER}{promise.pk}/"
    assert (promise.owner, promise.area, promise.is_public) == (dana, millrace, True)
    assert "The promise is written down." in desk.get(response.url).text


def test_the_button_pressed_twice_promises_once(desk, typed):
    assert desk.post(f"{LEDGER}new/", typed).url == desk.post(f"{LEDGER}new/", typed).url
    assert Commitment.objects.count() == 1


def test_someone_outside_answers_for_it_when_they_are_named(desk, typed):
    desk.post(f"{LEDGER}new/", typed | {"owner_words": "Public Works"})

    assert (Commitment.objects.get().owner, Commitment.objects.get().answers) == (
        None,
        "Public Works",
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": " "}, "Say what we promise."),
        ({"what": "x" * 401}, "at most 400"),
        ({"due_on": ""}, "Choose the day"),
        ({"due_on": "2026-02-30"}, "Enter a valid date"),
        ({"due_on": "2020-01-01"}, "That day is over."),
        ({"due_on": "2099-01-01"}, "too far away"),
        ({"owner": ""}, "Say who answers for it."),
        ({"owner": "999999"}, "Select a valid choice"),
        ({"area": "999999"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(desk, typed, wrong, words):
    page = desk.post(f"{LEDGER}new/", typed | wrong)

    assert words in page.text
    assert typed["submission"] in page.text
    assert not Commitment.objects.exists()


def test_an_officer_promises_nothing_for_another_district(desk, typed, hillside, lee):
    for wrong in ({"area": hillside.pk}, {"owner": lee.pk}):
        desk.post(f"{LEDGER}new/", typed | wrong)

    assert not Commitment.objects.exists()


def test_it_is_tied_to_where_it_was_made(desk, typed, millrace, dana):
    event = a_meeting(millrace).event
    entry = OutreachEntryFactory.create(lead=dana, area=millrace)
    concern = ConcernFactory.create(area=millrace, named=True)
    for name, source in {"event": event, "entry": entry, "concern": concern}.items():
        typed["submission"] = str(uuid.uuid4())
        assert desk.get(f"{LEDGER}new/?{name}={source.pk}").status_code == 200
        desk.post(f"{LEDGER}new/?{name}={source.pk}", typed)
        assert getattr(Commitment.objects.latest("pk"), name) == source


def test_a_sensitive_concern_offers_no_way_to_show_it(client, sam, typed, millrace):
    client.force_login(sam)
    concern = ConcernFactory.create(area=millrace, sensitive=True)
    address = f"{LEDGER}new/?concern={concern.pk}"

    assert "Show it to everyone" not in client.get(address).text
    client.post(address, typed)
    assert Commitment.objects.get().is_public is False


def test_what_is_not_theirs_to_know_is_not_there(client, lee, dana, millrace):
    event = a_meeting(millrace).event
    entry = OutreachEntryFactory.create(lead=dana, area=millrace)
    concern = ConcernFactory.create(area=millrace, sensitive=True)
    client.force_login(lee)

    for query in (f"event={event.pk}", f"entry={entry.pk}", f"concern={concern.pk}"):
        assert client.get(f"{LEDGER}new/?{query}").status_code == 404
    for query in ("event=x", f"event={'9' * 40}", "concern=-1"):
        assert client.get(f"{LEDGER}new/?{query}").status_code in (200, 404)


# One promise


def test_the_whole_life_of_a_promise_at_the_desk(desk, signal, today, millrace):
    address = f"{LEDGER}{signal.pk}/"
    later = signal.due_on + 20 * DAY
    desk.post(f"{address}postponement/", {"to": f"{later}", "why": "The paint is late."})
    desk.post(f"{address}result/", {"outcome": "kept", "result": "The signal works."})
    desk.post(f"{address}telling/", {"way": "meeting", "more": "the November one"})
    page = text(desk.get(address))

    signal.refresh_from_db()
    assert (signal.due_on, signal.state) == (later, "told")
    assert signal.told_how == "At a meeting: the November one"
    steps = ["Promised", "Moved to", "“The paint is late.”", "Done", "Residents told"]
    story = page.split("What happened to it")[1]
    assert [story.index(step) for step in steps] == sorted(story.index(step) for step in steps)
    assert "Dana" in story


def test_what_was_given_up_can_be_opened_again_and_hidden(desk, signal):
    address = f"{LEDGER}{signal.pk}/"
    desk.post(f"{address}result/", {"outcome": "dropped", "result": "The county said no."})
    desk.post(f"{address}telling/", {"way": "other", "more": "A letter to the block"})
    desk.post(f"{address}reopening/")
    desk.post(f"{address}showing/", {"to": "colleagues"})
    page = text(desk.get(address))

    signal.refresh_from_db()
    assert (signal.state, signal.is_public) == ("open", False)
    for step in ("Given up", "A letter to the block", "Opened again", "Hidden from the public"):
        assert step in page
    desk.post(f"{address}showing/", {"to": "everyone"})
    assert "Shown to everyone" in text(desk.get(address))


@pytest.mark.parametrize(
    ("act", "typed", "words"),
    [
        ("result", {"outcome": "kept", "result": ""}, "Say what came of it."),
        ("result", {"result": "Done."}, "Choose one."),
        ("result", {"outcome": "kept", "result": "Done.", "on": "2999-01-01"}, "still to come"),
        ("postponement", {"to": "2020-01-01", "why": "Slow"}, "Choose a day later"),
        ("postponement", {"to": "2020-01-01", "why": " "}, "Say why the day moves."),
        ("telling", {"way": "door"}, "Say first what came of it"),
        ("telling", {"way": "other"}, "Say how residents were told."),
        ("telling", {"way": "mail"}, "Select a valid choice"),
    ],
)
def test_each_act_says_what_is_missing(desk, signal, act, typed, words):
    page = desk.post(f"{LEDGER}{signal.pk}/{act}/", typed)

    signal.refresh_from_db()
    if act != "telling":  # the form for telling shows once there is something to tell
        assert words in page.text
    assert signal.state == "open"
    assert not signal.was_moved


def test_a_page_that_is_out_of_date_says_so(desk, signal):
    reply = desk.post(f"{LEDGER}{signal.pk}/reopening/", follow=True)

    assert "This promise is open already." in reply.text


def test_a_sensitive_one_is_not_shown_by_a_forged_form(client, sam, millrace):
    concern = ConcernFactory.create(area=millrace, sensitive=True)
    promise = CommitmentFactory.create(area=millrace, concern=concern, is_public=False)
    client.force_login(sam)
    reply = client.post(f"{LEDGER}{promise.pk}/showing/", {"to": "everyone"}, follow=True)

    promise.refresh_from_db()
    assert not promise.is_public
    assert "never public" in reply.text


def test_writing_to_those_who_came_is_one_of_the_ways(desk, dana, millrace):
    meeting = a_meeting(millrace)
    RsvpFactory.create(session=meeting, checked_in_at=timezone.now())
    promise = CommitmentFactory.create(area=millrace, owner=dana, event=meeting.event, is_kept=True)
    page = desk.get(f"{LEDGER}{promise.pk}/")
    assert "1 person who came left an address." in text(page)
    desk.post(f"{LEDGER}{promise.pk}/telling/", {"way": "mail"})

    promise.refresh_from_db()
    assert promise.told_how == "By mail to those who came"
    assert Message.objects.filter(key__contains="-told-").count() == 1


def test_whoever_raised_the_concern_is_answered_in_its_thread(desk, dana, millrace):
    concern = ConcernFactory.create(area=millrace)
    promise = CommitmentFactory.create(
        area=millrace, owner=dana, concern=concern, is_kept=True, is_public=False
    )
    assert "In the thread of their concern" in desk.get(f"{LEDGER}{promise.pk}/").text
    desk.post(f"{LEDGER}{promise.pk}/telling/", {"way": "mail"})

    assert "It is up." in concern.thread.get().text


def test_an_owner_keeps_a_promise_in_another_district(desk, dana, hillside):
    promise = CommitmentFactory.create(area=hillside, owner=dana)
    desk.post(f"{LEDGER}{promise.pk}/result/", {"outcome": "kept", "result": "Done."})

    promise.refresh_from_db()
    assert promise.is_kept


def test_hostile_words_stay_words_at_the_desk(desk, dana, millrace):
    promise = CommitmentFactory.create(
        what=HOSTILE, owner_words=HOSTILE, area=millrace, is_kept=True, result=HOSTILE
    )
    for address in (LEDGER, f"{LEDGER}{promise.pk}/", f"{LEDGER}?q={HOSTILE}"):
        assert HOSTILE not in desk.get(address).text


# On the pages of others


def test_my_desk_shows_the_promises_i_answer_for(desk, signal, dana, millrace):
    CommitmentFactory.create(what="Of someone else", area=millrace)
    CommitmentFactory.create(what="Settled", owner=dana, is_kept=True, is_told=True)

    page = desk.get("/desk/").text
    assert "Put up a walk signal" in page
    assert "Of someone else" not in page
    assert "Settled" not in page


def test_each_record_shows_what_was_promised_there(desk, dana, millrace):
    event = a_meeting(millrace).event
    entry = OutreachEntryFactory.create(lead=dana, area=millrace)
    concern = ConcernFactory.create(area=millrace)
    for name, source, address in [
        ("event", event, f"/desk/events/{event.pk}/"),
        ("entry", entry, f"/desk/outreach/{entry.pk}/"),
        ("concern", concern, f"/desk/concerns/{concern.pk}/"),
    ]:
        assert f"/desk/commitments/new/?{name}={source.pk}" in desk.get(address).text
        CommitmentFactory.create(what=f"Made at {name}", area=millrace, **{name: source})
        assert f"Made at {name}" in desk.get(address).text


def test_oversight_reads_a_concern_without_the_ledger(client, olivia, millrace):
    concern = ConcernFactory.create(area=millrace)
    CommitmentFactory.create(what="Made at it", concern=concern, area=millrace)
    client.force_login(olivia)

    assert "Made at it" not in client.get(f"/desk/concerns/{concern.pk}/").text


def test_of_two_ways_to_name_who_answers_neither_says_it_can_be_skipped(client, dana):
    client.force_login(dana)
    page = " ".join(client.get("/desk/commitments/new/").text.split())

    assert "One of us, or someone else whom you name below." in page
    assert re.search(r"Who answers for it\? </label>", page)
    assert re.search(r"Someone else who answers for it </label>", page)
