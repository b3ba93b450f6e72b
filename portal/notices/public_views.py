from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.notices import links, topics
from portal.notices.addresses import fingerprint
from portal.notices.forms import PreferencesForm
from portal.notices.models import Silence

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.http import UserRequest


@csrf_exempt  # The link is the proof; mail programs post here with one click (RFC 8058).
@login_not_required
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop, and start again, mail about one topic. Looking at the page changes nothing.

    Programs that follow the links of a mail to check them must not unsubscribe anybody.
    """
    try:
        topic, reader = links.read_unsubscribe_token(token)
    except (BadSignature, ValueError):
        raise Http404 from None
    if request.method == "POST":
        act = Silence.objects.lift if "undo" in request.POST else Silence.objects.keep
        act(reader, topic)
    stopped = Silence.objects.filter(fingerprint=reader, topic=topic).exists()
    about = {"topic": topics.find(topic), "stopped": stopped, "answered": request.method == "POST"}
    response = render(request, "notices/unsubscribe.html", about)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def save_preferences(request: UserRequest) -> HttpResponse:
    form = PreferencesForm(request.POST, user=request.user)
    if form.is_valid():
        reader = fingerprint(request.user.email)
        for topic in form.offered:
            wanted = topic.slug in form.cleaned_data["wanted"]
            (Silence.objects.lift if wanted else Silence.objects.keep)(reader, topic.slug)
        messages.success(request, _("Saved. We write to you about what you ticked, and no more."))
    return redirect("accounts:me")
