"""The district report: what consent decrees ask for each quarter, as far as the record can tell.

After New Orleans, paragraph 228, and Newark: sections, definitions, and what it takes to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.events.models import Event
from metrics.dashboards import board_charts, findings, methods
from metrics.dashboards.charts import Table, in_words
from metrics.reports.counting import EDITION, DistrictNumbers, count
from metrics.reports.document import Document, Facts, Figure, Numbers, Paragraph, Section
from portal.pages.models import Agency

if TYPE_CHECKING:
    from metrics.reports.document import Block
    from metrics.reports.models import Report

__all__ = ["DistrictNumbers", "count", "document"]


def document(report: Report, numbers: DistrictNumbers, fingerprint: str) -> Document:
    """The report in the language that is switched on."""
    board = numbers.board
    agency = Agency.current()
    return Document(
        title=_("%(area)s: concerns, meetings, outreach and trust") % {"area": board.these.where},
        subtitle=str(board.these.period),
        author=agency.police_name,
        language=report.language,
        notice=_(
            "Draft for staff. Small counts are shown in full, and people could be recognized by "
            "them. Do not publish these pages."
        ),
        summary=(
            findings.replies(board),
            findings.late_when_counted(board),
            findings.topics(board),
            findings.over_time(board),
            findings.meetings(board),
            findings.outreach(board),
            findings.trust(board),
        ),
        sections=(
            Section(_("First replies"), _replies(numbers)),
            Section(_("What people raised"), _topics(numbers)),
            Section(_("Public meetings"), _meetings(numbers)),
            Section(_("Outreach"), _outreach(numbers)),
            Section(_("Trust"), _trust(numbers)),
            Section(_("Definitions"), (definitions(),)),
            Section(_("What this report leaves out"), (missing(numbers),)),
        ),
        colophon=_colophon(report, numbers, fingerprint),
        words={
            "summary": _("In short"),
            "contents": _("Contents"),
            "page": _("Page %(page)s of %(pages)s"),
        },
    )


def _replies(numbers: DistrictNumbers) -> tuple[Block, ...]:
    board = numbers.board
    table = Numbers("replies", board_charts.replies_table(board))
    if not board.replies.raised:
        return (Paragraph(_("No concern was raised in this period.")), table)
    chart = board_charts.replies_chart(board)
    drawn = (Figure("replies", chart),) if chart.points else ()
    return (
        Paragraph(findings.late_when_counted(board)),
        *drawn,
        table,
        Figure("over_time", board_charts.time_chart(board)),
        Numbers("over_time", board_charts.time_table(board)),
    )


def _topics(numbers: DistrictNumbers) -> tuple[Block, ...]:
    board = numbers.board
    if not board.replies.raised:
        return (
            Paragraph(_("No concern was raised in this period.")),
            Numbers("topics", board_charts.topics_table(board)),
        )
    return (
        Figure("topics", board_charts.topics_chart(board)),
        Numbers("topics", board_charts.topics_table(board)),
        Numbers("states", board_charts.ages_table(board)),
    )


def _meetings(numbers: DistrictNumbers) -> tuple[Block, ...]:
    board = numbers.board
    blocks: list[Block] = [
        Paragraph(findings.meetings(board)),
        Numbers("meetings_by_place", board_charts.meetings_table(board)),
    ]
    if numbers.meetings:
        blocks.append(Numbers("meetings", meetings_list(numbers)))
    return tuple(blocks)


def meetings_list(numbers: DistrictNumbers) -> Table:
    states = {"held": _("Held"), "planned": _("Planned"), "cancelled": _("Cancelled")}
    kinds = {str(value): str(label) for value, label in Event.Kind.choices}
    return Table(
        caption=_("Each meeting"),
        head=(_("Meeting"), _("Day"), _("Kind"), _("Place"), _("State"), _("Came"), _("Under 18")),
        rows=tuple(
            (
                meeting.title,
                date_format(meeting.day, "SHORT_DATE_FORMAT"),
                kinds.get(meeting.kind, meeting.kind),
                meeting.place,
                states[meeting.state],
                meeting.people,
                meeting.youth,
            )
            for meeting in numbers.meetings
        ),
    )


def _outreach(numbers: DistrictNumbers) -> tuple[Block, ...]:
    board = numbers.board
    return (
        Paragraph(findings.outreach(board)),
        Numbers("outreach_by_place", board_charts.effort_table(board)),
        Numbers("outreach_by_kind", board_charts.kinds_table(board)),
    )


def _trust(numbers: DistrictNumbers) -> tuple[Block, ...]:
    board = numbers.board
    drawn = board_charts.trust_chart(board)
    return (
        Paragraph(findings.trust(board)),
        *((Figure("trust", drawn),) if board.trust.number.score is not None else ()),
        Numbers("trust", board_charts.trust_table(board)),
        Facts(_("How trust was measured"), methods.trust(board)),
    )


def definitions() -> Facts:
    hours = {"hours": settings.FIRST_REPLY_HOURS}
    return Facts(
        _("What the words mean, edition %(edition)s") % {"edition": EDITION},
        (
            (
                _("First reply"),
                _(
                    "The first answer to a concern, or the word that it was closed. It is promised "
                    "within %(hours)s hours. A concern that is opened again gets a new promise."
                )
                % hours,
            ),
            (_("Due"), _("Replies that went out, or whose promised time has passed.")),
            (_("In time"), _("The reply went out before the promised time had passed.")),
            (
                _("Hours to a reply"),
                _("From when a concern was raised to its first reply. Half took less than this."),
            ),
            (_("Meeting"), _("A published event that begins in the period.")),
            (
                _("People who came"),
                _("As the host wrote down; where nothing was, those checked in at the door."),
            ),
            (
                _("Officer hours"),
                _("Minutes logged times officers there, for entries that were sent in."),
            ),
        ),
    )


def missing(numbers: DistrictNumbers) -> Facts:
    board = numbers.board
    places = {place.code: place.replies.raised for place in board.replies_by_part}
    topics = sum(topic.count for topic in board.topics if not topic.slug)
    uncounted = board.meetings.held - board.meetings.counted
    return Facts(
        _("Gaps in the record"),
        (
            (_("Concerns without a place"), in_words(places.get(None, 0))),
            (_("Concerns without a topic"), in_words(topics)),
            (_("Concerns that carry no promise"), in_words(board.replies.no_promise)),
            (_("Meetings held that nobody counted"), in_words(uncounted)),
            (
                _("Not in this edition"),
                _("Partnerships, problems worked on, promises and advice: not on record here yet."),
            ),
        ),
    )


def _colophon(report: Report, numbers: DistrictNumbers, fingerprint: str) -> Facts:
    these = numbers.board.these
    return Facts(
        _("About this report"),
        (
            (_("Area"), these.where),
            (_("Period"), str(these.period)),
            (_("Data as of"), date_format(timezone.localtime(these.at), "DATETIME_FORMAT")),
            (_("Concerns counted"), in_words(numbers.board.replies.raised)),
            (_("Asked for by"), str(report.requested_by)),
            (_("Version"), _("Draft %(number)s") % {"number": report.pk}),
            (
                _("Small counts"),
                _("Shown. A public version holds back counts under %(floor)s.")
                % {"floor": settings.PUBLISH_FLOOR},
            ),
            (_("Fingerprint of the numbers"), fingerprint),
        ),
    )
