"""You said, we did: what residents brought up that came to an end they were told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern
from engagement.priorities.models import Priority
from engagement.problems.models import Problem
from metrics.dashboards.charts import in_words
from metrics.reports.document import Paragraph, Said

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

MOST = 12  # of each kind; how many more there are is said
Row = tuple[str, str]


def said(these: Slice) -> tuple[Block, ...]:
    """By kind, the latest first. Only what everyone can read already; five statements or fewer."""
    blocks: list[Block] = []
    for title, rows in (
        (_("From concerns"), _concerns(these)),
        (_("From priorities"), _priorities(these)),
        (_("From problems worked on together"), _problems(these)),
        (_("From promises"), _promises(these)),
    ):
        if rows:
            blocks.append(Said(title, tuple(rows[:MOST])))
        if (more := len(rows) - MOST) > 0:
            words = ngettext("%(n)s more is on our pages.", "%(n)s more are on our pages.", more)
            blocks.append(Paragraph(words % {"n": in_words(more)}, of=()))
    return tuple(blocks) or (
        Paragraph(_("Nothing that residents were told of came to an end in this period."), of=()),
    )


def _concerns(these: Slice) -> list[Row]:
    """Public ones that were done, in the words that are public."""
    period = these.period
    done = (
        Concern.objects.public()
        .done()
        .filter(these.inside(), sensitive=False)
        .filter(closed_at__gte=period.starts_at, closed_at__lt=period.ends_at)
        .order_by("-closed_at", "-pk")
    )
    return [(each.headline, each.outcome) for each in done]


def _priorities(these: Slice) -> list[Row]:
    period = these.period
    closed = (
        Priority.objects.retired()
        .filter(these.inside(), retired_on__range=(period.first, period.last))
        .select_related("area")
        .order_by("-retired_on", "-pk")
    )
    return [(f"{each.issue} ({each.area.name})", each.retire_reason) for each in closed]


def _problems(these: Slice) -> list[Row]:
    period = these.period
    over = (
        Problem.objects.public()
        .closed()
        .filter(these.inside(), told_at__isnull=False)
        .filter(closed_on__range=(period.first, period.last))
        .order_by("-closed_on", "-pk")
    )
    return [
        (each.title, f"{each.get_close_reason_display()}. {each.lessons}".strip()) for each in over
    ]


def _promises(these: Slice) -> list[Row]:
    period = these.period
    told = (
        Commitment.objects.public()
        .filter(these.inside(), told_on__range=(period.first, period.last))
        .order_by("-told_on", "-pk")
    )
    return [(each.what, f"{each.get_status_display()}. {each.result}") for each in told]
