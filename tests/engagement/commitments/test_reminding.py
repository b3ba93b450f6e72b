"""Nobody forgets a promise: its owner hears of it before and after its day, then supervisors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.commitments.reminding import remind
from engagement.commitments.tasks import remind as remind_task
from portal.notices.models import Message
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import ConcernFactory

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def signal(millrace, dana, today):
    return CommitmentFactory.create(
        what="Put up a walk signal",
        area=millrace,
        owner=dana,
        owner_words="",
        made_on=today - 30 * DAY,
        due_on=today + 3 * DAY,
    )


def mails(**of):
    return Message.objects.filter(key__contains="-due-", **of).order_by("pk")


def test_three_days_before_the_owner_hears_of_it_once(signal, dana, today):
    assert remind(today - DAY) == 0
    assert remind(today) == 1
    assert remind(today + DAY) == 0

    mail = mails().get()
    assert mail.to == dana.email
    assert "Put up a walk signal" in mail.text
    assert f"/desk/commitments/{signal.pk}/" in mail.text
    assert "is due soon" in mail.subject
    assert mail.keeps_quiet_hours


def test_then_on_the_day_after_and_every_week(signal, dana, today):
    due = signal.due_on
    sent = [day for day in range(1, 23) if remind(due + day * DAY)]

    # The supervisors' mail needs someone who supervises; there is nobody here.
    assert sent == [1, 8, 15, 22]
    assert all("is late" in mail.subject for mail in mails())


def test_supervisors_hear_of_it_a_week_after_once(signal, dana, sam, kim):
    for day in range(1, 12):
        remind(signal.due_on + day * DAY)

    mail = mails(to=sam.email).get()
    assert "a week late" in mail.subject
    assert "Dana answers for it." in mail.text
    assert not mails(to=kim.email).exists()


def test_a_supervisor_who_answers_for_it_is_told_as_its_owner_only(signal, sam, today):
    signal.owner = sam
    signal.save()
    for day in range(1, 9):
        remind(signal.due_on + day * DAY)

    assert all("you answer for" in mail.subject for mail in mails(to=sam.email))


def test_whoever_wrote_down_a_promise_of_others_is_reminded(signal, dana, sam, today):
    CommitmentFactory.create(due_on=today + DAY, created_by=sam)
    remind(today)

    assert mails(to=sam.email).count() == 1


@pytest.mark.parametrize("of", ["closed", "moved"])
def test_what_has_not_gone_out_is_taken_back_when_it_no_longer_holds(signal, dana, today, of):
    remind(today)
    if of == "moved":
        signal.postpone(signal.due_on + 30 * DAY, "Rain.", dana)
    else:
        signal.keep("Done.", dana)

    assert mails().get().state == Message.State.CANCELLED
    if of == "moved":
        remind(signal.due_on - DAY)
        assert mails(state="waiting").count() == 1


def test_what_is_closed_or_new_today_or_without_anyone_is_left_in_peace(dana, today):
    soon = {"due_on": today + DAY}
    CommitmentFactory.create(**soon, owner=dana, is_kept=True)
    CommitmentFactory.create(**soon, owner=dana, made_on=today)
    CommitmentFactory.create(**soon)
    dana.is_active = False
    dana.save()
    CommitmentFactory.create(**soon, owner=dana)

    remind_task()
    assert not mails().exists()


def test_a_mail_says_nothing_of_a_sensitive_concern(signal, millrace, today):
    signal.concern = ConcernFactory.create(area=millrace, sensitive=True)
    signal.is_public = False
    signal.save()
    remind(today)

    assert "walk signal" not in mails().get().text
    assert f"Promise no. {signal.pk}" in mails().get().text


def test_a_sweep_costs_the_same_for_three_as_for_one(
    dana, today, django_assert_max_num_queries, millrace
):
    for _ in range(3):
        CommitmentFactory.create(due_on=today + DAY, owner=dana, area=millrace)
    with django_assert_max_num_queries(7):
        assert remind(today) == 3
