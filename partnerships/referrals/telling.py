"""What mails say about a request: that there is one, and a link. Never what, and never who.

Every mail is a row of the outbox with a key of its own, so each reader hears each thing once.
An organization with members is written to there; one without, at its own address, with a link
that opens this one request.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.organizations.models import Membership
from partnerships.referrals import tokens
from partnerships.referrals.states import Verb
from portal.notices.links import absolute
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from partnerships.organizations.models import Organization
    from partnerships.referrals.models import Referral, ReferralLink
    from portal.accounts.models import User

ANSWERING = (Membership.Role.OWNER, Membership.Role.EDITOR)
TOLD_THE_SENDER = (Verb.ACCEPT, Verb.DECLINE, Verb.CLOSE)


def members(organization: Organization) -> list[User]:
    """Those who may answer in its name."""
    seats = organization.memberships.filter(role__in=ANSWERING, user__is_active=True)
    return [seat.user for seat in seats.select_related("user").order_by("pk")]


def can_be_reached(organization: Organization) -> bool:
    """Whether anyone would hear of a request."""
    return bool(organization.email) or bool(members(organization))


def key_of(referral: Referral) -> str:
    return f"referral-{referral.pk}-"


def asked(referral: Referral) -> None:
    """Tell the organization that somebody waits."""
    if not can_be_reached(referral.organization):
        raise NotPossible(
            _(
                "Nobody of this organization can be written to from here. Call them, or choose"
                " another."
            )
        )
    write_to_them(referral, "asked", "referrals/asked")


def stepped(referral: Referral, verb: Verb) -> None:
    """What was to remind of it is out of date; who waits for the news hears it."""
    begun = Message.objects.filter(key__startswith=key_of(referral))
    begun.filter(key__contains="-due-").take_back()
    if not referral.is_open:
        referral.links.revoke()
    if verb in TOLD_THE_SENDER and referral.sent_by and referral.sent_by.is_active:
        write_to(referral, referral.sent_by, verb, "referrals/news", referral.get_absolute_url())
    if verb == Verb.WITHDRAW and not begun.filter(key__contains="-asked-").take_back():
        # They know of it already.
        write_to_them(referral, "withdrawn", "referrals/withdrawn", with_link=False)


def write_to_them(referral: Referral, what: str, template: str, *, with_link: bool = True) -> None:
    """To each who may answer; without members, to its address with a link of its own."""
    readers = members(referral.organization)
    for reader in readers:
        path = referral.workspace_url if with_link else ""
        write_to(referral, reader, what, template, path, topic="partners")
    if readers or not referral.organization.email:
        return
    key = f"{key_of(referral)}{what}-address"
    if with_link and Message.objects.filter(key=key).exists():
        return
    if with_link:
        mail_a_link(referral, referral.organization.email, template, key)
    else:
        _post(referral, key, referral.organization.email, template, "", erase=False)


def write_to(  # noqa: PLR0913  a mail has that many sides
    referral: Referral,
    reader: User,
    what: str,
    template: str,
    path: str,
    *,
    topic: str = "work",
) -> None:
    Message.objects.post(
        key=f"{key_of(referral)}{what}-{reader.pk}",
        to=reader.email,
        template=template,
        context=_said(referral, absolute(path) if path else ""),
        topic=topic,
        user=reader,
    )


def mail_a_link(
    referral: Referral, to: str, template: str, key: str, at: datetime | None = None
) -> ReferralLink:
    """Make a link and mail it. The words of that mail are erased once it has gone."""
    at = at or timezone.now()
    token = tokens.new_token()
    made = referral.links.create(
        token_hash=tokens.hash_of(token),
        to=to,
        made_at=at,
        expires_at=at + timedelta(days=settings.REFERRAL_LINK_DAYS),
    )
    _post(
        referral, key, to, template, absolute(reverse("referrals:link", args=[token])), erase=True
    )
    referral.note("link", at=at)
    return made


def _post(  # noqa: PLR0913  a mail has that many sides
    referral: Referral, key: str, to: str, template: str, link: str, *, erase: bool
) -> None:
    Message.objects.post(
        key=key,
        to=to,
        template=template,
        context=_said(referral, link),
        topic="partners",
        erase=erase,
    )


def _said(referral: Referral, link: str) -> dict[str, object]:
    """All that any of these mails knows."""
    return {
        "number": referral.pk,
        "link": link,
        "days": settings.REFERRAL_LINK_DAYS,
        "state": referral.state,
        # The day itself ends as the instant begins.
        "due_on": timezone.localdate(referral.answer_due_at - timedelta(seconds=1)),
    }
