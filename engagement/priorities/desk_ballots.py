"""Votes at the desk: ask residents, end early, and make what they chose priorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.priorities.ballot_forms import BallotForm, CloseForm
from engagement.priorities.desk import areas_of, my_area
from engagement.priorities.models import Ballot
from engagement.priorities.results import results
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest, slug: str) -> HttpResponse:
    """Ask the residents of an area what should come first."""
    area = my_area(request, slug)
    form = BallotForm(request.POST or None, area=area, user=request.user)
    if request.method == "POST" and form.is_valid() and (ballot := form.begin()):
        messages.success(request, _("The vote is set. Residents find it on the area’s page."))
        return redirect("desk_priorities:ballot", ballot.pk)
    return render(request, "priorities/ballot_new.html", {"form": form, "area": area})


@require_safe
def ballot(request: UserRequest, pk: int) -> HttpResponse:
    return shown(request, my_ballot(request, pk), CloseForm())


@require_POST
def closing(request: UserRequest, pk: int) -> HttpResponse:
    """End it before its last day, with the reason."""
    found = my_ballot(request, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            found.close(form.cleaned_data["why"], request.user)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The vote is over. Everyone can read why."))
            return redirect("desk_priorities:ballot", found.pk)
    return shown(request, my_ballot(request, pk), form)


@require_POST
def winners(request: UserRequest, pk: int) -> HttpResponse:
    """What residents chose becomes priorities, in one step."""
    found = my_ballot(request, pk)
    try:
        made = found.establish(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("desk_priorities:ballot", found.pk)
    if made:
        said = ngettext(
            "%(count)d priority, chosen by residents.",
            "%(count)d priorities, chosen by residents.",
            len(made),
        )
        messages.success(request, said % {"count": len(made)})
    return redirect("desk_priorities:area", found.area.slug)


def my_ballot(request: UserRequest, pk: int) -> Ballot:
    theirs = Ballot.objects.filter(area__in=areas_of(request))
    return get_object_or_404(theirs.select_related("area"), pk=pk)


def shown(request: UserRequest, found: Ballot, form: CloseForm) -> HttpResponse:
    (result,) = results([found])
    context = {
        "ballot": found,
        "area": found.area,
        "result": result,
        "options": found.options.in_words(),
        "to_take": any(row.option.priority is None for row in result.chosen),
        "form": form,
        "floor": settings.PUBLISH_FLOOR,
    }
    return render(request, "priorities/ballot.html", context)
