"""One click from the mail: I do not take part. Nothing more comes about this survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from engagement.concerns.untraced import leaves_no_trace
from metrics.surveys.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

INELIGIBLE = "ineligible"


@leaves_no_trace  # The link is the proof.
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs that check the links of a mail decline for nobody."""
    invitation = Invitation.objects.with_token(token).first()
    if invitation is None:
        raise Http404
    if request.method == "POST":
        outcome = Invitation.Outcome.DECLINED
        if request.POST.get("why") == INELIGIBLE:
            outcome = Invitation.Outcome.INELIGIBLE
        invitation.decline(outcome)
        invitation.refresh_from_db()
    about = {"invitation": invitation, "wave": invitation.wave, "outcomes": Invitation.Outcome}
    return render(request, "surveys/waves/decline.html", about)
