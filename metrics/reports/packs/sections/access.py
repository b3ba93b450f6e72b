"""Language and disability access: at meetings, in outreach, and in how fast people are answered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.events.models import Event
from metrics.dashboards.charts import Guard, Table, in_words
from metrics.dashboards.numbers.concerns import OUTCOMES
from metrics.dashboards.numbers.meetings import sessions
from metrics.dashboards.rollups.reading import tallied
from metrics.reports.document import Numbers, Paragraph
from portal.areas.languages import language_names

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

COUNTS = (
    Event.Access.INTERPRETER,
    Event.Access.ASL,
    Event.Access.CAPTIONS,
    Event.Access.HEARING_LOOP,
    Event.Access.STEP_FREE,
    Event.Access.CHILDCARE,
)


def access(these: Slice) -> tuple[Block, ...]:
    """Two statements: meetings by what they offered, and concerns by language."""
    return (*_meetings(these), *_concerns(these))


def _meetings(these: Slice) -> tuple[Block, ...]:
    held = sessions(these).filter(event__cancelled_at=None, ends_at__lte=these.at)
    rows = list(held.values_list("event__access", "event__languages"))
    if not rows:
        return (Paragraph(_("No meeting was held in this period."), of=()),)
    offered = Counter(each for offers, _languages in rows for each in set(offers))
    spoken = Counter(each for _offers, languages in rows for each in set(languages))
    words = ngettext("%(n)s meeting was held.", "%(n)s meetings were held.", len(rows))
    return (
        Paragraph(words % {"n": in_words(len(rows))}, of=()),
        Numbers(
            "access",
            Table(
                caption=_("What meetings offered"),
                head=(_("What"), _("Meetings held with it")),
                rows=tuple((str(each.label), offered[each]) for each in COUNTS),
            ),
        ),
        Numbers(
            "languages_of_meetings",
            Table(
                caption=_("Languages of meetings"),
                head=(_("Language"), _("Meetings held in it")),
                rows=tuple((language_names([code])[0], n) for code, n in spoken.most_common()),
            ),
        ),
    )


def _concerns(these: Slice) -> tuple[Block, ...]:
    """Whether people are answered alike, whatever language they wrote in."""
    sums = tallied(these, OUTCOMES)
    languages: Counter[str] = Counter()
    for fact in OUTCOMES:
        languages.update(sums.by_kind(fact))
    in_time = sums.by_kind("in_time")
    if not languages:
        return (Paragraph(_("No concern was raised in this period."), of=()),)
    found = sorted(languages.items(), key=lambda each: (-each[1], each[0]))
    table = Table(
        caption=_("Concerns by the language they were written in"),
        head=(_("Language"), _("Raised"), _("First reply in time")),
        rows=tuple((language_names([code])[0], n, in_time.get(code, 0)) for code, n in found),
        total=(_("All languages"), languages.total(), sum(in_time.values())),
        guard=Guard(
            (None, "raised", "in_time"),
            "language",
            tuple(code for code, _n in found),
            ties=(("raised", ("in_time", "not_in_time")),),
        ),
    )
    return (Numbers("languages_of_concerns", table),)
