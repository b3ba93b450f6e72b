"""The register of recommendations, for boards and oversight: asked, answered, done or overdue."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.dashboards.charts import Table
from metrics.reports.document import Facts, Narrative, Numbers
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.definitions import definitions
from metrics.reports.packs.sections import recommendations
from partnerships.boards.states import Status

if TYPE_CHECKING:
    from datetime import date

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Document
    from metrics.reports.packs import Asked
    from partnerships.boards.models import Recommendation


def write(asked: Asked) -> Document:
    these = asked.these
    found = recommendations.register(these)
    late = [each for each in found if each.status_at(_day(these)) == Status.OVERDUE]
    return bind(
        asked,
        title=_("%(area)s: recommendations and our answers") % {"area": these.where},
        summary=(recommendations.finding(found, these),),
        sections=(
            (_("Where they stand"), (Numbers("statuses", _statuses(found, these)),)),
            (
                _("Answers that are overdue"),
                recommendations.stories(late, these) if late else (),
            ),
            (_("The register"), recommendations.recommendations(found, these)),
            (_("Each in full"), recommendations.stories(found, these)),
            (_("Delays"), (_delays(),)),
            (_("Definitions"), (definitions("recommendations"), _included())),
        ),
    )


def _day(these: Slice) -> date:
    return timezone.localdate(these.at)


def _statuses(found: list[Recommendation], these: Slice) -> Table:
    counted = Counter(each.status_at(_day(these)) for each in found)
    return Table(
        caption=_("Recommendations in this report, by status"),
        head=(_("Status"), _("Recommendations")),
        rows=tuple((str(status.label), counted[status]) for status in Status),
        total=(_("All"), counted.total()),
    )


def _included() -> Facts:
    return Facts(
        _("Which are in it"),
        (
            (
                _("In the report"),
                _(
                    "Those made, answered, taken back or acted upon in the period, and all older "
                    "ones that are still owed an answer or an action when it was counted."
                ),
            ),
            (_("Who does it"), _("An office answers for each action. No person is named.")),
            (
                _("Answered more than once"),
                _("An answer is never changed. A correction is a further answer, and all show."),
            ),
        ),
        of=(),
    )


def _delays() -> Narrative:
    return Narrative(
        "delays",
        _("Delays and their reasons"),
        _("For each answer or action that is late: why, and when it will come."),
    )


PACK = Pack(
    kind="recommendations_register",
    label=gettext_lazy("Register of recommendations"),
    about=gettext_lazy(
        "Every recommendation of a board with its clock, our answer and reason, and what was done."
    ),
    write=write,
)
