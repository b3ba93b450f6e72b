"""Who hears of an agreement: those who speak for the partner, and those who keep it at the desk.

Each mail is a row of the outbox with a key of its own, so each reader hears each thing once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerships.agreements.models.querysets import KEEPING
from partnerships.agreements.models.sides import Side
from partnerships.organizations.models import Membership
from portal.accounts.models import Role, User
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from partnerships.agreements.models import Agreement

SPEAKING = (Membership.Role.OWNER, Membership.Role.EDITOR)


def proposed(agreement: Agreement) -> None:
    """The partner is asked to read it, to say what should change, and to sign."""
    write(agreement, Side.PARTNER, f"proposed-{agreement.proposed_at:%Y%m%d%H%M%S}", "proposed")


def withdrawn(agreement: Agreement) -> None:
    """The other side hears that it ended, and why."""
    other = Side.AGENCY if agreement.withdrawn_side == Side.PARTNER else Side.PARTNER
    write(agreement, other, "withdrawn", "withdrawn")


def write(agreement: Agreement, side: Side, what: str, template: str, **about: Any) -> None:
    """One mail to each who speaks for that side."""
    path = agreement.get_absolute_url() if side == Side.AGENCY else agreement.workspace_url
    begin = f"agreement-{agreement.pk}-{what}"
    said = {
        "title": agreement.title,
        "organization": agreement.organization.name,
        "ends_on": agreement.ends_on,
        "why_withdrawn": agreement.withdrawn_why,
        "link": absolute(path),
        **about,
    }
    kind = {
        "template": f"agreements/{template}",
        "topic": "work" if side == Side.AGENCY else "partners",
    }
    found = readers(agreement, side)
    for reader in found:
        Message.objects.post(
            key=f"{begin}-{reader.pk}", to=reader.email, user=reader, context=said, **kind
        )
    if not found and side == Side.PARTNER and agreement.organization.email:
        # Without an account nobody there can open the page: they hear, and call.
        said["link"] = ""
        Message.objects.post(
            key=f"{begin}-address", to=agreement.organization.email, context=said, **kind
        )


def readers(agreement: Agreement, side: Side) -> list[User]:
    """Who speaks for that side. For the police: whoever wrote it, else command staff."""
    if side == Side.PARTNER:
        seats = agreement.organization.memberships.filter(role__in=SPEAKING)
        return list(User.objects.filter(is_active=True, pk__in=seats.values("user")).order_by("pk"))
    writer = agreement.created_by
    if writer and writer.is_active and writer.roles.current().filter(kind__in=KEEPING).exists():
        return [writer]
    command = Role.objects.current().filter(kind=Role.Kind.COMMAND).values("user")
    return list(User.objects.filter(is_active=True, pk__in=command).order_by("pk"))
