"""What each number means, and since when: read from the publications that were counted by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metrics.dashboards.rollups.facts import FACTS
from metrics.transparency.datasets import DATASETS
from metrics.transparency.languages import in_all, in_mine
from metrics.transparency.models import Publication

if TYPE_CHECKING:
    from metrics.transparency.quarters import Quarter


@dataclass(frozen=True)
class Version:
    """One meaning. `since` is the first quarter published with it; None before any was."""

    version: int
    label: str
    meaning: str
    day: str
    since: Quarter | None
    is_current: bool


@dataclass(frozen=True)
class History:
    """Every meaning a fact has had in public, the current one first."""

    name: str
    versions: list[Version]

    @property
    def label(self) -> str:
        return self.versions[0].label


def histories() -> list[History]:
    """Of each fact any dataset rests on, also of those that are no longer counted."""
    published = list(
        Publication.objects.newest().values_list("year", "quarter_number", "content__definitions")
    )
    published.reverse()
    current = {fact for dataset in DATASETS.values() for fact in dataset.facts}
    names = dict.fromkeys(
        [*sorted(current), *(name for *_at, kept in published for name in sorted(kept))]
    )
    return [History(name, _versions(name, published, is_counted=name in current)) for name in names]


def _versions(
    name: str, published: list[tuple[int, int, dict[str, Any]]], *, is_counted: bool
) -> list[Version]:
    from metrics.transparency.quarters import Quarter

    found: dict[int, tuple[dict[str, Any], Quarter | None]] = {}
    for year, number, kept in published:
        if name in kept:
            found.setdefault(kept[name]["version"], (kept[name], Quarter(year, number)))
    now = FACTS.get(name) if is_counted else None
    if now and now.version not in found:
        told = {"label": in_all(now.label), "meaning": in_all(now.meaning), "day": in_all(now.day)}
        found[now.version] = (told, None)
    return [
        Version(
            version,
            in_mine(told["label"]),
            in_mine(told["meaning"]),
            in_mine(told["day"]),
            since,
            bool(now and now.version == version),
        )
        for version, (told, since) in sorted(found.items(), reverse=True)
    ]
