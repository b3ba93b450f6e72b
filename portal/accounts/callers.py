"""Who is calling, as far as slowing someone down needs to know and no further."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest


def caller(request: HttpRequest) -> str:
    """A key for one caller, good for one day.

    It is a keyed hash of the network address: without SECRET_KEY nobody can turn it
    back, and tomorrow's key is another one. The address itself is never kept.
    """
    day = timezone.now().date().isoformat()
    where = _network(_address(request))
    key = salted_hmac("portal.accounts.callers", f"{day} {where}", algorithm="sha256")
    return key.hexdigest()


def _address(request: HttpRequest) -> str:
    """The address our own outermost proxy saw; what a caller wrote before that is ignored."""
    hops = settings.TRUSTED_PROXY_COUNT
    header = request.headers.get("X-Forwarded-For", "")
    forwarded = header.split(",") if header else []
    if hops and len(forwarded) >= hops:
        return forwarded[-hops].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    """One IPv6 subscriber has a whole /64 to call from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:  # noqa: PLR2004 - the version of the protocol
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
