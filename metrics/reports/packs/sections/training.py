"""Training: courses that staff completed, as the rollups count them. No person is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.dashboards.charts import Table
from metrics.dashboards.rollups.reading import standing, tallied
from metrics.reports.document import Numbers, Paragraph

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block


def training(these: Slice) -> tuple[Block, ...]:
    """Courses completed in the period, and who holds a required one now. Two statements."""
    done = tallied(these, ["trained"]).by_kind("trained")
    now = standing(these, ["training_current", "training_lapsed"])
    current, lapsed = now.by_kind("training_current"), now.by_kind("training_lapsed")
    courses = sorted({*done, *current, *lapsed})
    if not courses:
        return (Paragraph(_("No training of staff is on record for this period."), of=()),)
    return (
        Numbers(
            "training",
            Table(
                caption=_("Training of staff, by course"),
                head=(
                    _("Course"),
                    _("Completed in the period"),
                    _("Hold it now"),
                    _("Lack it now, or it lapsed"),
                ),
                rows=tuple(
                    (name, done.get(name, 0), current.get(name, 0), lapsed.get(name, 0))
                    for name in courses
                ),
            ),
        ),
    )
