"""The life of a request as data, and every verb in every state."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.referrals import states
from partnerships.referrals.models import Referral, ReferralContact
from partnerships.referrals.models.referral import Actor
from partnerships.referrals.states import TRANSITIONS, State, Verb
from portal.refusals import NotPossible
from tests.factories.referrals import a_request, brought_to

SAME = {
    (State.ACCEPTED, Verb.ACCEPT),
    (State.DECLINED, Verb.DECLINE),
    (State.ACTING, Verb.BEGIN),
    (State.CLOSED, Verb.CLOSE),
    (State.WITHDRAWN, Verb.WITHDRAW),
}


def do(referral, verb):
    someone = Actor(by_link=True)
    return {
        Verb.ACCEPT: lambda: referral.accept(someone),
        Verb.DECLINE: lambda: referral.decline("No place.", someone),
        Verb.BEGIN: lambda: referral.begin(someone),
        Verb.CLOSE: lambda: referral.close("not_reached", "", someone),
        Verb.WITHDRAW: lambda: referral.withdraw(someone),
    }[verb]()


@pytest.fixture
def shelter(harbor_health):
    harbor_health.email = "desk@shelter.example"
    harbor_health.save()
    return harbor_health


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(State, Verb)))
def test_every_verb_in_every_state_goes_where_the_table_says(state, verb, shelter, dana):
    referral = brought_to(a_request(shelter, dana), state)
    assert referral.state == state
    if (state, verb) in TRANSITIONS:
        do(referral, verb)
        assert Referral.objects.get().state == TRANSITIONS[state, verb]
    elif (state, verb) in SAME:
        do(referral, verb)
        assert Referral.objects.get().state == state, "done twice is done once"
    else:
        with pytest.raises(NotPossible) as refused:
            do(referral, verb)
        assert str(refused.value).endswith(".")
        assert Referral.objects.get().state == state


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(State, Verb)))
def test_whatever_is_refused_is_refused_in_words(state, verb):
    if not states.may(state, verb) and (state, verb) not in SAME:
        assert states.why_not(state, verb).endswith(".")


@given(st.lists(st.sampled_from(Verb), max_size=12))
def test_no_way_leads_out_of_an_end(verbs):
    state, ended = State.SENT, False
    for verb in verbs:
        if states.may(state, verb):
            state = states.after(state, verb)
        ended = ended or state not in states.OPEN
        assert ended == (state not in states.OPEN)


@pytest.mark.parametrize("state", State)
def test_taken_back_erases_how_to_reach_the_person_whatever_the_state(state, shelter, dana):
    referral = brought_to(a_request(shelter, dana), state)
    referral.withdraw(Actor(dana))
    assert not ReferralContact.objects.exists()
    assert Referral.objects.get().contact_erased_at
