"""What areas show on the pages everyone shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from portal.accounts.scope import within_scope
from portal.areas.desk import LOOK_BACK
from portal.areas.models import HandoverNote, TeamMember
from portal.areas.rules import LEADING
from portal.pages.panels import panel

if TYPE_CHECKING:
    from portal.http import UserRequest

A_FEW = 4


@panel("desk", template="areas/desk/panel.html", order=70)
def my_areas(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """Where I serve, notes that nobody has read yet, and who left without one."""
    user = request.user
    postings = list(TeamMember.objects.current().filter(user=user).select_related("area")[:A_FEW])
    today = timezone.localdate()
    ended = TeamMember.objects.left_without_note(today - LOOK_BACK, today)
    leads = within_scope(user, *LEADING)
    missing = list(ended.filter(leads | Q(user=user)).select_related("area", "user")[:A_FEW])
    unread = HandoverNote.objects.unread().filter(area__team__in=[own.pk for own in postings])
    notes = list(unread.exclude(written_by=user).select_related("area", "posting__user")[:A_FEW])
    if not (postings or missing or notes):
        return None
    return {"postings": postings, "missing": missing, "notes": notes}
