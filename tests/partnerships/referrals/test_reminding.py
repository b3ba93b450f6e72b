"""Whoever owes an answer hears of it, then the sender does: each once, and nothing personal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.referrals import counting, tasks, wording
from partnerships.referrals.models import Referral, ReferralLink
from partnerships.referrals.models.referral import Actor
from partnerships.referrals.reminding import remind
from portal.notices.models import Message
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_member, a_request

DAY = timedelta(days=1)


@pytest.fixture
def shelter():
    return OrganizationFactory.create(name="Night Shelter", email="desk@shelter.example")


@pytest.fixture
def referral(shelter, dana):
    return a_request(shelter, dana)


def mails(part):
    return list(Message.objects.filter(key__contains=part, state="waiting").order_by("pk"))


def test_an_answer_is_asked_for_before_and_after_its_day_then_the_sender_hears(referral, dana):
    due = referral.answer_due_at
    remind(due - 2 * DAY)
    assert not mails("-due-")
    remind(due - DAY / 2)
    remind(due - DAY / 2)
    assert [mail.to for mail in mails("-due-")] == ["desk@shelter.example"]
    remind(due + DAY / 2)
    assert [mail.to for mail in mails("-due-")] == ["desk@shelter.example"] * 2
    remind(due + 2 * DAY)
    remind(due + 9 * DAY)
    assert [mail.to for mail in mails("-due-")] == ["desk@shelter.example"] * 2 + [dana.email]
    for mail in mails("-due-"):
        assert "Mina" not in mail.text
        assert "sleep" not in mail.text
    assert ReferralLink.objects.live(due - DAY / 2).count() == 3, "each mail has a link that works"


def test_what_is_answered_takes_back_what_has_not_gone_out(referral):
    remind(referral.answer_due_at - DAY / 2)
    referral.accept(Actor(by_link=True))
    assert not mails("-due-")
    remind(referral.contact_due_at + 2 * DAY)
    assert next(mail.to for mail in mails("-due-contact")) == "desk@shelter.example"
    assert len(mails("-due-contact")) == 2


def test_members_are_reminded_in_their_workspace(shelter, dana):
    editor = a_member(shelter)
    referral = a_request(shelter, dana)
    remind(referral.answer_due_at + DAY / 2)
    (mail,) = mails("-due-")
    assert mail.to == editor.email
    assert referral.workspace_url in mail.text


def test_the_tasks_find_their_work(referral, settings):
    settings.REFERRAL_CONTACT_DAYS = 0
    tasks.remind()
    referral.withdraw(Actor())
    tasks.erase_contacts()
    assert referral.reach is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She was diagnosed last week", "diagnosed"),
        ("Needs his medication", "medication"),
        ("Es adicta", "adicta"),
        ("Call 312-555-0199", "312-555-0199"),
    ],
)
def test_words_to_leave_out_are_found(text, found):
    (finding,) = wording.warnings(text)
    assert finding.found == found
    assert found in finding.words


@pytest.mark.parametrize(
    "text", ["A bed for a week", "Groceries, and a ramp", "Someone to talk to"]
)
def test_plain_needs_are_left_alone(text):
    assert wording.warnings(text) == []


def test_small_counts_are_held_back_and_never_one_alone(shelter, dana, settings):
    settings.PUBLISH_FLOOR = 3
    for kind in ("housing",) * 5 + ("food",) * 3 + ("jobs",):
        a_request(shelter, dana, help=kind)
    now = timezone.now()
    counted = counting.counts(Referral.objects.asked_of(shelter), now - DAY, now + DAY)
    assert counted.asked == 9
    assert {line.label: line.number for line in counted.by_help} == {
        "Housing": 5, "Food": None, "Work and training": None,
    }  # fmt: skip
    assert counted.by_outcome == []
    settings.PUBLISH_FLOOR = 10
    assert counting.counts(Referral.objects.all(), now - DAY, now + DAY).asked is None
