"""Partners: new, active and lapsed, what was done together, and what they gave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.events.models import Event
from engagement.outreach.models import OutreachEntry
from engagement.problems.models import ResponseStep
from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Numbers, Paragraph
from metrics.reports.packs.days import written
from partnerships.agreements.models import Agreement
from partnerships.organizations.models import Organization
from partnerships.resources.models import Contribution, VolunteerHours

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

TOGETHER = ("meetings", "steps", "outreach")


@dataclass(frozen=True)
class Partner:
    """What was done with one organization in the period.

    Hours and gifts have no place: `gave_here` says so only in a report about the whole city.
    """

    organization: Organization
    is_new: bool
    is_over: bool
    meetings: int
    steps: int
    outreach: int
    agreements: list[Agreement]
    hours: Decimal
    gifts: int
    worth: Decimal
    gave_here: bool

    @property
    def is_active(self) -> bool:
        return bool(self.meetings or self.steps or self.outreach or self.gave_here)


def partners(these: Slice) -> list[Partner]:
    """Those who were partners on any day of the period, at work there. Eight statements."""
    period = these.period
    there = (
        Organization.objects.filter(approved_at__lt=period.ends_at)
        .filter(Q(lapsed_at=None) | Q(lapsed_at__gte=period.starts_at))
        .filter(Q(left_at=None) | Q(left_at__gte=period.starts_at))
    )
    if these.area is not None:
        there = there.serving(these.area)
    done = {"meetings": _meetings(these), "steps": _steps(these), "outreach": _outreach(these)}
    agreed = _agreements(these)
    hours, gifts = _given(these)
    return [
        Partner(
            organization=each,
            is_new=each.approved_at is not None and each.approved_at >= period.starts_at,
            is_over=any(
                at is not None and at < period.ends_at for at in (each.lapsed_at, each.left_at)
            ),
            **{name: done[name].get(each.pk, 0) for name in TOGETHER},
            agreements=agreed.get(each.pk, []),
            hours=hours.get(each.pk, Decimal(0)),
            gifts=gifts.get(each.pk, (0, Decimal(0)))[0],
            worth=gifts.get(each.pk, (0, Decimal(0)))[1],
            gave_here=these.area is None and (each.pk in hours or each.pk in gifts),
        )
        for each in there.order_by("name", "pk")
    ]


def _counted(rows: Any, by: str) -> dict[int, int]:
    """How many different rows name each organization."""
    found = rows.order_by().values_list(by).annotate(n=Count("pk", distinct=True))
    return {pk: n for pk, n in found if pk is not None}


def _meetings(these: Slice) -> dict[int, int]:
    period = these.period
    held = Event.objects.filter(
        these.inside(),
        published_at__isnull=False,
        cancelled_at=None,
        sessions__starts_at__gte=period.starts_at,
        sessions__starts_at__lt=period.ends_at,
    )
    return _counted(held, "partners")


def _steps(these: Slice) -> dict[int, int]:
    period = these.period
    done = ResponseStep.objects.filter(
        these.inside("problem__area__path"), done_on__range=(period.first, period.last)
    )
    return _counted(done, "organization")


def _outreach(these: Slice) -> dict[int, int]:
    period = these.period
    logged = OutreachEntry.objects.submitted().filter(
        these.inside(), happened_on__range=(period.first, period.last)
    )
    return _counted(logged, "organizations")


def _agreements(these: Slice) -> dict[int, list[Agreement]]:
    """Signed ones whose term has a day in the period."""
    period = these.period
    found: dict[int, list[Agreement]] = defaultdict(list)
    signed = Agreement.objects.exclude(signed_on=None).filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gte=period.first),
        starts_on__lte=period.last,
        ends_on__gte=period.first,
    )
    whole = signed.prefetch_related("replacements", "goals")
    for each in whole.order_by("ends_on", "pk"):
        found[each.organization_id].append(each)
    return found


def _given(these: Slice) -> tuple[dict[int, Decimal], dict[int, tuple[int, Decimal]]]:
    """Hours, and gifts with what they are worth. Neither has a place, so these are of all."""
    days = (these.period.first, these.period.last)
    worked = VolunteerHours.objects.filter(given_on__range=days).order_by()
    given = Contribution.objects.filter(given_on__range=days).order_by()
    hours = worked.values_list("organization").annotate(hours=Sum("hours"))
    gifts = given.values_list("organization").annotate(gifts=Count("pk"), worth=Sum("value"))
    return dict(hours), {pk: (n, worth or Decimal(0)) for pk, n, worth in gifts}


def finding(found: list[Partner]) -> Paragraph:
    if not found:
        return Paragraph(_("No organization was a partner in this period."), of=())
    words = ngettext(
        "%(n)s partner: %(new)s new, %(active)s active in the period, %(over)s lapsed or left.",
        "%(n)s partners: %(new)s new, %(active)s active in the period, %(over)s lapsed or left.",
        len(found),
    )
    return Paragraph(
        words
        % {
            "n": in_words(len(found)),
            "new": in_words(sum(each.is_new for each in found)),
            "active": in_words(sum(each.is_active for each in found)),
            "over": in_words(sum(each.is_over for each in found)),
        },
        of=(),
    )


def partnerships(found: list[Partner], these: Slice) -> tuple[Block, ...]:
    """How many, then each with which something was done."""
    if not found:
        return (finding(found),)
    shown = [each for each in found if each.is_active or each.is_new or each.is_over]
    blocks: list[Block] = [finding(found), Numbers("partnerships", _counts(found, these))]
    if shown:
        blocks.append(Numbers("partners", _table(shown)))
    if idle := len(found) - len(shown):
        words = ngettext(
            "With %(n)s more partner nothing was written down in the period.",
            "With %(n)s more partners nothing was written down in the period.",
            idle,
        )
        blocks.append(Paragraph(words % {"n": in_words(idle)}, of=()))
    return tuple(blocks)


def _counts(found: list[Partner], these: Slice) -> Table:
    today = timezone.localdate(these.at)
    period = these.period
    agreed = [agreement for each in found for agreement in each.agreements]
    began = sum(period.first <= each.starts_on <= period.last for each in agreed)
    ended = sum(
        period.first <= (each.withdrawn_on or each.ends_on) <= min(period.last, today)
        for each in agreed
    )
    rows: list[tuple[str, int | float]] = [
        (_("Partners on any day of the period"), len(found)),
        (_("New"), sum(each.is_new for each in found)),
        (_("Active"), sum(each.is_active for each in found)),
        (_("Lapsed or left"), sum(each.is_over for each in found)),
        (_("Agreements in force on any day"), len(agreed)),
        (_("Agreements that began"), began),
        (_("Agreements that ended or were withdrawn"), ended),
    ]
    if these.area is None:  # time and gifts have no place
        rows += [
            (_("Volunteer hours given"), float(sum(each.hours for each in found))),
            (_("Gifts of space, food, goods and money"), sum(each.gifts for each in found)),
        ]
    return Table(
        caption=_("Partnerships in the period"), head=(_("What"), _("How many")), rows=tuple(rows)
    )


def _table(found: list[Partner]) -> Table:
    return Table(
        caption=_("Partners, and what was done together"),
        head=(
            _("Partner"),
            _("Kind"),
            _("Partner since"),
            _("In the period"),
            _("Meetings"),
            _("Steps on problems"),
            _("Outreach together"),
        ),
        rows=tuple(
            (
                each.organization.name,
                str(each.organization.get_kind_display()),
                written(timezone.localdate(each.organization.approved_at)),
                _standing(each),
                each.meetings,
                each.steps,
                each.outreach,
            )
            for each in found
        ),
        links=tuple(each.organization.get_absolute_url() for each in found),
    )


def _standing(each: Partner) -> str:
    if each.is_over:
        return _("Lapsed or left")
    return _("New") if each.is_new else _("Partner")


def agreements_and_gifts(found: list[Partner], these: Slice) -> tuple[Block, ...]:
    """For staff: what was agreed for what purpose, and what each partner gave."""
    blocks: list[Block] = []
    if any(each.agreements for each in found):
        blocks.append(Numbers("agreements", _agreements_table(found, these)))
    givers = [each for each in found if each.hours or each.gifts]
    if givers:
        blocks.append(
            Numbers(
                "gifts",
                Table(
                    caption=_("What partners gave, in the whole city"),
                    head=(_("Partner"), _("Volunteer hours"), _("Gifts"), _("Worth about")),
                    rows=tuple(
                        (each.organization.name, float(each.hours), each.gifts, float(each.worth))
                        for each in givers
                    ),
                    total=(
                        _("All"),
                        float(sum(each.hours for each in givers)),
                        sum(each.gifts for each in givers),
                        float(sum(each.worth for each in givers)),
                    ),
                ),
            )
        )
    return tuple(blocks)


def _agreements_table(found: list[Partner], these: Slice) -> Table:
    today = timezone.localdate(these.at)
    pairs = [(each, agreement) for each in found for agreement in each.agreements]
    return Table(
        caption=_("Agreements with a day in the period"),
        head=(
            _("Partner"),
            _("Agreement"),
            _("About"),
            _("What it is for"),
            _("First day"),
            _("Last day"),
            _("Stands"),
        ),
        rows=tuple(
            (
                each.organization.name,
                agreement.title,
                str(agreement.get_purpose_display()),
                agreement.aim,
                written(agreement.starts_on),
                written(agreement.ends_on),
                str(agreement.state_on(today).label),
            )
            for each, agreement in pairs
        ),
        links=tuple(agreement.get_absolute_url() for _each, agreement in pairs),
    )
