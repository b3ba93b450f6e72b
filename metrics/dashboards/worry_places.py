"""What people raise, and where: a count for each topic in each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.dashboards.doors import EVERYWHERE
from metrics.dashboards.grids import Count, Grid, Line
from metrics.dashboards.rollups.reading import EVERY, tallied

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.dashboards.doors import Doors
    from metrics.dashboards.rollups.reading import Sums

MOST_TOPICS = 12


def grid(board: Board, doors: Doors) -> Grid:
    """Topics in rows, the most raised first; places in columns, then all of them together."""
    these = board.these
    sums = tallied(these, ["raised"])
    codes = [code for code, _n in these.in_order(dict(sums.by_part("raised")), 0)]
    raised = sums.by_kind("raised")
    names = {topic.slug: topic.name for topic in board.topics}
    topics = sorted(raised, key=lambda slug: (-raised[slug], slug))

    def line(name: str, topic: str | None) -> Line:
        return Line(
            name,
            tuple(
                _count(sums, doors, topic, code, f"{name}, {_place(board, code)}")
                for code in [*codes, EVERYWHERE]
            ),
        )

    return Grid(
        caption=_("Concerns by topic and place"),
        head=(_("Topic"), *(these.name_of(code) for code in codes), _("All places")),
        lines=tuple(
            line(names.get(slug, _("No topic chosen")), slug) for slug in topics[:MOST_TOPICS]
        ),
        total=line(_("All topics"), None),
    )


def _place(board: Board, code: str | None) -> str:
    return _("all places") if code == EVERYWHERE else board.these.name_of(code)


def _count(sums: Sums, doors: Doors, topic: str | None, code: str | None, what: str) -> Count:
    """A topic that was never chosen has no list of its own."""
    n = sums.n("raised", EVERY if code == EVERYWHERE else code, EVERY if topic is None else topic)
    if not n or topic == "":
        return Count(n)
    asked = {"state": "all"} | ({"category": topic} if topic else {})
    return Count(n, doors.in_period("concerns", code, **asked), what)
