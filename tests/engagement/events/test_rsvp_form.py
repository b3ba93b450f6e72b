"""The form of a seat: what it asks, of whom, and what becomes of what was typed."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events.models import Question, Rsvp, Session
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.organizations import OrganizationFactory


@pytest.fixture
def meeting():
    event = EventFactory.create(title="Millrace evening meeting", slug="millrace")
    return SessionFactory.create(event=event, capacity=3)


def page(client, meeting, **headers):
    return client.get(meeting.event.get_absolute_url(), headers=headers or None).text


def send(client, meeting, **typed):
    fields = {"name": "Rosa", "guests": "0", "submission": str(uuid.uuid4())} | typed
    return client.post(reverse("events:rsvp", args=[meeting.event.slug, meeting.pk]), fields)


# What the organizer asks


@pytest.fixture
def asked(meeting):
    ask = Question.objects.ask
    return {
        "text": ask(meeting.event, text="What worries you most?", kind="text"),
        "choice": ask(meeting.event, text="How do you come?", kind="choice", choices="Bus\nFoot"),
        "number": ask(meeting.event, text="How many cyclists?", kind="number"),
    }


def test_what_the_organizer_asks_is_asked_answered_and_kept(client, meeting, asked):
    text = page(client, meeting)
    for words in ("What worries you most?", "How do you come?", "How many cyclists?"):
        assert words in text
    names = {kind: each.field_name for kind, each in asked.items()}
    seat = send(
        client, meeting,
        **{names["text"]: "The crossing", names["choice"]: "Bus", names["number"]: "2"},
    ).url  # fmt: skip

    assert Rsvp.objects.get().answers == {
        str(asked["text"].pk): "The crossing", str(asked["choice"].pk): "Bus",
        str(asked["number"].pk): 2,
    }  # fmt: skip
    assert 'value="The crossing"' in client.get(seat).text


def test_nobody_has_to_answer(client, meeting, asked):
    assert send(client, meeting).status_code == 302
    assert Rsvp.objects.get().answers == {}


def test_an_answer_that_is_none_is_said_at_its_question_and_the_rest_is_kept(
    client, meeting, asked
):
    wrong = {asked["number"].field_name: "two", asked["text"].field_name: "The crossing"}
    response = send(client, meeting, **wrong)

    assert "Enter a number." in response.text
    assert 'value="The crossing"' in response.text
    assert not Rsvp.objects.exists()


def test_an_answer_can_be_changed_behind_the_link(client, meeting, asked):
    seat = send(client, meeting, **{asked["choice"].field_name: "Bus"}).url
    client.post(seat, {"guests": "0", asked["choice"].field_name: "Foot", "speaks": "Español"})

    answer = Rsvp.objects.get()
    assert answer.answers == {str(asked["choice"].pk): "Foot"}
    assert answer.speaks == "Español"


# Who is coming


def test_age_is_asked_only_where_the_young_come_by_themselves(client, meeting):
    assert "Who is coming?" not in page(client, meeting)
    for kind in ("youth_session", "school_visit", "academy_session", "festival"):
        assert "Who is coming?" in page(client, SessionFactory.create(event__kind=kind))


def test_a_child_alone_is_refused_kindly_beside_the_fields(client):
    visit = SessionFactory.create(event__kind="school_visit", event__slug="visit")
    response = send(client, visit, age="child", needs="A low table")

    assert response.status_code == 200
    assert "please save the seat with a parent or guardian" in response.text
    assert "we need the email of a parent or guardian" in response.text
    assert "A low table" in response.text
    assert not Rsvp.objects.exists()


def test_a_child_with_a_guardian_has_a_seat_and_the_mail_goes_to_the_guardian(client):
    visit = SessionFactory.create(event__kind="school_visit")
    send(client, visit, age="child", guardian="Ana", email="ana@example.org")

    answer = Rsvp.objects.get()
    assert (answer.age, answer.guardian, answer.email) == ("child", "Ana", "ana@example.org")


def test_a_wrong_address_of_a_guardian_is_said_once(client):
    visit = SessionFactory.create(event__kind="school_visit")
    response = send(client, visit, age="child", guardian="Ana", email="ana@")

    assert "Enter a valid email address." in response.text
    assert "we need the email" not in response.text


@pytest.mark.parametrize("age", ["adult", "teen"])
def test_a_guardian_is_not_kept_of_whoever_needs_none(client, age):
    visit = SessionFactory.create(event__kind="youth_session")
    send(client, visit, age=age, guardian="Ana")

    assert (Rsvp.objects.get().age, Rsvp.objects.get().guardian) == (age, "")


# Consent


def test_who_sees_it_and_how_long_it_is_kept_is_said_in_words(client, meeting, settings):
    settings.SEATS_KEPT_DAYS = 90
    text = page(client, meeting)

    assert "Those who run the meeting see your name" in text
    assert "We erase all of it 90 days after the meeting." in text


def test_partners_see_names_only_of_those_who_let_them(client, meeting):
    assert "The partners who hold this meeting" not in page(client, meeting)
    meeting.event.partners.add(OrganizationFactory.create())
    assert "The partners who hold this meeting" in page(client, meeting)
    send(client, meeting)
    send(client, meeting, shared_with_hosts="on")

    assert sorted(Rsvp.objects.values_list("shared_with_hosts", flat=True)) == [False, True]


# A course


@pytest.fixture
def course():
    now = timezone.now()
    first = SessionFactory.create(
        event__slug="academy",
        event__title="Citizen academy",
        event__sessions_needed=2,
        capacity=1,
        starts_at=now + timedelta(days=2),
    )
    for weeks in (1, 2):
        SessionFactory.create(event=first.event, starts_at=now + timedelta(days=2 + 7 * weeks))
    return first


def test_a_seat_in_a_course_is_for_all_of_it_whichever_session_was_chosen(client, course):
    last = Session.objects.latest("starts_at")
    text = client.get("/events/academy/", {"session": last.pk}).text
    assert "Your seat is for all of these:" in text
    seat = send(client, last).url

    assert Rsvp.objects.get().session == course
    for each in Session.objects.all():
        assert each.day in client.get(seat).text
        assert each.day in client.get(f"{seat}ticket/").text


def test_a_full_course_is_full_on_each_of_its_sessions(client, course):
    course.rsvp(name="Omar")
    last = Session.objects.latest("starts_at")

    assert "Save my place in line" in client.get("/events/academy/", {"session": last.pk}).text
    assert last.rsvp(name="Rosa").is_waiting


def test_once_a_course_has_begun_nobody_joins_and_whoever_is_in_may_leave(client, course):
    answer = course.rsvp(name="Omar")
    past = timezone.now() - timedelta(days=1)
    Session.objects.filter(pk=course.pk).update(starts_at=past - timedelta(hours=2), ends_at=past)

    assert "This course has begun" in client.get("/events/academy/").text
    assert "This course has begun" in send(client, Session.objects.latest("starts_at")).text
    answer = Rsvp.objects.get()
    assert answer.can_change()
    assert answer.cancel().is_cancelled


def test_a_course_goes_on_without_one_session(client, course):
    Session.objects.filter(pk=course.pk).update(cancelled_at=timezone.now())

    assert send(client, Session.objects.latest("starts_at")).status_code == 302
    assert (
        course.day not in client.get(Rsvp.objects.get().get_absolute_url()).text.split("</h3>")[-1]
    )


# Many at once, few statements, no script


def test_a_flood_is_slowed_with_a_sentence_and_nothing_is_lost(client, meeting, settings, rosa):
    settings.SEATS_FROM_ONE = 2
    cache.clear()
    statuses = [send(client, meeting, name=f"Bot {n}").status_code for n in range(2)]
    refused = send(client, meeting, name="A patient neighbor")

    assert statuses == [302, 302]
    assert refused.status_code == 429
    assert "That is many seats in a short time. Wait ten minutes" in refused.text
    assert "A patient neighbor" in refused.text
    assert Rsvp.objects.count() == 2
    client.force_login(rosa)
    assert send(client, meeting).status_code == 302


def test_all_that_can_be_asked_still_takes_three_requests_and_twenty_statements(
    client, meeting, asked
):
    meeting.event.partners.add(OrganizationFactory.create())
    with CaptureQueriesContext(connection) as queries:
        number = re.search(r'name="submission" value="([^"]+)"', page(client, meeting))[1]
        answer = send(
            client, meeting, email="rosa@example.org", submission=number,
            **{asked["choice"].field_name: "Bus"},
        )  # fmt: skip
        seat = client.get(answer.url)

    assert "Your seat is saved" in seat.text
    inside = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(inside) <= 20, "\n".join(inside)


def test_the_form_is_in_the_language_of_its_reader(client, meeting):
    client.get("/", headers={"accept-language": "es"})
    text = page(client, meeting, **{"accept-language": "es"})

    assert '<html lang="es"' in text
    send_es = client.post(
        reverse("events:rsvp", args=["millrace", meeting.pk]),
        {"name": "Rosa", "guests": "0", "submission": uuid.uuid4(), "email": "rosa@example.org"},
        headers={"accept-language": "es"},
    )
    assert send_es.status_code == 302
    assert Rsvp.objects.get().language == "es"
