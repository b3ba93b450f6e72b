"""Public meetings: when, where, what for, who came, and whether minutes followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, OuterRef, Subquery, Sum
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from engagement.events import minutes_due
from engagement.outreach.models import OutreachEntry
from metrics.dashboards import board_charts, findings
from metrics.dashboards.charts import Guard, Table
from metrics.dashboards.numbers.meetings import sessions
from metrics.reports.document import Numbers, Paragraph
from metrics.reports.packs.days import written
from portal.areas.languages import language_names

if TYPE_CHECKING:
    from datetime import date

    from engagement.events.models import Event
    from metrics.dashboards.board import Board
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

PURPOSE = 240  # letters of what a meeting was for, as much as a cell can hold


@dataclass(frozen=True)
class Meeting:
    """One sitting as a report lists it.

    `people`, `adults` and `youth` are None where nobody counted, `police` where nothing was
    logged.
    """

    pk: int
    day: date
    title: str
    kind: str
    place: str
    purpose: str
    state: str
    people: int | None
    adults: int | None
    youth: int | None
    police: int | None
    languages: str
    minutes: str
    url: str


def finding(board: Board) -> Paragraph:
    return Paragraph(findings.meetings(board), of=("meetings_by_place:total",))


def meetings(board: Board) -> tuple[Block, ...]:
    """How many, then each of them in two tables: who came, and what it was for."""
    blocks: list[Block] = [*summed(board)]
    if found := listed(board.these):
        blocks += [Numbers("meetings", who_came(found)), Numbers("meetings_for", what_for(found))]
    return tuple(blocks)


def summed(board: Board) -> tuple[Block, ...]:
    """How many meetings there were, and how many came, by place alone."""
    return (finding(board), Numbers("meetings_by_place", board_charts.meetings_table(board)))


def listed(these: Slice) -> list[Meeting]:
    """Each sitting in the period, the first one first. Three statements, however many."""
    there = (
        OutreachEntry.objects.submitted()
        .filter(session=OuterRef("pk"))
        .order_by()
        .values("session")
        .annotate(officers=Sum("staff"))
        .values("officers")
    )
    found = (
        sessions(these)
        .annotate(police=Subquery(there, output_field=IntegerField()))
        .select_related("event", "event__minutes")
        .prefetch_related("event__sessions")
        .order_by("starts_at", "pk")
    )
    return [_meeting(session, these) for session in found]


def _meeting(session: Any, these: Slice) -> Meeting:
    event: Event = session.event
    cancelled = event.is_cancelled or session.cancelled_at is not None
    hidden = event.unlisted
    return Meeting(
        pk=session.pk,
        day=timezone.localdate(session.starts_at),
        title=_("A meeting for those invited") if hidden else str(event.title),
        kind=event.get_kind_display(),
        place="" if hidden else event.place,
        purpose="" if hidden else Truncator(" ".join(str(event.purpose).split())).chars(PURPOSE),
        state=_state(cancelled=cancelled, over=session.is_over(these.at)),
        people=None if cancelled else session.people,
        adults=None if cancelled else session.adults_came,
        youth=None if cancelled else session.youth_came,
        police=None if cancelled else session.police,
        languages=", ".join(language_names(event.languages)),
        minutes=_("None owed") if cancelled else _minutes(event, these),
        url="" if hidden else event.get_absolute_url(),
    )


def _state(*, cancelled: bool, over: bool) -> str:
    if cancelled:
        return _("Cancelled")
    return _("Held") if over else _("Planned")


def _minutes(event: Event, these: Slice) -> str:
    """Published, late, or due by which day, as of the moment that was counted."""
    minutes = getattr(event, "minutes", None)
    if minutes and minutes.published_at and minutes.published_at <= these.at:
        day = written(timezone.localdate(minutes.published_at))
        return _("Published %(day)s") % {"day": day}
    over = minutes_due.over_at(event)
    if event.kind not in minutes_due.OWING or over is None:
        return _("None owed")
    due = minutes_due.due_on(over)
    day = written(due)
    if due < timezone.localdate(these.at):
        return _("Late since %(day)s") % {"day": day}
    return _("Due %(day)s") % {"day": day}


def who_came(found: list[Meeting]) -> Table:
    """Each meeting and who was there, residents and police."""
    return Table(
        caption=_("Each meeting"),
        head=(
            _("Meeting"),
            _("Day"),
            _("Place"),
            _("State"),
            _("Came"),
            _("Adults"),
            _("Under 18"),
            _("Police there"),
        ),
        rows=tuple(
            (
                each.title,
                written(each.day),
                each.place,
                each.state,
                each.people,
                each.adults,
                each.youth,
                each.police,
            )
            for each in found
        ),
        guard=Guard(
            (None, None, None, None, "people", "adults", "youth", None),
            "meeting",
            tuple(str(each.pk) for each in found),
            ties=(("people", ("adults", "youth")),),
        ),
        links=tuple(each.url for each in found),
    )


def what_for(found: list[Meeting]) -> Table:
    return Table(
        caption=_("What each meeting was for, and its minutes"),
        head=(
            _("Meeting"),
            _("Day"),
            _("What it was for"),
            _("Languages"),
            _("Minutes"),
        ),
        rows=tuple(
            (
                each.title,
                written(each.day),
                f"{each.kind}. {each.purpose or _('Not written down.')}",
                each.languages or _("Not written down"),
                each.minutes,
            )
            for each in found
        ),
        links=tuple(each.url for each in found),
    )
