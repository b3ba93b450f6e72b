"""The numbers of a wave as they are published: plain tables, the same on page, in CSV and JSON."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from metrics.surveys.results.disclosing import PEOPLE, REST, UNFLAGGED
from metrics.surveys.results.estimating import ALL
from metrics.surveys.results.reading import TRAITS
from metrics.trust.estimates import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.surveys.results.disclosing import Disclosed
    from metrics.surveys.results.estimating import Measure, Row, WaveResults
    from metrics.surveys.results.reliability import Agreement
    from metrics.surveys.results.weighting import Line

FORMAT = 1
DIGITS = 6
UNSTABLE = "loose"
FIRST = "1"  # the answer whose share is known of all residents


def tables(
    found: WaveResults,
    agreement: Mapping[str, Agreement],
    disclosed: Disclosed | None = None,
) -> dict[str, Any]:
    """Everything there is to show. With `disclosed`, as the public may see it."""
    wave, instrument = found.wave, found.wave.instrument
    rows = [_row(row, _protected(_agreed(row, agreement), disclosed)) for row in found.rows]
    headline = found.headline
    first = None
    if headline is not None:
        first = next(
            (row for row in rows if (row["measure"], row["part"], row["group"])
             == (headline.code, "mean", ALL)), None,
        )  # fmt: skip
    told: dict[str, Any] = rounded(
        {
            "format": FORMAT,
            "wave": {
                "title": wave.title,
                "opened_on": timezone.localdate(wave.opens_at).isoformat(),
                "closed_on": timezone.localdate(wave.closes_at).isoformat(),
                "area": wave.area.name if wave.area else "",
                "sample_type": wave.sample_type,
                "frame": wave.frame,
                "mode": wave.mode,
                "operator": wave.operator.name if wave.operator else "",
            },
            "instrument": {
                "slug": instrument.slug,
                "version": instrument.version,
                "kind": instrument.kind,
                "title": instrument.title,
                "source": instrument.source,
            },
            "measures": [_measure(each) for each in found.measures],
            "headline": first,
            "n": found.n,
            "people": _people(found, disclosed),
            "flags": _floored(found.flags, disclosed),
            "weighting": _weighting(found, disclosed),
            "rows": rows,
            "without_flagged": [
                _row(row, _unflagged(_agreed(row, agreement), disclosed))
                for row in found.without_flagged
            ],
            "benchmarks": _benchmarks(rows),
            "agreement": dict(agreement),
            "withheld": disclosed.count if disclosed else 0,
            "districts": {area.code: area.name for area in found.counted.districts},
            "floors": {"score": settings.SCORE_FLOOR, "count": settings.PUBLISH_FLOOR},
        }
    )
    return told


def _agreed(row: Row, agreement: Mapping[str, Agreement]) -> Row:
    """An index whose questions do not hang together is no number."""
    told = agreement.get(row.measure)
    return row if told is None or told["holds"] or row.why else row.held(UNSTABLE)


def _protected(row: Row, disclosed: Disclosed | None) -> Row:
    if disclosed is None:
        return row
    answered = (row.measure, "n", row.group, row.category)
    small = disclosed.withheld(answered)
    if row.part != "mean":
        small = small or disclosed.withheld(row.name)
        if row.count is not None and row.n - row.count < settings.PUBLISH_FLOOR:
            small = True  # nearly everyone answered so: that tells of each of them
    return replace(row.held(row.why or "covers"), n=-1) if small else row


def _unflagged(row: Row, disclosed: Disclosed | None) -> Row:
    if disclosed and disclosed.withheld((row.measure, UNFLAGGED, ALL, "")):
        return replace(row.held(row.why or "covers"), n=-1)
    return _protected(row, disclosed)


def _benchmarks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is known of all residents, beside the share of those who answered who say the same."""
    known: dict[str, float] = settings.SURVEY_BENCHMARKS
    return [
        {
            "measure": row["measure"],
            "part": row["part"],
            "residents": known[row["measure"]],
            **{name: row[name] for name in ("value", "low", "high", "n", "why")},
        }
        for row in rows
        if row["measure"] in known and (row["part"], row["group"]) == (FIRST, ALL)
    ]


def _row(original: Row, row: Row) -> dict[str, Any]:
    """As it is published: never with a number that is held back, nor with a withheld count."""
    shown = asdict(row.held(row.why) if row.why else row)
    shown.pop("count")
    shown["n"] = None if row.n < 0 else original.n
    return shown


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "kind": measure.kind,
        "low": measure.low,
        "high": measure.high,
        "favorable": list(measure.favorable),
        "codes": list(measure.codes),
    }


def _people(found: WaveResults, disclosed: Disclosed | None) -> list[dict[str, Any]]:
    """Who answered, by each margin: counts, None where withheld."""
    groups = [
        (margin, name, round(float(found.counted.n[mask].sum())))
        for margin in ("area", *TRAITS)
        for name, mask in found.counted.groups(margin)
    ]
    groups += [("mode", name, n) for name, n in found.modes.items()]
    return [
        {
            "group": margin,
            "category": name,
            "n": None if disclosed and disclosed.withheld(("people", "n", margin, name)) else n,
        }
        for margin, name, n in groups
    ]


def _floored(counts: Mapping[str, int], disclosed: Disclosed | None) -> dict[str, int | None]:
    floor = settings.PUBLISH_FLOOR if disclosed else 0
    return {name: n if n >= floor else None for name, n in counts.items()}


def _weighting(found: WaveResults, disclosed: Disclosed | None) -> dict[str, Any]:
    told = found.weighting

    def line(margin: str, each: Line) -> dict[str, Any]:
        groups = each.category.split(" + ") if each.category else [REST]
        names = [(PEOPLE, "n", margin, group) for group in groups]
        # A share of a printed total is a count.
        hidden = disclosed and any(disclosed.withheld(name) for name in names)
        return asdict(each) | ({"before": None} if hidden else {})

    return {
        "is_raked": told.is_raked,
        "n": told.n,
        "n_eff": told.n_eff,
        "deff": told.kish_deff,
        "smallest": told.smallest,
        "largest": told.largest,
        "cap": told.cap,
        "margins": {
            name: [line(name, each) for each in lines] for name, lines in told.margins.items()
        },
        "remarks": [asdict(remark) for remark in told.remarks],
    }


def rounded(value: Any) -> Any:
    """The same with numbers of six digits, so that it is written alike everywhere."""
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0  # never a minus zero
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return value


def estimate_of(row: Mapping[str, Any]) -> Estimate | None:
    """A published row as an estimate, to be compared; None where it is held back."""
    if row["value"] is None or not row["se"]:
        return None
    deff = row["deff"] or 1.0
    return Estimate(
        row["value"], row["se"], row["n"] or 0, row["n_eff"] or 0.0, deff,
        row["low"], row["high"], deff,
    )  # fmt: skip
