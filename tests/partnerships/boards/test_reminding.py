"""Command hears of an answer it owes, once for each stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.boards.reminding import forget_watchers, remind
from partnerships.boards.tasks import remind as remind_task
from portal.notices.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.boards import (
    CommentFactory,
    ConsultationFactory,
    RecommendationFactory,
)

DAY = timedelta(days=1)


@pytest.fixture
def one():
    return RecommendationFactory.create(made_on=timezone.localdate() - DAY)


def test_command_hears_30_days_and_7_days_before_then_when_late_and_weekly(kim, one):
    heard = [day for day in range(70) if remind(one.made_on + day * DAY)]
    assert heard == [15, 38, 46, 53, 60, 67]
    assert set(Message.objects.values_list("to", flat=True)) == {kim.email}
    assert Message.objects.filter(text__contains="Everyone can see that it is overdue").count() == 4


def test_a_sweep_that_runs_twice_tells_nobody_twice(kim, one):
    on = one.due_on + DAY
    assert remind(on) == 1
    assert remind(on) == 0


def test_only_those_who_may_answer_are_reminded(kim, sam, olivia, riverside, hillside, one):
    here = UserFactory.create(role="command", area=riverside)
    UserFactory.create(role="command", area=hillside)
    RecommendationFactory.create(made_on=one.made_on, area=riverside)
    remind(one.due_on)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(
        [kim.email, kim.email, here.email]
    )


def test_what_is_answered_takes_back_what_has_not_gone_out(kim, one):
    remind(one.due_on)
    one.answer("accept", "Yes.", kim)
    assert Message.objects.filter(key__contains="-due-").get().state == "cancelled"
    assert remind(one.due_on + DAY) == 0


def test_the_address_for_the_outcome_is_erased_once_the_mail_went_out(olivia, kim):
    draft = ConsultationFactory.create(is_closed=True)
    draft.watchers.create(email="rosa@example.org", language="es")
    CommentFactory.create(consultation=draft, read_at=timezone.now())
    draft.conclude("It holds from May.", kim)

    assert not draft.watchers.exists()
    letter = Message.objects.get(key__contains="-outcome-")
    assert letter.to == "rosa@example.org"
    assert forget_watchers() == 0
    Message.objects.update(state="sent", sent_at=timezone.now())
    remind_task()
    letter.refresh_from_db()
    assert letter.to == ""
