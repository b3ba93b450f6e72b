"""The guarantee card, after the British guarantee: a few promises, each kept of how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.dashboards import findings
from metrics.dashboards.board import Board
from metrics.dashboards.charts import Guard, Table, in_words
from metrics.dashboards.periods import Period, months_before
from metrics.reports.document import Facts, Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.days import written
from metrics.reports.packs.definitions import definitions
from metrics.reports.packs.sections import priorities, replies, surveys
from portal.areas.models import Area, TeamMember

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Document
    from metrics.reports.packs import Asked

# The question how people heard what police do in their area, and the answer that they did not.
HEARD_FROM, NOTHING = "heard_from", "6"
A_YEAR = 12


def write(asked: Asked) -> Document:
    these = asked.these
    board = Board.of(these)
    return bind(
        asked,
        title=_("%(area)s: what we promise every neighborhood") % {"area": these.where},
        summary=(
            Paragraph(findings.replies(board), of=("first_replies:total",)),
            replies.late(board),
        ),
        sections=(
            (
                _("The card"),
                (
                    Numbers("guarantee", _card(board, these)),
                    Numbers("first_replies", _replies(board)),
                    _heard(these),
                ),
            ),
            (_("What we do where we fell short"), (_short(),)),
            (_("Definitions"), (definitions("replies", "meetings", "priorities"), _counted())),
        ),
    )


def _card(board: Board, these: Slice) -> Table:
    """Areas, priorities and meetings: nothing here counts people."""
    areas, named = _contacts(these)
    today = timezone.localdate(these.at)
    current = [each for each in priorities.held(these) if each.is_current]
    fresh = sum(not each.is_stale(today) for each in current)
    meetings = board.meetings
    announced = meetings.held + meetings.planned + meetings.cancelled
    rows = (
        (_("Areas with a named officer"), named, areas),
        (_("Priorities with news in %(days)s days") % {"days": settings.PRIORITY_STALE_DAYS},
         fresh, len(current)),
        (_("Meetings held, of those announced"), meetings.held, announced),
    )  # fmt: skip
    return Table(
        caption=_("Kept, of how many"),
        head=(_("Promise"), _("Kept"), _("Of"), _("Percent")),
        rows=tuple((name, kept, of, _percent(kept, of)) for name, kept, of in rows),
    )


def _contacts(these: Slice) -> tuple[int, int]:
    """The smallest areas there, and how many of them have someone named now. Two statements."""
    today = timezone.localdate(these.at)
    smallest = Area.objects.filter(these.inside("path"), parts=None)
    served = TeamMember.objects.current(today).filter(area__in=smallest, user__is_active=True)
    return smallest.count(), served.order_by().values("area").distinct().count()


def _replies(board: Board) -> Table:
    counts = board.replies
    return Table(
        caption=_("First replies within %(hours)s hours") % {"hours": settings.FIRST_REPLY_HOURS},
        head=(_("Promise"), _("Kept"), _("Of"), _("Percent")),
        rows=(),
        total=(_("A first reply in time"), counts.in_time, counts.due, counts.percent),
        guard=Guard(
            (None, "in_time", "due", None),
            "place",
            (),
            ties=(("due", ("in_time", "late", "overdue")),),
            derived=((3, "in_time"),),
        ),
    )


def _heard(these: Slice) -> Facts:
    """From a released survey of the last year, if it asked; else that nobody was asked."""
    last = these.period.last
    year = Period(months_before(last.replace(day=1), A_YEAR), last)
    found = surveys.released(replace(these, period=year))
    for release in reversed(found):
        if row := surveys.share_of(release, HEARD_FROM, NOTHING):
            return Facts(
                _("People who heard what the police do in their area"),
                (
                    (_("Share"), _share(row)),
                    (_("Answers"), in_words(row["n"])),
                    (_("Survey"), str(release.tables["wave"]["title"])),
                    (_("Closed"), written(timezone.localdate(release.wave.closes_at))),
                    (_("What it cannot tell"), _("Who answered a survey chose to.")),
                ),
                of=(),
            )
    return Facts(
        _("People who heard what the police do in their area"),
        ((_("Share"), _("Not asked in a survey that was released in the last year.")),),
        of=(),
    )


def _share(heard_nothing: dict[str, Any]) -> str:
    ends = ("high", "value", "low")
    low, share, high = (round(100 * (1 - heard_nothing[end])) for end in ends)
    return _("%(share)s%%. We are 95%% sure it is between %(low)s%% and %(high)s%%.") % {
        "share": share,
        "low": low,
        "high": high,
    }


def _percent(kept: int, of: int) -> int | None:
    return round(100 * kept / of) if of else None


def _counted() -> Facts:
    return Facts(
        _("How the card is counted"),
        (
            (
                _("Areas"),
                _("The smallest areas there are, and whether someone serves there by name today."),
            ),
            (_("Meetings"), _("Published ones that begin in the period, cancelled ones too.")),
            (
                _("Percent"),
                _("Empty where there was none to keep. A hundred percent of one is still one."),
            ),
        ),
        of=(),
    )


def _short() -> Narrative:
    return Narrative(
        "short",
        _("What we do where we fell short"),
        _("Name each promise that was not kept everywhere, where, and what changes until when."),
    )


PACK = Pack(
    kind="guarantee_card",
    label=gettext_lazy("Guarantee card"),
    about=gettext_lazy(
        "A named officer, a reply in time, priorities with news, meetings held: kept, of how many."
    ),
    write=write,
)
