"""The quarters of a longer period side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.commitments.models import Commitment
from engagement.problems.models import Problem
from metrics.dashboards.charts import Chart, Guard, Point, Series, Table
from metrics.dashboards.guards import ELSEWHERE, NOT_KNOWN
from metrics.dashboards.rollups.reading import tallied
from metrics.reports.document import Figure, Numbers
from partnerships.boards.models import Recommendation

if TYPE_CHECKING:
    from collections.abc import Callable

    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block
    from metrics.reports.packs.quarters import Stretch

FACTS = ("raised", "in_time", "people", "held", "outreach", "officer_minutes")
MINUTES = 60  # an hour
Counts = dict[str | None, int]  # by the code of the part


def quarters(these: Slice, found: list[Stretch]) -> tuple[Block, ...]:
    """What was done, then concerns and people by place. Four statements a quarter."""
    sums = [tallied(each.these, FACTS) for each in found]
    raised, in_time, people = (
        [each.by_part(fact) for each in sums] for fact in ("raised", "in_time", "people")
    )
    return (
        Numbers("quarters", _done(found, sums)),
        Figure("raised_by_quarter", _chart(found, raised)),
        Numbers("raised_by_quarter", _places(these, found, raised, "raised")),
        Numbers("in_time_by_quarter", _places(these, found, in_time, "in_time")),
        Numbers("people_by_quarter", _places(these, found, people, "people")),
    )


def _done(found: list[Stretch], sums: list[Sums]) -> Table:
    """Work, not people: nothing here needs to be held back."""
    due = [_promises(each.these) for each in found]
    ended = [_problems(each.these) for each in found]
    rows: list[tuple[str | int | float, ...]] = [
        _row(_("Meetings held"), [each.n("held") for each in sums]),
        _row(_("Outreach entries"), [each.n("outreach") for each in sums]),
        _row(
            _("Officer hours in outreach"),
            [round(each.n("officer_minutes") / MINUTES) for each in sums],
        ),
        _row(_("Promises due"), [each["due"] for each in due]),
        _row(_("Promises kept in time"), [each["kept"] for each in due]),
        _row(_("Problems taken on"), [begun for begun, _ended in ended]),
        _row(_("Problems ended"), [over for _begun, over in ended]),
        _row(_("Recommendations made by boards"), [_recommended(each.these) for each in found]),
    ]
    return Table(
        caption=_("What was done, quarter by quarter"),
        head=(_("What"), *(each.name for each in found), _("All")),
        rows=tuple(rows),
    )


def _row(name: str, counts: list[int]) -> tuple[str | int, ...]:
    return (name, *counts, sum(counts))


def _promises(these: Slice) -> dict[str, int]:
    days = (these.period.first, these.period.last)
    due = Commitment.objects.filter(these.inside(), first_due_on__range=days)
    over = Q(first_due_on__lt=timezone.localdate(these.at)) | Q(closed_on__lte=F("first_due_on"))
    kept = Q(status=Commitment.Status.KEPT, closed_on__lte=F("first_due_on"))
    found: dict[str, int] = due.filter(over).aggregate(
        due=Count("pk"), kept=Count("pk", filter=kept)
    )
    return found


def _problems(these: Slice) -> tuple[int, int]:
    """How many were begun, and how many ended."""
    days = (these.period.first, these.period.last)
    found = Problem.objects.filter(these.inside()).aggregate(
        begun=Count("pk", filter=Q(since_on__range=days)),
        over=Count("pk", filter=Q(closed_on__range=days)),
    )
    return found["begun"], found["over"]


def _recommended(these: Slice) -> int:
    days = (these.period.first, these.period.last)
    return Recommendation.objects.filter(these.inside(), made_on__range=days).count()


def _places(these: Slice, found: list[Stretch], counts: list[Counts], fact: str) -> Table:
    """One fact by place and quarter; the last column is the whole period."""
    everywhere = {code: None for each in counts for code in each}
    order = [code for code, _nothing in these.in_order(everywhere, None)]
    captions = {
        "raised": _("Concerns raised, by place and quarter"),
        "in_time": _("First replies in time, by place and the quarter the concern was raised"),
        "people": _("People who came to meetings, by place and quarter"),
    }
    rows = tuple(
        _row(these.name_of(code), [each.get(code, 0) for each in counts]) for code in order
    )
    facts = tuple(f"{fact}@{each.code}" for each in found)
    return Table(
        caption=captions[fact],
        head=(_("Place"), *(each.name for each in found), _("All")),
        rows=rows,
        total=_row(_("All places"), [sum(each.values()) for each in counts]),
        guard=Guard(
            (None, *facts, fact),
            "place",
            tuple(NOT_KNOWN if code is None else code or ELSEWHERE for code in order),
            ties=((fact, facts),),
        ),
    )


def _chart(found: list[Stretch], raised: list[Counts]) -> Chart:
    total: Callable[[Counts], int] = lambda each: sum(each.values())  # noqa: E731
    table = Table(
        caption=_("Concerns raised"),
        head=(_("Quarter"), _("Raised")),
        rows=tuple((each.name, total(counts)) for each, counts in zip(found, raised, strict=True)),
    )
    return Chart(
        shape="columns",
        title=_("Concerns raised in each quarter"),
        about=_("One column is a quarter, named by its first month."),
        series=(Series(_("Raised")),),
        points=tuple(
            Point(each.label, (total(counts),), str(total(counts)))
            for each, counts in zip(found, raised, strict=True)
        ),
        table=table,
    )
