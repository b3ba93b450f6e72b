"""Results for those who may see them before they are public, and the act of publishing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from metrics.surveys.models import Wave
from metrics.surveys.results.changing import trend
from metrics.surveys.results.live import live
from metrics.surveys.results.over_time import drawn
from metrics.surveys.results.over_time import trend as in_words
from metrics.surveys.results.page import page
from metrics.surveys.results.releasing import release as publish
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


class ReleaseForm(forms.Form):
    """Why numbers are released again; the first time nothing need be said."""

    note = forms.CharField(
        label=lazy("Why are they released again?"),
        help_text=lazy("Everyone reads this beside the numbers. The release before stays public."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def find(request: UserRequest, pk: int, permission: str) -> Wave:
    """404 for what must not be known, then 403."""
    waves = Wave.objects.visible_to(request.user).select_related("instrument", "area", "operator")
    wave = get_object_or_404(waves, pk=pk)
    if not request.user.has_perm(permission, wave):
        raise PermissionDenied
    return wave


@require_safe
def wave(request: UserRequest, pk: int) -> HttpResponse:
    """What the answers add up to now. Public only once it is released."""
    found = find(request, pk, "surveys.see_numbers")
    return _page(request, found, ReleaseForm())


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: UserRequest, pk: int) -> HttpResponse:
    found = find(request, pk, "surveys.release_numbers")
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            publish(found, request.user, form.cleaned_data["note"])
        except NotPossible as refused:
            form.add_error("note" if found.releases.exists() else None, str(refused))
        else:
            messages.success(request, _("Released. Everyone can read these numbers now."))
            return redirect("desk_results:wave", pk)
    return _page(request, found, form)


def _page(request: UserRequest, found: Wave, form: ReleaseForm) -> HttpResponse:
    tables, waves = live(found), trend(found)
    releases = list(found.releases.defer("tables", "counts").select_related("released_by"))
    about = {
        "wave": found,
        "shown": page(tables, found.instrument),
        "trend": in_words(waves),
        "drawn": drawn(waves),
        "releases": releases,
        "form": form,
        "may_release": request.user.has_perm("surveys.release_numbers", found),
        "is_over": Wave.objects.over(timezone.now()).filter(pk=found.pk).exists(),
    }
    status = 200 if not form.is_bound or form.is_valid() else 422
    return render(request, "surveys/results/desk.html", about, status=status)
