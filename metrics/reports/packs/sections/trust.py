"""Trust, as people say it after a meeting. Never put together with what a survey found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from metrics.dashboards import board_charts, findings, methods
from metrics.reports.document import Facts, Figure, Numbers, Paragraph

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.reports.document import Block


def finding(board: Board) -> Paragraph:
    """The score in a sentence. It is held back by itself where few answered."""
    return Paragraph(findings.trust(board), of=())


def trust(board: Board) -> tuple[Block, ...]:
    """The score with its range by place, and how it was measured."""
    drawn = any(place.score is not None for place in board.trust.by_part)
    few = 0 < board.trust.invited < settings.PUBLISH_FLOOR
    return (
        finding(board),
        *((Figure("trust", board_charts.trust_chart(board)),) if drawn else ()),
        Numbers("trust", board_charts.trust_table(board)),
        Facts(_("How trust was measured"), methods.trust(board), of=None if few else ()),
    )
