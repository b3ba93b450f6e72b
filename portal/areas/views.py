from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.areas.atlas import around, branches, listing, picture
from portal.areas.finding import Search
from portal.areas.models import Area, Portrait, TeamMember
from portal.files.serving import served
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_safe
@kept
def list_areas(request: HttpRequest) -> HttpResponse:
    """Every area, as a map and as the same list."""
    areas = list(Area.objects.all())
    groups, singles = listing(areas)
    context = {"groups": groups, "singles": singles, "map": picture(areas)}
    return render(request, "areas/list.html", context)


@login_not_required
@require_safe
@never_cache
def find_area(request: HttpRequest) -> HttpResponse:
    """From a few words or a point to the area that was meant. Nothing is kept."""
    search = Search.of(request.GET.dict())
    if search.area:
        return redirect(search.area)
    if not search.words and not search.is_point:
        return redirect("areas:list")
    response = render(request, "areas/find.html", {"search": search})
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_safe
@kept
def show_area(request: HttpRequest, slug: str) -> HttpResponse:
    """The neighborhood page: who is here for you, and what the other rooms have to say."""
    area = get_object_or_404(Area.objects.select_related("parent"), slug=slug)
    team, team_area = TeamMember.objects.answering(area)
    parts = list(area.parts.all())
    context = {
        "area": area,
        "team": team,
        "team_area": team_area,
        "contact": team_area or area,
        "parts": branches(parts),
        "map": around(area, parts),
    }
    return render(request, "areas/area.html", context)


@login_not_required
@require_safe
def portrait(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001  # the same for all
    """A face. Its name changes with it, so a browser may keep it for a year."""
    serving = TeamMember.objects.current().filter(user__is_active=True)
    found = get_object_or_404(Portrait.objects.defer(None), name=name, member__in=serving)
    cache = "public, max-age=31536000, immutable"
    return served(found.content, found.content_type, "portrait.jpg", cache=cache)
