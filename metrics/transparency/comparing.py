"""What differs between two publications, for whoever lets the newer one go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.dashboards.charts import in_words
from metrics.transparency.languages import in_mine
from metrics.transparency.showing import Shown

if TYPE_CHECKING:
    from metrics.dashboards.charts import Value
    from metrics.transparency.models import Publication


@dataclass(frozen=True)
class Difference:
    """One number of the whole city, in both. Words, because one may be held back."""

    dataset: str
    column: str
    now: str
    before: str
    is_other: bool


def compared(now: Publication, before: Publication) -> list[Difference]:
    """The last row of each table, column by column."""
    found = []
    for slug in now.content["datasets"]:
        new, old = Shown.of(now, slug), Shown.of(before, slug)
        if new is None or old is None or not new.kept["total"]:
            continue
        for column in new.columns[1:]:
            values: tuple[Value, Value] = new.total(column.code), old.total(column.code)
            words = in_words(values[0]), in_words(values[1])
            is_other = values[0] != values[1]
            found.append(Difference(new.title, column.label, *words, is_other))
    return found


def definitions_changed(now: Publication, before: Publication) -> list[str]:
    """Names of the facts that are counted otherwise than in the publication before."""
    old = before.definitions
    return [
        in_mine(kept["label"])
        for name, kept in now.definitions.items()
        if name in old and old[name]["version"] != kept["version"]
    ]
