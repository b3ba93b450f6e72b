"""Who hears that a course lapses, and how often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.training import reminding, tasks
from engagement.training.models import Completion
from portal.notices.models import Message
from tests.factories.training import CompletionFactory, CourseFactory


@pytest.fixture
def done(dana):
    return CompletionFactory.create(person=dana, course=CourseFactory.create(name="First aid"))


def last_day(completion):
    return Completion.objects.with_last_day().get(pk=completion.pk).valid_until


def test_they_hear_60_days_before_and_14_and_no_oftener(done):
    until = last_day(done)
    for left in (61, 60, 59, 30, 14, 14, 13, 0):
        reminding.remind(until - timedelta(days=left))

    told = Message.objects.order_by("pk")
    assert [message.key.rsplit("-", 1)[1] for message in told] == ["60", "14"]
    assert {message.to for message in told} == {done.person.email}
    assert "First aid" in told[0].text


def test_nobody_hears_of_what_has_lapsed(done):
    reminding.remind(last_day(done) + timedelta(days=1))

    assert not Message.objects.exists()


def test_who_took_it_anew_hears_nothing_of_the_old_day(done):
    until = last_day(done)
    CompletionFactory.create(
        person=done.person, course=done.course, completed_on=timezone.localdate()
    )
    reminding.remind(until - timedelta(days=14))

    assert not any(f"-{done.pk}-" in message.key for message in Message.objects.all())


@pytest.mark.parametrize("change", ["not required", "retired", "left", "closed"])
def test_nobody_hears_of_what_nobody_asks_of_them(done, change):
    until = last_day(done)
    if change == "not required":
        done.course.required = False
        done.course.save()
    elif change == "retired":
        done.course.retired_on = timezone.localdate()
        done.course.save()
    elif change == "left":
        done.person.roles.update(until=timezone.now())
    else:
        done.person.is_active = False
        done.person.save()
    reminding.remind(until - timedelta(days=14))

    assert not Message.objects.exists()


def test_the_mail_is_in_the_readers_language(done):
    done.person.language = "es"
    done.person.save()
    done.course.name = {"en": "First aid", "es": "Primeros auxilios"}
    done.course.save()
    reminding.remind(last_day(done) - timedelta(days=10))

    assert "Primeros auxilios" in Message.objects.get().text


def test_beat_rings_and_nothing_is_due(done):
    tasks.remind()

    assert not Message.objects.exists()
