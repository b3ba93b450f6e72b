"""What people may set about their mail, on their own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.notices.forms import PreferencesForm
from portal.pages.panels import panel

if TYPE_CHECKING:
    from portal.http import UserRequest


@panel("me", template="notices/panel_me.html", order=80)
def preferences(request: UserRequest, **_about: Any) -> dict[str, Any]:
    return {"form": PreferencesForm(user=request.user)}
