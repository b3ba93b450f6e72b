"""Where the answers of a wave are had, without anyone in them to be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_http_methods

from metrics.surveys.words.packet import exports, packet, refusal
from metrics.surveys.words.views import wave_to
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from portal.http import UserRequest

A_FEW = 10


@require_http_methods(["GET", "POST"])
def export(request: UserRequest, pk: int) -> HttpResponseBase:
    """What is in the file and who had it (GET); the file (POST)."""
    wave = wave_to(request, pk, "surveys.export_responses")
    status = 200
    if request.method == "POST":
        try:
            file = packet(wave, request.user)
        except NotPossible:  # the page says why
            status = 409
        else:
            return leaving(file, wave.slug or f"wave-{wave.pk}")
    about = {
        "wave": wave,
        "refusal": refusal(wave),
        "exports": exports(wave).select_related("user")[:A_FEW],
        "floor": settings.PUBLISH_FLOOR,
    }
    return render(request, "surveys/words/export.html", about, status=status)


def leaving(file: object, name: str) -> FileResponse:
    response = FileResponse(file, content_type="application/zip")
    safe_name = get_valid_filename(f"{name}.zip")
    response["Content-Disposition"] = f'attachment; filename="{safe_name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
