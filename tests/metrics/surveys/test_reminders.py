"""Invitation, reminders and thanks: when each goes, what stops it, and how many there are."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from metrics.surveys.models import Asked, Disposition, Instrument, Invitation, Sensitive
from metrics.surveys.shipped import AFTER_CONTACT
from metrics.surveys.tasks import tidy_waves
from metrics.surveys.waves.inviting import Person, invite
from portal.notices import outbox
from portal.notices.addresses import fingerprint
from portal.notices.links import unsubscribe_url
from portal.notices.models import Message, Silence
from tests.factories.surveys import WaveFactory
from tests.metrics.surveys.conftest import tokens_seen

MORNING = timezone.make_aware(datetime(2026, 6, 2, 10))  # noqa: DTZ001 - the agency's own clock


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def wave(clock):
    """It runs four weeks from this morning."""
    return WaveFactory.create(
        general=True,
        frame="list",
        sample_type="listed",
        opens_at=MORNING,
        closes_at=MORNING + timedelta(days=28),
    )


@pytest.fixture
def asked(wave):
    """Rosa and Omar were invited: their invitations and tokens."""
    with tokens_seen() as tokens:
        invite(wave, [Person("rosa@example.org", "es"), Person("omar@example.org")])
    return dict(zip(("rosa", "omar"), tokens, strict=True))


def at_day(clock, days):
    clock.move_to(MORNING + timedelta(days=days))
    tidy_waves()
    outbox.send_due()


def sent_to(mailoutbox, name):
    return [mail for mail in mailoutbox if mail.to == [f"{name}@example.org"]]


def answer(token):
    invitation = Invitation.objects.with_token(token).get()
    invitation.answer({"listen": 8, "respect": 7, "safe": 6})


def test_invitation_then_days_3_and_8_then_thanks_to_those_who_answered(clock, asked, mailoutbox):
    for days, rosa, omar in ((0, 1, 1), (2.9, 1, 1), (3, 2, 2), (7.9, 2, 2), (8, 3, 3)):
        at_day(clock, days)
        assert len(sent_to(mailoutbox, "rosa")) == rosa
        assert len(sent_to(mailoutbox, "omar")) == omar
    answer(asked["rosa"])
    at_day(clock, 27.9)
    assert len(mailoutbox) == 6
    at_day(clock, 28.1)
    assert len(sent_to(mailoutbox, "rosa")) == 4
    assert len(sent_to(mailoutbox, "omar")) == 3
    at_day(clock, 60)
    assert len(mailoutbox) == 7


def test_three_reminders_only_where_planned_and_then_no_thanks(clock, mailoutbox):
    wave = WaveFactory.create(
        general=True, frame="list", opens_at=MORNING,
        closes_at=MORNING + timedelta(days=28), remind_on=[3, 8, 15],
    )  # fmt: skip
    with tokens_seen() as tokens:
        invite(wave, [Person("rosa@example.org")])
    for days in (0, 3, 8, 15, 20):
        at_day(clock, days)
    answer(tokens[0])
    at_day(clock, 29)
    assert len(mailoutbox) == 4


def test_mails_are_as_if_each_was_written_alone(clock, asked, mailoutbox):
    at_day(clock, 0)
    at_day(clock, 3)
    for name, other in (("rosa", "omar"), ("omar", "rosa")):
        for mail in sent_to(mailoutbox, name):
            html = mail.alternatives[0][0]
            for words in (mail.body, html):
                assert words.count(f"/surveys/{asked[name]}/") == 2  # answer, decline
                assert f"/surveys/{asked[name]}/decline/" in words
                assert asked[other] not in words
                stop = unsubscribe_url("surveys", fingerprint(f"{name}@example.org"))
                assert stop in words
                assert "0" * 32 not in words
            assert mail.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert sent_to(mailoutbox, "rosa")[0].extra_headers["Content-Language"] == "es"
    assert sent_to(mailoutbox, "omar")[0].extra_headers["Content-Language"] == "en"


ROSA = fingerprint("rosa@example.org")
STOPS = {
    "answer": lambda about: answer(about["token"]),
    "decline": lambda about: Invitation.objects.with_token(about["token"]).get().decline(),
    "unsubscribe": lambda _about: Silence.objects.keep(ROSA, "surveys"),
    "no mail at all": lambda _about: Silence.objects.keep(ROSA, "*"),
    "sensitive": lambda _about: Sensitive.objects.keep("rosa@example.org"),
    "hold": lambda about: about["wave"].hold("a shooting"),
    "end": lambda about: about["wave"].move_end(timezone.now()),
}


@pytest.mark.parametrize("stop", STOPS.values(), ids=STOPS)
def test_a_reminder_already_in_a_workers_hands_is_stopped(clock, wave, asked, mail_sink, stop):
    outbox.send_due()
    clock.move_to(MORNING + timedelta(days=3))
    held = [mail for mail in outbox.claim(10) if mail.to == "rosa@example.org"]
    assert len(held) == 1
    stop({"wave": wave, "token": asked["rosa"]})
    with outbox.Postman() as postman:
        assert postman.deliver(held) == 0
    assert mail_sink.readers.count("rosa@example.org") == 1


def test_a_silence_is_seen_when_a_mail_is_taken_in_hand(clock, asked, mailoutbox):
    Silence.objects.create(fingerprint=fingerprint("rosa@example.org"), topic="surveys")
    at_day(clock, 0)
    assert len(sent_to(mailoutbox, "rosa")) == 0


def test_mail_that_comes_back_ends_the_reminders(clock, wave, asked, mail_sink):
    mail_sink.behaviors["rosa@example.org"] = "refuse"
    outbox.send_due()
    tidy_waves()
    outcomes = dict(Invitation.objects.values_list("language", "outcome"))
    assert outcomes == {"es": "undelivered", "en": "waiting"}
    assert not Message.objects.filter(to="rosa@example.org").exists()
    at_day(clock, 3)
    assert mail_sink.readers.count("rosa@example.org") == 0


def test_held_mails_go_out_later_by_the_days_they_were_held(clock, wave, asked, mailoutbox):
    at_day(clock, 0)
    clock.move_to(MORNING + timedelta(days=2))
    assert wave.hold("a shooting")
    assert not wave.hold("again")
    at_day(clock, 4)
    assert len(mailoutbox) == 2
    assert wave.let_go()
    assert not wave.let_go()
    at_day(clock, 4.9)
    assert len(mailoutbox) == 2
    at_day(clock, 5)
    assert len(mailoutbox) == 4
    at_day(clock, 9.9)
    assert len(mailoutbox) == 4
    at_day(clock, 10)
    assert len(mailoutbox) == 6


def test_a_wave_held_when_it_ends_thanks_only_once_let_go(clock, wave, asked, mailoutbox):
    answer(asked["rosa"])
    wave.hold("a shooting")
    at_day(clock, 29)
    assert not mailoutbox
    wave.let_go()
    tidy_waves()
    outbox.send_due()
    assert [mail.to for mail in mailoutbox] == [["rosa@example.org"]]


def test_nothing_of_the_people_is_left_when_it_is_over(clock, wave, asked, mailoutbox, millrace):
    Invitation.objects.filter(language="es").update(area=millrace)
    at_day(clock, 0)
    answer(asked["rosa"])
    at_day(clock, 29)
    tidy_waves()
    assert not Invitation.objects.exists()
    assert not Message.objects.exclude(to="").exists()
    assert not Message.objects.exclude(text="").exists()
    left = set(Disposition.objects.values_list("area", "outcome", "invitations"))
    assert left == {(millrace.pk, "answered", 1), (None, "waiting", 1)}
    wave.refresh_from_db()
    assert wave.closed_invitations == 2


def test_an_address_is_erased_within_the_hour_after_its_mail_went_out(clock, asked):
    outbox.send_due()
    tidy_waves()
    assert not Message.objects.filter(state="sent").exclude(to="").exists()
    assert Message.objects.waiting().filter(to="rosa@example.org").exists()


@pytest.mark.parametrize("hour", [21, 3], ids=["in the evening", "at night"])
def test_nothing_goes_out_at_night(clock, wave, mailoutbox, settings, hour):
    settings.QUIET_HOURS = (20, 8)
    clock.move_to(MORNING.replace(hour=hour))
    invite(wave, [Person("rosa@example.org")])
    outbox.send_due()
    assert not mailoutbox
    due = Message.objects.exclude(state="held").values_list("due_at", flat=True)
    assert all(8 <= timezone.localtime(at).hour < 20 for at in due)


def test_someone_elsewhere_is_written_to_by_their_day_and_ours(wave, settings):
    settings.QUIET_HOURS = (20, 8)
    invite(wave, [Person("rosa@example.org", zone="Pacific/Honolulu")], at=MORNING)
    zone = timezone.get_default_timezone()
    for at in Message.objects.exclude(state="held").values_list("due_at", flat=True):
        assert 8 <= at.astimezone(ZoneInfo("Pacific/Honolulu")).hour < 20
        assert 8 <= at.astimezone(zone).hour < 20


def test_reminders_that_would_come_after_the_end_are_not_written(clock):
    wave = WaveFactory.create(
        general=True, frame="list", opens_at=MORNING, closes_at=MORNING + timedelta(days=5)
    )
    invite(wave, [Person("rosa@example.org")])
    kinds = set(Message.objects.values_list("key", flat=True))
    assert {re.sub(r"^survey/\d+/\w+/", "", key) for key in kinds} == {
        "invitation", "reminder/1", "thanks",
    }  # fmt: skip
    assert "reminder" in Message.objects.get(key__endswith="reminder/1").key
    assert "not remind you again" in Message.objects.get(key__endswith="reminder/1").text


class TestRest:
    """Whom we ask how often; the database has the last word."""

    @pytest.mark.usefixtures("asked")
    def test_nobody_is_asked_twice_in_90_days_by_any_wave(self, clock):
        clock.move_to(MORNING + timedelta(days=89))
        later = WaveFactory.create(general=True, frame="list")
        assert invite(later, [Person("rosa@example.org")]).rested == 1
        clock.move_to(MORNING + timedelta(days=90))
        later = WaveFactory.create(general=True, frame="list")
        assert invite(later, [Person("rosa@example.org")]).invited == 1

    @pytest.mark.parametrize(("days", "invited"), [(90, 0), (179, 0), (180, 1)])
    def test_about_contact_with_an_officer_only_twice_a_year(self, clock, days, invited):
        def contact():
            return WaveFactory.create(
                instrument=Instrument.objects.shipped(AFTER_CONTACT), frame="list"
            )

        invite(contact(), [Person("rosa@example.org")])
        clock.move_to(MORNING + timedelta(days=days))
        assert invite(contact(), [Person("rosa@example.org")]).invited == invited

    def test_nobody_gets_more_than_twelve_mails_a_year(self, clock):
        invited = 0
        for quarter in range(5):
            clock.move_to(MORNING + timedelta(days=90 * quarter))
            wave = WaveFactory.create(
                general=True, frame="list", opens_at=timezone.now(),
                closes_at=timezone.now() + timedelta(days=28),
            )  # fmt: skip
            invited += invite(wave, [Person("rosa@example.org")]).invited
            assert len(Asked.objects.get().mailed_on) <= 12
        assert invited == 3  # of four mails each; the first leaves the year on day 393

    def test_the_database_refuses_a_thirteenth_mail(self):
        days = [MORNING.date()] * 13
        with pytest.raises(IntegrityError), transaction.atomic():
            Asked.objects.create(fingerprint="x", asked_on=MORNING, mailed_on=days)

    def test_the_database_refuses_a_rest_too_short(self):
        asked = Asked.objects.create(fingerprint="x", asked_on=MORNING.date())
        with pytest.raises(DatabaseError), transaction.atomic():
            Asked.objects.filter(pk=asked.pk).update(asked_on=MORNING + timedelta(days=89))
        Asked.objects.filter(pk=asked.pk).update(asked_on=MORNING + timedelta(days=90))


class TestDeclining:
    def test_looking_at_the_page_declines_for_nobody(self, client, asked):
        page = client.get(f"/surveys/{asked['rosa']}/decline/")
        assert "I do not take part" in page.text
        assert page["Referrer-Policy"] == "no-referrer"
        assert set(Invitation.objects.values_list("outcome", flat=True)) == {"waiting"}

    @pytest.mark.parametrize(
        ("said", "outcome"), [({}, "declined"), ({"why": "ineligible"}, "ineligible")]
    )
    def test_one_click_and_nothing_more_comes(self, client, asked, said, outcome):
        page = client.post(f"/surveys/{asked['rosa']}/decline/", said)
        assert "We will not write about it again" in page.text
        assert Invitation.objects.get(language="es").outcome == outcome
        assert not Message.objects.filter(to="rosa@example.org").exists()
        assert Message.objects.filter(to="omar@example.org").count() == 4

    def test_who_has_answered_cannot_decline_any_more(self, client, asked):
        answer(asked["rosa"])
        page = client.post(f"/surveys/{asked['rosa']}/decline/")
        assert "You have answered already" in page.text
        assert Invitation.objects.get(language="es").outcome == "answered"

    def test_a_guessed_link_leads_nowhere(self, client):
        assert client.get("/surveys/guessed/decline/").status_code == 404
