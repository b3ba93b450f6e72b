"""Those a report must speak of by themselves: the young, and people who were harmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from engagement.events.models import Event
from engagement.outreach.models.choices import Kind
from metrics.dashboards.charts import Guard, Table
from metrics.dashboards.numbers.meetings import sessions
from metrics.reports.document import Numbers, Paragraph
from partnerships.referrals.models import Referral
from partnerships.referrals.states import State

if TYPE_CHECKING:
    from metrics.dashboards.board import Board
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

YOUNG = (Kind.SCHOOL, Kind.YOUTH)
YOUNG_EVENTS = (Event.Kind.SCHOOL_VISIT, Event.Kind.YOUTH_SESSION)
HARMED = (Kind.FOLLOW_UP, Kind.REFERRAL)
TAKEN_ON = (State.ACCEPTED, State.ACTING, State.CLOSED)


def youth(board: Board, these: Slice) -> tuple[Block, ...]:
    """Meetings for young people, and outreach in schools and programs."""
    held = sessions(these).filter(
        event__kind__in=YOUNG_EVENTS, event__cancelled_at=None, ends_at__lte=these.at
    )
    counted = dict(held.order_by().values_list("event__kind").annotate(n=Count("pk")))
    events = Table(
        caption=_("Meetings made for young people"),
        head=(_("Kind"), _("Held")),
        rows=tuple((str(Event.Kind(kind).label), counted.get(kind, 0)) for kind in YOUNG_EVENTS),
    )
    return (Numbers("youth_meetings", events), *_outreach(board, YOUNG, "youth_outreach"))


def harmed(board: Board) -> tuple[Block, ...]:
    """Outreach to people who were harmed or saw it. Who they are is written down nowhere."""
    return (
        Paragraph(
            _(
                "Officers follow up with people who were harmed or who saw it, and bring in help "
                "if they agree. This report counts how often, and tells of no one."
            ),
            of=(),
        ),
        *_outreach(board, HARMED, "harmed_outreach"),
    )


def _outreach(board: Board, kinds: tuple[Kind, ...], key: str) -> tuple[Block, ...]:
    known = {kind.code: kind.outreach for kind in board.outreach_by_kind}
    if not any(kind in known for kind in kinds):
        return (Paragraph(_("No outreach of this kind was logged in the period."), of=()),)
    shown = [(kind, known[kind]) for kind in kinds if kind in known]
    table = Table(
        caption=_("Outreach of this kind"),
        head=(_("Kind"), _("Times"), _("Officer hours"), _("People met"), _("Under 18")),
        rows=tuple(
            (str(kind.label), sums.entries, round(sums.hours, 1), sums.people, sums.youth)
            for kind, sums in shown
        ),
        guard=Guard(
            (None, None, None, "people_met", "youth_met"),
            "kind",
            tuple(str(kind) for kind, _sums in shown),
            ties=(("people_met", ("youth_met", "adults_met")),),
        ),
    )
    return (Numbers(key, table),)


def referrals(these: Slice) -> tuple[Block, ...]:
    """Requests to partners to help a person who agreed, by kind of help. One statement."""
    period = these.period
    sent = Referral.objects.filter(these.inside()).filter(
        sent_at__gte=period.starts_at, sent_at__lt=period.ends_at
    )
    found = {
        kind: (n, taken)
        for kind, n, taken in sent.order_by()
        .values_list("help")
        .annotate(n=Count("pk"), taken=Count("pk", filter=Q(state__in=TAKEN_ON)))
    }
    if not found:
        return (Paragraph(_("No one was referred to a partner for help in the period."), of=()),)
    kinds = [(value, label) for value, label in Referral.Help.choices if value in found]
    table = Table(
        caption=_("People referred to help, with their consent"),
        head=(_("Kind of help"), _("Referred"), _("A partner took it on")),
        rows=tuple((str(label), *found[value]) for value, label in kinds),
        total=(
            _("All kinds"),
            sum(n for n, _taken in found.values()),
            sum(taken for _n, taken in found.values()),
        ),
        guard=Guard(
            (None, "referred", "referral_accepted"),
            "help",
            tuple(str(value) for value, _label in kinds),
            ties=(("referred", ("referral_accepted", "referral_not_accepted")),),
        ),
    )
    return (Numbers("referrals", table),)
