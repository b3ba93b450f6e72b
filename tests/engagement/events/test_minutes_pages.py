"""Closing a meeting at the desk, and what everyone reads afterwards."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events.models import Minutes
from engagement.events.models.minutes import Attendance
from engagement.outreach.models import OutreachEntry
from tests.factories.events import RsvpFactory, SessionFactory
from tests.factories.minutes import a_held_meeting, promised, ready_minutes
from tests.factories.organizations import OrganizationFactory
from tests.factories.outreach import OutreachEntryFactory

SUMMARY = "We talked about the light at the crossing."


@pytest.fixture
def meeting(millrace):
    return a_held_meeting(area=millrace, title="Millrace evening", slug="millrace-evening")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def page_of(meeting):
    return reverse("desk_events:close", args=[meeting.pk])


def is_ticked(page, organization):
    box = re.search(rf'name="(?:organizations|others)"\s+value="{organization.pk}"[^>]*>', page)
    return "checked" in box[0]


def filled(meeting, then="draft", **fields):
    session = meeting.sessions.get()
    whole = {
        f"adults_{session.pk}": 30,
        f"youth_{session.pk}": 12,
        "summary": SUMMARY,
        "decisions": "The light is mended.\n\n  The gate stays open.  ",
        "questions": "When?",
        "then": then,
    }
    return whole | fields


def test_everything_is_kept_as_a_draft_that_nobody_outside_sees(desk, client, meeting):
    sent = desk.post(page_of(meeting), filled(meeting))
    assert sent.url == page_of(meeting)

    minutes = Minutes.objects.get()
    assert str(minutes.summary) == SUMMARY
    assert [line.text for line in minutes.decisions] == [
        "The light is mended.",
        "The gate stays open.",
    ]
    assert [line.text for line in minutes.open_questions] == ["When?"]
    assert minutes.attendance == Attendance(30, 12)
    assert desk.get(minutes.get_absolute_url()).status_code == 404
    assert SUMMARY not in desk.get(meeting.get_absolute_url()).text


def test_sending_it_twice_writes_nothing_twice(desk, meeting):
    for _ in range(2):
        desk.post(page_of(meeting), filled(meeting))
    assert Minutes.objects.get().lines.count() == 3


def test_opening_the_page_writes_nothing(desk, meeting):
    assert desk.get(page_of(meeting)).status_code == 200
    assert not Minutes.objects.exists()


def test_it_can_be_closed_now_and_published_later(desk, meeting, dana):
    assert desk.post(page_of(meeting), filled(meeting, "close")).status_code == 302
    minutes = Minutes.objects.get()
    assert minutes.closed_by == dana
    assert not minutes.is_published
    assert "Close the meeting, publish later" not in desk.get(page_of(meeting)).text


def test_publishing_puts_it_where_everyone_looks(desk, client, meeting):
    desk.post(page_of(meeting), filled(meeting, "publish"))
    client.logout()
    for address in (Minutes.objects.get().get_absolute_url(), meeting.get_absolute_url()):
        text = client.get(address).text
        for words in (SUMMARY, "42 people came. 12 of them were under 18.", "When?", "mended."):
            assert words in text, address


def test_what_is_missing_is_said_and_what_was_typed_is_kept(desk, meeting):
    nothing = {"decisions": "", "questions": ""}
    page = desk.post(page_of(meeting), filled(meeting, "publish", **nothing), follow=True).text
    assert "The draft is kept. Add a decision" in page
    assert "Before you publish" in page
    assert SUMMARY in page
    assert not Minutes.objects.get().is_published


def test_nothing_was_decided_is_said_openly(desk, meeting):
    nothing = {"decisions": "", "questions": "", "nothing_settled": "on"}
    desk.post(page_of(meeting), filled(meeting, "publish", **nothing))
    page = desk.get(Minutes.objects.get().get_absolute_url()).text
    assert "Nothing was decided at this meeting." in page


def test_a_draft_leads_on_to_the_notes_for_a_promise(desk, meeting):
    sent = desk.post(page_of(meeting), filled(meeting, "promise"))
    assert sent.url == reverse("desk_events:notes", args=[meeting.pk])
    assert str(Minutes.objects.get().summary) == SUMMARY


def test_a_correction_says_so_and_taking_back_is_not_offered(desk, meeting):
    desk.post(page_of(meeting), filled(meeting, "publish"))
    page = desk.get(page_of(meeting)).text
    assert "Save the correction" in page
    assert "Save the draft" not in page

    desk.post(page_of(meeting), filled(meeting, "correct", summary="We spoke of the light."))
    shown = desk.get(Minutes.objects.get().get_absolute_url()).text
    assert "We spoke of the light." in shown
    assert "Corrected" in shown


def test_counting_again_after_publishing_is_a_correction(desk, meeting):
    desk.post(page_of(meeting), filled(meeting, "publish"))
    again = filled(meeting, "correct", **{f"adults_{meeting.sessions.get().pk}": 31})
    desk.post(page_of(meeting), again)
    assert Minutes.objects.get().corrected_at


def test_a_made_up_button_only_saves_the_draft(desk, meeting):
    desk.post(page_of(meeting), filled(meeting, "unpublish"))
    assert not Minutes.objects.get().is_closed


# What the form knows and says


def test_the_count_begins_with_who_was_checked_in(desk, meeting, dana):
    session = meeting.sessions.get()
    RsvpFactory.create(session=session, guests=2, checked_in_at=timezone.now())
    RsvpFactory.create(session=session, age="teen", checked_in_at=timezone.now())
    RsvpFactory.create(session=session)
    page = desk.get(page_of(meeting)).text
    assert f'name="adults_{session.pk}" value="3"' in page
    assert f'name="youth_{session.pk}" value="1"' in page


def test_what_was_counted_at_the_door_stands(desk, meeting):
    session = meeting.sessions.get()
    session.count_heads(25, None)
    RsvpFactory.create(session=session, checked_in_at=timezone.now())
    assert f'name="adults_{session.pk}" value="25"' in desk.get(page_of(meeting)).text


def test_partners_who_invited_are_ticked_and_others_can_be_added(desk, meeting, harbor_health):
    host = OrganizationFactory.create(name="Second Street Church")
    OrganizationFactory.create(name="Not yet approved", approved_at=None)
    meeting.partners.add(host)
    page = desk.get(page_of(meeting)).text
    assert is_ticked(page, host)
    assert not is_ticked(page, harbor_health)
    assert "Harbor Health" in page
    assert "Not yet approved" not in page

    there = {"organizations": [host.pk], "others": [harbor_health.pk]}
    desk.post(page_of(meeting), filled(meeting, "publish", **there))
    minutes = Minutes.objects.get()
    assert set(minutes.organizations.all()) == {host, harbor_health}
    shown = desk.get(minutes.get_absolute_url()).text
    assert "Second Street Church" in shown
    assert "Harbor Health" in shown


def test_a_partner_unticked_stays_unticked(desk, meeting):
    host = OrganizationFactory.create(name="Second Street Church")
    meeting.partners.add(host)
    desk.post(page_of(meeting), filled(meeting))
    assert not is_ticked(desk.get(page_of(meeting)).text, host)


def test_signs_of_a_person_are_asked_about_before_everyone_reads_them(desk, meeting):
    telling = {"summary": "Call Ramona Quimby at 312-555-0142 about it."}
    page = desk.post(page_of(meeting), filled(meeting, "publish", **telling))
    assert "looks like a phone number" in page.text
    assert "Keep “312-555-0142”" in page.text
    assert not Minutes.objects.exists()

    desk.post(page_of(meeting), filled(meeting, **telling))
    assert "Look at these words again" in desk.get(page_of(meeting)).text

    form = desk.post(page_of(meeting), filled(meeting, "publish", **telling)).context["form"]
    kept = [key for key, _label in form.fields["keep"].choices]
    desk.post(page_of(meeting), filled(meeting, "publish", **telling, keep=kept))
    assert Minutes.objects.get().is_published


def test_a_line_written_earlier_is_looked_at_too(desk, meeting, dana):
    Minutes.objects.begin(meeting, dana).note("question", "Who is Ramona Quimby?", dana)
    page = desk.post(page_of(meeting), filled(meeting, "publish"))
    assert "Ramona Quimby" in page.text
    assert not Minutes.objects.get().is_published


def test_long_sentences_get_a_hint_and_no_refusal(desk, meeting):
    long = "we met and " * 20 + "left."
    desk.post(page_of(meeting), filled(meeting, "publish", summary=long))
    assert "words on average" in desk.get(page_of(meeting)).text
    assert Minutes.objects.get().is_published


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"decisions": "x" * 401}, "One of these is very long."),
        ({"questions": "\n".join(f"Line {n}" for n in range(41))}, "These are very many."),
        ({"summary": "x" * 8_001}, "at most 8000"),
        ({"others": ["1 OR 1=1"]}, "not a valid"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_writes_nothing(desk, meeting, fields, sentence):
    page = desk.post(page_of(meeting), filled(meeting, "publish", **fields))
    assert sentence in page.text
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("count", ["-1", "many", "999999999"])
def test_a_count_is_a_number_of_people(desk, meeting, count):
    session = meeting.sessions.get()
    desk.post(page_of(meeting), filled(meeting, **{f"adults_{session.pk}": count}))
    session.refresh_from_db()
    assert session.adults_came is None


def test_a_meeting_to_come_says_that_it_has_not_begun(desk, millrace):
    coming = SessionFactory.create(event__area=millrace).event
    assert "The meeting has not begun." in desk.get(page_of(coming)).text
    page = desk.post(page_of(coming), {"summary": "x", "then": "publish"}, follow=True)
    assert "has not begun yet" in page.text


def test_each_sitting_is_counted_by_itself(desk, meeting):
    first = meeting.sessions.get()
    then = first.starts_at - timedelta(days=1)
    second = SessionFactory.create(event=meeting, starts_at=then)
    fields = {f"adults_{second.pk}": 20, f"youth_{second.pk}": 0}
    desk.post(
        page_of(meeting),
        {f"adults_{first.pk}": 30, f"youth_{first.pk}": 0, "summary": SUMMARY} | fields,
    )
    assert Minutes.objects.get().attendance == Attendance(50, 0)


def test_an_officer_from_elsewhere_writes_nothing(client, lee, meeting):
    client.force_login(lee)
    assert client.post(page_of(meeting), filled(meeting, "publish")).status_code == 403
    assert not Minutes.objects.exists()


# What everyone reads


@pytest.fixture
def published(dana, meeting):
    meeting.sessions.get().count_heads(30, 12)
    minutes = Minutes.objects.begin(meeting, dana)
    minutes.write(dana, summary=SUMMARY)
    minutes.note("decision", "The light is mended.", dana)
    minutes.note("question", "When?", dana)
    return minutes.publish(dana)


def test_words_that_look_like_markup_stay_words(client, published, dana):
    published.write(dana, summary="<img src=x onerror=alert(1)>\n\nBye.")
    page = client.get(published.get_absolute_url()).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_promise_shows_how_it_stands_and_no_officers_name(client, published, dana):
    promised(dana, published.event, what="Mend the light")
    promised(dana, published.event, what="Between us", is_public=False)
    page = client.get(published.get_absolute_url()).text
    assert "Mend the light" in page
    assert "the Millrace team" in page
    assert "Dana" not in page
    assert "Between us" not in page


def test_an_answer_after_the_meeting_shows_with_its_day(client, published, dana):
    assert "Not answered yet." in client.get(published.get_absolute_url()).text
    line = published.open_questions[0]
    line.reword(line.text, dana, answer="On Tuesday.")
    page = client.get(published.get_absolute_url()).text
    assert "On Tuesday." in page
    assert "after the meeting." in page
    assert "Corrected" not in page


def test_the_next_meeting_says_what_came_of_the_last(client, published, dana, millrace):
    promised(dana, published.event, what="Mend the light")
    coming = SessionFactory.create(event__area=millrace).event
    line = published.open_questions[0]
    line.reword(line.text, dana, answer="On Tuesday.")
    page = client.get(coming.get_absolute_url()).text
    assert "What came of the last one" in page
    for words in ("The light is mended.", "Mend the light", "Answered since", "On Tuesday."):
        assert words in page
    assert "came to an end" not in page


def test_a_promise_that_was_kept_and_told_is_said_at_the_next(client, published, dana, millrace):
    promise = promised(dana, published.event, what="Mend the light").keep("It shines.", dana)
    promise.tell("At the door.", dana)
    coming = SessionFactory.create(event__area=millrace).event
    page = client.get(coming.get_absolute_url()).text
    assert "Promises that came to an end" in page
    assert "It shines." in page


def test_a_meeting_with_nothing_before_it_says_nothing(client, millrace):
    coming = SessionFactory.create(event__area=millrace).event
    assert "What came of" not in client.get(coming.get_absolute_url()).text


def test_a_change_shows_at_once_although_pages_are_kept(client, settings, published, dana):
    settings.KEEP_PAGES = 600
    assert "Corrected" not in client.get(published.get_absolute_url()).text
    published.write(dana, summary="Corrected words.")
    assert "Corrected words." in client.get(published.get_absolute_url()).text


def test_past_meetings_lead_to_their_minutes(client, published, millrace):
    a_held_meeting(area=millrace, title="Not written up", slug="not-written-up")
    page = client.get(reverse("events:list"), {"when": "past"}).text
    assert "Not written up" in page
    assert page.count("Read the minutes") == 1
    assert published.get_absolute_url() in page


def test_an_entry_in_the_log_begins_with_who_was_counted_and_which_partners_came(
    desk, dana, published, harbor_health
):
    published.event.partners.add(OrganizationFactory.create(name="Invited, not there"))
    published.organizations.add(harbor_health)
    session = published.event.sessions.get()
    page = desk.get(reverse("outreach:new"), {"session": session.pk}).text
    assert re.search(r'name="adults"\s+value="30"', page)
    assert re.search(r'name="youth"\s+value="12"', page)

    entry = OutreachEntryFactory.build(lead=dana, area=published.area, session=session)
    kept = OutreachEntry.objects.log(entry, by=dana, submission=None)
    assert list(kept.organizations.all()) == [harbor_health]


def test_minutes_of_a_draft_or_of_no_meeting_are_not_there(client, published):
    address = published.get_absolute_url()
    assert client.get(address.replace("millrace", "nowhere")).status_code == 404
    published.event.published_at = None
    published.event.save()
    assert client.get(address).status_code == 404


def test_reading_minutes_costs_the_same_however_long_they_are(client, published, dana):
    def statements():
        with CaptureQueriesContext(connection) as counted:
            assert client.get(published.get_absolute_url()).status_code == 200
        return len(counted)

    promised(dana, published.event)
    published.organizations.add(OrganizationFactory.create())
    few = statements()
    for n in range(3):
        published.note("question", f"Question {n}", dana)
        promised(dana, published.event, what=f"Promise {n}")
        published.organizations.add(OrganizationFactory.create())
    assert statements() == few


# At the desk


def listed(desk, **query):
    return desk.get(reverse("desk_events:minutes"), query).text


def test_late_due_and_published_each_have_their_list(desk, dana, millrace):
    a_held_meeting(area=millrace, title="Late one", days_ago=20)
    a_held_meeting(area=millrace, title="Due one", days_ago=3)
    ready_minutes(dana, area=millrace, title="Done one").publish(dana)
    for show, title in (("overdue", "Late one"), ("due", "Due one"), ("published", "Done one")):
        page = listed(desk, show=show)
        assert [name for name in ("Late one", "Due one", "Done one") if name in page] == [title]
    assert "Late one" in listed(desk, show="nonsense")


def test_each_list_says_when_it_is_empty(desk):
    for show, words in (("overdue", "late"), ("due", "are due"), ("published", "yet")):
        assert words in listed(desk, show=show).split('class="cg-empty"')[1]


def test_only_meetings_of_ones_own_areas_are_listed(desk, client, millrace, eastbank, kim):
    a_held_meeting(area=millrace, title="Ours", days_ago=20)
    a_held_meeting(area=eastbank, title="Theirs", days_ago=20)
    page = listed(desk, area=eastbank.slug)
    assert "Ours" in page
    assert "Theirs" not in page
    client.force_login(kim)
    assert "Theirs" in listed(client)
    assert "Ours" not in listed(client, area=eastbank.slug)


@pytest.mark.usefixtures("time_stands_still")
@pytest.mark.parametrize("show", ["overdue", "published"])
def test_the_list_costs_the_same_with_none_one_and_three(desk, dana, millrace, show):
    costs = []
    for more in (0, 1, 2):
        for _ in range(more):
            if show == "overdue":
                a_held_meeting(area=millrace, days_ago=20)
            else:
                ready_minutes(dana, area=millrace).publish(dana)
        with CaptureQueriesContext(connection) as counted:
            listed(desk, show=show)
        costs.append(len(counted))
    assert costs[2] == costs[1] <= costs[0] + 2


def test_the_desk_begins_with_what_is_late(desk, millrace):
    assert "Minutes to publish" not in desk.get("/desk/").text
    a_held_meeting(area=millrace, title="Late one", days_ago=20)
    page = desk.get("/desk/").text
    assert "Minutes to publish" in page
    assert "Late one" in page
    assert "minutes/?show=overdue" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("none", "No notes yet."),
        ("begun", "Notes are begun."),
        ("closed", "The meeting is closed."),
        ("published", "The minutes are published."),
    ],
)
def test_the_meetings_page_says_how_far_the_minutes_are(desk, dana, meeting, state, words):
    if state != "none":
        meeting.sessions.get().count_heads(1, 0)
        minutes = Minutes.objects.begin(meeting, dana)
        minutes.write(dana, summary=SUMMARY, nothing_settled=True)
    if state == "closed":
        minutes.close(dana)
    if state == "published":
        minutes.publish(dana)
    assert words in desk.get(reverse("desk_events:event", args=[meeting.pk])).text


def test_a_draft_has_no_minutes_on_its_page(desk, millrace):
    draft = SessionFactory.create(event__area=millrace, event__published_at=None).event
    page = desk.get(reverse("desk_events:event", args=[draft.pk])).text
    assert "Notes and minutes" not in page


def test_only_a_summary_that_was_translated_says_how(client, dana, millrace):
    minutes = ready_minutes(dana, area=millrace)
    event = minutes.event
    event.translate("es", {"title": "Reunión"}, by="machine")
    minutes.publish(dana)
    address = reverse("events:minutes", args=[event.slug])

    assert "cg-translation" not in client.get(address, headers={"Accept-Language": "es"}).text

    event.translate("es", {"title": "Reunión", "minutes": "La luz."}, by="machine")
    assert "cg-translation" in client.get(address, headers={"Accept-Language": "es"}).text
