"""A priority: set, spoken of, put in order, closed. Never more than five at once."""

import threading
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from engagement.priorities.models import Priority
from portal.refusals import NotPossible
from tests.factories.priorities import PriorityFactory, days_ago


def set_one(area, by, issue="Cars race on Mill Street", **about):
    return Priority.objects.set_for(area, issue=issue, by=by, **about)


def test_an_officer_sets_one_with_what_is_done_already(millrace, dana):
    priority = set_one(millrace, dana, action="A speed sign stands there.", action_on=days_ago(0))

    assert priority.is_current
    assert priority.action_on == timezone.localdate()
    assert [update.action for update in priority.updates.all()] == ["A speed sign stands there."]


def test_the_same_form_twice_sets_one(millrace, dana):
    form = uuid.uuid4()

    assert set_one(millrace, dana, submission=form) == set_one(millrace, dana, submission=form)


def test_someone_elses_form_number_says_to_load_the_page_again(millrace, dana, sam):
    form = uuid.uuid4()
    set_one(millrace, dana, submission=form)

    with pytest.raises(NotPossible, match="Load the page again"):
        set_one(millrace, sam, "Another", submission=form)


def test_a_sixth_is_refused(millrace, dana):
    for number in range(5):
        set_one(millrace, dana, f"Issue {number}")

    with pytest.raises(NotPossible, match="at most 5"):
        set_one(millrace, dana, "One more")


def test_closing_one_makes_room(millrace, dana):
    first, *_rest = [set_one(millrace, dana, f"Issue {number}") for number in range(5)]
    first.retire("Solved.", dana)

    assert set_one(millrace, dana, "One more").is_current


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"issue": "  "}, "Say what the issue is"),
        ({"issue_on": days_ago(-1)}, "to come"),
        ({"issue_on": days_ago(3_000)}, "five years"),
        ({"action": "Done", "action_on": days_ago(-1)}, "still to come"),
        ({"action": "Done", "action_on": days_ago(9)}, "before it became a priority"),
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_is_kept(millrace, dana, about, words):
    with pytest.raises(NotPossible, match=words):
        set_one(millrace, dana, **about)

    assert not Priority.objects.exists()


def test_the_same_issue_is_not_set_twice(millrace, dana):
    set_one(millrace, dana)

    with pytest.raises(NotPossible, match="already"):
        set_one(millrace, dana, "cars race on mill street")


def test_every_action_stays_for_everyone_to_read(millrace, dana):
    priority = PriorityFactory.create(area=millrace, said=None)
    priority.say("We counted cars.", days_ago(20), dana)
    priority.say("A sign stands there.", days_ago(3), dana)
    priority.say("A sign stands there.", days_ago(3), dana)  # the button twice

    assert [update.action for update in priority.updates.all()] == [
        "A sign stands there.",
        "We counted cars.",
    ]
    assert (priority.action, priority.action_on) == ("A sign stands there.", days_ago(3))
    assert priority.history.count() == 2


def test_what_happened_earlier_does_not_replace_what_happened_later(millrace, dana):
    priority = PriorityFactory.create(area=millrace, said=5)

    with pytest.raises(NotPossible, match="later"):
        priority.say("Long ago", days_ago(8), dana)


def test_a_closed_one_says_what_came_of_it_and_takes_no_more(millrace, dana):
    priority = PriorityFactory.create(area=millrace)
    priority.retire("It is quiet now.", dana)
    priority.retire("It is quiet now.", dana)

    with pytest.raises(NotPossible, match="closed already"):
        priority.say("More", days_ago(0), dana)
    with pytest.raises(NotPossible, match="closed already"):
        priority.reword("Other words", dana)


def test_closing_needs_a_reason(millrace, dana):
    with pytest.raises(NotPossible, match="what came of it"):
        PriorityFactory.create(area=millrace).retire(" ", dana)


def test_it_is_nagged_about_at_75_days_and_stale_at_90(millrace):
    fresh, nagging, stale = (
        PriorityFactory.create(area=millrace, said=days) for days in (74, 75, 90)
    )
    silent = PriorityFactory.create(area=millrace, said=None, issue_on=days_ago(94))

    assert set(Priority.objects.to_nag()) == {nagging, stale, silent}
    assert set(Priority.objects.stale()) == {stale, silent}
    assert [one.is_stale() for one in (fresh, nagging, stale, silent)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert silent.clock.words == "Not updated for 94 days"
    assert nagging.clock.words == "News due in 15 days"


def test_time_alone_makes_it_stale(millrace):
    priority = PriorityFactory.create(area=millrace, said=0)

    assert priority.clock.words == "Updated today"
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert priority.is_stale()


def test_the_list_is_put_in_another_order(millrace, dana):
    one, two, three = (PriorityFactory.create(area=millrace) for _ in range(3))

    Priority.objects.arrange(millrace, [three.pk, one.pk], dana)

    assert list(Priority.objects.current().in_order()) == [three, one, two]


@pytest.mark.parametrize(
    "broken",
    [
        {"issue": ""},
        {"action": "Done", "action_on": None},
        {"retired_on": days_ago(1), "retire_reason": ""},
        {"retired_on": days_ago(400), "retire_reason": "Before it began"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(millrace, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorityFactory.create(area=millrace, **broken)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_do_not_make_six(millrace, dana):
    for number in range(4):
        set_one(millrace, dana, f"Issue {number}")
    outcome, barrier = [], threading.Barrier(2)

    def add(words):
        try:
            barrier.wait(5)
            set_one(millrace, dana, words)
            outcome.append("set")
        except NotPossible:
            outcome.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(words,)) for words in ("Fifth", "Sixth")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome) == ["refused", "set"]
    assert Priority.objects.current().count() == 5
