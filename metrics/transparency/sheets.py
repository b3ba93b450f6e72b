"""Datasets as CSV and JSON, the same from a page, the API and the command line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.conf import settings

from metrics.dashboards.charts import HELD
from portal.records.export import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from metrics.dashboards.charts import Value

HELD_COLUMN = "held_back"
HELD_MEANS = (
    "Columns of this row that are held back, by their codes: a count so small that it could point "
    "at people, or one from which such a count could be worked out. Their cells are empty."
)
DICTIONARY = ("dataset", "column", "label", "means", "unit")


def head(kept: Mapping[str, Any]) -> list[str]:
    """Codes of the columns; the name of each row's code stands beside it."""
    first, *others = (column["code"] for column in kept["columns"])
    return [first, f"{first}_name", *others, HELD_COLUMN]


def lines(kept: Mapping[str, Any]) -> list[list[Value]]:
    """Rows and the row of them all, which has the code `all`."""
    return [
        _line(kept, row) for row in [*kept["rows"], *([kept["total"]] if kept["total"] else [])]
    ]


def as_csv(kept: Mapping[str, Any]) -> str:
    return written(head(kept), lines(kept))


def as_objects(kept: Mapping[str, Any]) -> list[dict[str, Value | list[str]]]:
    """Each row as an object; `held_back` is a list there."""
    names = head(kept)
    found: list[dict[str, Value | list[str]]] = []
    for line in lines(kept):
        row: dict[str, Value | list[str]] = dict(zip(names, line, strict=True))
        row[HELD_COLUMN] = str(line[-1]).split()
        found.append(row)
    return found


def dictionary(content: Mapping[str, Any], only: str = "") -> list[list[str]]:
    """What each column of each dataset means, in the language of the files."""
    said = settings.LANGUAGE_CODE
    found = []
    for slug, kept in content["datasets"].items():
        if only and slug != only:
            continue
        first, *others = kept["columns"]
        name = f"{first['code']}_name"
        found += [
            [slug, first["code"], first["label"][said], first["means"][said], first["unit"]],
            [slug, name, first["label"][said], "Its name.", "words"],
            *(
                [slug, each["code"], each["label"][said], each["means"][said], each["unit"]]
                for each in others
            ),
            [slug, HELD_COLUMN, "Held back", HELD_MEANS, "words"],
        ]
    return found


def written(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """CSV as spreadsheets and programs read it; nothing in it is a formula."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(head)
    writer.writerows([safe("" if cell is None else cell) for cell in row] for row in rows)
    return page.getvalue()


def _line(kept: Mapping[str, Any], row: Sequence[Value]) -> list[Value]:
    codes = [column["code"] for column in kept["columns"]]
    name = kept["names"].get(str(row[0]), {}).get(settings.LANGUAGE_CODE, str(row[0]))
    held = [code for code, cell in zip(codes, row, strict=True) if cell == HELD]
    cells = [None if cell == HELD else cell for cell in row[1:]]
    return [row[0], name, *cells, " ".join(held)]
