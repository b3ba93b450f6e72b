"""When a problem ends, those who raised it hear so: once, in the thread, never if sensitive."""

import pytest

from engagement.concerns.models.support import Support
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


def test_neighbors_who_added_their_voice_hear_it_once_and_owners_not_twice(problem, dana):
    mailed, public, sensitive = problem.concerns.order_by("pk")
    for number, concern in enumerate((mailed, public)):
        type(concern).objects.filter(pk=concern.pk).update(is_public=True)
        Support.objects.add(concern, f"a{number}", email="Said.Too@example.org", language="es")
    Support.objects.add(public, "b", email="NADIA@example.org")  # she raised one herself
    Support.objects.add(public, "c", email="")
    Support.objects.create(concern=sensitive, form_hash="d", contact_email="never@example.org")
    problem.close("reduced", "Cushions work.", dana)
    telling.tell(problem, dana)
    telling.tell(problem, dana)

    (letter,) = Message.objects.filter(key__contains="-voice-")
    assert (letter.to, letter.language) == ("Said.Too@example.org", "es")
    assert "Cushions work." in letter.text
    assert problem.public_url in letter.text
    assert Message.objects.count() == 2  # and the owner's


def test_a_voice_on_what_is_not_public_hears_nothing(problem, dana):
    concern = problem.concerns.order_by("pk")[1]
    Support.objects.create(concern=concern, form_hash="x", contact_email="said@example.org")
    type(concern).objects.filter(pk=concern.pk).update(is_public=False)
    problem.close("reduced", "Cushions work.", dana)
    telling.tell(problem, dana)

    assert not Message.objects.filter(key__contains="-voice-").exists()


def test_of_many_voices_all_hear_with_few_statements(problem, dana, django_assert_max_num_queries):
    concern = problem.concerns.order_by("pk")[1]
    type(concern).objects.filter(pk=concern.pk).update(is_public=True)
    for number in range(20):
        Support.objects.create(
            concern=concern, form_hash=str(number), contact_email=f"n{number}@example.org"
        )
    problem.close("reduced", "Cushions work.", dana)
    with django_assert_max_num_queries(40):
        telling.tell(problem, dana)
    assert Message.objects.filter(key__contains="-voice-").count() == 20
