"""A drawing for pages of other sites: a picture with no script, that tells us of no reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from metrics.transparency.models import Publication
from metrics.transparency.rendering import ahead
from metrics.transparency.showing import Shown
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

WIDTH = 660


def for_other_sites(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever shows it may load it; it loads nothing itself."""

    def served(request: HttpRequest, slug: str) -> HttpResponse:
        response = view(request, slug)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
        return response

    return served


@require_safe
@login_not_required
@for_other_sites
@ahead
def embed(_request: HttpRequest, slug: str) -> HttpResponse:
    """The newest chart of a dataset as an SVG file, with its finding and where it is from."""
    latest = Publication.objects.newest().first()
    shown = Shown.of(latest, slug) if latest else None
    chart = shown.chart if shown else None
    if chart is None or not chart.points:
        raise Http404
    quarter = latest.quarter if latest else ""
    drawn = chart.svg_file(
        WIDTH,
        as_of=_("Of %(quarter)s.") % {"quarter": quarter},
        source=_("Source: %(police)s.") % {"police": Agency.current().police_name},
    )
    return HttpResponse(drawn, content_type="image/svg+xml")
