"""What staff see of surveys: how many were asked, how many answered, and what that adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from metrics.surveys import partners
from metrics.surveys.models import Cell, Instrument, Wave
from metrics.surveys.scores import LISTEN, publishable
from metrics.surveys.trust import METHOD, held_back
from metrics.surveys.waves.forms import FilterForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from metrics.surveys.models.wave import WaveQuerySet
    from portal.http import UserRequest


@require_GET
@permission_required("surveys.see_waves", raise_exception=True)
def list_waves(request: UserRequest) -> HttpResponse:
    waves = Wave.objects.visible_to(request.user).with_counts()
    waves = waves.select_related("instrument", "area", "operator").order_by("-opens_at", "-pk")
    form = FilterForm(request.GET)
    if form.is_valid():
        waves = filtered(waves, **form.cleaned_data)
    page = Paginator(waves, 25).get_page(request.GET.get("page"))
    # What meetings add up to; of the others their own pages tell.
    after_meetings = [
        wave for wave in page.object_list if wave.instrument.kind == Instrument.Kind.EVENT
    ]
    estimates = Cell.objects.filter(item=LISTEN).estimates_by_wave(after_meetings)
    rows = [
        {
            "wave": wave,
            "after_meeting": wave in after_meetings,
            "estimate": publishable(estimates.get(wave.pk)),
            "why_held_back": held_back(estimates.get(wave.pk)),
            "sees": wave.operator_id is None or request.user.has_perm("surveys.see_numbers", wave),
        }
        for wave in page.object_list
    ]
    about = {
        "page": page,
        "rows": rows,
        "form": form,
        "filtered": any(form.cleaned_data.values()) if form.is_valid() else False,
        "may_plan": request.user.has_perm("surveys.plan_waves"),
        "may_edit": request.user.has_perm("surveys.edit_instruments"),
        "floor": settings.SCORE_FLOOR,
        "method": METHOD,
    }
    return render(request, "surveys/waves.html", about)


def filtered(waves: WaveQuerySet, kind: str, state: str) -> WaveQuerySet:
    if kind:
        waves = waves.filter(instrument__kind=kind)
    by_state = {
        "draft": waves.drafts,
        "running": waves.open,
        "over": waves.ended,
        "released": waves.released,
    }
    return by_state[state]() if state in by_state else waves


@require_GET
@permission_required("surveys.see_waves", raise_exception=True)
def partner_answers(request: UserRequest) -> HttpResponse:
    """What partners say of working with us: the newest year, each statement by itself."""
    wave = partners.latest()
    shown = partners.answers(wave) if wave and not wave.is_open() else []
    about = {"wave": wave, "answers": shown, "floor": settings.SCORE_FLOOR, "method": METHOD}
    return render(request, "surveys/partner_answers.html", about)
