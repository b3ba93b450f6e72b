"""The suggestions of a meeting as its pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engagement.events.models import Event


def told(event: Event) -> dict[str, Any]:
    """Most wanted first, and what became of each. One statement."""
    found = list(event.suggestions.all())
    return {
        "waiting": [one for one in found if one.is_open],
        "taken": [one for one in found if one.is_taken],
        "decided": [one for one in found if not one.takes_voices],
        "takes_suggestions": event.takes_suggestions(),
    }
