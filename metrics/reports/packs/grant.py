"""The report to a funder: the plan, what was done, with whom, for how many, and what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagement.events.models import Event
from engagement.outreach.models import OutreachEntry
from engagement.problems.lines import plain
from engagement.problems.models import Problem
from engagement.problems.public import in_full
from metrics.dashboards.charts import Guard, Table, in_words
from metrics.dashboards.numbers.meetings import sessions
from metrics.reports.document import Facts, Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.days import written
from metrics.reports.packs.sections import problems
from partnerships.organizations.models import Organization
from partnerships.resources.models import Grant

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block, Document
    from metrics.reports.packs import Asked
    from partnerships.resources.models import ReportingPeriod


class GrantForm(forms.Form):
    """Which grant the report is about."""

    grant = forms.ChoiceField(label=gettext_lazy("Grant"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["grant"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(grant.slug, grant.name) for grant in Grant.objects.order_by("name")]
        field.error_messages["invalid_choice"] = gettext_lazy("Choose a grant from the list.")


def write(asked: Asked) -> Document:
    """Raises Grant.DoesNotExist where the grant is gone since it was asked for."""
    these = asked.these
    grant = Grant.objects.get(slug=asked.answers["grant"])
    worked = _problems(grant, these)
    entries = _entries(grant, these)
    kinds = _kinds(entries, grant)
    return bind(
        asked,
        title=_("%(grant)s: progress report") % {"grant": grant.name},
        summary=(_finding(kinds), problems.finding(worked)),
        sections=(
            (_("The grant"), (_about(grant),)),
            (_("The problem, as the plan says it"), (_plan(grant),)),
            (_("Activities"), (*_activities(kinds), *_meetings(grant, these))),
            (_("Problems worked on"), problems.problems(worked)),
            (_("Partners and their roles"), _partners(grant, these)),
            (_("Milestones"), (Numbers("milestones", _milestones(grant, these)), _reached())),
            (_("Challenges, delays and their reasons"), (_delays(),)),
            (_("Positions"), (_positions(grant),)),
            (_("What comes next"), (_next(),)),
            (_("How it was counted"), (_counted(),)),
        ),
        annexes=(
            (_("For staff: problems without a public page"), problems.not_public(worked)),
            (_("For staff: how the problems were analyzed"), problems.analyses(worked)),
        ),
    )


def _problems(grant: Grant, these: Slice) -> list[Problem]:
    period = these.period
    there = Q(since_on__lte=period.last) & (Q(closed_on=None) | Q(closed_on__gte=period.first))
    tagged = Problem.objects.filter(these.inside(), there, grants=grant)
    return list(in_full(tagged).annotate(raised=Count("concerns")).order_by("since_on", "pk"))


def _entries(grant: Grant, these: Slice) -> Any:
    period = these.period
    days = (period.first, period.last)
    return OutreachEntry.objects.submitted().filter(
        these.inside(), grants=grant, happened_on__range=days
    )


def _kinds(entries: Any, grant: Grant) -> Table:
    """What was logged under the grant, by kind. One statement."""
    found = list(
        entries.order_by()
        .values_list("kind")
        .annotate(
            n=Count("pk"),
            minutes=Coalesce(Sum(F("minutes") * F("staff")), 0),
            paid=Sum("grant_hours"),
            people=Coalesce(Sum(F("adults") + F("youth")), 0),
            young=Coalesce(Sum("youth"), 0),
        )
        .order_by("-n", "kind")
    )
    names = dict(OutreachEntry.Kind.choices)
    rows = tuple(
        (str(names.get(kind, kind)), n, round(minutes / 60, 1), float(paid or 0), people, young)
        for kind, n, minutes, paid, people, young in found
    )
    sums = tuple(sum(column) for column in list(zip(*rows, strict=True))[1:])
    met, young = f"people_met of {grant.slug}", f"youth_met of {grant.slug}"
    return Table(
        caption=_("Outreach under the grant, by kind"),
        head=(
            _("Kind"),
            _("Times"),
            _("Officer hours"),
            _("Hours paid by the grant"),
            _("People reached"),
            _("Under 18"),
        ),
        rows=rows,
        total=(_("All kinds"), *sums) if rows else (),
        guard=Guard(
            (None, None, None, None, met, young),
            "kind",
            tuple(kind for kind, *_rest in found),
            ties=((met, (young, f"adults_met of {grant.slug}")),),
        ),
    )


def _finding(kinds: Table) -> Paragraph:
    if not kinds.rows:
        return Paragraph(_("No outreach was logged under this grant in the period."), of=())
    _all, n, hours, paid, people, _young = kinds.total
    words = ngettext(
        "Outreach under the grant: once, %(hours)s officer hours, %(paid)s of them paid by the "
        "grant, %(people)s people reached.",
        "Outreach under the grant: %(n)s times, %(hours)s officer hours, %(paid)s of them paid by "
        "the grant, %(people)s people reached.",
        int(n or 0),
    )
    return Paragraph(
        words
        % {
            "n": in_words(n),
            "hours": in_words(hours),
            "paid": in_words(paid),
            "people": in_words(people),
        },
        of=("grant_outreach:total",),
    )


def _about(grant: Grant) -> Facts:
    return Facts(
        _("The award"),
        (
            (_("Who pays"), grant.funder),
            (_("Award number"), grant.number or _("None written down")),
            (_("Days"), f"{written(grant.starts_on)} – {written(grant.ends_on)}"),
            (_("Amount"), plain(grant.amount)),
            (_("What it is for"), grant.purpose),
        ),
        of=(),
    )


def _plan(grant: Grant) -> Facts:
    missing = _("Not written down. Add it on the page of the grant.")
    return Facts(
        _("The plan"),
        (
            (_("The problem"), grant.plan_problem or missing),
            (_("The goals"), grant.plan_goals or missing),
        ),
        of=(),
    )


def _activities(kinds: Table) -> tuple[Block, ...]:
    return (_finding(kinds), *((Numbers("grant_outreach", kinds),) if kinds.rows else ()))


def _meetings(grant: Grant, these: Slice) -> tuple[Block, ...]:
    held = (
        sessions(these)
        .filter(event__grants=grant, event__cancelled_at=None, ends_at__lte=these.at)
        .select_related("event")
        .order_by("starts_at", "pk")
    )
    rows = [(each.pk, each.event, each.starts_at, each.people) for each in held]
    if not rows:
        return (Paragraph(_("No meeting was held under this grant in the period."), of=()),)
    kinds = dict(Event.Kind.choices)
    table = Table(
        caption=_("Meetings under the grant"),
        head=(_("Meeting"), _("Day"), _("Kind"), _("People who came")),
        rows=tuple(
            (
                _("A meeting for those invited") if event.unlisted else str(event.title),
                written(timezone.localdate(starts_at)),
                str(kinds.get(event.kind, event.kind)),
                people,
            )
            for _pk, event, starts_at, people in rows
        ),
        guard=Guard((None, None, None, "people"), "meeting", tuple(str(row[0]) for row in rows)),
    )
    return (Numbers("grant_meetings", table),)


def _partners(grant: Grant, these: Slice) -> tuple[Block, ...]:
    """Who worked along: on tagged problems, at tagged meetings, in tagged outreach."""
    days = (these.period.first, these.period.last)
    tagged = (
        Q(problems__grants=grant)
        | Q(events__grants=grant)
        | Q(outreach__grants=grant, outreach__happened_on__range=days)
    )
    found = Organization.objects.exclude(approved_at=None).filter(tagged)
    named = list(found.distinct().order_by("name", "pk"))
    if not named:
        words = _("No partner is named in what is tagged with this grant.")
        return (Paragraph(words, of=()), _roles())
    table = Table(
        caption=_("Partners in what is tagged with the grant"),
        head=(_("Partner"), _("Kind")),
        rows=tuple((each.name, str(each.get_kind_display())) for each in named),
        links=tuple(each.get_absolute_url() for each in named),
    )
    return (Numbers("grant_partners", table), _roles())


def _milestones(grant: Grant, these: Slice) -> Table:
    """Reports the funder asked for. Milestones of the plan are for people to say."""
    today = timezone.localdate(these.at)
    rows = [
        (_("Report about %(period)s") % {"period": period}, written(period.due_on),
         _sent(period, late=period.is_overdue(today)))
        for period in grant.periods.all()
    ]  # fmt: skip
    return Table(
        caption=_("Reports to the funder"),
        head=(_("Milestone"), _("Due"), _("Where it stands")),
        rows=tuple(rows),
    )


def _sent(period: ReportingPeriod, *, late: bool) -> str:
    if period.sent_on:
        return _("Sent %(day)s") % {"day": written(period.sent_on)}
    return _("Late") if late else _("Not yet")


def _reached() -> Narrative:
    return Narrative(
        "milestones",
        _("Milestones of the plan"),
        _("Take each milestone of the plan in turn: reached, on its way, or not, and by when."),
    )


def _roles() -> Narrative:
    return Narrative(
        "roles",
        _("What each partner did"),
        _("For each partner: its role in the plan, and what it did in this period."),
    )


def _delays() -> Narrative:
    return Narrative(
        "delays",
        _("Challenges, delays and their reasons"),
        _("What is behind the plan, why, what was done about it, and whom you told."),
    )


def _positions(grant: Grant) -> Narrative:
    hint = ngettext(
        "The grant pays for %(n)s position. Is it filled, since when, and what is its work?",
        "The grant pays for %(n)s positions. How many are filled, since when, and for what work?",
        grant.positions,
    )
    return Narrative("positions", _("Positions"), hint % {"n": in_words(grant.positions)})


def _next() -> Narrative:
    return Narrative(
        "next",
        _("Next quarter"),
        _("What will be done in the next period, by whom, and what is needed for it?"),
    )


def _counted() -> Facts:
    return Facts(
        _("How it was counted"),
        (
            (_("What is in it"), _("Outreach, meetings and problems that are tagged with it.")),
            (
                _("People reached"),
                _(
                    "Counted, estimated or signed in, as each entry says. Someone met twice "
                    "counts twice."
                ),
            ),
            (
                _("Small counts"),
                _("Under %(floor)s they are held back in a public version.")
                % {"floor": settings.PUBLISH_FLOOR},
            ),
        ),
        of=(),
    )


PACK = Pack(
    kind="cops_grant",
    label=gettext_lazy("Grant progress report"),
    about=gettext_lazy(
        "For a funder: the problem of the plan, activities, partners, people reached, delays, "
        "and what comes next."
    ),
    write=write,
    area="none",
    form=GrantForm,
)
