"""Other rooms know places too: a meeting hall, a partner's office.

A room's `finders.py` is imported when the site starts. There it registers a function that gives
the areas of the places some words may mean:

    @finder
    def venues(text):
        return [Found("Cannery Hall", area), …]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from portal.areas.models import Area


class Found(NamedTuple):
    """A place by name, and the area it lies in."""

    place: str
    area: Area


Finder = Callable[[str], Iterable[Found]]

_finders: list[Finder] = []


def finder(find: Finder) -> Finder:
    _finders.append(find)
    return find


def places_called(text: str) -> list[Found]:
    """Places of all rooms that the words may mean."""
    return [found for find in _finders for found in find(text)]
