"""Links of the header, the tabs and the footer. A page that does not exist yet has no link."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from portal.accounts.models import User


@dataclass(frozen=True)
class Link:
    name: str
    path: str
    label: _StrOrPromise
    icon: str = ""


MENUS: dict[str, list[Link]] = {
    "main": [
        Link("areas", "/areas/", _("Your neighborhood")),
        Link("events", "/events/", _("Meetings")),
        Link("promises", "/promises/", _("Promises")),
        Link("transparency", "/transparency/", _("Numbers")),
    ],
    "say": [
        Link("raise", "/concerns/new/", _("Raise a concern")),
        Link("track", "/concerns/track/", _("Check on a concern")),
    ],
    "see": [
        Link("areas", "/areas/", _("Neighborhoods")),
        Link("events", "/events/", _("Meetings and events")),
        Link("promises", "/promises/", _("Every promise")),
        Link("transparency", "/transparency/", _("Trust, measured")),
        Link("results", "/surveys/results/", _("Survey results")),
        Link("problems", "/problems/", _("Problems we work on")),
        Link("partners", "/partners/", _("Partners")),
        Link("boards", "/boards/", _("Boards and consultations")),
    ],
    "help": [
        Link("help", "/help/", _("Help with this site")),
        Link("privacy", "/about/privacy/", _("What we protect")),
        Link("accessibility", "/accessibility/", _("Accessibility")),
    ],
    "desk": [
        Link("today", "/desk/", _("Today"), "sun"),
        Link("queue", "/desk/concerns/", _("Queue"), "list"),
        Link("log", "/desk/outreach/", _("Log"), "pen"),
        Link("meetings", "/desk/events/", _("Meetings"), "calendar"),
        Link("promises", "/desk/commitments/", _("Promises"), "promise"),
        Link("problems", "/desk/problems/", _("Problems"), "place"),
        Link("partners", "/desk/partners/", _("Partners"), "people"),
    ],
    "command": [
        Link("word", "/command/", _("Our word"), "promise"),
        Link("reports", "/command/reports/", _("Reports"), "print"),
        Link("surveys", "/desk/surveys/", _("Surveys"), "list"),
        Link("boards", "/desk/boards/", _("Boards"), "people"),
        Link("queue", "/desk/concerns/", _("Concerns"), "bubble"),
        Link("messages", "/desk/messages/", _("Messages"), "mail"),
    ],
    "oversight": [
        Link("oversight", "/oversight/", _("Start"), "sun"),
        Link("replies", "/oversight/replies/", _("Replies"), "time"),
        Link("concerns", "/oversight/concerns/", _("Concerns"), "bubble"),
        Link("changes", "/oversight/changes/", _("Changes"), "pen"),
        Link("complaints", "/oversight/complaints/", _("Complaints"), "people"),
        Link("readings", "/oversight/readings/", _("Readings"), "file"),
    ],
}


@cache
def leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def menu(name: str) -> list[Link]:
    return [link for link in MENUS[name] if leads_somewhere(link.path)]


def rooms_of(user: User) -> list[Link]:
    """The rooms of the house this person works in."""
    rooms = []
    if user.works_here:
        rooms.append(Link("desk", "/desk/", _("Desk")))
    if user.has_role("command", "supervisor"):
        rooms.append(Link("command", "/command/", _("Command")))
    if user.has_role("oversight"):
        rooms.append(Link("oversight", "/oversight/", _("Oversight")))
    # Staff hold no seat: their pages need not ask.
    if user.has_role("partner") or (not user.works_here and user.has_a_seat):
        rooms.append(Link("workspace", "/workspace/", _("Partner workspace")))
    if user.is_staff:
        rooms.append(Link("admin", "/admin/", _("Configuration")))
    return [room for room in rooms if leads_somewhere(room.path)]
