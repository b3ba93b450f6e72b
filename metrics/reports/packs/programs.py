"""What programs there are: the part of Maryland's yearly report that describes them.

The counts of officers, force and complaints that the same law asks for are not kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagement.events.models import Event
from engagement.outreach.models import OutreachEntry
from engagement.outreach.models.choices import Kind, Segment
from metrics.dashboards.charts import Guard, Table, in_words
from metrics.dashboards.numbers.meetings import sessions
from metrics.reports.document import Facts, Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.sections import people

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block, Document
    from metrics.reports.packs import Asked

E = Event.Kind


def write(asked: Asked) -> Document:
    these = asked.these
    counts = _counts(these)
    return bind(
        asked,
        title=_("%(area)s: programs of community policing") % {"area": these.where},
        summary=(_finding(counts),),
        sections=(
            (_("All programs"), (Numbers("programs", counts),)),
            (
                _("Town halls"),
                (_told("town_halls", _("Town halls"), _("what was asked and what followed")),),
            ),
            (_("Schools"), (_told("schools", _("Schools"), _("which schools, and to what end")),)),
            (
                _("Recreation"),
                (_told("recreation", _("Recreation"), _("sports, camps and clubs")),),
            ),
            (_("Older people"), (_told("seniors", _("Older people"), _("visits and talks")),)),
            (_("Young people referred to help"), _referred(these)),
            (_("Definitions"), (_words(),)),
        ),
    )


def _counts(these: Slice) -> Table:
    """Meetings and outreach of each program. Two statements."""
    held = sessions(these).filter(event__cancelled_at=None, ends_at__lte=these.at)
    events = dict(held.order_by().values_list("event__kind").annotate(n=Count("pk")))
    logged = _outreach(these)
    rows = (
        ("town_halls", _("Town halls and forums"), (E.TOWN_HALL, E.FORUM)),
        ("schools", _("Schools"), (E.SCHOOL_VISIT,)),
        ("recreation", _("Recreation and youth programs"), (E.YOUTH_SESSION, E.FESTIVAL)),
        ("seniors", _("Older people"), ()),
    )
    return Table(
        caption=_("Programs in the period"),
        head=(_("Program"), _("Meetings held"), _("Outreach entries"), _("People met in outreach")),
        rows=tuple(
            (
                name,
                sum(events.get(kind, 0) for kind in kinds),
                logged[f"{code}_n"],
                logged[f"{code}_people"],
            )
            for code, name, kinds in rows
        ),
        guard=Guard(
            (None, None, None, "people_met"),
            "program",
            tuple(code for code, _name, _kinds in rows),
            adds_up=False,
        ),
    )


def _finding(counts: Table) -> Paragraph:
    """Meetings and entries alone: how many were met may have to be held back."""
    held = sum(int(row[1] or 0) for row in counts.rows)
    words = ngettext(
        "%(n)s meeting of these programs was held.",
        "%(n)s meetings of these programs were held.",
        held,
    )
    return Paragraph(words % {"n": in_words(held)}, of=())


def _outreach(these: Slice) -> dict[str, int]:
    period = these.period
    which = {
        "town_halls": Q(kind=Kind.MEETING),
        "schools": Q(kind=Kind.SCHOOL),
        "recreation": Q(kind__in=(Kind.YOUTH, Kind.PUBLIC_EVENT)),
        "seniors": Q(segments__contains=[Segment.SENIORS]),
    }
    entries = OutreachEntry.objects.submitted().filter(
        these.inside(), happened_on__range=(period.first, period.last)
    )
    found: dict[str, int] = entries.order_by().aggregate(
        **{f"{code}_n": Count("pk", filter=those) for code, those in which.items()},
        **{
            f"{code}_people": Coalesce(Sum("adults", filter=those), 0)
            + Coalesce(Sum("youth", filter=those), 0)
            for code, those in which.items()
        },
    )
    return found


def _referred(these: Slice) -> tuple[Block, ...]:
    return (
        Paragraph(
            _("Requests to partners, with consent. See the row “Young people”."),
            of=(),
        ),
        *people.referrals(these),
    )


def _told(key: str, title: str, such: str) -> Narrative:
    hint = _("Describe the program in a few sentences: for whom, how often, with whom, %(such)s.")
    return Narrative(key, title, hint % {"such": such})


def _words() -> Facts:
    return Facts(
        _("How it was counted"),
        (
            (_("Town halls and forums"), _("Meetings of these kinds, and outreach at meetings.")),
            (_("Older people"), _("Outreach marked as being for older people.")),
            (
                _("In more than one row"),
                _("One entry may be for several: the rows do not add up to a total."),
            ),
            (
                _("Not in this report"),
                _("Numbers of officers, force, complaints and suspensions are kept elsewhere."),
            ),
        ),
        of=(),
    )


PACK = Pack(
    kind="programs",
    label=gettext_lazy("Description of programs"),
    about=gettext_lazy(
        "Town halls, schools, recreation, older people: the part of a yearly report to the state "
        "that says what there is, with young people referred to help."
    ),
    write=write,
    period="last-12-months",
)
