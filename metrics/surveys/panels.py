"""What surveys show on the pages everyone shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.surveys.models import Wave
from portal.pages.panels import panel

if TYPE_CHECKING:
    from portal.http import UserRequest


@panel("desk", template="surveys/panel_desk.html", order=60)
def running(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    waves = list(Wave.objects.visible_to(request.user).open().with_counts()[:3])
    return {"waves": waves} if waves else None
