"""What search engines read of an organization: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe

from portal.notices.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from partnerships.organizations.models import Location, Organization

# No words may end the element, or begin another, or be read as markup.
SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def structured(organization: Organization, sites: Iterable[Location]) -> SafeString:
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": organization.name,
        "url": organization.website or absolute(organization.get_absolute_url()),
        "description": organization.about,
        "email": organization.email,
        "telephone": organization.phone,
        "knowsLanguage": organization.languages,
        "location": [_place(site) for site in sites],
    }
    filled = {key: value for key, value in said.items() if value}
    return mark_safe(json.dumps(filled, ensure_ascii=False).translate(SAFE))


def _place(site: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": site.name or site.address}
    if site.address:
        place["address"] = {
            "@type": "PostalAddress",
            "streetAddress": site.address_1,
            "addressLocality": site.city,
            "addressRegion": site.region,
            "postalCode": site.postal_code,
        }
    if site.latitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": site.latitude,
            "longitude": site.longitude,
        }
    return place
