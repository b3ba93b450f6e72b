"""Where someone answers, with the link from a mail and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from engagement.concerns.untraced import leaves_no_trace
from metrics.surveys.errors import NotAnswerable
from metrics.surveys.forms import AnswerForm
from metrics.surveys.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@leaves_no_trace
def answer(request: HttpRequest, token: str) -> HttpResponse:
    invitation = Invitation.objects.with_token(token).first()
    if invitation is None:
        return closed(request, _("This link opens no question"), status=404)
    language = language_for(request, invitation)
    with translation.override(language):
        response = question(request, invitation)
    response["Content-Language"] = language
    return response


def question(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    wave = invitation.wave
    takes_it = wave.still_takes() if request.method == "POST" else wave.is_open()
    if invitation.is_used:
        return closed(request, _("This link was used already"), status=410)
    if not takes_it:
        return closed(request, _("This question is closed"), status=410)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, instrument=wave.instrument)
    if form.is_valid():
        try:
            invitation.answer(form.cleaned_data)
        except NotAnswerable as refusal:
            return closed(request, str(refusal), status=410)
        return render(request, "surveys/thanks.html", {"wave": wave})
    about = {"form": form, "wave": wave, "floor": settings.SCORE_FLOOR}
    return render(request, "surveys/answer.html", about)


def closed(request: HttpRequest, what: str, *, status: int) -> HttpResponse:
    return render(request, "surveys/closed.html", {"what": what}, status=status)


def language_for(request: HttpRequest, invitation: Invitation) -> str:
    """The language of the mail, unless the reader chose another one on this device."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return translation.get_language() if chosen else invitation.language
