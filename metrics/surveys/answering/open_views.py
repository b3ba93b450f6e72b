"""Where anyone answers: behind a link or code open to all, and on a tablet staff put up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from engagement.concerns.untraced import leaves_no_trace
from metrics.surveys.answering import guessing
from metrics.surveys.answering.doors import Door, may_be_kiosk
from metrics.surveys.answering.pages import answer as answer_at
from metrics.surveys.answering.pages import closed
from metrics.surveys.models import Wave

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

OPEN_TO_ALL = (Wave.Frame.LINK, Wave.Frame.QR)


@leaves_no_trace
def answer(request: HttpRequest, link_code: str) -> HttpResponse:
    if guessing.is_slowed(request):
        return guessing.refused(request)
    wave = wave_behind(link_code)
    if wave is None or wave.frame not in OPEN_TO_ALL:
        guessing.count(request)
        return closed(request, _("This link opens no question"), status=404)
    return answer_at(request, Door(wave, link_code))


@leaves_no_trace
def kiosk(request: HttpRequest, link_code: str) -> HttpResponse:
    """On a shared tablet: nothing of one person is there for the next one."""
    wave = wave_behind(link_code)
    shown = request.GET.get("by", "")
    if wave is None or not wave.has_kiosk or not may_be_kiosk(wave, shown):
        return closed(request, _("Someone of the staff has to start this tablet"), status=404)
    path = reverse("open_surveys:kiosk", args=[link_code])
    door = Door(wave, link_code, Wave.Mode.KIOSK, start=f"{path}?by={shown}")
    return answer_at(request, door)


def wave_behind(link_code: str) -> Wave | None:
    """A launched wave with this code, and what its pages need to know of it."""
    waves = Wave.objects.filter(link_code=link_code, launched_at__isnull=False)
    return waves.select_related("instrument", "area", "operator").first()
