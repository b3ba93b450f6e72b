"""Supervisors hear of a promise before it is missed and when it is: once each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from engagement.concerns.escalating import escalate
from engagement.concerns.models import Escalation
from engagement.concerns.tasks import escalate as ring
from portal.notices.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def concern(millrace, sam):
    return ConcernFactory.create(area=millrace)


def told():
    return [(mail.to, mail.subject) for mail in Message.objects.order_by("pk")]


def test_once_before_and_once_when_it_is_missed(concern):
    due = concern.reply_due_at
    assert escalate(due - 30 * HOUR) == 0
    assert [escalate(due - 10 * HOUR), escalate(due - 9 * HOUR)] == [1, 0]
    assert [escalate(due + HOUR), escalate(due + 99 * HOUR)] == [1, 0]
    assert told() == [
        ("sam@example.org", "A promise of your team is due soon"),
        ("sam@example.org", "A promise of your team is late"),
    ]


def test_the_mail_says_nothing_of_what_it_is_about(concern, sam):
    concern.mark_sensitive(sam)
    escalate(concern.reply_due_at + HOUR)
    mail = Message.objects.get()
    assert "Motorbikes" not in mail.text + mail.html
    assert "Millrace" not in mail.text + mail.html
    assert f"/desk/concerns/{concern.pk}/" in mail.text


def test_what_was_answered_closed_or_asked_about_is_left_alone(concern, dana, millrace):
    now = concern.reply_due_at + HOUR
    concern.answer(dana, "On Friday.")
    ConcernFactory.create(area=millrace, waiting_since=timezone.now())
    ConcernFactory.create(area=millrace, state="resolved")
    assert escalate(now) == 0


def test_opening_it_again_starts_another_clock(concern, dana):
    escalate(concern.reply_due_at + HOUR)
    concern.close(dana, "resolved", "Done.")
    with time_machine.travel(concern.reply_due_at + 9 * HOUR, tick=False):
        concern.reopen(None, "No.")
    assert escalate(concern.reply_due_at + HOUR) == 1
    assert Escalation.objects.count() == 2


def test_the_end_of_a_concern_is_a_promise_too(concern, dana):
    concern.answer(dana, "We look.")
    concern.resolve_due_at = concern.raised_at + timedelta(days=30)
    concern.save()
    assert escalate(concern.raised_at + timedelta(days=15)) == 0
    assert escalate(concern.raised_at + timedelta(days=25)) == 1
    assert escalate(concern.raised_at + timedelta(days=31)) == 1
    assert {row.clock for row in Escalation.objects.all()} == {"resolution"}


def test_the_nearest_supervisors_hear_of_it(concern, millrace, hillside):
    UserFactory.create(email="near@example.org", role="supervisor", area=millrace)
    UserFactory.create(email="far@example.org", role="supervisor", area=hillside)
    escalate(concern.reply_due_at + HOUR)
    assert [to for to, _ in told()] == ["near@example.org"]


def test_it_stands_on_the_supervisors_desk_until_it_is_answered(client, concern, sam, dana, lee):
    Escalation.objects.create(
        concern=concern, clock="reply", when="late", started_at=concern.raised_at
    )
    client.force_login(sam)
    assert "Late, or nearly" in client.get("/desk/").text
    client.force_login(dana)
    assert "Late, or nearly" not in client.get("/desk/").text
    concern.answer(dana, "On Friday.")
    client.force_login(sam)
    assert "Late, or nearly" not in client.get("/desk/").text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_it_once():
    UserFactory.create(email="sam@example.org", role="supervisor")
    concern = ConcernFactory.create(raised_at=timezone.now() - timedelta(days=4))
    assert concern.is_overdue()

    def run(_):
        try:
            ring()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    assert Escalation.objects.count() == 1
    assert Message.objects.count() == 1
