"""Once a year partners say frankly how it is to work with the police."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connections
from django.utils import timezone

from metrics.surveys import partners
from metrics.surveys.models import Invitation, Response, Wave
from metrics.surveys.shipped import PARTNER_FEEDBACK
from metrics.surveys.tasks import ask_partners
from partnerships.organizations.models import Membership
from portal.notices.addresses import fingerprint
from portal.notices.models import Message, Silence
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.metrics.surveys.conftest import tokens_seen

OCTOBER = timezone.make_aware(datetime(2026, 10, 6, 10))  # noqa: DTZ001 - the agency's own clock
CODES = [item.code for item in PARTNER_FEEDBACK.document.asked()]


@pytest.fixture
def grace_church(paul):
    """Paul speaks for Grace Church."""
    church = OrganizationFactory.create(name="Grace Church", approved_at=timezone.now())
    Membership.objects.create(organization=church, user=paul)
    return church


@pytest.fixture
def asked(grace_church):
    """It is October, and partners were asked."""
    partners.ask_partners(OCTOBER)
    return Wave.objects.get()


def answer(wave, number, value):
    Response.objects.bulk_create(
        Response(wave=wave, language="en", answers=dict.fromkeys(CODES, value + index % 2))
        for index in range(number)
    )


def test_everyone_who_speaks_for_a_partner_is_asked_once(grace_church, paul):
    OrganizationFactory.create(name="Not yet confirmed", approved_at=None).members.add(
        UserFactory.create(email="newcomer@example.org")
    )
    assert partners.ask_partners(OCTOBER) == 1
    assert partners.ask_partners(OCTOBER) == 0
    assert set(Message.objects.values_list("to", flat=True)) == {paul.email}
    assert Message.objects.count() == 2  # the question and one reminder
    assert Invitation.objects.count() == 1


def test_in_other_months_nobody_is_asked(grace_church):
    assert partners.ask_partners(OCTOBER.replace(month=9)) == 0
    assert not Wave.objects.exists()


def test_whoever_turned_these_mails_off_is_left_alone(grace_church, paul):
    Silence.objects.create(fingerprint=fingerprint(paul.email), topic="surveys")
    assert partners.ask_partners(OCTOBER) == 0


def test_beat_asks_on_the_day(grace_church, settings):
    settings.PARTNER_FEEDBACK_MONTH = timezone.localdate().month
    ask_partners()
    assert Wave.objects.get().sample_type == "listed"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once(grace_church):
    start = threading.Barrier(2)

    def ask(_worker):
        start.wait()
        try:
            return partners.ask_partners(OCTOBER)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, range(2))) == [0, 1]
    assert Wave.objects.count() == 1


def test_few_answers_are_held_back_and_many_are_an_average(asked, settings):
    answer(asked, 9, 6)
    assert all(shown.estimate is None for shown in partners.answers(asked))
    answer(asked, 27, 6)
    first = partners.answers(asked)[0]
    assert first.statement == "The police listen to what our organization tells them."
    assert round(first.estimate.value, 1) == 6.5
    assert not first.why_held_back


def test_what_partners_say_is_no_measure_of_trust_in_the_city(asked, client, kim):
    answer(asked, 40, 6)
    client.force_login(kim)
    page = client.get("/desk/surveys/", {"kind": "partner"}).text
    assert asked.title in page
    assert "average answer" not in page
    assert asked.title not in client.get("/desk/surveys/", {"kind": "event"}).text


def test_the_desk_reads_it_when_it_is_over(asked, client, sam):
    answer(asked, 40, 6)
    client.force_login(sam)
    shown = client.get("/desk/surveys/partners/").text
    assert "We decide together what to work on and how." in shown
    assert "6.5" in shown


def test_while_it_runs_nobody_sees_what_it_adds_up_to(grace_church, client, sam, settings):
    settings.PARTNER_FEEDBACK_MONTH = timezone.localdate().month
    partners.ask_partners()
    answer(Wave.objects.get(), 40, 6)
    client.force_login(sam)
    shown = client.get("/desk/surveys/partners/").text
    assert "40 of 1 have answered so far" in shown
    assert "out of 10" not in shown


def test_before_the_first_time_the_page_says_so(client, sam):
    client.force_login(sam)
    assert "Partners were not asked yet" in client.get("/desk/surveys/partners/").text


def test_a_partner_answers_with_the_link_in_their_language(client, grace_church, paul, settings):
    settings.PARTNER_FEEDBACK_MONTH = timezone.localdate().month
    with tokens_seen() as tokens:
        partners.ask_partners()
    page = client.get(f"/surveys/{tokens[0]}/").text
    assert "Working with the police" in page
    assert "You came to" not in page
    missing = client.post(f"/surveys/{tokens[0]}/", {CODES[0]: "7"}).text
    assert "You left this open" in missing
    client.post(f"/surveys/{tokens[0]}/", dict.fromkeys(CODES, "7"))
    assert Response.objects.get().answers == dict.fromkeys(CODES, 7)
