"""Where someone answers, with the link from a mail and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.concerns.untraced import leaves_no_trace
from metrics.surveys.answering import guessing
from metrics.surveys.answering.doors import Door
from metrics.surveys.answering.pages import answer as answer_at
from metrics.surveys.answering.pages import closed
from metrics.surveys.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@leaves_no_trace
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever was invited answers, once. Who tries many links is slowed down."""
    if guessing.is_slowed(request):
        return guessing.refused(request)
    invitation = Invitation.objects.with_token(token).select_related("wave__operator").first()
    if invitation is None:
        guessing.count(request)
        return closed(request, _("This link opens no question"), status=404)
    if invitation.is_used:
        return closed(request, _("This link was used already"), status=410)
    door = Door(invitation.wave, token, invitation.wave.mode, invitation=invitation)
    return answer_at(request, door)
