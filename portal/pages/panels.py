"""Places on shared pages that other rooms fill, without the shared page knowing them.

A room's `panels.py` is imported when the site starts. There it registers a function:

    @panel("area", template="concerns/panel_area.html", order=20)
    def recent(request, *, area):
        return {"concerns": ...}    # None: nothing to show
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

Fill = Callable[..., dict[str, Any] | None]
PLACES = (
    "home",
    "area",
    "organization",
    "desk",
    "me",
    "event",
    "desk_event",
    "concern",
    "desk_concern",
    "outreach_entry",
    "problem",
    "desk_problem",
    "board",
    "workspace",
    "funder",
    "handover",
    "grant",
)


@dataclass(frozen=True)
class Panel:
    order: int
    template: str
    fill: Fill


_panels: dict[str, list[Panel]] = defaultdict(list)


def panel(place: str, *, template: str, order: int = 50) -> Callable[[Fill], Fill]:
    if place not in PLACES:
        raise ValueError(f"No page has a place called {place!r}; there are {', '.join(PLACES)}.")

    def register(fill: Fill) -> Fill:
        _panels[place].append(Panel(order, template, fill))
        _panels[place].sort(key=lambda panel: (panel.order, panel.template))
        return fill

    return register


def filled(place: str, request: HttpRequest, **about: Any) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel that has something to show, in order."""
    found = []
    for each in _panels[place]:
        context = each.fill(request, **about)
        if context is not None:
            found.append((each.template, context))
    return found
