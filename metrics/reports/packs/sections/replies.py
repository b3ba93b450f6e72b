"""Concerns: what people raised, and whether they were answered in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards import board_charts, findings
from metrics.dashboards.charts import in_words
from metrics.reports.document import Figure, Numbers, Paragraph

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.reports.document import Block


def replies(board: Board) -> tuple[Block, ...]:
    """Whether the promise of a first reply was kept, by place and over time."""
    table = Numbers("replies", board_charts.replies_table(board))
    if not board.replies.raised:
        return (Paragraph(_("No concern was raised in this period."), of=()), table)
    chart = board_charts.replies_chart(board)
    return (
        late(board),
        *((Figure("replies", chart),) if chart.points else ()),
        table,
        Figure("over_time", board_charts.time_chart(board)),
        Numbers("over_time", board_charts.time_table(board)),
    )


def late(board: Board) -> Paragraph:
    """The debt of the moment, older than the period too. It may quote any number."""
    if not board.overdue:
        return Paragraph(_("When this was counted, no reply was late."), of=())
    words = ngettext(
        "When this was counted, %(n)s reply was late, whenever the concern was raised.",
        "When this was counted, %(n)s replies were late, whenever the concern was raised.",
        board.overdue,
    )
    return Paragraph(words % {"n": in_words(board.overdue)})


def findings_of(board: Board) -> tuple[Paragraph, ...]:
    """For the front: each sentence with the tables it quotes."""
    return (
        Paragraph(findings.replies(board), of=("replies:total",)),
        late(board),
        Paragraph(findings.topics(board), of=("topics",)),
        Paragraph(findings.over_time(board), of=("topics:total",)),
    )


def topics(board: Board) -> tuple[Block, ...]:
    """What concerns are about, and in which state they are."""
    table = Numbers("topics", board_charts.topics_table(board))
    if not board.replies.raised:
        return (Paragraph(_("No concern was raised in this period."), of=()), table)
    return (
        Figure("topics", board_charts.topics_chart(board)),
        table,
        Numbers("states", board_charts.ages_table(board)),
    )
