"""Tables with a row for each district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from metrics.transparency.datasets.shape import ALL, Column, Counted, code_of
from metrics.transparency.languages import in_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.charts import Value
    from metrics.transparency.datasets.shape import Record
    from metrics.transparency.languages import Said

DISTRICT = Column(
    "district",
    _("District"),
    _("Code of the district; “not-known” for what is in none, “elsewhere” outside them all."),
    "code",
)


NOWHERE = _("Place not known")
CITYWIDE = _("The whole city, or no one district")


def names(record: Record, nowhere: _StrOrPromise = NOWHERE) -> dict[str, Said]:
    said = {part.code: in_all(part.name) for part in record.these.parts}
    return said | {
        "not-known": in_all(nowhere),
        "elsewhere": in_all(_("Outside the districts")),
        ALL: in_all(_("Whole city")),
    }


def by_place(
    record: Record,
    row: Callable[[Callable[[str], int]], tuple[Value, ...]],
    nowhere: _StrOrPromise = NOWHERE,
) -> Counted | None:
    """`row` makes the cells of one place from what it asks for by fact. None where all is zero.

    `nowhere` is what to call rows without an area.
    """

    def of(part: str | None) -> tuple[Value, ...]:
        return row(lambda fact: record.tallied.n(fact, part))

    rows = [(code_of(part), *of(part)) for part in record.places]
    known = {part.code for part in record.these.parts}
    rows = [each for each in rows if each[0] in known or any(each[1:])]
    total = (ALL, *row(record.tallied.n))
    if not any(total[1:]):
        return None
    said = names(record, nowhere)
    return Counted(
        tuple(rows), {code: said[code] for code in (*(str(r[0]) for r in rows), ALL)}, total
    )
