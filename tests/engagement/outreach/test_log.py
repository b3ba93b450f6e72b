"""Officers log what matters, in ninety seconds, and leave people out of it."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement.outreach.models import OutreachEntry
from tests.factories.concerns import ConcernFactory
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory

PLATE = "Two shop owners said the blue van 7KLM 204 is back most nights."


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def typed(millrace):
    return {
        "purpose": "relationship",
        "kind": "patrol",
        "started_by": "officer",
        "adults": "14",
        "youth": "2",
        "counted": "counted",
        "topics": ["traffic", "lighting"],
        "happened": "Two shop owners asked when the walk signal comes.",
        "area": millrace.pk,
        "happened_on": f"{timezone.localdate():%Y-%m-%d}",
        "minutes": "45",
        "staff": "2",
        "submission": str(uuid.uuid4()),
    }


@pytest.fixture
def meeting(millrace, harbor_health):
    """A meeting that is just over: Rosa came with one guest, Omar did not."""
    event = EventFactory.create(
        title="Coffee with neighbors", kind="office_hours", area=millrace, languages=["English"]
    )
    event.partners.add(harbor_health)
    meeting = SessionFactory.create(event=event, starts_at=timezone.now() - timedelta(hours=3))
    meeting.rsvps.create(name="Rosa", guests=1, state="going", checked_in_at=timezone.now())
    meeting.rsvps.create(name="Omar", state="going")
    return meeting


def log(client, typed, **changes):
    return client.post("/desk/outreach/new/", typed | changes)


def test_what_was_typed_is_kept_with_who_wrote_it(desk, typed, dana):
    response = log(desk, typed)

    entry = OutreachEntry.objects.get()
    assert response.url == f"/desk/outreach/{entry.pk}/"
    assert (entry.lead, entry.status, entry.people) == (dana, "submitted", 16)
    assert "Traffic and crossings" in desk.get(response.url).text


def test_the_button_pressed_twice_logs_it_once(desk, typed):
    assert log(desk, typed).url == log(desk, typed).url
    assert OutreachEntry.objects.count() == 1


def test_the_number_of_someone_else_s_form_leads_to_no_entry_of_theirs(client, desk, typed, sam):
    theirs = log(desk, typed).url
    client.force_login(sam)

    assert log(client, typed).url != theirs


def test_an_entry_that_breaks_a_rule_is_no_second_sending(dana, millrace):
    entry = OutreachEntryFactory.build(lead=dana, area=millrace, minutes=0)

    with pytest.raises(IntegrityError, match="outreach_lasts"), transaction.atomic():
        OutreachEntry.objects.log(entry, by=dana, submission=None)


def test_a_change_opens_with_what_was_written(desk, dana, millrace):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace, place="Tula’s Bakery")
    concern = ConcernFactory.create(area=millrace)
    entry.concerns.add(concern)

    text = desk.get(f"/desk/outreach/{entry.pk}/edit/").text
    assert "Tula’s Bakery" in text
    assert concern.headline in text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"happened": "good convo"}, "Say a little more"),
        ({"happened": "good good good good good good"}, "Say a little more"),
        ({"happened": " . " * 30}, "Say a little more"),
        ({"happened": ""}, "This field is required."),
        ({"adults": "-3"}, "greater than or equal to 0"),
        ({"adults": "1000000000"}, "less than or equal to 50000"),
        ({"youth": "a few"}, "Enter a whole number."),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "1441"}, "less than or equal to 1440"),
        ({"staff": "0"}, "greater than or equal to 1"),
        ({"topics": []}, "Tick at least one"),
        ({"topics": ["aliens"]}, "not one of the available choices"),
        ({"happened_on": "2999-01-01"}, "This day is still to come."),
        ({"happened_on": "1999-01-01"}, "more than a year ago"),
        ({"happened_on": "2026-02-30"}, "Enter a valid date."),
        ({"session": "999999"}, "not one of the available choices"),
        ({"concerns": ["999999"]}, "not one of the available choices"),
        ({"concerns": ["x"]}, "not a valid value"),
        ({"place": "x" * 201}, "at most 200 characters"),
        ({"purpose": "fun"}, "not one of the available choices"),
    ],
)
def test_each_mistake_has_its_sentence_and_nothing_typed_is_lost(desk, typed, wrong, words):
    response = log(desk, typed, obstacles="Heavy rain", **wrong)

    assert words in response.text
    assert "Heavy rain" in response.text
    assert not OutreachEntry.objects.exists()


def test_an_officer_logs_in_the_areas_they_serve(desk, typed, hillside):
    assert "not one of the available choices" in log(desk, typed, area=hillside.pk).text


# People do not belong in it


def test_a_plate_is_pointed_out_and_taken_out(desk, typed):
    response = log(desk, typed, happened=PLATE)

    assert "This looks like a license plate: “7KLM 204”." in response.text
    assert PLATE in response.text
    assert not OutreachEntry.objects.exists()

    log(desk, typed, happened=PLATE.replace("7KLM 204 ", ""))
    assert OutreachEntry.objects.get().confirmed_warnings == []


def test_what_is_no_plate_after_all_can_stay_and_that_is_remembered(desk, typed):
    page = log(desk, typed, happened=PLATE).text
    key = re.search(r'name="keep" value="([^"]+)"', page)[1]

    log(desk, typed, happened=PLATE, keep=[key])
    assert OutreachEntry.objects.get().confirmed_warnings == ["plate"]


def test_to_keep_one_thing_is_not_to_keep_another(desk, typed):
    page = log(desk, typed, happened=PLATE).text
    key = re.search(r'name="keep" value="([^"]+)"', page)[1]

    worse = f"{PLATE} Call 312-555-0142."
    assert "phone number" in log(desk, typed, happened=worse, keep=[key]).text
    assert not OutreachEntry.objects.exists()


@pytest.mark.parametrize("name", ["obstacles", "place"])
def test_every_free_text_is_looked_at(desk, typed, name):
    assert "phone number" in log(desk, typed, **{name: "Call 312-555-0142"}).text


def test_areas_and_partners_are_no_one_s_name(desk, typed, harbor_health, millrace):
    text = "People from Harbor Health asked about the crossing in Millrace."

    log(desk, typed, happened=text)
    assert OutreachEntry.objects.get().happened == text


def test_words_that_are_code_stay_words(desk, typed):
    text = "They wrote <script>alert(1)</script> on the wall of the park."

    page = desk.get(log(desk, typed, happened=text).url).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


# Filled in from what is known


def test_from_a_meeting_it_knows_when_where_and_how_many(desk, meeting, typed, harbor_health):
    page = desk.get("/desk/outreach/new/", {"session": meeting.pk})

    first = page.context["form"].initial
    assert (first["kind"], first["adults"], first["counted"]) == ("office_hours", 2, "sign_in")
    assert first["minutes"] == 120
    assert "Coffee with neighbors" in page.text
    assert "Filled in from the meeting." in page.text

    log(desk, typed, session=meeting.pk)
    entry = OutreachEntry.objects.get()
    assert entry.session == meeting
    assert list(entry.organizations.all()) == [harbor_health]


def test_a_headcount_counts_for_more_than_the_list_of_names(desk, meeting):
    meeting.count_heads(14, 2)

    first = desk.get("/desk/outreach/new/", {"session": meeting.pk}).context["form"].initial
    assert (first["adults"], first["youth"], first["counted"]) == (14, 2, "counted")


def test_from_a_concern_it_knows_the_place_and_the_reason(desk, typed, millrace):
    concern = ConcernFactory.create(area=millrace, text="Cars race on Mill Street at night")

    page = desk.get("/desk/outreach/new/", {"concern": concern.pk})
    assert page.context["form"].initial["purpose"] == "problem_solving"
    assert f'value="{concern.pk}" checked' in " ".join(page.text.split()) or "checked" in page.text

    response = log(desk, typed, concerns=[concern.pk])
    assert list(OutreachEntry.objects.get().concerns.all()) == [concern]
    assert "Cars race on Mill Street" in desk.get(response.url).text


def test_without_either_it_knows_what_was_done_last_time(desk, typed, dana, millrace):
    assert desk.get("/desk/outreach/new/").context["form"].initial["area"] == millrace
    OutreachEntryFactory.create(lead=dana, area=millrace, kind="school", minutes=30)

    first = desk.get("/desk/outreach/new/").context["form"].initial
    assert (first["kind"], first["minutes"]) == ("school", 30)
    assert "happened" not in first


@pytest.mark.parametrize("number", ["x", "-1", "0", "9" * 30, "²"])
@pytest.mark.parametrize("what", ["session", "concern"])
def test_a_number_that_is_none_fills_in_nothing(desk, what, number):
    assert desk.get("/desk/outreach/new/", {what: number}).status_code == 200


def test_a_meeting_elsewhere_fills_in_nothing(desk, hillside):
    other = SessionFactory.create(event__area=hillside, event__title="On the hill")

    assert "On the hill" not in desk.get("/desk/outreach/new/", {"session": other.pk}).text


# Reading and changing


def test_the_author_changes_it_until_it_is_approved(desk, typed, dana, millrace):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace)
    desk.post(f"/desk/outreach/{entry.pk}/edit/", typed | {"adults": "15", "seen": entry.seen})

    entry.refresh_from_db()
    assert entry.adults == 15
    assert [row.adults for row in entry.history.all()] == [14]

    OutreachEntry.objects.update(status="approved", reviewed_at=timezone.now())
    refused = desk.post(f"/desk/outreach/{entry.pk}/edit/", typed | {"adults": "99"})
    assert "This entry is approved" in refused.text
    entry.refresh_from_db()
    assert entry.adults == 15


def test_a_change_loses_no_concern_its_author_may_not_see(desk, typed, dana, millrace, hillside):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace)
    unseen, seen = ConcernFactory.create(area=hillside), ConcernFactory.create(area=millrace)
    entry.concerns.set([unseen, seen])

    assert unseen.headline not in desk.get(entry.get_absolute_url()).text or (
        unseen.headline == seen.headline
    )
    typed |= {"concerns": [seen.pk], "seen": entry.seen}
    desk.post(f"/desk/outreach/{entry.pk}/edit/", typed)
    assert set(entry.concerns.all()) == {unseen, seen}


def test_entries_by_time_and_place(dana, millrace, riverside, hillside):
    with time_machine.travel("2026-10-15T12:00:00-05:00"):
        entry = OutreachEntryFactory.create(lead=dana, area=millrace)
    day = entry.happened_on

    assert list(OutreachEntry.objects.within(riverside)) == [entry]
    assert not OutreachEntry.objects.within(hillside).exists()
    assert list(OutreachEntry.objects.between(day, day + timedelta(days=1))) == [entry]
    assert not OutreachEntry.objects.between(day - timedelta(days=1), day).exists()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"adults": 100_001}, "a_crowd_is_smaller_than_a_city"),
        ({"minutes": 0}, "outreach_lasts_within_a_day"),
        ({"staff": 0}, "someone_led_the_outreach"),
    ],
)
def test_the_database_itself_refuses_a_strange_entry(dana, millrace, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutreachEntryFactory.create(lead=dana, area=millrace, **wrong)
