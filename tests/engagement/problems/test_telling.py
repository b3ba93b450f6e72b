"""When a problem ends, those who raised it hear so: once, in the thread, never if sensitive."""

import pytest

from engagement.problems import telling
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.concerns import ConcernFactory
from tests.factories.problems import ready_to_close


@pytest.fixture
def problem(millrace, dana):
    problem = ready_to_close(millrace, dana)
    concerns = [
        ConcernFactory.create(area=millrace, named=True, language="es"),
        ConcernFactory.create(area=millrace),
        ConcernFactory.create(area=millrace, named=True, sensitive=True),
    ]
    problem.concerns.set(concerns)
    return problem


def test_each_is_told_once_in_the_thread_and_by_mail_where_there_is_an_address(problem, dana):
    problem.close("reduced", "Cushions work.", dana)

    assert telling.tell(problem, dana) == 2
    assert telling.tell(problem, dana) == 2

    mailed, silent, sensitive = problem.concerns.order_by("pk")
    for concern in (mailed, silent):
        (said,) = concern.thread.all()
        assert "Cushions work." in said.text
        assert problem.public_url in said.text
    assert not sensitive.thread.exists()
    assert [message.to for message in Message.objects.all()] == ["nadia@example.org"]
    assert problem.told_count == 2
    assert problem.turns.last().verb == "told"


def test_nobody_is_told_of_what_is_open_or_not_public(problem, dana):
    with pytest.raises(NotPossible, match="Close it first"):
        telling.tell(problem, dana)
    problem.unpublish(dana)
    problem.close("reduced", "Cushions work.", dana)
    with pytest.raises(NotPossible, match="Show its page"):
        telling.tell(problem, dana)
    assert not Message.objects.exists()


def test_opened_and_closed_again_they_hear_the_new_outcome(problem, dana):
    problem.close("reduced", "Cushions work.", dana)
    telling.tell(problem, dana)
    problem.reopen("It came back.", dana)
    assert problem.told_at is None
    problem.close("moved_on", "They race by the mill now.", dana)
    telling.tell(problem, dana)
    assert problem.concerns.order_by("pk")[0].thread.count() == 2
