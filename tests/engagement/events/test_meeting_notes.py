"""While the meeting goes on: each line is kept when it is sent, once, by whoever runs it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.concerns import intake
from engagement.concerns.models import Concern
from engagement.events.models import Minutes, MinutesLine
from portal.notices.models import Message
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.minutes import a_held_meeting, promised, ready_minutes

IN_A_MONTH = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def meeting(millrace):
    """It began an hour ago, but today, and goes on for another."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    begun = max(timezone.now() - timedelta(hours=1), midnight)
    return SessionFactory.create(event__area=millrace, starts_at=begun).event


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def address(name, *args):
    return reverse(f"desk_events:{name}", args=args)


def send(desk, name, meeting, *more, **fields):
    return desk.post(address(name, meeting.pk, *more), fields)


def a_promise(**fields):
    return {"what": "Mend the light", "due_on": IN_A_MONTH.isoformat(), "owner": ""} | fields


def a_concern(user, **fields):
    return {"text": "Cars race at night", "language": "en", "token": intake.seal(user)} | fields


def test_a_decision_and_a_question_are_kept_when_they_are_sent(desk, meeting):
    sent = send(desk, "note_decision", meeting, text="The gate stays open.")
    assert sent.url == f"{address('notes', meeting.pk)}#decisions"
    send(desk, "note_question", meeting, text="When is the light fixed?")
    send(desk, "note_question", meeting, text="Who mows?", answer="Parks do.")

    text = desk.get(address("notes", meeting.pk)).text
    for words in ("The gate stays open.", "When is the light fixed?", "Parks do.", "Not answered"):
        assert words in text
    assert Minutes.objects.get().written_by.name == "Dana"


def test_pressing_twice_writes_one_line(desk, meeting):
    for _ in range(2):
        send(desk, "note_decision", meeting, text="The gate stays open.")
    assert MinutesLine.objects.count() == 1


def test_an_empty_line_gets_a_sentence_and_nothing_typed_is_lost(desk, meeting):
    page = send(desk, "note_question", meeting, text="", answer="On Tuesday.")
    assert "Write it down first." in page.text
    assert "On Tuesday." in page.text
    assert not MinutesLine.objects.exists()


def test_a_line_before_the_meeting_begins_is_refused_in_words(desk, millrace):
    early = SessionFactory.create(event__area=millrace).event
    assert "has not begun yet" in send(desk, "note_decision", early, text="Yes.").text


def test_a_meeting_without_a_day_has_no_page_for_notes(desk, millrace):
    assert desk.get(address("notes", EventFactory.create(area=millrace).pk)).status_code == 404


def test_with_script_only_the_section_comes_back(desk, meeting):
    url = address("note_decision", meeting.pk)
    part = desk.post(url, {"text": "Yes."}, headers={"hx-request": "true"}).text
    assert part.strip().startswith('<section id="decisions"')
    assert "Written down." in part
    wrong = desk.post(url, {"text": ""}, headers={"hx-request": "true"}).text
    assert "Write it down first." in wrong
    assert "<html" not in wrong


def test_words_that_look_like_markup_stay_words(desk, meeting):
    send(desk, "note_decision", meeting, text="<script>alert(1)</script> & done")
    page = desk.get(address("notes", meeting.pk)).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; done" in page


# Promises


def test_a_promise_says_what_who_and_by_when(desk, meeting, dana):
    send(desk, "note_promise", meeting, **a_promise(owner=dana.pk))
    promise = Commitment.objects.get()
    assert (promise.event, promise.owner, promise.area) == (meeting, dana, meeting.area)
    assert promise.due_on == IN_A_MONTH
    assert "Mend the light" in desk.get(address("notes", meeting.pk)).text


def test_someone_else_can_answer_for_it(desk, meeting, dana):
    send(desk, "note_promise", meeting, **a_promise(owner=dana.pk, owner_words="Public Works"))
    promise = Commitment.objects.get()
    assert (promise.owner, promise.owner_words) == (None, "Public Works")


def test_a_promise_sent_twice_is_one(desk, meeting, dana):
    page = desk.get(address("notes", meeting.pk)).text
    number = re.search(r'name="submission" value="([0-9a-f-]{36})"', page)[1]
    for _ in range(2):
        send(desk, "note_promise", meeting, **a_promise(owner=dana.pk, submission=number))
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"what": ""}, "Say what we promise."),
        ({}, "Say who answers for it."),
        ({"owner_words": "Parks", "due_on": ""}, "Choose the day it is due."),
        ({"owner_words": "Parks", "due_on": "2020-01-01"}, "That day is over."),
        ({"owner_words": "Parks", "due_on": "2099-01-01"}, "too far away"),
    ],
)
def test_a_promise_that_lacks_something_gets_a_sentence(desk, meeting, fields, sentence):
    page = send(desk, "note_promise", meeting, **a_promise(**fields))
    assert sentence in page.text
    assert not Commitment.objects.exists()


def test_nobody_from_elsewhere_can_be_made_to_answer(desk, meeting, lee, rosa):
    for stranger in (lee, rosa):
        page = send(desk, "note_promise", meeting, **a_promise(owner=stranger.pk))
        assert "Select a valid choice" in page.text
    assert not Commitment.objects.exists()


def test_staff_of_the_area_above_it_and_the_city_can_answer(desk, meeting, sam, kim, lee, rosa):
    page = desk.get(address("notes", meeting.pk)).text
    for name, there in (("Dana", True), ("Sam", True), ("Kim", True), ("Lee", False)):
        assert (f">{name}" in page) == there, name


def test_a_promise_written_up_later_was_made_that_evening(desk, millrace, dana):
    held = a_held_meeting(area=millrace, days_ago=5)
    send(desk, "note_promise", held, **a_promise(owner=dana.pk))
    evening = timezone.localdate(held.sessions.get().starts_at)
    assert Commitment.objects.get().made_on == evening


# Concerns


def test_a_concern_from_the_room_is_a_real_one_tied_to_the_meeting(desk, meeting, dana):
    page = send(desk, "note_concern", meeting, **a_concern(dana, place="Mill Street"))

    concern = Concern.objects.get()
    assert (concern.source, concern.area, concern.entered_by) == ("meeting", meeting.area, dana)
    assert concern.anonymous
    assert concern.reply_due_at
    assert concern.meeting_links.get().session.event == meeting
    assert "Cars race at night" in page.text
    code = re.findall(r"<span>(\d{4})</span>", page.text)
    assert len(code) == 4
    assert "".join(code) not in desk.get(address("notes", meeting.pk)).text
    assert "<span>" + code[0] not in desk.get(address("notes", meeting.pk)).text


def test_a_concern_sent_twice_is_one_with_the_same_code(desk, meeting, dana):
    form = a_concern(dana)
    codes = [
        re.findall(r"<span>(\d{4})</span>", send(desk, "note_concern", meeting, **form).text)
        for _ in range(2)
    ]
    assert Concern.objects.count() == 1
    assert codes[0] == codes[1] != []


def test_the_code_is_not_shown_again_later(desk, meeting, dana):
    form = a_concern(dana)
    send(desk, "note_concern", meeting, **form)
    Concern.objects.update(raised_at=timezone.now() - timedelta(minutes=5))
    assert "It is shown once" not in send(desk, "note_concern", meeting, **form).text


def test_whoever_leaves_an_address_gets_a_receipt(desk, meeting, dana):
    about = {"contact_name": "Nan", "contact_email": "nan@example.org", "language": "es"}
    send(desk, "note_concern", meeting, **a_concern(dana, **about))
    assert not Concern.objects.get().anonymous
    assert Message.objects.get().to == "nan@example.org"


@pytest.mark.parametrize("token", ["", "made-up", "WyJ0b2tlbiIsMV0:1:x"])
def test_a_form_that_we_did_not_make_keeps_nothing(desk, meeting, dana, token):
    page = send(desk, "note_concern", meeting, **a_concern(dana, token=token))
    assert page.status_code == 200
    assert not Concern.objects.exists()


def test_a_sensitive_concern_is_not_said_in_the_list(desk, meeting, dana):
    send(desk, "note_concern", meeting, **a_concern(dana))
    Concern.objects.update(sensitive=True, assigned_to=dana)
    page = desk.get(address("notes", meeting.pk)).text
    assert "Cars race" not in page
    assert "Sensitive: open it to read" in page


# From before


@pytest.fixture
def from_before(dana, millrace):
    last = a_held_meeting(area=millrace, days_ago=40)
    return promised(dana, last, what="Paint the crossing", made_on=last.first_day)


def test_the_notes_begin_with_what_is_still_owed(desk, meeting, from_before):
    page = desk.get(address("notes", meeting.pk)).text
    assert page.index("From last time") < page.index("Paint the crossing")


def test_a_promise_from_before_can_be_said_to_be_done(desk, meeting, from_before):
    sent = send(desk, "carried", meeting, from_before.pk, result="Painted on Monday.")
    assert sent.url.endswith("#carried")
    from_before.refresh_from_db()
    assert (from_before.status, from_before.result) == ("kept", "Painted on Monday.")
    page = desk.get(address("notes", meeting.pk)).text
    assert "Say that residents were told" in page


def test_done_without_a_word_is_not_done(desk, meeting, from_before):
    page = send(desk, "carried", meeting, from_before.pk, result=" ")
    assert "Say what was done" in page.text
    from_before.refresh_from_db()
    assert from_before.is_open


def test_a_promise_that_is_already_given_up_says_so(desk, meeting, from_before, dana):
    from_before.drop("No money.", dana)
    page = send(desk, "carried", meeting, from_before.pk, result="Done.")
    assert page.status_code == 200
    from_before.refresh_from_db()
    assert from_before.is_dropped


def test_a_promise_of_another_area_is_not_known_here(desk, meeting, sam, eastbank):
    elsewhere = promised(sam, a_held_meeting(area=eastbank, days_ago=40))
    sent = send(desk, "carried", meeting, elsewhere.pk, result="Done.")
    assert sent.status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.is_open


# Lines, later


def test_a_question_is_answered_later_from_the_desk(desk, dana, millrace):
    minutes = ready_minutes(dana, area=millrace)
    asked = minutes.note("question", "When is the light fixed?", dana)
    minutes.publish(dana)
    roster = address("event", minutes.event_id)
    assert "Questions without an answer" in desk.get(roster).text

    sent = desk.post(address("line", asked.pk), {"text": asked.text, "answer": "On Tuesday."})
    assert sent.url == roster
    assert "Questions without an answer" not in desk.get(roster).text
    assert "On Tuesday." in desk.get(minutes.get_absolute_url()).text


def test_a_line_is_changed_and_taken_out(desk, dana, millrace):
    line = ready_minutes(dana, area=millrace).lines.get()
    assert "The light is mended." in desk.get(address("line", line.pk)).text
    assert "Write it down first." in desk.post(address("line", line.pk), {"text": ""}).text
    desk.post(address("line", line.pk), {"text": "The light is replaced."})
    line.refresh_from_db()
    assert line.text == "The light is replaced."
    desk.post(address("line_removal", line.pk))
    assert not MinutesLine.objects.exists()


def test_a_decision_cannot_be_given_an_answer(desk, dana, millrace):
    line = ready_minutes(dana, area=millrace).lines.get()
    desk.post(address("line", line.pk), {"text": line.text, "answer": "Smuggled in."})
    line.refresh_from_db()
    assert line.answer == ""


def test_an_officer_from_elsewhere_can_do_none_of_it(client, lee, dana, meeting, from_before):
    client.force_login(lee)
    for name, fields in (
        ("note_decision", {"text": "Yes."}),
        ("note_promise", a_promise(owner=lee.pk)),
        ("note_concern", a_concern(lee)),
    ):
        assert client.post(address(name, meeting.pk), fields).status_code == 403
    carried = address("carried", meeting.pk, from_before.pk)
    assert client.post(carried, {"result": "Done."}).status_code == 403
    assert not MinutesLine.objects.exists()
    assert not Concern.objects.exists()
    assert Commitment.objects.get() == from_before


@pytest.mark.usefixtures("time_stands_still")
def test_the_page_costs_the_same_however_much_is_written(desk, meeting, dana, millrace):
    def statements():
        with CaptureQueriesContext(connection) as counted:
            assert desk.get(address("notes", meeting.pk)).status_code == 200
        return len(counted)

    minutes = Minutes.objects.begin(meeting, dana)

    def more(n):
        for kind in ("decision", "question"):
            minutes.note(kind, f"Line {n}", dana)
        promised(dana, meeting, what=f"Promise {n}")
        promised(dana, a_held_meeting(area=millrace, days_ago=40 + n), what=f"Before {n}")
        send(desk, "note_concern", meeting, **a_concern(dana, text=f"Concern number {n}"))

    more(0)
    one = statements()
    more(1)
    more(2)
    assert statements() == one
