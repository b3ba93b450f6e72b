"""One agreement: how it stands on a day, what both sides can do, and what may be shared."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from partnerships.agreements import reminding, states, tasks
from partnerships.agreements.models import Agreement, Consent, Signature
from partnerships.agreements.models.sides import Side
from partnerships.agreements.states import State, Verb
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.agreements import AgreementFactory, SharedGoalFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_member

DAY = timedelta(days=1)
STATES = {
    "is_draft": State.DRAFT,
    "is_proposed": State.PROPOSED,
    "": State.IN_FORCE,
    "is_ending": State.ENDING,
    "has_lapsed": State.LAPSED,
    "is_withdrawn": State.WITHDRAWN,
}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.mark.parametrize(("trait", "state"), STATES.items())
def test_how_it_stands_follows_from_its_days_and_records(trait, state, today):
    agreement = AgreementFactory.create(**({trait: True} if trait else {}))
    assert agreement.state == state
    lists = {
        State.DRAFT: Agreement.objects.drafts(),
        State.PROPOSED: Agreement.objects.waiting(),
        State.IN_FORCE: Agreement.objects.in_force(today),
        State.ENDING: Agreement.objects.ending(today),
        State.LAPSED: Agreement.objects.lapsed(today),
    }
    found = {name for name, rows in lists.items() if agreement in rows}
    both = {State.IN_FORCE, State.ENDING} if state == State.ENDING else {state}
    assert found == both & set(lists)


def test_its_last_day_is_a_day_it_holds():
    agreement = AgreementFactory.create(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert agreement.state_on(date(2025, 12, 31)) == State.AGREED
    assert agreement.state_on(date(2026, 1, 1)) == State.IN_FORCE
    assert agreement.state_on(date(2026, 10, 1)) == State.IN_FORCE
    assert agreement.state_on(date(2026, 10, 2)) == State.ENDING
    assert agreement.state_on(date(2026, 12, 31)) == State.ENDING
    assert agreement.state_on(date(2027, 1, 1)) == State.LAPSED


def test_a_renewal_takes_its_place_once_it_begins(today):
    old = AgreementFactory.create(has_lapsed=True)
    assert old.state == State.LAPSED
    AgreementFactory.create(
        organization=old.organization, replaces=old, starts_on=old.ends_on + DAY, signed_on=today
    )
    old = Agreement.objects.get(pk=old.pk)
    assert old.state == State.REPLACED
    assert old not in Agreement.objects.lapsed()


def test_both_sides_sign_and_then_it_holds(kim, today):
    agreement = AgreementFactory.create(is_proposed=True)
    owner = a_member(agreement.organization, "owner")
    with pytest.raises(NotPossible, match="role"):
        agreement.sign(Side.PARTNER, role=" ", by=owner)
    agreement.sign(Side.PARTNER, role="Director", by=owner)
    agreement.sign(Side.PARTNER, role="Director", by=owner)
    assert agreement.signed_on is None
    agreement.sign(Side.AGENCY, role="Deputy chief", by=kim)
    assert agreement.signed_on == today
    assert Agreement.objects.get().state == State.IN_FORCE
    assert Signature.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_sign_at_once_sign_once(kim):
    agreement = AgreementFactory.create(is_proposed=True)
    gate = threading.Barrier(3)

    def sign(side):
        mine = Agreement.objects.get(pk=agreement.pk)
        gate.wait()
        mine.sign(side, role="Director", by=kim)
        connection.close()

    sides = (Side.PARTNER, Side.PARTNER, Side.AGENCY)
    threads = [threading.Thread(target=sign, args=[side]) for side in sides]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    agreement.refresh_from_db()
    assert Signature.objects.count() == 2
    assert agreement.signed_on, "whoever came last saw what the other had signed"


def test_what_was_signed_does_not_change_beneath_the_signature(kim):
    agreement = AgreementFactory.create(is_proposed=True)
    agreement.sign(Side.PARTNER, role="Director", by=kim)
    with pytest.raises(NotPossible, match="Take it back first"):
        agreement.rewrite(kim, ours="Nothing.")
    agreement.take_back(kim)
    assert not agreement.signatures.exists()
    agreement.rewrite(kim, ours="We come on Mondays.")
    assert Agreement.objects.get().state == State.DRAFT


def test_another_about_the_same_in_the_same_days_is_named(kim):
    old = AgreementFactory.create(title="Homework club")
    about = {
        name: getattr(old, name)
        for name in ("organization", "purpose", "aim", "ours", "theirs", "starts_on", "ends_on")
    }
    with pytest.raises(NotPossible, match=r"Homework club.*about the same and holds until"):
        Agreement.objects.draft(by=kim, title="Again", **about)
    assert Agreement.objects.draft(by=kim, title="Again", **{**about, "purpose": "space"})
    assert Agreement.objects.draft(by=kim, title="Again", replaces=old, **about)
    other = AgreementFactory.create()
    with pytest.raises(NotPossible, match="same organization"):
        Agreement.objects.draft(by=kim, title="Again", replaces=other, **about)


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("state", State)
def test_what_is_not_allowed_is_refused_in_words(state, verb):
    assert states.may(state, verb) or states.why_not(verb).endswith(".")


def test_either_side_withdraws_with_a_reason_and_the_other_hears(kim):
    agreement = AgreementFactory.create(created_by=kim)
    owner = a_member(agreement.organization, "owner")
    with pytest.raises(NotPossible, match="Say why"):
        agreement.withdraw(Side.PARTNER, " ", owner)
    Consent.objects.give(agreement.organization, "logo", owner)
    agreement.withdraw(Side.PARTNER, "We lost the room.", owner, consents_too=True)
    assert agreement.state == State.WITHDRAWN
    assert not Consent.objects.allows(agreement.organization, "logo")
    mail = Message.objects.get()
    assert mail.to == kim.email
    assert "We lost the room." in mail.text


def test_numbers_are_kept_once_it_holds(kim, today):
    goal = SharedGoalFactory.create()
    goal.agreement.measure(goal.pk, 31, today, kim)
    goal.refresh_from_db()
    assert goal.is_met
    with pytest.raises(NotPossible, match="still to come"):
        goal.agreement.measure(goal.pk, 31, today + DAY, kim)
    with pytest.raises(NotPossible):
        goal.agreement.add_goal(SharedGoalFactory.build(agreement=None), kim)


def test_a_goal_downward_is_met_downward(today):
    goal = SharedGoalFactory.build(agreement=None, baseline=50, target=20, current=30, as_of=today)
    assert not goal.is_met
    goal.current = 20
    assert goal.is_met


# Consent


def test_nothing_is_shared_unless_they_said_so(harbor_health, omar, today):
    assert not any(Consent.objects.allows(harbor_health, item) for item in Consent.Item)
    Consent.objects.give(harbor_health, "logo", omar)
    Consent.objects.give(harbor_health, "logo", omar)
    assert Consent.objects.allows(harbor_health, "logo")
    assert not Consent.objects.allows(harbor_health, "photos")
    assert not Consent.objects.allows(OrganizationFactory.create(), "logo")
    assert not Consent.objects.allows(harbor_health, "logo", today - DAY)


def test_taken_back_holds_from_that_very_day(harbor_health, omar, today):
    Consent.objects.give(harbor_health, "quotes", omar)
    Consent.objects.update(given_on=today - 5 * DAY)
    Consent.objects.take_back(harbor_health, "quotes", omar)
    assert not Consent.objects.allows(harbor_health, "quotes")
    assert Consent.objects.allows(harbor_health, "quotes", today - DAY)
    Consent.objects.give(harbor_health, "quotes", omar)
    assert Consent.objects.allows(harbor_health, "quotes")
    assert Consent.objects.count() == 2, "it stays known what was allowed when"


def test_what_cannot_be_shared_is_refused(harbor_health, omar):
    with pytest.raises(NotPossible):
        Consent.objects.give(harbor_health, "tax_number", omar)


# Reminders


def sweep(on):
    reminding.remind(on)
    reminding.remind(on)
    return Message.objects.order_by("pk").values_list("to", flat=True)


def test_both_sides_are_reminded_90_30_and_7_days_before_and_when_it_lapses(kim):
    agreement = AgreementFactory.create(
        created_by=kim, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    owner = a_member(agreement.organization, "owner")
    last, both = agreement.ends_on, sorted([kim.email, owner.email])
    assert list(sweep(last - 91 * DAY)) == []
    assert sorted(sweep(last - 90 * DAY)) == both
    assert len(sweep(last - 60 * DAY)) == 2
    assert len(sweep(last - 30 * DAY)) == 4
    assert len(sweep(last - 7 * DAY)) == 6
    assert len(sweep(last)) == 6
    assert len(sweep(last + DAY)) == 8
    assert len(sweep(last + 20 * DAY)) == 8
    assert "lapsed" in Message.objects.order_by("-pk").first().subject


def test_a_sweep_that_comes_late_sends_the_nearest_reminder_only(kim):
    agreement = AgreementFactory.create(
        created_by=kim, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    assert len(sweep(agreement.ends_on - 5 * DAY)) == 1


def test_what_is_renewed_is_not_reminded_of(kim, today):
    old = AgreementFactory.create(created_by=kim, is_ending=True)
    new = AgreementFactory.create(
        organization=old.organization,
        replaces=old,
        starts_on=old.ends_on + DAY,
        ends_on=old.ends_on + 365 * DAY,
    )
    tasks.remind()
    assert not Message.objects.exists()
    assert new.state_on(today) == State.AGREED


def test_a_partner_without_an_account_hears_by_its_address(kim):
    organization = OrganizationFactory.create(email="office@church.example")
    AgreementFactory.create(organization=organization, created_by=kim, is_ending=True)
    tasks.remind()
    mail = Message.objects.get(to="office@church.example")
    assert "Call us" in mail.text


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_on": date(2000, 1, 1)},
        {"withdrawn_on": date(2026, 1, 1)},
        {"proposed_at": None},
    ],
)
def test_the_database_has_the_last_word(broken):
    AgreementFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.update(**broken)
