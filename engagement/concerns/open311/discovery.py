from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from engagement.concerns.open311.documents import Answer
from portal.notices.links import absolute
from portal.pages.models import Agency

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-21T00:00:00Z"  # when what we answer last changed its shape


def where_to_find_us() -> Answer:
    """What the standard calls service discovery: the one door there is, and whom to ask."""
    agency = Agency.current()
    phone = agency.non_emergency_phone
    contact = f"{agency.police_name}, {phone}" if phone else agency.police_name
    endpoint = {
        "specification": SPECIFICATION,
        "url": absolute(reverse("open311:services").removesuffix("/services")),
        "changeset": CHANGESET,
        "type": "test" if settings.DEMO_SIGN_IN else "production",
        "formats": ["text/xml", "application/json"],
    }
    return Answer(
        "discovery",
        {
            "changeset": CHANGESET,
            "contact": contact,
            "key_service": _("Ask the agency for a key: %(contact)s") % {"contact": contact},
            "endpoints": [endpoint],
        },
    )
