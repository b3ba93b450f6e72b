"""The page of a wave's results, from its tables alone, live or released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from metrics.dashboards.charts import Chart, Point, Series, Table
from metrics.surveys.models import Wave
from metrics.surveys.results import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from metrics.surveys.models import Instrument
    from metrics.surveys.results.words import Asked

Told = dict[str, Any]
TRAITS = ("age_band", "sex", "race_ethnicity")


def page(tables: Mapping[str, Any], instrument: Instrument) -> Told:
    """All that the template shows, in words. `tables` is what was frozen, or would be."""
    said = words.asked(instrument)
    rows = tables["rows"]
    by_name = {(r["measure"], r["part"], r["group"], r["category"]): r for r in rows}
    names = {"area": tables["districts"]}
    headline = tables["headline"]
    measures = {each["code"]: each for each in tables["measures"]}
    about: Told = {
        "tables": tables,
        "sample": Wave.SampleType(tables["wave"]["sample_type"]).label,
        "is_random": tables["wave"]["sample_type"] == Wave.SampleType.PROBABILITY,
        "headline": headline and _headline(headline, measures[headline["measure"]], said, tables),
        "indices": [
            {
                "name": said[each["code"]].name,
                **_score(by_name[each["code"], "mean", "all", ""], each, tables),
            }
            for each in tables["measures"]
            if each["kind"] == "index"
        ],
        "items": [
            _item(each, by_name, said[each["code"]], tables)
            for each in tables["measures"]
            if each["kind"] != "index" and each["code"] in said
        ],
        "districts": headline and _districts(headline, measures, rows, said, tables),
        "groups": headline and _groups(headline, measures, rows, names, tables),
        "who": _who(tables, names),
        "weighting": _weighting(tables),
        "flags": [(words.flag(name), n) for name, n in tables["flags"].items()],
        "without": [
            {"name": said[row["measure"]].name, **_score(row, measures[row["measure"]], tables)}
            for row in tables["without_flagged"]
            if row["measure"] in said
        ],
        "benchmarks": [
            {
                "ask": said[row["measure"]].ask,
                "answer": said[row["measure"]].labels.get(row["part"], row["part"]),
                "residents": number(100 * row["residents"]),
                **_share(row, tables),
            }
            for row in tables.get("benchmarks", [])
            if row["measure"] in said
        ],
        "changes": _changes(tables, measures, said, names),
        "agreement": [
            {"name": said[code].name, **told}
            for code, told in tables["agreement"].items()
            if code in said
        ],
    }
    return about


def number(value: float | None, places: int = 0) -> str:
    return "" if value is None else number_format(round(value, places), places)


def _score(row: Mapping[str, Any], measure: Mapping[str, Any], tables: Mapping[str, Any]) -> Told:
    """A row in words: on its own scale, or why it is held back."""
    places = 0 if measure["kind"] == "index" else 1
    return {
        "row": row,
        "value": number(row["value"], places),
        "low": number(row["low"], places),
        "high": number(row["high"], places),
        "why": words.why(row, tables["floors"]),
        "is_modelled": row["how"] == "modelled",
        "own": number(100 * (row["own_share"] or 0)),
        "n_eff": number(row["n_eff"]),
    }


def _headline(
    row: Mapping[str, Any],
    measure: Mapping[str, Any],
    said: Mapping[str, Asked],
    tables: Mapping[str, Any],
) -> Told:
    told = _score(row, measure, tables) | {
        "name": said[row["measure"]].name,
        "is_index": measure["kind"] == "index",
    }
    if row["value"] is not None and measure["kind"] == "index":
        told |= {
            "out_of_ten": number(row["value"] / 10, 1),
            "mid": round(row["value"], 1),
            "from": round(row["low"], 1),
            "to": round(row["high"], 1),
        }
    return told


def _item(
    measure: Mapping[str, Any],
    by_name: Mapping[tuple[str, str, str, str], Mapping[str, Any]],
    said: Asked,
    tables: Mapping[str, Any],
) -> Told:
    code = measure["code"]
    mean = by_name.get((code, "mean", "all", ""))
    favorable = by_name.get((code, "favorable", "all", ""))
    options = [by_name[code, str(each), "all", ""] for each in measure["codes"]]
    return {
        "code": code,
        "said": said,
        "mean": mean and _score(mean, measure, tables),
        "top": measure["high"],
        "favorable": favorable and _share(favorable, tables),
        "favorable_means": ", ".join(
            said.labels.get(str(each), str(each)) for each in measure["favorable"]
        ),
        "options": [
            {"name": _option(each, said, measure), **_share(row, tables)}
            for each, row in zip(measure["codes"], options, strict=True)
        ],
    }


def _option(code: int, said: Asked, measure: Mapping[str, Any]) -> str:
    name = said.labels.get(str(code), "")
    if not name and code == measure["low"]:
        name = said.lowest_means
    if not name and code == measure["high"]:
        name = said.highest_means
    return f"{code}: {name}" if name and measure["kind"] == "scale" else name or str(code)


def _share(row: Mapping[str, Any], tables: Mapping[str, Any]) -> Told:
    return {
        "row": row,
        "percent": number(None if row["value"] is None else 100 * row["value"]),
        "from": number(None if row["low"] is None else 100 * row["low"]),
        "to": number(None if row["high"] is None else 100 * row["high"]),
        "why": words.why(row, tables["floors"]),
    }


def _districts(
    headline: Mapping[str, Any],
    measures: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    said: Mapping[str, Asked],
    tables: Mapping[str, Any],
) -> Told | None:
    """The headline by district, as a chart on the whole scale with the same numbers as a table."""
    measure = measures[headline["measure"]]
    own = [
        row for row in rows
        if (row["measure"], row["part"], row["group"]) == (measure["code"], "mean", "area")
    ]  # fmt: skip
    if not own:
        return None
    names = tables["districts"]
    own.sort(key=lambda row: -(row["value"] if row["value"] is not None else -1))
    chart = _ranges(
        _finding(own),
        said[measure["code"]].name,
        [(names.get(row["category"], row["category"]), row) for row in own],
        measure,
        tables,
    )
    held = [
        (names.get(row["category"], row["category"]), words.why(row, tables["floors"]))
        for row in own
        if row["why"]
    ]
    modelled = [
        (names.get(row["category"], row["category"]), number(100 * row["own_share"]))
        for row in own if row["how"] == "modelled" and not row["why"]
    ]  # fmt: skip
    return {"chart": chart, "held": held, "modelled": modelled}


def _finding(rows: list[Mapping[str, Any]]) -> str:
    """The sentence above the chart: whether places differ by more than chance."""
    known = [row for row in rows if row["value"] is not None]
    if len(known) < 2:  # noqa: PLR2004 - two make a comparison
        return _("Too few places have enough answers to compare.")
    if max(row["low"] for row in known) > min(row["high"] for row in known):
        return _("Places differ by more than chance.")
    return _("The ranges overlap: we cannot say that any place differs.")


def _groups(
    headline: Mapping[str, Any],
    measures: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    names: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, Any],
) -> list[Told]:
    measure = measures[headline["measure"]]
    found = []
    for group in TRAITS:
        own = [
            row for row in rows
            if (row["measure"], row["part"], row["group"]) == (measure["code"], "mean", group)
        ]  # fmt: skip
        if own:
            named = [
                (names.get(group, {}).get(row["category"], row["category"]), row) for row in own
            ]
            found.append({"name": words.groups()[group], "lines": [
                {"name": name, **_score(row, measure, tables)} for name, row in named
            ]})  # fmt: skip
    return found


def _ranges(
    title: str,
    about: str,
    named: list[tuple[str, Mapping[str, Any]]],
    measure: Mapping[str, Any],
    tables: Mapping[str, Any],
) -> Chart:
    scale = 100 / (measure["high"] - measure["low"])

    def point(name: str, row: Mapping[str, Any]) -> Point:
        if row["value"] is None:
            return Point(name, (None, None, None), _("Held back"))
        low, value, high = (
            round(scale * (row[end] - measure["low"]), 2) for end in ("low", "value", "high")
        )
        return Point(name, (low, value, high), number(row["value"], 0 if scale == 1 else 1))

    return Chart(
        shape="ranges",
        title=title,
        about=_("%(what)s. Bands show the range we are 95%% sure of.") % {"what": about},
        series=(Series(_("From")), Series(_("Score")), Series(_("To"))),
        points=tuple(point(name, row) for name, row in named),
        table=Table(
            caption=about,
            head=(
                _("Place"),
                _("Score"),
                _("From"),
                _("To"),
                _("Answers"),
                _("Effective answers"),
                _("How"),
            ),
            rows=tuple(
                (
                    name,
                    *(
                        None if row[end] is None else round(row[end], 1)
                        for end in ("value", "low", "high")
                    ),
                    row["n"],
                    None if row["n_eff"] is None else round(row["n_eff"]),
                    words.why(row, tables["floors"])
                    or (_("Modelled") if row["how"] == "modelled" else _("Own answers")),
                )
                for name, row in named
            ),
        ),
    )


def _who(tables: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> list[Table]:
    """Who answered, counted by each margin; a dash where a count is withheld."""
    found = []
    modes = dict(Wave.Mode.choices)
    for group, title in words.groups().items():
        rows = [each for each in tables["people"] if each["group"] == group]
        if rows:
            known = {**names.get(group, {}), **(modes if group == "mode" else {})}
            found.append(
                Table(
                    caption=_("Who answered: %(group)s") % {"group": title},
                    head=(title, _("People")),
                    rows=tuple(
                        (str(known.get(row["category"], row["category"])), row["n"]) for row in rows
                    ),
                )
            )
    return found


def _weighting(tables: Mapping[str, Any]) -> Told:
    told = tables["weighting"]
    names = words.groups()
    return {
        "is_raked": told["is_raked"],
        "deff": number(told["deff"], 2),
        "n_eff": number(told["n_eff"]),
        "smallest": number(told["smallest"], 2),
        "largest": number(told["largest"], 2),
        "by": ", ".join(names[margin].lower() for margin in told["margins"]),
        "remarks": [words.remark(each) for each in told["remarks"]],
        "tables": [
            Table(
                caption=_("Weighting by %(margin)s, in percent")
                % {"margin": names[margin].lower()},
                head=(names[margin], _("Who answered"), _("After weighting"), _("Residents")),
                rows=tuple(
                    (
                        _line(margin, line["category"], tables),
                        *(
                            None if line[column] is None else round(100 * line[column], 1)
                            for column in ("before", "after", "target")
                        ),
                    )
                    for line in lines
                ),
            )
            for margin, lines in told["margins"].items()
        ],
    }


def _line(margin: str, category: str, tables: Mapping[str, Any]) -> str:
    if not category:
        return _("Not said")
    if margin != "area":
        return category
    return " + ".join(tables["districts"].get(each, each) for each in category.split(" + "))


def _changes(
    tables: Mapping[str, Any],
    measures: Mapping[str, Any],
    said: Mapping[str, Asked],
    names: Mapping[str, Mapping[str, str]],
) -> Told | None:
    since = tables.get("since")
    if not since:
        return None
    shown = []
    for each in since["rows"]:
        first = each["measure"] == (tables["headline"] or {}).get("measure")
        is_index = each["measure"] in said and measures[each["measure"]]["kind"] == "index"
        if (
            each["shown"]
            and is_index
            and (each["group"] == "all" or (first and each["group"] == "area"))
        ):
            points = 100 if each["part"] == "favorable" else 100 / (
                measures[each["measure"]]["high"] - measures[each["measure"]]["low"]
            )  # fmt: skip
            category = names.get(each["group"], {}).get(each["category"], each["category"])
            shown.append(
                {
                    "name": said[each["measure"]].name,
                    "where": category or words.groups()["all"],
                    "is_up": each["difference"] > 0,
                    "points": number(abs(points * each["difference"])),
                    "is_share": each["part"] == "favorable",
                }
            )
    return {
        "wave": since["wave"],
        "breaks": [words.breaking(kind) for kind in since["breaks"]],
        "shown": shown,
        "others": sum(each["shown"] for each in since["rows"]) - len(shown),
        "tested": len(since["rows"]),
    }


def listed(row: Mapping[str, Any]) -> Told:
    """A released wave in the list: what it is, and its headline."""
    headline = row["tables__headline"]
    return {
        "title": row["wave__title"],
        "slug": row["wave__slug"],
        "survey": row["tables__instrument"]["title"],
        "area": row["wave__area__name"],
        "closed_at": row["wave__closes_at"],
        "n": row["tables__n"],
        "sample": Wave.SampleType(row["tables__wave"]["sample_type"]).label,
        "value": number(headline and headline["value"]),
        "low": number(headline and headline["low"]),
        "high": number(headline and headline["high"]),
        "why": words.why(headline, row["tables__floors"]) if headline else "",
    }
