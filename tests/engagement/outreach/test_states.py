"""Draft, sent, sent back, approved: every step that is allowed, every one that is not."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from engagement.outreach.models import OutreachAudit, OutreachEntry
from engagement.outreach.states import (
    AUTHORS,
    REFUSALS,
    REVIEWERS,
    TRANSITIONS,
    State,
    Verb,
    may,
    why_not,
)
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.outreach import OutreachEntryFactory

TRAITS = {
    State.DRAFT: {"draft": True},
    State.SUBMITTED: {},
    State.RETURNED: {"returned": True},
    State.APPROVED: {"approved": True},
}
ANSWERS = {"asked": "yes", "plausible": "yes", "substance": "no", "outcome": "holds"}


def do(entry, verb, by):
    match verb:
        case Verb.CHANGE:
            entry.for_change(by)
        case Verb.SEND:
            entry.send(by)
        case Verb.APPROVE:
            entry.approve(by)
        case Verb.GIVE_BACK:
            entry.give_back(by, "Say how many came.")


def test_every_state_and_verb_is_allowed_or_has_its_words():
    pairs = set(product(State, Verb))

    assert set(TRANSITIONS) | set(REFUSALS) == pairs
    assert not set(TRANSITIONS) & set(REFUSALS)
    assert set(Verb) == AUTHORS | REVIEWERS


@pytest.mark.parametrize(("state", "verb"), sorted(TRANSITIONS))
def test_what_may_happen_happens(db, sam, state, verb):
    if verb is Verb.AUDIT:
        return
    entry = OutreachEntryFactory.create(**TRAITS[state])

    do(entry, verb, entry.lead if verb in AUTHORS else sam)
    entry.refresh_from_db()
    assert entry.status == TRANSITIONS[state, verb]


@pytest.mark.parametrize(("state", "verb"), sorted(REFUSALS))
def test_what_may_not_happen_is_refused_in_words(db, sam, state, verb):
    entry = OutreachEntryFactory.create(**TRAITS[state])
    assert not may(state, verb)
    if verb is Verb.AUDIT or (state, verb) == (State.SUBMITTED, Verb.SEND):
        return  # pressing twice sends once; a draft is in no sample

    with pytest.raises(NotPossible) as refused:
        do(entry, verb, entry.lead if verb in AUTHORS else sam)
    entry.refresh_from_db()
    assert entry.status == state
    assert str(refused.value) == why_not(state, verb)


@pytest.mark.parametrize("verb", sorted(AUTHORS))
def test_only_its_author_changes_and_sends_it(db, sam, verb):
    entry = OutreachEntryFactory.create(draft=True)

    with pytest.raises(NotPossible, match="Only whoever wrote"):
        do(entry, verb, sam)


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.GIVE_BACK])
def test_nobody_reviews_their_own_entry(sam, verb):
    entry = OutreachEntryFactory.create(lead=sam)

    with pytest.raises(NotPossible, match="You wrote this entry"):
        do(entry, verb, sam)


def test_nobody_checks_their_own_entry(sam):
    audit = OutreachAudit.objects.create(entry=OutreachEntryFactory.create(lead=sam))

    with pytest.raises(NotPossible, match="You wrote this entry"):
        audit.finish(sam, **ANSWERS)


def test_pressing_twice_is_once(sam):
    entry = OutreachEntryFactory.create(draft=True)
    entry.send(entry.lead)
    first = entry.sent_at
    entry.send(entry.lead)
    entry.approve(sam)
    at = entry.reviewed_at
    entry.approve(sam)

    assert (entry.sent_at, entry.reviewed_at) == (first, at)
    assert entry.history.count() == 2


def test_what_is_approved_stays_whoever_writes_to_the_table(db):
    entry = OutreachEntryFactory.create(approved=True)

    with pytest.raises(IntegrityError, match="approved_outreach_stays"), transaction.atomic():
        OutreachEntry.objects.filter(pk=entry.pk).update(adults=400)
    OutreachEntry.objects.filter(pk=entry.pk).update(visibility="internal", review_note="Thanks.")


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"sent_at": None}, "a_sent_entry_says_when"),
        ({"draft": True, "sent_at": timezone.now()}, "a_sent_entry_says_when"),
        ({"status": "approved"}, "a_reviewed_entry_says_when"),
        ({"returned": True, "review_note": ""}, "sent_back_says_why"),
        ({"visibility": "public"}, "public_outreach_has_words"),
        ({"public": True, "kind": "follow_up"}, "public_outreach_has_words"),
        ({"visibility": "secret", "public_summary": "x"}, "public_outreach_has_words"),
        ({"first_time_share": 101}, "at_most_everyone"),
        ({"overtime_hours": -1}, "outreach_hours_are_not_owed"),
        ({"grant_hours": -1}, "outreach_hours_are_not_owed"),
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(db, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutreachEntryFactory.create(**wrong)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"done_at": timezone.now()}, "a_finished_check"),
        ({"outcome": "holds"}, "a_finished_check"),
        ({"done_at": timezone.now(), "outcome": "holds"}, "a_finished_check"),
        (
            ANSWERS | {"done_at": timezone.now(), "outcome": "wrong"},
            "a_wrong_entry_says_what_is_wrong",
        ),
    ],
)
def test_the_database_itself_refuses_half_a_check(db, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutreachAudit.objects.create(entry=OutreachEntryFactory.create(), **wrong)


class Life(RuleBasedStateMachine):
    """Author and two supervisors do whatever they like, in any order; the record holds."""

    def __init__(self):
        super().__init__()
        self.author, *self.reviewers = UserFactory.create_batch(3)
        self.entry = OutreachEntryFactory.create(lead=self.author, draft=True)
        self.state = State.DRAFT
        self.first_sent = None

    @rule(
        verb=st.sampled_from([Verb.CHANGE, Verb.SEND, Verb.APPROVE, Verb.GIVE_BACK]),
        who=st.integers(0, 2),
    )
    def someone_tries(self, verb, who):
        by = [self.author, *self.reviewers][who]
        theirs = (who == 0) == (verb in AUTHORS)
        try:
            do(OutreachEntry.objects.get(pk=self.entry.pk), verb, by)
        except NotPossible:
            assert not theirs or not may(self.state, verb)
        else:
            assert theirs
            self.state = TRANSITIONS.get((self.state, verb), self.state)

    @invariant()
    def the_record_says_the_same(self):
        kept = OutreachEntry.objects.get(pk=self.entry.pk)
        assert kept.status == self.state
        self.first_sent = self.first_sent or kept.sent_at
        assert kept.sent_at == self.first_sent
        assert (kept.sent_at is None) == (self.state is State.DRAFT)


class TestLife(TestCase):
    def test_the_record_holds_whatever_people_try(self):
        run_state_machine_as_test(
            Life, settings=settings(max_examples=15, stateful_step_count=10, deadline=None)
        )
