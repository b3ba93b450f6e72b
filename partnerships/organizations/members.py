"""Who belongs to an organization: invited, asking, given a role, let go.

Every verb locks the organization first, so that two at once never leave it without an owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.organizations import letters
from partnerships.organizations.models import Invitation, JoinRequest, Membership, Organization
from partnerships.organizations.models.joining import LASTS
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User

SIGNER = signing.TimestampSigner(salt="partnerships.organizations.invitation")
MOST_OPEN = 20


@transaction.atomic
def invite(organization: Organization, email: str, role: str, by: User) -> Invitation:
    """Keep a seat for an address and send the link. Inviting again sends a new link."""
    _lock(organization)
    email = email.strip().lower()
    if organization.memberships.filter(user__email=email).exists():
        raise NotPossible(_("Someone with this address is here already."))
    invitation = organization.invitations.filter(email=email, accepted_at=None).first()
    if invitation is None:
        if organization.invitations.filter(accepted_at=None).count() >= MOST_OPEN:
            raise NotPossible(_("There are 20 open invitations. Take some back first."))
        invitation = Invitation(organization=organization, email=email)
    invitation.role, invitation.invited_by, invitation.at = role, by, timezone.now()
    invitation.save()
    letters.invited(invitation, token_of(invitation))
    return invitation


def token_of(invitation: Invitation) -> str:
    return SIGNER.sign(f"{invitation.pk}-{int(invitation.at.timestamp())}")


def invitation_by(token: str) -> Invitation:
    """The invitation behind a link; `NotPossible` says why there is none any more."""
    try:
        number, _dash, sent = SIGNER.unsign(token, max_age=LASTS).partition("-")
    except signing.SignatureExpired:
        raise NotPossible(
            _("This link is older than seven days. Ask whoever invited you for a new one.")
        ) from None
    except signing.BadSignature:
        raise NotPossible(_("This link is not whole. Copy all of it from the mail.")) from None
    found = Invitation.objects.select_related("organization").filter(
        pk=number, organization__left_at=None
    )
    invitation = found.first()
    if invitation is None or f"{int(invitation.at.timestamp())}" != sent:
        raise NotPossible(_("This invitation was taken back, or a newer one was sent."))
    return invitation


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Take the seat. The link is for one person: whoever takes it first."""
    _lock(invitation.organization)
    invitation.refresh_from_db()
    held = invitation.organization.memberships.filter(user=user).first()
    if invitation.accepted_at and held is None:
        raise NotPossible(_("This invitation has been used. Ask for one of your own."))
    if held is None:
        held = invitation.organization.memberships.create(user=user, role=invitation.role)
    if invitation.accepted_at is None:
        invitation.accepted_at = timezone.now()
        invitation.email = ""
        invitation.save()
    return held


@transaction.atomic
def change_role(membership: Membership, role: str) -> Membership:
    _lock(membership.organization)
    membership.refresh_from_db()
    if membership.is_owner and role != Membership.Role.OWNER:
        _refuse_the_last(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


@transaction.atomic
def remove(membership: Membership) -> None:
    """Let somebody go, or go oneself. The last owner names another first."""
    _lock(membership.organization)
    fresh = Membership.objects.filter(pk=membership.pk).first()
    if fresh is None:
        return
    if fresh.is_owner:
        _refuse_the_last(fresh)
    fresh.delete()


@transaction.atomic
def ask_to_join(organization: Organization, user: User, words: str) -> JoinRequest:
    """Asking twice is asking once."""
    _lock(organization)
    if organization.memberships.filter(user=user).exists():
        raise NotPossible(_("You belong to it already. Open the workspace."))
    if not organization.memberships.filter(role=Membership.Role.OWNER).exists():
        raise NotPossible(
            _("Nobody looks after this page yet. Write to us, and we will open it for you.")
        )
    request, created = JoinRequest.objects.get_or_create(
        organization=organization, user=user, decided_at=None, defaults={"words": words}
    )
    if created:
        letters.asked(request)
    return request


@transaction.atomic
def decide(request: JoinRequest, by: User, *, accept: bool) -> JoinRequest:
    """An owner says yes or no; once."""
    _lock(request.organization)
    request.refresh_from_db()
    if request.decided_at is None:
        request.decided_at, request.decided_by, request.accepted = timezone.now(), by, accept
        request.save()
        if accept:
            request.organization.memberships.get_or_create(
                user=request.user, defaults={"role": Membership.Role.EDITOR}
            )
        letters.decided(request)
    return request


def _lock(organization: Organization) -> None:
    Organization.objects.select_for_update().get(pk=organization.pk)


def _refuse_the_last(owner: Membership) -> None:
    others = owner.organization.memberships.filter(role=Membership.Role.OWNER).exclude(pk=owner.pk)
    if not others.exists():
        raise NotPossible(
            _("This is the last owner. Make someone else an owner first, or close the partnership.")
        )
