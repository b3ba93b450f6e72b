from datetime import timedelta

from django.utils import timezone

from partnerships.organizations.models import Membership
from partnerships.referrals.models import Referral
from partnerships.referrals.models.referral import Actor
from tests.factories.accounts import UserFactory

REACH = {"name": "Mina", "phone": "312-555-0142"}


def a_request(organization, by, *, at=None, **about):
    """Somebody agreed to be helped; sent now unless said."""
    said = {
        "help": "housing",
        "need": "A place to sleep for a week",
        "consent_how": "in_person",
        "consent_on": timezone.localdate(at) if at else timezone.localdate(),
        "consent_words": "They may call me about a bed.",
        **REACH,
        **about,
    }
    return Referral.objects.send(organization=organization, by=by, at=at, **said)


def brought_to(referral, state, outcome="helped"):
    """The same request, walked to a state by its own verbs."""
    someone = Actor(by_link=True)
    if state in ("accepted", "acting", "closed"):
        referral.accept(someone)
    if state in ("acting", "closed"):
        referral.begin(someone)
    if state == "closed":
        referral.close(outcome, "", someone)
    if state == "declined":
        referral.decline("No place until May.", someone)
    if state == "withdrawn":
        referral.withdraw(Actor(referral.sent_by))
    return referral


def late(referral, days=10):
    """As if it had been sent so long ago."""
    back = timedelta(days=days)
    Referral.objects.filter(pk=referral.pk).update(
        sent_at=referral.sent_at - back,
        answer_due_at=referral.answer_due_at - back,
        contact_due_at=referral.contact_due_at - back,
    )
    referral.refresh_from_db()
    return referral


def a_member(organization, role="editor", **about):
    """Somebody who belongs to the organization."""
    user = about.pop("user", None) or UserFactory.create(**about)
    Membership.objects.create(organization=organization, user=user, role=role)
    return user
