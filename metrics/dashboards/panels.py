"""What these rooms show on pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from metrics.dashboards import public
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.areas.models import Area


@panel("home", template="dashboards/panels/word.html", order=10)
def our_word(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  # everyone reads the same
    return {
        "replies": public.replies(),
        "trust": public.trust(),
        "until": public.settled_year().last,
        "days": public.DAYS,
        "hours": settings.FIRST_REPLY_HOURS,
        "floor": settings.PUBLISH_FLOOR,
    }


@panel("area", template="dashboards/panels/area.html", order=70)
def how_well_we_listen(_request: HttpRequest, *, area: Area) -> dict[str, Any]:
    """The number of the district, or why there is none. A beat has too few answers for its own."""
    district = area
    while district.parent is not None:
        district = district.parent
    trust = public.trust_of_district(district.path.rstrip("/"))
    return {
        "trust": trust,
        "until": public.settled_year().last,
        "district": district,
        "floor": settings.SCORE_FLOOR,
    }
