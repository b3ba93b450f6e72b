"""Two people at once, in real threads: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from engagement.concerns.models import Concern
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.engagement.concerns.screens import Resident, code_on
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Do all of it at the same moment; a refusal comes back as its words."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(5)
            return act()
        except NotPossible as refusal:
            return str(refusal.words)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def officers():
    return [UserFactory.create(name=name, role="officer") for name in ("Ann", "Ben", "Cy", "Di")]


def verb(concern, do):
    return lambda: do(Concern.objects.get(pk=concern.pk)) and ""


def test_of_officers_who_acknowledge_at_once_one_does(officers):
    concern = ConcernFactory.create()
    said = at_once(*(verb(concern, lambda c, o=o: c.acknowledge(o)) for o in officers))
    assert said.count("") == 1
    winner = Concern.objects.get().assigned_to
    assert all(words == "" or words.startswith(winner.name) for words in said)
    assert concern.steps.count() == 1


def test_of_officers_who_close_at_once_one_does_and_one_mail_goes(officers):
    concern = ConcernFactory.create(named=True)
    ends = ("resolved", "referred", "no_action", "resolved")
    acts = [
        verb(concern, lambda c, o=o, e=e: c.close(o, e, f"By {o}."))
        for o, e in zip(officers, ends, strict=True)
    ]
    assert at_once(*acts).count("") == 1
    concern.refresh_from_db()
    step = concern.steps.get()
    assert (step.after, step.reason) == (concern.state, concern.outcome)
    assert Message.objects.count() == 1


def test_one_officer_in_two_windows_answers_once(officers):
    concern = ConcernFactory.create(named=True)
    key = "7b5d7f3e-5a38-4a5e-9d55-0a0d4d9d3b11"
    at_once(*[verb(concern, lambda c: c.answer(officers[0], "On Friday.", key))] * 4)
    assert concern.thread.count() == 1
    assert Message.objects.count() == 1


def test_closing_and_writing_back_at_once_loses_neither(officers):
    concern = ConcernFactory.create()
    at_once(
        verb(concern, lambda c: c.close(officers[0], "resolved", "Done.")),
        verb(concern, lambda c: c.write_back("It is back.")),
    )
    concern.refresh_from_db()
    assert concern.state == "resolved"
    assert concern.thread.count() == 1
    assert concern.steps.count() == 2


def test_the_same_form_from_four_fingers_is_one_concern_and_one_code(client):
    token = Resident(client).token()

    def send():
        return code_on(Resident(type(client)()).send(token=token))

    codes = at_once(*[send] * 4)
    assert Concern.objects.count() == 1
    assert len(set(codes)) == 1
    assert codes[0]
