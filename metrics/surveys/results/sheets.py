"""The tables of a release as CSV, and what each column means."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from portal.records.export import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS: dict[str, dict[str, str]] = {
    "estimates": {
        "measure": "Code of the index or question; see the sheet “measures”.",
        "part": "mean; favorable (share of the favorable answers); or a code (share who chose it).",
        "group": "all, area (district), age_band, sex or race_ethnicity.",
        "category": "Which of the group; empty for all.",
        "n": "People who answered; empty where withheld.",
        "n_eff": "How many equally weighted answers would tell as much.",
        "value": "The estimate: an index from 0 to 100, a mean on the question's scale, "
        "a share from 0 to 1.",
        "se": "Linearized standard error, weights taken as fixed.",
        "low": "Lower end of the 95 % interval.",
        "high": "Upper end of the 95 % interval.",
        "deff": "Kish's design effect of the weights.",
        "how": "direct, or modelled (Fay and Herriot) for districts with few answers.",
        "own_share": "Of a modelled district, the weight of its own answers, 0 to 1.",
        "why": "Why it is held back: few, few_here, wide, small_area, covers, loose, none.",
    },
    "without_flagged": {},  # as estimates; below
    "benchmarks": {
        "measure": "Code of the question.",
        "part": "Code of the answer whose share is known.",
        "value": "Share of those who answered, weighted, from 0 to 1.",
        "low": "Lower end of the 95 % interval.",
        "high": "Upper end of the 95 % interval.",
        "n": "People who answered; empty where withheld.",
        "residents": "Share of all residents, from 0 to 1.",
        "why": "As in “estimates”.",
    },
    "people": {
        "group": "area, age_band, sex, race_ethnicity or mode.",
        "category": "Which of the group.",
        "n": "People who took part; empty where withheld.",
    },
    "weighting": {
        "margin": "What answers were weighted by.",
        "category": "Which group, put together with + where few answered; empty: not said.",
        "before": "Share of those who answered; empty where withheld.",
        "after": "Share after weighting.",
        "target": "Share of residents.",
    },
    "changes": {
        "measure": "As in “estimates”.",
        "part": "As in “estimates”.",
        "group": "As in “estimates”.",
        "category": "As in “estimates”.",
        "difference": "This wave less the one before, in units of the measure.",
        "low": "Lower end of the 95 % interval.",
        "high": "Upper end of the 95 % interval.",
        "p": "Two-sided probability.",
        "adjusted": "p after Benjamini and Hochberg over all that were tested.",
        "mde": "Smallest difference these samples find four times in five.",
        "shown": "Whether it may be called a change: beyond the mde, and adjusted p < .05.",
    },
    "measures": {
        "code": "The measure.",
        "kind": "index, scale, likert, single or multiple.",
        "low": "Least possible value.",
        "high": "Greatest possible value.",
        "favorable": "Codes counted as favorable.",
        "codes": "Codes of the answers.",
    },
    "dictionary": {
        "sheet": "A sheet of this release.",
        "column": "One of its columns.",
        "means": "What stands in it.",
    },
}
COLUMNS["without_flagged"] = {
    **COLUMNS["estimates"],
    "measure": "Code of the index, without those whose answers look odd.",
}


def sheet(name: str, tables: Mapping[str, Any]) -> bytes:
    """One table as CSV in UTF-8. KeyError for a name that there is not."""
    columns = COLUMNS[name]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in _rows(name, tables):
        writer.writerow([safe(_cell(row[column])) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _rows(name: str, tables: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    if name == "estimates":
        yield from tables["rows"]
    elif name == "weighting":
        for margin, lines in tables["weighting"]["margins"].items():
            for line in lines:
                yield {"margin": margin, **line}
    elif name == "changes":
        yield from (tables.get("since") or {"rows": []})["rows"]
    elif name == "dictionary":
        for of, columns in COLUMNS.items():
            for column, means in columns.items():
                yield {"sheet": of, "column": column, "means": means}
    else:
        yield from tables.get(name, [])  # older releases have fewer tables


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else value
