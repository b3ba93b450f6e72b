"""Promises: made, kept, late, and whether residents were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.commitments.models import Commitment
from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Numbers, Paragraph
from metrics.reports.packs.days import written

if TYPE_CHECKING:
    from engagement.commitments.models.querysets import CommitmentQuerySet
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

Row = tuple[str | int, ...]
COLUMNS = ("made", "due", "kept", "kept_late", "not_kept", "told")


def by_place(these: Slice) -> Table:
    """What became of promises, by the day that was first promised. Two statements."""
    period, today = these.period, timezone.localdate(these.at)
    ours = Commitment.objects.filter(these.inside())
    made = these.grouped(ours.filter(made_on__range=(period.first, period.last)), made=Count("pk"))
    over = Q(first_due_on__lt=today) | Q(closed_on__lte=F("first_due_on"))
    due = ours.filter(over, first_due_on__range=(period.first, period.last))
    kept = Q(status=Commitment.Status.KEPT)
    found = these.grouped(
        due,
        due=Count("pk"),
        kept=Count("pk", filter=kept & Q(closed_on__lte=F("first_due_on"))),
        kept_late=Count("pk", filter=kept & Q(closed_on__gt=F("first_due_on"))),
        not_kept=Count("pk", filter=~kept),
        told=Count("pk", filter=Q(told_on__isnull=False)),
    )
    counts: dict[str | None, dict[str, int]] = {
        code: {**made.get(code, {}), **found.get(code, {})} for code in {**made, **found}
    }
    nothing: dict[str, int] = {}
    rows: list[Row] = [
        (these.name_of(code), *(row.get(name, 0) for name in COLUMNS))
        for code, row in these.in_order(counts, nothing)
    ]
    return Table(
        caption=_("Promises, by place"),
        head=(
            _("Place"),
            _("Made"),
            _("Due"),
            _("Kept in time"),
            _("Kept late"),
            _("Not kept"),
            _("Residents told"),
        ),
        rows=tuple(rows),
        total=(_("All places"), *_sums(rows)),
    )


def _sums(rows: list[Row]) -> list[int]:
    return [sum(int(row[place]) for row in rows) for place in range(1, len(COLUMNS) + 1)]


def finding(table: Table) -> Paragraph:
    made, due, kept, late, not_kept, told = (int(cell or 0) for cell in table.total[1:])
    if not made and not due:
        return Paragraph(_("No promise was made or due in this period."), of=())
    if not due:
        words = ngettext(
            "%(n)s promise was made. None was due yet.",
            "%(n)s promises were made. None was due yet.",
            made,
        )
        return Paragraph(words % {"n": in_words(made)}, of=())
    words = ngettext(
        "%(due)s promise was due: %(kept)s kept in time, %(late)s kept late, %(not_kept)s not "
        "kept. Of %(told)s, residents know how it ended.",
        "%(due)s promises were due: %(kept)s kept in time, %(late)s kept late, %(not_kept)s not "
        "kept. Of %(told)s, residents know how it ended.",
        due,
    )
    return Paragraph(
        words
        % {
            "due": in_words(due),
            "kept": in_words(kept),
            "late": in_words(late),
            "not_kept": in_words(not_kept),
            "told": in_words(told),
        },
        of=(),
    )


def promises(these: Slice, table: Table) -> tuple[Block, ...]:
    """Counts by place, then the public ones that are late and those that ended in the period."""
    public = Commitment.objects.public()
    blocks: list[Block] = [finding(table), Numbers("promises", table)]
    if late := _late(public, these):
        blocks.append(Numbers("promises_late", late_table(late)))
    if ended := _ended(public, these):
        blocks.append(Numbers("promises_ended", _ended_table(ended)))
    return tuple(blocks)


def late_not_public(these: Slice) -> tuple[Block, ...]:
    """For staff: late ones that are on no public page."""
    hidden = Commitment.objects.exclude(pk__in=Commitment.objects.public().values("pk"))
    late = _late(hidden, these)
    return (Numbers("promises_late_not_public", late_table(late)),) if late else ()


def late_now(these: Slice) -> list[Commitment]:
    """Every late one as of the moment that was counted, public or not."""
    return _late(Commitment.objects.all(), these)


def _late(found: CommitmentQuerySet, these: Slice) -> list[Commitment]:
    late = found.filter(these.inside()).overdue(timezone.localdate(these.at))
    return list(late.select_related("area").order_by("due_on", "pk"))


def _ended(found: CommitmentQuerySet, these: Slice) -> list[Commitment]:
    period = these.period
    ended = found.filter(these.inside(), closed_on__range=(period.first, period.last))
    return list(ended.select_related("area").order_by("closed_on", "pk"))


def late_table(found: list[Commitment]) -> Table:
    return Table(
        caption=_("Promises that are late"),
        head=(_("Promise"), _("Who answers for it"), _("First due"), _("Due now")),
        rows=tuple(
            (each.what, each.public_answers, written(each.first_due_on), written(each.due_on))
            for each in found
        ),
        links=tuple(each.public_url if each.is_public else "" for each in found),
    )


def _ended_table(found: list[Commitment]) -> Table:
    return Table(
        caption=_("Promises that ended in the period"),
        head=(
            _("Promise"),
            _("First due"),
            _("How it ended"),
            _("On"),
            _("What came of it"),
            _("Residents told"),
        ),
        rows=tuple(
            (
                each.what,
                written(each.first_due_on),
                str(each.get_status_display()),
                written(each.closed_on),
                each.result,
                written(each.told_on) if each.told_on else _("Not yet"),
            )
            for each in found
        ),
        links=tuple(each.public_url for each in found),
    )
