"""What partners hear by mail: each message once, by its key, and no personal data in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from partnerships.organizations.states import Verb
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from partnerships.organizations.models import Invitation, JoinRequest, Organization
    from portal.accounts.models import User


def approved(organization: Organization) -> None:
    _to_people(organization, "approved", _stamp(organization.approved_at))


def ended(organization: Organization, verb: Verb) -> None:
    """Declined or lapsed, with the reason."""
    name = "declined" if verb == Verb.DECLINE else "lapsed"
    at = organization.declined_at or organization.lapsed_at
    _to_people(organization, name, _stamp(at))


def invited(invitation: Invitation, token: str) -> None:
    """The link is the key to a seat, so its words are wiped once sent."""
    Message.objects.post(
        key=f"organization-invitation-{invitation.pk}-{_stamp(invitation.at)}",
        to=invitation.email,
        template="organizations/invited",
        context={
            "organization": invitation.organization,
            "link": absolute(reverse("joining:invitation", args=[token])),
        },
        topic="partners",
        language=settings.LANGUAGE_CODE,
        quiet=False,
        erase=True,
    )


def asked(request: JoinRequest) -> None:
    """Owners hear that somebody asks; who it is, they read in the workspace."""
    _post(
        request.organization,
        "asked",
        f"request-{request.pk}",
        _readers(request.organization, "owner"),
        reverse("workspace:people"),
    )


def decided(request: JoinRequest) -> None:
    name = "accepted" if request.accepted else "not_accepted"
    _post(request.organization, name, f"request-{request.pk}", [request.user], "/workspace/")


def _to_people(organization: Organization, what: str, when: str) -> None:
    _post(organization, what, when, _readers(organization, "owner", "editor"), "/workspace/")


def _readers(organization: Organization, *roles: str) -> list[User]:
    found = organization.memberships.filter(role__in=roles, user__is_active=True)
    return [membership.user for membership in found.select_related("user")]


def _post(
    organization: Organization, what: str, when: str, readers: Iterable[User], path: str
) -> None:
    Message.objects.post_all(
        [
            Message.written(
                key=f"organization-{organization.pk}-{what}-{when}-{reader.pk}",
                to=reader.email,
                template=f"organizations/{what}",
                context={"organization": organization, "link": absolute(path)},
                topic="partners",
                language=reader.language,
                user=reader,
            )
            for reader in readers
        ]
    )


def _stamp(at: datetime | None) -> str:
    """A moment as part of a key."""
    return str(int(at.timestamp())) if at else ""
