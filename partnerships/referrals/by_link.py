"""A request for help, opened by the link in a mail, without an account.

Opening a page changes nothing and shows nobody's number: programs that look into mails open
every link. Whatever is done takes a button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.referrals import acts, tokens
from partnerships.referrals.models import ReferralLink
from partnerships.referrals.models.referral import Actor
from partnerships.referrals.sealed import sealed
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from partnerships.referrals.models import Referral

GONE = 410


@sealed
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    found = known(token)
    return page(request, found, token) if works(found) else worn(request, found, token)


@sealed
@require_POST
def act(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Accept, decline, say that contact was made, or close."""
    if name not in acts.ACTS:
        raise Http404
    found = known(token)
    if not works(found):
        return worn(request, found, token)
    referral = found.referral
    form, went = acts.done(request, referral, name, Actor(by_link=True))
    if not went:
        referral.refresh_from_db()
        return page(request, found, token, **{name.replace("-", "_"): form})
    if not referral.is_open:
        return worn(request, found, token, said=str(acts.ACTS[name].said), status=200)
    return redirect("referrals:link", token)


@sealed
@require_POST
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """How to reach the person, shown on this one page, and written down that it was."""
    found = known(token)
    if not works(found):
        return worn(request, found, token)
    referral = found.referral
    if not referral.is_in_hand:
        return redirect("referrals:link", token)
    referral.note("read", by_link=True)
    return page(request, found, token, reach=referral.reach)


@sealed
@require_POST
def renewal(request: HttpRequest, token: str) -> HttpResponse:
    """A new link, by mail, to the address the old one went to."""
    found = known(token)
    try:
        found.renew()
    except NotPossible as refused:
        return worn(request, found, token, refused=str(refused))
    return worn(
        request, found, token, said=_("A new link is on its way. Look into your mail."), status=200
    )


def known(token: str) -> ReferralLink:
    """The link that belongs to this token; 404 for one we never made."""
    links = ReferralLink.objects.select_related(
        "referral__organization", "referral__area", "referral__sent_by"
    )
    return get_object_or_404(links, token_hash=tokens.hash_of(token))


def works(found: ReferralLink) -> bool:
    return found.is_live() and found.referral.is_open


def page(
    request: HttpRequest, found: ReferralLink, token: str, reach: Any = None, **forms: Any
) -> HttpResponse:
    referral: Referral = found.referral
    about = acts.about(
        referral,
        lambda name: reverse("referrals:link_act", args=[token, name]),
        reach=reach,
        contact_url=reverse("referrals:link_contact", args=[token]),
        expires_at=found.expires_at,
    )
    about["acts"] |= forms
    return render(request, "referrals/link/page.html", about)


def worn(  # noqa: PLR0913  what it says depends on how one came here
    request: HttpRequest,
    found: ReferralLink,
    token: str,
    *,
    said: str = "",
    refused: str = "",
    status: int = GONE,
) -> HttpResponse:
    """A link that opens nothing more: why, and what to do."""
    context = {
        "referral": found.referral,
        "token": token,
        "said": said,
        "refused": refused,
        "newer": found.referral.links.live().exists(),
    }
    return render(request, "referrals/link/worn.html", context, status=status)
