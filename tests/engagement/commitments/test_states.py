"""The states of a promise: each step that may be taken, and each that may not."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.commitments import states
from engagement.commitments.models import Commitment
from engagement.commitments.states import State, Verb
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.commitments import CommitmentFactory

ALLOWED = {
    (State.OPEN, Verb.POSTPONE),
    (State.OPEN, Verb.KEEP),
    (State.OPEN, Verb.DROP),
    (State.KEPT, Verb.TELL),
    (State.DROPPED, Verb.TELL),
    (State.KEPT, Verb.REOPEN),
    (State.DROPPED, Verb.REOPEN),
    (State.TOLD, Verb.REOPEN),
}


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("state", State)
def test_every_step_is_allowed_or_refused_with_a_sentence(state, verb):
    allowed = (state, verb) in ALLOWED

    assert states.may(state, verb) is allowed
    if not allowed:
        assert states.why_not(state, verb).endswith(".")


def act(promise, verb, n, by):
    """Each act has words of its own, so that none is taken for a second press."""
    match verb:
        case Verb.POSTPONE:
            promise.postpone(promise.due_on + timedelta(days=1), f"Reason {n}", by)
        case Verb.KEEP:
            promise.keep(f"Result {n}", by)
        case Verb.DROP:
            promise.drop(f"Reason {n}", by)
        case Verb.TELL:
            promise.tell(f"Way {n}", by)
        case Verb.REOPEN:
            promise.reopen(by)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.sampled_from(Verb), max_size=12))
def test_whatever_is_tried_in_whatever_order_the_row_tells_a_true_story(verbs):
    by = UserFactory.create(role="command")
    promise = CommitmentFactory.create()
    state, moved = State.OPEN, 0
    for n, verb in enumerate(verbs):
        before = state
        if (before, verb) in ALLOWED:
            act(promise, verb, n, by)
            state = states.TRANSITIONS[before, verb]
            moved += verb == Verb.POSTPONE
        else:
            with pytest.raises(NotPossible, match=r"\.$"):
                act(promise, verb, n, by)
        stored = Commitment.objects.get(pk=promise.pk)
        assert stored.state == promise.state == state
        assert stored.postponements.count() == moved
        assert stored.due_on == stored.first_due_on + timedelta(days=moved)
        assert bool(stored.result) == (state != State.OPEN)
        assert bool(stored.told_on) == (state == State.TOLD)
