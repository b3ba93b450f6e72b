"""Outcomes beside outputs: did it help, were people heard, did they come?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from engagement.concerns.models import Verdict
from metrics.dashboards.charts import Guard, Table, in_words
from metrics.dashboards.guards import ELSEWHERE, NOT_KNOWN
from metrics.reports.document import Facts, Numbers, Paragraph
from metrics.surveys import scores
from metrics.surveys.models import Cell, Wave
from portal.areas.models import Area

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

HEARD = 5.0  # of 10: more is agreement


def helped(these: Slice) -> tuple[Block, ...]:
    """What those who raised a concern say of how it ended. One statement."""
    period = these.period
    said = Verdict.objects.filter(these.inside("concern__area__path")).filter(
        at__gte=period.starts_at, at__lt=period.ends_at
    )
    found = said.aggregate(
        yes=Count("pk", filter=Q(helped=True)), no=Count("pk", filter=Q(helped=False))
    )
    if not any(found.values()):
        return (Paragraph(_("Nobody said in this period whether it helped."), of=()),)
    total = found["yes"] + found["no"]
    table = Table(
        caption=_("Did it help? As those say who raised a concern"),
        head=(_("Asked of"), _("Said"), _("It helped"), _("It did not help")),
        rows=(),
        total=(_("Concerns that were closed"), total, found["yes"], found["no"]),
        guard=Guard(
            (None, "said_helped", "helped", "not_helped"),
            "place",
            (),
            ties=(("said_helped", ("helped", "not_helped")),),
        ),
    )
    return (
        Numbers("helped", table),
        Paragraph(
            _("Only those who wish to answer do. It is no measure of everyone who wrote to us."),
            of=(),
        ),
    )


def heard(these: Slice, board: Board) -> tuple[Block, ...]:
    """The outcome of meetings: after how many did those who came say that police listen?"""
    period = these.period
    waves = list(
        Wave.objects.after_meetings()
        .filter(these.inside(), opens_at__gte=period.starts_at, opens_at__lt=period.ends_at)
        .only("pk")
    )
    means = Cell.objects.filter(item=scores.LISTEN).estimates_by_wave(waves)
    enough = [each for each in means.values() if scores.is_enough(each)]
    agreed = sum(each.value > HEARD for each in enough)
    return (
        Facts(
            _("Were people heard?"),
            (
                (_("Meetings held"), in_words(board.meetings.held)),
                (_("Meetings after which people were asked"), in_words(len(waves))),
                (
                    _("Of these, with %(floor)s answers or more") % {"floor": settings.SCORE_FLOOR},
                    in_words(len(enough)),
                ),
                (
                    _("Of these, where the average says that police listen (above 5 of 10)"),
                    in_words(agreed),
                ),
                (
                    _("What it cannot tell"),
                    _(
                        "Those who came and chose to answer are not all residents. Meetings with "
                        "fewer answers are in the score of all meetings together, never alone."
                    ),
                ),
            ),
            of=(),
        ),
    )


def attendance(board: Board) -> tuple[Block, ...]:
    """How many came to meetings, beside how many live there. One statement."""
    these = board.these
    people = dict(
        Area.objects.filter(path__in=[part.path for part in these.parts]).values_list(
            "path", "population"
        )
    )
    homes = {part.code: people.get(part.path) for part in these.parts}
    places = board.meetings_by_part
    if not board.meetings.held:
        return (Paragraph(_("No meeting was held in this period."), of=()),)

    def per_thousand(came: int, live: int | None) -> float | None:
        return round(1000 * came / live, 1) if live else None

    known = [live for live in homes.values() if live]
    everyone = sum(known) if len(known) == len(homes) else None
    table = Table(
        caption=_("People who came to meetings, for every 1,000 who live there"),
        head=(_("Place"), _("People who came"), _("Residents"), _("For every 1,000")),
        rows=tuple(
            (
                place.name,
                place.meetings.people,
                homes.get(place.code or ""),
                per_thousand(place.meetings.people, homes.get(place.code or "")),
            )
            for place in places
        ),
        total=(
            _("All places"),
            board.meetings.people,
            everyone,
            per_thousand(board.meetings.people, everyone),
        ),
        guard=Guard(
            (None, "people", None, None),
            "place",
            tuple(NOT_KNOWN if place.code is None else place.code or ELSEWHERE for place in places),
            derived=((3, "people"),),
        ),
    )
    return (
        Numbers("attendance", table),
        Paragraph(
            _("Someone who comes twice counts twice. Who came is not written down by name."), of=()
        ),
    )
