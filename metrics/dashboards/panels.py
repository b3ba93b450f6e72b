"""What these rooms show on pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from metrics.dashboards import public
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest


@panel("home", template="dashboards/panels/word.html", order=10)
def our_word(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  # everyone reads the same
    return {
        "replies": public.replies(),
        "trust": public.trust(),
        "days": public.DAYS,
        "hours": settings.FIRST_REPLY_HOURS,
        "floor": settings.PUBLISH_FLOOR,
    }
