"""Adding a voice to what a neighbor has already said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.validators import validate_email
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement.concerns import flood, intake, throttle
from engagement.concerns.fields import WordsField
from engagement.concerns.forms import ANONYMOUS
from engagement.concerns.models import Concern, Support
from engagement.concerns.models.concern import TEXT_LIMIT
from engagement.concerns.untraced import leaves_no_trace
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


class VoiceForm(forms.Form):
    """Which concern, what they had written, and where to send news, if they want any."""

    support = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    text = WordsField(limit=TEXT_LIMIT, required=False)
    who = forms.CharField(required=False)
    news_email = forms.CharField(required=False, max_length=254)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        email = found.get("news_email", "").strip()
        if found.get("who") == ANONYMOUS:  # then it is not even read
            email = ""
        if email:
            validate_email(email)
        found["news_email"] = email
        return found


@require_POST
@leaves_no_trace
def support(request: HttpRequest) -> HttpResponse:
    """One form, one voice. Sent again, it counts nothing."""
    form = VoiceForm(request.POST)
    token = intake.token_in(request.POST.get("token", ""))
    if not form.is_valid() and "support" in form.errors:
        raise Http404
    said = form.cleaned_data
    concern = get_object_or_404(Concern.objects.public().select_related("area"), pk=said["support"])
    if not form.is_valid():
        return _answer(request, concern, _("That is no email address. Nothing was counted yet."))
    if not token:
        return redirect("concerns:concern", concern.pk)
    if not throttle.counted(flood.counter("voices", request), flood.VOICES):
        words = _("That is many at once. Wait ten minutes, then try again.")
        return _answer(request, concern, words, status=429)
    try:
        added = Support.objects.add(
            concern,
            token,
            text=said["text"],
            email=said["news_email"],
            language=(get_language() or "en")[:10],
        )
    except NotPossible as refusal:
        return _answer(request, concern, str(refusal.words))
    return _answer(request, concern, added=added, news=bool(said["news_email"]))


def _answer(
    request: HttpRequest, concern: Concern, refused: str = "", *, status: int = 200, **about: Any
) -> HttpResponse:
    context = {"concern": concern, "refused": refused, "added": False, "news": False, **about}
    return render(request, "concerns/voiced.html", context, status=status)
