"""What surveys show on the pages everyone shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.surveys import partners
from metrics.surveys.models import Wave
from portal.pages.panels import panel

if TYPE_CHECKING:
    from partnerships.organizations.models import Organization
    from portal.http import UserRequest


@panel("desk", template="surveys/panel_desk.html", order=60)
def running(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    waves = list(Wave.objects.visible_to(request.user).after_meetings().open().with_counts()[:3])
    return {"waves": waves} if waves else None


@panel("workspace", template="surveys/panel_workspace.html", order=80)
def frankly(_request: UserRequest, *, organization: Organization) -> dict[str, Any] | None:
    """What partners said of working with us; the same for all of them."""
    del organization
    wave = partners.latest()
    if wave is None:
        return None
    return {"wave": wave, "answers": [] if wave.is_open() else partners.answers(wave)}
