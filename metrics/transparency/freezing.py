"""A quarter counted, protected and frozen: the one place where numbers become public."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.dashboards.charts import HELD, Guard, Table
from metrics.dashboards.rollups import keeping
from metrics.dashboards.rollups.facts import FACTS
from metrics.dashboards.rollups.reading import as_of, standing, tallied
from metrics.dashboards.slices import Slice
from metrics.dashboards.told import about, tells, told_about
from metrics.dashboards.withholding import withhold
from metrics.transparency.datasets import DATASETS
from metrics.transparency.datasets.shape import Record
from metrics.transparency.languages import in_all
from metrics.transparency.models import Publication
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from metrics.dashboards.charts import Value
    from metrics.dashboards.periods import Period
    from metrics.dashboards.told import Told
    from metrics.transparency.datasets.shape import Counted, Dataset
    from metrics.transparency.quarters import Quarter

FORMAT = 1
FRESH_DAYS = 100  # what stands now tells of a quarter that ended no longer ago


def prepare(quarter: Quarter, at: datetime | None = None) -> Publication:
    """Count the quarter and keep it as a draft, in place of the draft before.

    The rollups are brought up to date first.

    Raises NotPossible for a quarter that is not over: it would be counted twice, and the days
    between the two could be told apart.
    """
    at = at or timezone.now()
    if not quarter.is_over(timezone.localdate(at)):
        raise NotPossible(_("This quarter is not over. Only whole quarters are published."))
    keeping.refresh()
    return _keep(quarter, at)


@transaction.atomic
def _keep(quarter: Quarter, at: datetime) -> Publication:
    of_it = Publication.objects.of(quarter)
    published = list(of_it.published().select_for_update().order_by("-edition"))
    counted = count(quarter, at)
    tables = {slug: DATASETS[slug].table(each) for slug, each in counted.items()}
    full = about(tables, within="", when=quarter.slug)
    told = withhold(full, told_about(quarter.period))
    shown = {slug: _derived(table) for slug, table in told.items()}
    edition = published[0].edition + 1 if published else 1
    content = _content(quarter, edition, at, counted, shown)
    draft = of_it.drafts().first() or Publication(year=quarter.year, quarter_number=quarter.number)
    draft.edition, draft.counted_at = edition, at
    draft.content, draft.sha256 = content, fingerprint(content)
    draft.counts = {slug: asdict(table) for slug, table in full.items()}
    draft.save()
    return draft


def count(quarter: Quarter, at: datetime) -> dict[str, Counted]:
    """Every dataset that has something to say, in full."""
    these = Slice.of(quarter.period, at=at)
    stands_at = timezone.localdate(as_of() or at)
    is_fresh = (stands_at - quarter.last).days <= FRESH_DAYS
    record = Record(quarter, at, these, tallied(these), standing(these), is_fresh)
    found = {slug: dataset.count(record) for slug, dataset in DATASETS.items()}
    return {slug: counted for slug, counted in found.items() if counted is not None}


@tells
def quarters(period: Period) -> Told:
    """Every edition of the quarters that lie in the period."""
    for each in Publication.objects.published():
        days = each.quarter.period
        if each.published_at and period.first <= days.first and days.last <= period.last:
            full = {slug: table_of(kept) for slug, kept in each.counts.items()}
            yield each.published_at, about(full, within="", when=each.quarter.slug)


def table_of(kept: Mapping[str, Any]) -> Table:
    """A full table as it was kept beside an edition."""
    guard = kept["guard"]
    return Table(
        caption=kept["caption"],
        head=tuple(kept["head"]),
        rows=tuple(tuple(row) for row in kept["rows"]),
        total=tuple(kept["total"]),
        guard=Guard(
            facts=tuple(guard["facts"]),
            along=guard["along"],
            codes=tuple(guard["codes"]),
            ties=tuple((whole, tuple(parts)) for whole, parts in guard["ties"]),
            derived=tuple((place, fact) for place, fact in guard["derived"]),
            adds_up=guard["adds_up"],
        )
        if guard
        else None,
    )


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _derived(table: Table) -> Table:
    """A share is held back wherever any count it is worked out from is: one gives the other."""
    columns = DATASETS[table.caption].columns
    place_of = {column.code: place for place, column in enumerate(columns)}
    rests = {place: [place_of[code] for code in column.of] for place, column in enumerate(columns)}

    def told(row: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(
            HELD
            if value is not None and any(row[other] == HELD for other in rests[place])
            else value
            for place, value in enumerate(row)
        )

    return replace(table, rows=tuple(told(row) for row in table.rows), total=told(table.total))


def _content(
    quarter: Quarter,
    edition: int,
    at: datetime,
    counted: Mapping[str, Counted],
    shown: Mapping[str, Table],
) -> dict[str, Any]:
    facts = sorted({fact for dataset in DATASETS.values() for fact in dataset.facts})
    return {
        "format": FORMAT,
        "quarter": quarter.slug,
        "first_day": quarter.first.isoformat(),
        "last_day": quarter.last.isoformat(),
        "edition": edition,
        "note": "",
        "counted_at": at.isoformat(),
        "floor": settings.PUBLISH_FLOOR,
        "licence": dict(settings.OPEN_DATA_LICENCE),
        "datasets": {
            slug: _dataset(DATASETS[slug], counted[slug], table) for slug, table in shown.items()
        },
        "left_out": {
            slug: in_all(dataset.empty) for slug, dataset in DATASETS.items() if slug not in shown
        },
        "definitions": {fact: _definition(fact) for fact in facts},
    }


def _dataset(dataset: Dataset, counted: Counted, shown: Table) -> dict[str, Any]:
    return {
        "title": in_all(dataset.title),
        "about": in_all(dataset.about),
        "along": dataset.along,
        "facts": list(dataset.facts),
        "columns": [
            {
                "code": column.code,
                "label": in_all(column.label),
                "means": in_all(column.means),
                "unit": column.unit,
                "guarded": bool(column.fact or column.of),
            }
            for column in dataset.columns
        ],
        "rows": [list(row) for row in shown.rows],
        "total": list(shown.total),
        "names": {code: dict(said) for code, said in counted.names.items()},
        "held": sum(cell == HELD for row in (*shown.rows, shown.total) for cell in row),
    }


def _definition(name: str) -> dict[str, Any]:
    fact = FACTS[name]
    return {
        "version": fact.version,
        "label": in_all(fact.label),
        "meaning": in_all(fact.meaning),
        "day": in_all(fact.day),
    }
