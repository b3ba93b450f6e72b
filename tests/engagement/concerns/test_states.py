"""The life of a concern: every step that may be taken, and every one that may not."""

import itertools

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engagement.concerns import states
from engagement.concerns.models import Concern, Step
from engagement.concerns.states import Actor, State, may_step, next_states
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory

OFFICER, SUPERVISOR, RESIDENT = Actor.OFFICER, Actor.SUPERVISOR, Actor.RESIDENT
STAFF, EVERYONE = {OFFICER, SUPERVISOR}, {OFFICER, SUPERVISOR, RESIDENT}

# Rows: from. Columns: to, in the order of State. s staff, a all, r resident and supervisor,
# S supervisor only, a point nobody.
TABLE = """
                rec ack pro pla res ref no  dup reo
received         .   s   s   s   s   s   s   s   .
acknowledged     .   .   s   s   s   s   s   s   .
in_progress      .   .   .   s   s   s   s   s   .
planned          .   .   s   .   s   s   s   s   .
resolved         .   .   .   .   .   S   S   S   a
referred         .   .   .   .   S   .   S   S   a
no_action        .   .   .   .   S   S   .   S   r
duplicate        .   .   .   .   S   S   S   .   a
reopened         .   s   s   s   s   s   s   s   .
"""
WHO = {"s": STAFF, "a": EVERYONE, "r": {RESIDENT, SUPERVISOR}, "S": {SUPERVISOR}, ".": set()}


def rows():
    for line in TABLE.strip().splitlines()[1:]:
        before, *marks = line.split()
        for after, mark in zip(State, marks, strict=True):
            for actor in Actor:
                yield before, str(after), actor, actor in WHO[mark]


@pytest.mark.parametrize(("before", "after", "actor", "allowed"), list(rows()))
def test_each_step_for_each_actor(before, after, actor, allowed):
    assert may_step(before, after, actor) == allowed


def test_the_table_names_every_pair():
    pairs = set(itertools.product(State.values, State.values))
    assert {(before, after) for before, after, *_ in rows()} == pairs


def test_every_state_is_open_or_closed_and_can_be_left():
    assert set(states.OPEN) | set(states.CLOSED) == set(State)
    assert not set(states.OPEN) & set(states.CLOSED)
    assert all(next_states(state, SUPERVISOR) for state in State)


def test_who_acts(dana, sam, kim):
    assert Actor.of(None) == RESIDENT
    assert Actor.of(dana) == OFFICER
    assert Actor.of(sam) == Actor.of(kim) == SUPERVISOR


def close_as(state):
    return lambda concern, by: concern.close(by, state, "For a reason.")


VERBS = {
    State.ACKNOWLEDGED: Concern.acknowledge,
    State.IN_PROGRESS: Concern.start,
    State.PLANNED: lambda concern, by: concern.plan(by, "In spring."),
    State.REOPENED: lambda concern, by: concern.reopen(by, "Not fixed."),
    **{state: close_as(state) for state in states.CLOSED},
}


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", [state for state in State if state != State.RECEIVED])
def test_verbs_take_only_allowed_steps(before, after, dana):
    concern = ConcernFactory.create(state=before)
    if may_step(before, after, OFFICER):
        VERBS[after](concern, dana)
        assert concern.state == after
        step = concern.steps.get()
        assert (step.before, step.after, step.by) == (before, after, dana)
    elif (before, after) == (State.REOPENED, State.REOPENED):
        assert VERBS[after](concern, dana).state == before
    else:
        with pytest.raises(NotPossible) as refusal:
            VERBS[after](concern, dana)
        assert str(refusal.value.words)
        concern.refresh_from_db()
        assert concern.state == before
        assert not concern.steps.exists()


@pytest.mark.parametrize("state", ["resolved", "referred", "no_action"])
def test_closing_needs_a_reason(state, dana):
    with pytest.raises(NotPossible, match="Say why"):
        ConcernFactory.create().close(dana, state, "  ")


def test_closing_into_an_open_state_is_refused(dana):
    with pytest.raises(NotPossible, match="Choose how"):
        ConcernFactory.create().close(dana, "acknowledged", "Why not.")


def test_a_duplicate_points_at_the_other_and_forgets_it_when_opened_again(dana):
    first, second = ConcernFactory.create_batch(2)
    second.close(dana, "duplicate", duplicate_of=first)
    assert list(first.duplicates.all()) == [second]
    second.reopen(None, "It is another corner.")
    assert second.duplicate_of is None


@pytest.mark.parametrize(
    "verb",
    [
        lambda concern, by: concern.acknowledge(by),
        lambda concern, by: concern.start(by),
        lambda concern, by: concern.plan(by, "In spring."),
        lambda concern, by: concern.close(by, "resolved", "Done."),
        lambda concern, by: concern.assign(by, by),
        lambda concern, by: concern.mark_sensitive(by),
    ],
)
def test_doing_it_twice_is_doing_it_once(verb, dana):
    concern = ConcernFactory.create(named=True)
    verb(concern, dana)
    verb(Concern.objects.get(), dana)
    assert Step.objects.count() == 1
    assert Message.objects.count() <= 1


def test_publishing_twice_and_taking_off_twice(dana):
    concern = ConcernFactory.create(wants_public=True)
    for verb in (concern.publish, concern.publish, concern.withdraw, concern.withdraw):
        verb(dana)
    assert [step.verb for step in concern.steps.all()] == ["published", "withdrawn"]


def test_nobody_publishes_what_its_owner_did_not_agree_to(dana):
    with pytest.raises(NotPossible, match="did not agree"):
        ConcernFactory.create().publish(dana)
    with pytest.raises(NotPossible, match="never public"):
        ConcernFactory.create(wants_public=True, sensitive=True).publish(dana)


def test_marking_sensitive_takes_it_off_the_public_page(dana):
    concern = ConcernFactory.create(public=True).mark_sensitive(dana)
    assert not concern.is_public


def test_a_closed_concern_is_not_handed_over(dana, sam):
    with pytest.raises(NotPossible, match="closed"):
        ConcernFactory.create(state="resolved").assign(sam, dana)


class Life(RuleBasedStateMachine):
    """Officers, a supervisor and a resident do what they like; the promises hold."""

    def __init__(self):
        super().__init__()
        self.officer = UserFactory.create(role="officer")
        self.supervisor = UserFactory.create(role="supervisor")
        self.concern = ConcernFactory.create(named=True)
        self.answers = 0

    def attempt(self, verb, after, by):
        before, actor = self.concern.state, Actor.of(by)
        try:
            verb()
        except NotPossible:
            assert not may_step(before, after, actor)
            self.concern.refresh_from_db()
            assert self.concern.state == before
        else:
            assert before == after or may_step(before, after, actor)

    staff = st.sampled_from(["officer", "supervisor"])

    @rule(who=staff)
    def acknowledge(self, who):
        by = getattr(self, who)
        self.attempt(lambda: self.concern.acknowledge(by), State.ACKNOWLEDGED, by)

    @rule(who=staff)
    def start(self, who):
        by = getattr(self, who)
        self.attempt(lambda: self.concern.start(by), State.IN_PROGRESS, by)

    @rule(who=staff)
    def plan(self, who):
        by = getattr(self, who)
        self.attempt(lambda: self.concern.plan(by, "In spring."), State.PLANNED, by)

    @rule(who=staff, state=st.sampled_from(states.CLOSED))
    def close(self, who, state):
        by = getattr(self, who)
        self.attempt(lambda: self.concern.close(by, state, "So."), state, by)

    @rule(who=st.sampled_from(["officer", "supervisor", "resident"]))
    def reopen(self, who):
        by = getattr(self, who, None)
        self.attempt(lambda: self.concern.reopen(by, "Not fixed."), State.REOPENED, by)

    @rule(who=staff)
    def answer(self, who):
        self.concern.answer(getattr(self, who), "We looked at it.")
        self.answers += 1
        assert self.concern.answered_at
        assert self.concern.wrote_back_at is None

    @rule()
    def write_back(self):
        self.concern.write_back("And again.")
        assert self.concern.wrote_back_at

    @precondition(lambda self: not self.concern.sensitive)
    @rule()
    def mark_sensitive(self):
        self.concern.mark_sensitive(self.officer)
        self.mails_when_marked = Message.objects.count()

    @invariant()
    def the_stored_row_is_the_one_in_hand(self):
        stored = Concern.objects.get(pk=self.concern.pk)
        assert (stored.state, stored.closed_at) == (self.concern.state, self.concern.closed_at)

    @invariant()
    def closed_says_when_and_open_does_not(self):
        assert bool(self.concern.closed_at) == (self.concern.state in states.CLOSED)

    @invariant()
    def history_leads_to_the_present(self):
        here = State.RECEIVED
        for step in self.concern.steps.order_by("pk"):
            assert step.before == here
            here = step.after
        assert here == self.concern.state

    @invariant()
    def sensitive_concerns_send_nothing(self):
        if self.concern.sensitive:
            assert Message.objects.count() == self.mails_when_marked

    @invariant()
    def every_answer_is_in_the_thread(self):
        assert self.concern.thread.filter(kind="answer").count() == self.answers


def test_whatever_they_do_the_promises_hold():
    twenty_five_lives = settings(
        max_examples=25,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Life, settings=twenty_five_lives)
