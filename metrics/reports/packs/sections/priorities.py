"""Priorities of areas: the issue, the last action, and those about which nothing is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.priorities.models import Priority
from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Numbers, Paragraph
from metrics.reports.packs.days import written

if TYPE_CHECKING:
    from datetime import date

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block


def held(these: Slice) -> list[Priority]:
    """Those that were an area's priority on any day of the period. One statement."""
    period = these.period
    there = Q(issue_on__lte=period.last) & (Q(retired_on=None) | Q(retired_on__gte=period.first))
    found = Priority.objects.filter(these.inside()).filter(there).select_related("area")
    return list(found.order_by("area__path", "retired_on", "position", "pk"))


def finding(found: list[Priority], these: Slice) -> Paragraph:
    current = [priority for priority in found if priority.is_current]
    if not current:
        return Paragraph(_("No area has a priority now."), of=())
    today = timezone.localdate(these.at)
    stale = sum(priority.is_stale(today) for priority in current)
    words = ngettext(
        "%(n)s priority is worked on now. Of %(stale)s nothing was heard for %(days)s days or "
        "more.",
        "%(n)s priorities are worked on now. Of %(stale)s nothing was heard for %(days)s days or "
        "more.",
        len(current),
    )
    return Paragraph(
        words
        % {
            "n": in_words(len(current)),
            "stale": in_words(stale),
            "days": settings.PRIORITY_STALE_DAYS,
        },
        of=(),
    )


def priorities(found: list[Priority], these: Slice) -> tuple[Block, ...]:
    if not found:
        return (finding(found, these),)
    return (finding(found, these), Numbers("priorities", table(found, these)))


def table(found: list[Priority], these: Slice) -> Table:
    today = timezone.localdate(these.at)
    return Table(
        caption=_("Priorities in the period"),
        head=(
            _("Place"),
            _("Priority"),
            _("Since"),
            _("How it was chosen"),
            _("What was done last"),
            _("On"),
            _("Where it stands"),
        ),
        rows=tuple(
            (
                each.area.name,
                each.issue,
                written(each.issue_on),
                each.chosen_words or str(each.get_chosen_display()),
                each.action or _("Nothing yet"),
                written(each.action_on),
                _stands(each, today),
            )
            for each in found
        ),
        links=tuple(each.get_absolute_url() for each in found),
    )


def _stands(priority: Priority, today: date) -> str:
    if not priority.is_current:
        return _("Closed: %(what)s") % {"what": priority.retire_reason}
    if priority.is_stale(today):
        days = priority.silent_days(today)
        return ngettext("No news for %(n)s day", "No news for %(n)s days", days) % {"n": days}
    return _("Worked on")
