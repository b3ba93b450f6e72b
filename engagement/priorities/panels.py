"""Priorities on the pages everyone shares: what an area works on comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.priorities.models import Ballot, Priority
from engagement.priorities.models.querysets import KEEPING
from engagement.priorities.public import around
from portal.accounts.scope import within_scope
from portal.areas import known
from portal.areas.models import Area
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.http import UserRequest

MOST_SILENT = 6

stamped_by("SELECT max(changed_at) FROM priorities_priority")
stamped_by("SELECT max(changed_at) FROM priorities_ballot")


@panel("area", template="priorities/panels/area.html", order=5)
def works_on_first(_request: HttpRequest, *, area: Area) -> dict[str, Any]:
    """One statement for the priorities and one for the votes."""
    return {
        "area": area,
        "priorities": Priority.objects.filter(area=area).current().with_votes().in_order(),
        "ballots": around(area).open().order_by("closes_on")[:2],
    }


@panel("desk", template="priorities/panels/desk.html", order=32)
def silent(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """Priorities of my areas that residents have heard nothing of, the longest silent first.

    Where there are none the way in stays.
    """
    user = request.user
    if not user.has_perm("priorities.keep_priorities"):
        return None
    mine = Priority.objects.workable_by(user).to_nag().select_related("area")
    rows = list(mine.silent_first()[:MOST_SILENT])
    over = Ballot.objects.workable_by(user).awaiting().select_related("area")[:3]
    return {"priorities": rows, "ballots": list(over)}


@panel("handover", template=known.TEMPLATE, order=15)
def comes_first(request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    """How many priorities an area has, and of how many residents wait to hear."""
    user = request.user
    mine = Area.objects.filter(within_scope(user, *KEEPING, path="path"), pk=area.pk)
    if not user.has_perm("priorities.keep_priorities") or not mine.exists():
        return None
    here = Priority.objects.filter(area=area)
    number, silent = here.current().count(), here.to_nag().count()
    words = _("Priorities: none is set yet")
    if number:
        words = ngettext("%(n)d priority", "%(n)d priorities", number) % {"n": number}
    if silent:
        words = ngettext(
            "%(all)s, %(n)d waits for news", "%(all)s, %(n)d wait for news", silent
        ) % {"all": words, "n": silent}
    address = reverse("desk_priorities:area", args=[area.slug])
    return known.lines("issues", [known.Line(words, address)])
