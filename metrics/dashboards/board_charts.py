"""The charts of a board. Each comes with the sentence it shows and the table it was drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.dashboards import findings, guards
from metrics.dashboards.charts import Chart, Point, Series, Table, in_words

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.dashboards.numbers.concerns import Replies

MOST_TOPICS = 10
Row = tuple[str | int | float | None, ...]


def _outcomes() -> tuple[Series, ...]:
    return (
        Series(_("In time"), "pine"),
        Series(_("Answered late"), "range"),
        Series(_("Late, no answer yet"), "late"),
    )


def replies_table(board: Board) -> Table:
    head = (
        _("Place"),
        _("Raised"),
        _("Due"),
        _("In time"),
        _("Answered late"),
        _("Late, no answer yet"),
        _("Still has time"),
        _("No reply was promised"),
        _("Hours to a reply (median)"),
    )

    def row(name: str, counts: Replies) -> Row:
        hours = counts.median_hours
        return (
            name,
            counts.raised,
            counts.due,
            counts.in_time,
            counts.late,
            counts.overdue,
            counts.not_due,
            counts.no_promise,
            None if hours is None else round(hours, 1),
        )

    return Table(
        caption=_("First replies to concerns raised in the period, by place"),
        head=head,
        rows=tuple(row(place.name, place.replies) for place in board.replies_by_part),
        total=row(_("All places"), board.replies),
        guard=guards.replies(board),
    )


def replies_chart(board: Board) -> Chart:
    points = tuple(
        Point(
            place.name,
            (place.replies.in_time, place.replies.late, place.replies.overdue),
            in_words(place.replies.due),
        )
        for place in sorted(board.replies_by_part, key=lambda place: -place.replies.due)
        if place.replies.due
    )
    return Chart(
        shape="rows",
        title=findings.replies(board),
        about=_("Replies due for concerns raised %(period)s, by place.")
        % {"period": board.these.period},
        series=_outcomes(),
        points=points,
        table=replies_table(board),
    )


def topics_table(board: Board) -> Table:
    return Table(
        caption=_("Concerns by topic"),
        head=(_("Topic"), _("Raised"), _("In as many days before")),
        rows=tuple((topic.name, topic.count, topic.before) for topic in board.topics),
        total=(
            _("All topics"),
            sum(topic.count for topic in board.topics),
            sum(topic.before for topic in board.topics),
        ),
        guard=guards.topics(board),
    )


def topics_chart(board: Board) -> Chart:
    shown = [topic for topic in board.topics if topic.count][:MOST_TOPICS]
    return Chart(
        shape="rows",
        title=findings.topics(board),
        about=_("Concerns raised %(period)s, by topic; at most %(n)s topics are drawn.")
        % {"period": board.these.period, "n": MOST_TOPICS},
        series=(Series(_("Raised")),),
        points=tuple(Point(topic.name, (topic.count,), in_words(topic.count)) for topic in shown),
        table=topics_table(board),
    )


def time_table(board: Board) -> Table:
    waiting = _("No answer yet")
    rows = [
        (stretch.name, stretch.in_time, stretch.late, stretch.waiting, stretch.other)
        for stretch in board.over_time
    ]
    columns = list(zip(*rows, strict=True))[1:]
    return Table(
        caption=_("Concerns by when they were raised"),
        head=(_("From"), _("In time"), _("Answered late"), waiting, _("No reply was promised")),
        rows=tuple(rows),
        total=(_("All"), *(sum(column) for column in columns)),
        guard=guards.time(board),
    )


def time_chart(board: Board) -> Chart:
    grain = {
        "day": _("One column is a day."),
        "week": _("One column is a week, named by its first day."),
        "month": _("One column is a month."),
    }[board.these.period.grain()]
    about = _("Concerns raised %(period)s, by what became of the first reply.") % {
        "period": board.these.period
    }
    return Chart(
        shape="columns",
        title=findings.over_time(board),
        about=f"{about} {grain}",
        series=(
            Series(_("In time"), "pine"),
            Series(_("Answered late"), "range"),
            Series(_("No answer yet"), "heather"),
        ),
        points=tuple(
            Point(stretch.name, (stretch.in_time, stretch.late, stretch.waiting))
            for stretch in board.over_time
        ),
        table=time_table(board),
    )


def ages_table(board: Board) -> Table:
    from engagement.concerns.states import State

    head = (
        _("State"),
        _("Up to 1 day"),
        _("1 to 3 days"),
        _("3 to 7 days"),
        _("7 to 30 days"),
        _("Longer"),
        _("All"),
    )
    rows: tuple[Row, ...] = tuple(
        (str(State(ages.state).label), *ages.counts, ages.total) for ages in board.ages
    )
    groups = zip(*(ages.counts for ages in board.ages), strict=True)
    everything = sum(ages.total for ages in board.ages)
    return Table(
        caption=_("Concerns raised in the period, by state and by days open"),
        head=head,
        rows=rows,
        total=(_("All states"), *(sum(group) for group in groups), everything) if rows else (),
        guard=guards.ages(board, len(head) - 2),
    )


def meetings_table(board: Board) -> Table:
    head = (
        _("Place"),
        _("Held"),
        _("Planned"),
        _("Cancelled"),
        _("People who came"),
        _("Under 18"),
        _("Held, no count kept"),
    )
    rows = [(place.name, place.meetings) for place in board.meetings_by_part]
    cells = tuple(
        (
            name,
            counts.held,
            counts.planned,
            counts.cancelled,
            counts.people,
            counts.youth,
            counts.held - counts.counted,
        )
        for name, counts in [*rows, (_("All places"), board.meetings)]
    )
    return Table(
        caption=_("Meetings and who came, by place"),
        head=head,
        rows=cells[:-1],
        total=cells[-1],
        guard=guards.meetings(board),
    )


def effort_table(board: Board) -> Table:
    """Outreach beside concerns: effort next to need, by place and never by officer."""
    raised = {place.code: place.replies.raised for place in board.replies_by_part}
    named = {place.code: place.name for place in board.replies_by_part}
    logged = {place.code: place.outreach for place in board.outreach_by_part}
    named |= {place.code: place.name for place in board.outreach_by_part}
    rows = []
    for code, name in named.items():
        sums = logged.get(code)
        rows.append(
            (
                name,
                sums.entries if sums else 0,
                round(sums.hours, 1) if sums else 0.0,
                sums.people if sums else 0,
                raised.get(code, 0),
            )
        )
    columns = list(zip(*rows, strict=True))[1:] if rows else [(), (), (), ()]
    return Table(
        caption=_("Outreach next to concerns, by place"),
        head=(
            _("Place"),
            _("Times"),
            _("Officer hours"),
            _("People met"),
            _("Concerns raised"),
        ),
        rows=tuple(rows),
        total=(_("All places"), *(round(sum(column), 1) for column in columns)),
        guard=guards.effort(named),
    )


def kinds_table(board: Board) -> Table:
    rows = tuple(
        (
            kind.name,
            kind.outreach.entries,
            round(kind.outreach.hours, 1),
            kind.outreach.people,
            kind.outreach.youth,
        )
        for kind in board.outreach_by_kind
    )
    sums = board.outreach
    return Table(
        caption=_("Outreach by kind"),
        head=(_("Kind"), _("Times"), _("Officer hours"), _("People met"), _("Under 18")),
        rows=rows,
        total=(_("All kinds"), sums.entries, round(sums.hours, 1), sums.people, sums.youth)
        if rows
        else (),
        guard=guards.kinds(board),
    )


def trust_table(board: Board) -> Table:
    number = board.trust.number
    rows = [
        (place.name, place.score, place.low, place.high, place.n) for place in board.trust.by_part
    ]
    whole = number.n if number.score is not None else None
    total = (_("All places"), number.score, number.low, number.high, whole)

    def rounded(row: tuple[str, float | None, float | None, float | None, int | None]) -> Row:
        name, *bounds, n = row
        return (name, *(None if bound is None else round(bound) for bound in bounds), n)

    return Table(
        caption=_("Trust by place, from 0 to 100"),
        head=(_("Place"), _("Score"), _("From"), _("To"), _("Answers")),
        rows=tuple(rounded(row) for row in rows),
        total=rounded(total),
    )


def trust_chart(board: Board) -> Chart:
    """Places with a score first, highest first; those without one keep their row."""
    places = sorted(board.trust.by_part, key=lambda place: -(place.score or -1))
    about = _("Bands show the range we are 95%% sure of, %(period)s.") % {"period": board.trust.cut}
    return Chart(
        shape="ranges",
        title=findings.trust_by_part(board),
        about=about,
        series=(Series(_("From")), Series(_("Score")), Series(_("To"))),
        points=tuple(
            Point(
                place.name,
                (place.low, place.score, place.high),
                _("Not enough answers to say")
                if place.score is None
                else in_words(round(place.score)),
            )
            for place in places
        ),
        table=trust_table(board),
    )


def charts_of(board: Board) -> dict[str, Chart]:
    return {
        "replies": replies_chart(board),
        "over_time": time_chart(board),
        "topics": topics_chart(board),
        "trust": trust_chart(board),
    }


def tables_of(board: Board) -> dict[str, Table]:
    return {
        "ages": ages_table(board),
        "meetings": meetings_table(board),
        "kinds": kinds_table(board),
    }
