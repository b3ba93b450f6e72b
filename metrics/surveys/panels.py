"""What surveys show on the pages everyone shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count

from metrics.surveys import partners
from metrics.surveys.models import OwnWords, Wave
from metrics.surveys.rules import run_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from partnerships.organizations.models import Organization
    from portal.http import UserRequest

A_FEW = 8


@panel("desk", template="surveys/panel_desk.html", order=60)
def running(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    theirs = Wave.objects.numbers_visible_to(request.user).after_meetings()
    waves = list(theirs.open().with_counts()[:3])
    return {"waves": waves} if waves else None


@panel("workspace", template="surveys/words/panel_workspace.html", order=25)
def run_by_us(request: UserRequest, *, organization: Organization) -> dict[str, Any] | None:
    """The waves this organization runs, for those who may speak in its name."""
    if not run_by(request.user).filter(pk=organization.pk).exists():
        return None
    waves = list(Wave.objects.filter(operator=organization).with_counts()[:A_FEW])
    if not waves:
        return None
    held = OwnWords.objects.filter(wave__in=waves).held().order_by().values_list("wave")
    to_read = dict(held.annotate(n=Count("pk")))
    rows = [{"wave": wave, "to_read": to_read.get(wave.pk, 0)} for wave in waves]
    return {"rows": rows, "floor": settings.PUBLISH_FLOOR}


@panel("workspace", template="surveys/panel_workspace.html", order=80)
def frankly(_request: UserRequest, *, organization: Organization) -> dict[str, Any] | None:
    """What partners said of working with us; the same for all of them."""
    del organization
    wave = partners.latest()
    if wave is None:
        return None
    return {"wave": wave, "answers": [] if wave.is_open() else partners.answers(wave)}
