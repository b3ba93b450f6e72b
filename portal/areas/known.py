"""What our records say of an area, for whoever is new there.

Rooms above register lines at the place "handover" (portal/pages/panels.py):

    @panel("handover", template=known.TEMPLATE, order=20)
    def open_concerns(request, *, area):
        return known.lines("issues", [Line(_("4 concerns are open"), url)])
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.areas.models.handover import SECTIONS, HandoverNote
from portal.pages.panels import filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.areas.models import Area
    from portal.http import UserRequest

TEMPLATE = "areas/desk/lines.html"


@dataclass(frozen=True)
class Line:
    """One thing to know, and where to read more."""

    words: str
    url: str = ""


@dataclass
class Section:
    """A part of what there is to know, named as in a handover note."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return str(HandoverNote._meta.get_field(self.name).verbose_name)  # type: ignore[union-attr]

    @property
    def as_text(self) -> str:
        return "\n".join(f"- {line.words}" for line in self.lines)


def lines(section: str, found: Iterable[Line]) -> dict[str, Any] | None:
    """What a panel answers: some lines for one section, or nothing."""
    known = list(found)
    return {"section": section, "lines": known} if known else None


def of(request: UserRequest, area: Area) -> list[Section]:
    """Every section, with what the rooms know of it."""
    sections = {name: Section(name) for name in SECTIONS}
    for _template, found in filled("handover", request, area=area):
        sections[found["section"]].lines.extend(found["lines"])
    return list(sections.values())
