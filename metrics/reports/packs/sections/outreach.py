"""Outreach: what officers logged, by place and kind. Never by officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.outreach.models import OutreachEntry
from metrics.dashboards import board_charts, findings
from metrics.dashboards.charts import Table
from metrics.reports.document import Numbers, Paragraph
from metrics.reports.packs.days import written

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block


def finding(board: Board) -> Paragraph:
    return Paragraph(findings.outreach(board), of=("outreach_by_place:total",))


def outreach(board: Board) -> tuple[Block, ...]:
    return (
        finding(board),
        Numbers("outreach_by_place", board_charts.effort_table(board)),
        Numbers("outreach_by_kind", board_charts.kinds_table(board)),
    )


def obstacles(these: Slice) -> tuple[Block, ...]:
    """For staff: what the entries of the period say got in the way, without who wrote it."""
    period = these.period
    told = (
        OutreachEntry.objects.submitted()
        .filter(these.inside(), happened_on__range=(period.first, period.last))
        .exclude(obstacles="")
        .select_related("area")
        .order_by("happened_on", "pk")
    )
    rows = tuple(
        (written(each.happened_on), each.area.name, str(each.get_kind_display()), each.obstacles)
        for each in told
    )
    if not rows:
        return ()
    head = (_("Day"), _("Place"), _("What it was"), _("What got in the way"))
    return (
        Numbers(
            "obstacles",
            Table(caption=_("What got in the way, as the log says"), head=head, rows=rows),
        ),
    )
