"""What changed since the wave before, and where a series breaks.

Only waves of the same questions, the same kind of sample and the same place are compared, and
what is asked in general is never compared with what is asked after contact. Another version,
mode or kind of sample is a break: it is drawn as one, and nothing is tested across it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from metrics.surveys.models import Release
from metrics.surveys.results.tables import estimate_of
from metrics.trust import change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from metrics.surveys.models import Wave

LONGEST = 16


def series(wave: Wave) -> QuerySet[Release]:
    """The newest release of each wave that asked the same there, oldest first."""
    newest = Release.objects.filter(wave=OuterRef("wave")).order_by("-number").values("pk")[:1]
    return (
        Release.objects.filter(
            pk=Subquery(newest),
            wave__instrument__slug=wave.instrument.slug,
            wave__instrument__kind=wave.instrument.kind,
            wave__area=wave.area_id,
        )
        .select_related("wave")
        .order_by("wave__closes_at", "wave_id")
    )


def breaks(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What differs between two sets of tables so that they cannot be one line."""
    found = []
    if before["instrument"]["version"] != after["instrument"]["version"]:
        found.append("version")
    if before["wave"]["sample_type"] != after["wave"]["sample_type"]:
        found.append("sample_type")
    if before["wave"]["mode"] != after["wave"]["mode"]:
        found.append("mode")
    if before["weighting"]["is_raked"] != after["weighting"]["is_raked"]:
        found.append("weighting")
    return found


def since(wave: Wave, now: Mapping[str, Any]) -> dict[str, Any] | None:
    """Every difference to the last wave released before this one; None without such a wave."""
    earlier = series(wave).filter(
        wave__closes_at__lt=wave.closes_at, wave__sample_type=wave.sample_type
    )
    before = earlier.last()
    if before is None:
        return None
    said = {"title": before.wave.title, "slug": before.wave.slug, "sha256": before.sha256}
    if broken := breaks(before.tables, now):
        return {"wave": said, "breaks": broken, "rows": []}
    then = {_name(row): row for row in before.tables["rows"]}
    pairs = []
    for row in now["rows"]:
        was = then.get(_name(row))
        if was is None or row["part"] not in {"mean", "favorable"}:
            continue
        one, other = estimate_of(was), estimate_of(row)
        if one and other:
            pairs.append((row, one, other))
    changes = change.test([one for _, one, _ in pairs], [other for _, _, other in pairs])
    return {
        "wave": said,
        "breaks": [],
        "rows": [
            {
                "measure": row["measure"],
                "part": row["part"],
                "group": row["group"],
                "category": row["category"],
                "difference": found.difference,
                "low": found.low,
                "high": found.high,
                "p": found.p,
                "adjusted": found.adjusted,
                "mde": found.mde,
                "shown": found.shown,
            }
            for (row, _, _), found in zip(pairs, changes, strict=True)
        ],
    }


def trend(wave: Wave) -> list[dict[str, Any]]:
    """The headline of each released wave of the series, and what breaks it. One statement."""
    points = []
    fields = (
        "tables__headline",
        "tables__wave",
        "tables__instrument",
        "tables__weighting",
        "tables__n",
    )
    rows = list(series(wave).values_list("wave__slug", "wave_id", *fields))[-LONGEST:]
    for at, (slug, pk, headline, about, instrument, weighting, n) in enumerate(rows):
        tables = {"wave": about, "instrument": instrument, "weighting": weighting}
        last = rows[at - 1] if at else None
        points.append(
            {
                "slug": slug,
                "is_this": pk == wave.pk,
                "title": about["title"],
                "closed_on": about["closed_on"],
                "n": n,
                "headline": headline,
                "breaks": breaks(
                    {"wave": last[3], "instrument": last[4], "weighting": last[5]}, tables
                )
                if last
                else [],
            }
        )
    return points


def _name(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["measure"], row["part"], row["group"], row["category"]
