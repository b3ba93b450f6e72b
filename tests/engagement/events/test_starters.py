"""A meeting begins from a starter or an earlier one, and never takes people along."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagement.events.models import Event, Starter
from engagement.events.translating import State
from portal.refusals import NotPossible
from tests.factories.events import RsvpFactory, SessionFactory
from tests.factories.questions import a_question

NEW = "/desk/events/new/"
STARTERS = "/desk/events/starters/"


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel("2026-10-15T10:00:00-05:00", tick=False):
        yield


@pytest.fixture
def meeting(millrace, harbor_health):
    session = SessionFactory.create(
        event__area=millrace,
        event__title={"en": "Evening meeting", "es": "Reunión de la tarde"},
        event__agenda="6:30 Promises",
        event__access=["step_free", "asl"],
        event__languages=["English", "Spanish"],
        event__host="Harbor Health",
        starts_at=datetime(2026, 10, 1, 23, 30, tzinfo=UTC),
        ends_at=datetime(2026, 10, 2, 1, 0, tzinfo=UTC),
        capacity=40,
    )
    session.event.partners.add(harbor_health)
    a_question(session.event)
    RsvpFactory.create(session=session, name="Rosa")
    return session


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def keep(event, name="Beat meeting"):
    return Starter.objects.keep(event, name)


def filled(response):
    form = response.context["form"]
    return {name: form[name].value() for name in form.fields}


def send(client, address, **changes):
    """Press save with what the form was filled with, and a day."""
    values = filled(client.get(address)) | {"on": "2026-11-05"} | changes
    typed = {name: value for name, value in values.items() if value is not None}
    for name in ("starts", "ends"):
        typed[name] = f"{typed[name]:%H:%M}"
    return client.post(address, typed)


def test_dana_keeps_a_meeting_and_begins_the_next_from_it(desk, meeting):
    address = reverse("desk_events:keep_starter", args=[meeting.event_id])
    assert 'value="Evening meeting"' in desk.get(address).text
    response = desk.post(address, {"name": "Beat meeting"}, follow=True)
    assert "The starter is kept." in response.text

    starter = Starter.objects.get()
    assert "Beat meeting" in desk.get(NEW).text
    begun = desk.get(f"{NEW}?starter={starter.pk}")
    assert "Begun from “Beat meeting”" in begun.text
    assert "Rosa" not in begun.text
    values = filled(begun)
    assert values["title"] == "Evening meeting"
    assert values["languages"] == "English, Spanish"
    assert values["access"] == ["step_free", "asl"]
    assert f"{values['starts']:%H:%M} {values['ends']:%H:%M}" == "18:30 20:00"
    assert values["capacity"] == 40
    assert values.get("on") is None


def test_what_begins_from_a_starter_brings_its_questions_and_translations(desk, meeting, millrace):
    starter = keep(meeting.event)
    response = send(desk, f"{NEW}?starter={starter.pk}", area=millrace.pk)
    assert response.status_code == 302

    made = Event.objects.latest("pk")
    assert made != meeting.event
    assert made.title.data == {"en": "Evening meeting", "es": "Reunión de la tarde"}
    assert [str(question) for question in made.questions.all()] == ["How will you come?"]
    assert made.is_draft
    assert not made.sessions.get().rsvps.exists()


def test_another_like_an_earlier_one_has_all_but_its_people_and_day(desk, meeting, harbor_health):
    meeting.event.translate("es", {"title": "Reunión", "purpose": "Hablar"}, by="machine")
    response = send(desk, f"{NEW}?like={meeting.event_id}")
    assert response.status_code == 302

    made = Event.objects.latest("pk")
    assert made.area == meeting.event.area
    assert list(made.partners.all()) == [harbor_health]
    assert made.questions.get().original_choices == ["On foot", "By bus"]
    assert made.translation_state("es") == State.MACHINE
    assert not made.sessions.get().rsvps.exists()
    assert made.uid != meeting.event.uid


def test_a_translation_of_words_that_were_changed_on_the_way_is_older(desk, meeting):
    meeting.event.translate("es", {"title": "Reunión", "purpose": "Hablar"}, by="human")
    send(desk, f"{NEW}?like={meeting.event_id}", purpose="Something quite different.")

    made = Event.objects.latest("pk")
    assert made.title.localize("es") == "Reunión"
    assert made.purpose.data == {"en": "Something quite different."}
    assert made.translation_state("es") == State.OUT_OF_DATE


def test_a_copy_under_a_new_title_brings_no_half_translation_of_it(desk, meeting):
    meeting.event.translate("es", {"title": "Reunión", "purpose": "Hablar"}, by="human")
    send(desk, f"{NEW}?like={meeting.event_id}", title="A party")

    made = Event.objects.latest("pk")
    assert made.title.data == {"en": "A party"}
    assert made.translation_state("es") == State.MISSING


def test_a_starter_keeps_no_words_a_machine_made(meeting):
    meeting.event.translate("es", {"title": "Reunión"}, by="machine")

    assert keep(meeting.event).title.data == {"en": "Evening meeting"}


def test_a_meeting_in_spanish_begins_the_next_in_spanish(desk, meeting):
    meeting.event.rewrite_in("es")
    meeting.event.purpose = {"es": "Hablar del cruce."}
    meeting.event.agenda = {}
    meeting.event.save()
    response = send(desk, f"{NEW}?like={meeting.event_id}")
    assert response.status_code == 302

    made = Event.objects.latest("pk")
    assert made.written_in == "es"
    assert made.title.data == {"es": "Reunión de la tarde"}


@pytest.mark.parametrize("query", ["starter=999", "like=999"])
def test_what_is_not_there_cannot_be_begun_from(desk, query):
    assert desk.get(f"{NEW}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["starter=", "like=-1", "starter=٣", "like=" + "9" * 40])
def test_nonsense_in_the_address_is_a_clean_sheet(desk, query):
    response = desk.get(f"{NEW}?{query}")
    assert response.status_code == 200
    assert "Begun from" not in response.text


def test_a_meeting_of_another_district_is_not_copied(client, lee, meeting):
    client.force_login(lee)

    assert client.get(f"{NEW}?like={meeting.event_id}").status_code == 404
    assert "Evening meeting" not in client.get(NEW).text


def test_two_starters_have_two_names(desk, meeting):
    keep(meeting.event)
    response = desk.post(
        reverse("desk_events:keep_starter", args=[meeting.event_id]), {"name": "beat MEETING"}
    )

    assert "There is a starter of this name" in response.text
    assert Starter.objects.count() == 1


def test_sam_looks_after_the_starters(client, sam, meeting):
    starter = keep(meeting.event)
    keep(meeting.event, "Town hall")
    client.force_login(sam)
    assert "Beat meeting" in client.get(STARTERS).text
    address = reverse("desk_events:starter", args=[starter.pk])

    assert 'value="Beat meeting"' in client.get(address).text
    assert "starter of this name" in client.post(address, {"name": "Town hall"}).text
    client.post(address, {"name": "Monthly meeting"})
    starter.refresh_from_db()
    assert str(starter) == "Monthly meeting"

    removal = reverse("desk_events:starter_removal", args=[starter.pk])
    assert "Take “Monthly meeting” away?" in client.get(removal).text
    assert "Meetings made from it stay." in client.post(removal, follow=True).text
    assert [str(each) for each in Starter.objects.all()] == ["Town hall"]


def test_dana_may_use_starters_but_not_take_them_away(desk, meeting):
    starter = keep(meeting.event)

    assert "Look after the starters" not in desk.get(NEW).text
    removal = reverse("desk_events:starter_removal", args=[starter.pk])
    assert desk.post(removal).status_code == 403
    assert Starter.objects.exists()


def test_a_meeting_without_a_day_or_past_midnight_can_be_kept_too(millrace):
    night = SessionFactory.create(
        event__area=millrace,
        starts_at=datetime(2026, 10, 2, 4, 0, tzinfo=UTC),
    )
    late = keep(night.event, "Late")
    assert (f"{late.starts:%H:%M}", late.minutes, late.ends) == ("23:00", 120, None)
    night.delete()
    assert keep(night.event, "No day").starts is None


def test_renaming_to_its_own_name_in_capitals_is_fine(meeting):
    starter = keep(meeting.event)
    starter.rename("BEAT MEETING")
    assert starter.name == "BEAT MEETING"
    other = keep(meeting.event, "Other")
    with pytest.raises(NotPossible):
        other.rename("Beat meeting")


def test_the_list_asks_the_database_as_often_for_three_as_for_none(client, sam, meeting):
    client.force_login(sam)

    def statements():
        with CaptureQueriesContext(connection) as queries:
            client.get(STARTERS)
        return len(queries)

    client.get(STARTERS)
    none = statements()
    keep(meeting.event)
    one = statements()
    keep(meeting.event, "B")
    keep(meeting.event, "C")
    assert none == one == statements()
