"""What staff see of surveys: how many were asked, how many answered, and what that adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from metrics.surveys import partners
from metrics.surveys.models import Response, Wave
from metrics.surveys.scores import LISTEN, publishable
from metrics.surveys.trust import METHOD, held_back

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_GET
@permission_required("surveys.see_waves", raise_exception=True)
def list_waves(request: UserRequest) -> HttpResponse:
    waves = Wave.objects.visible_to(request.user).after_meetings().with_counts()
    waves = waves.select_related("instrument", "area").order_by("-opens_at", "-pk")
    page = Paginator(waves, 25).get_page(request.GET.get("page"))
    estimates = Response.objects.estimates_by_wave(LISTEN, page.object_list)
    rows = [
        {
            "wave": wave,
            "estimate": publishable(estimates.get(wave.pk)),
            "why_held_back": held_back(estimates.get(wave.pk)),
        }
        for wave in page.object_list
    ]
    about = {"page": page, "rows": rows, "floor": settings.SCORE_FLOOR, "method": METHOD}
    return render(request, "surveys/waves.html", about)


@require_GET
@permission_required("surveys.see_waves", raise_exception=True)
def partner_answers(request: UserRequest) -> HttpResponse:
    """What partners say of working with us: the newest year, each statement by itself."""
    wave = partners.latest()
    shown = partners.answers(wave) if wave and not wave.is_open() else []
    about = {"wave": wave, "answers": shown, "floor": settings.SCORE_FLOOR, "method": METHOD}
    return render(request, "surveys/partner_answers.html", about)
