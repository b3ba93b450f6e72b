"""Names told apart: one way to compare them, and an address for each."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.text import slugify

from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from partnerships.organizations.models import OrganizationQuerySet

# What a name may end on without being another name.
ENDINGS = re.compile(r"\b(inc|incorporated|llc|ltd|corp|corporation|nfp|co|the)\b")
# Websites that thousands share; there the whole address tells them apart.
SHARED = ("facebook.com", "instagram.com", "linktr.ee", "sites.google.com", "wordpress.com")


def plain_name(name: str) -> str:
    """“The Mill Street Church, Inc.” and “mill street church” are one."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = re.sub(r"[^\w\s]", "", bare.casefold().replace("&", " and "))
    return " ".join(ENDINGS.sub(" ", words).split())


def host_of(website: str) -> str:
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    return "" if host.endswith(SHARED) else host


def free_slug(name: str) -> str:
    """An address for its page that no other organization has, and that is no page of ours."""
    base = slugify(name)[:150] or "partner"
    if base in ("join", "services", "hsds"):
        base = f"{base}-partner"
    taken = set(Organization.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def like(name: str, website: str = "") -> OrganizationQuerySet:
    """Those already here under this name, or with this website."""
    wanted, host = plain_name(name), host_of(website)
    rows = Organization.objects.exclude(left_at__isnull=False).values_list(
        "pk", "name", "alternate_name", "website"
    )
    same = [
        pk
        for pk, theirs, other, site in rows
        if wanted in (plain_name(theirs), plain_name(other)) or (host and host_of(site) == host)
    ]
    return Organization.objects.filter(pk__in=same)
