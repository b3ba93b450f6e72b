"""The priorities of an area at the desk: all of them on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from engagement.priorities.forms import NewPriorityForm
from engagement.priorities.models import Ballot, Priority
from engagement.priorities.models.querysets import KEEPING
from engagement.priorities.one_screen import OneScreen
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from portal.http import UserRequest


def areas_of(request: UserRequest) -> QuerySet[Area]:
    """Whose priorities this person keeps."""
    if not request.user.has_perm("priorities.keep_priorities"):
        raise PermissionDenied
    return Area.objects.filter(within_scope(request.user, *KEEPING, path="path"))


def my_area(request: UserRequest, slug: str) -> Area:
    return get_object_or_404(areas_of(request), slug=slug)


@require_safe
def areas(request: UserRequest) -> HttpResponse:
    """Every area of mine with how its priorities stand: what is silent comes first."""
    mine = list(areas_of(request))
    chosen = next((area for area in mine if area.slug == request.GET.get("area")), None)
    found = [area for area in mine if chosen is None or area.path.startswith(chosen.path)]
    by_area: dict[int, list[Priority]] = {area.pk: [] for area in found}
    only_stale = request.GET.get("show") == "stale"
    for priority in Priority.objects.current().filter(area__in=found).in_order():
        by_area[priority.area_id].append(priority)
    rows = [
        {
            "area": area,
            "priorities": by_area[area.pk],
            "silent": sum(each.is_to_nag() for each in by_area[area.pk]),
            "days": max((each.silent_days() for each in by_area[area.pk]), default=0),
        }
        for area in found
        if not only_stale or any(each.is_stale() for each in by_area[area.pk])
    ]
    rows.sort(key=lambda row: (not row["silent"], -int(str(row["days"])) if row["silent"] else 0))
    context = {"rows": rows, "areas": mine, "area": chosen, "only_stale": only_stale}
    return render(request, "priorities/desk_areas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def area(request: UserRequest, slug: str) -> HttpResponse:
    """Say what was done, put them in order, close them: each is saved, whatever another lacks."""
    here = my_area(request, slug)
    screen = OneScreen(here, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        saved = screen.save(request.user)
        if saved:
            said = ngettext("Saved: %(count)d priority.", "Saved: %(count)d priorities.", saved) % {
                "count": saved
            }
            messages.success(request, said)
        if not screen.has_errors:
            if not saved:
                messages.info(request, _("Nothing was changed."))
            return redirect("desk_priorities:area", here.slug)
        screen = screen.again()
    context = {
        "area": here,
        "screen": screen,
        "retired": Priority.objects.retired().filter(area=here).order_by("-retired_on")[:5],
        "ballots": Ballot.objects.filter(area=here)[:5],
    }
    return render(request, "priorities/desk_area.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest, slug: str) -> HttpResponse:
    here = my_area(request, slug)
    form = NewPriorityForm(request.POST or None, area=here, user=request.user)
    if request.method == "POST" and form.is_valid() and form.act():
        messages.success(request, _("It is a priority now. Everyone can read it."))
        return redirect("desk_priorities:area", here.slug)
    return render(request, "priorities/desk_new.html", {"form": form, "area": here})
