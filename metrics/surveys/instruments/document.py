"""An instrument as it travels: what a file holds, before and apart from the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True)
class Branch:
    """Asked only of those whose answer to `question` is one of `codes`."""

    question: str
    codes: tuple[int, ...]


@dataclass(frozen=True)
class Words:
    """A question in one language."""

    ask: str
    statement: str = ""
    lowest_means: str = ""
    highest_means: str = ""
    labels: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """What stands above a page in one language."""

    title: str = ""
    intro: str = ""


@dataclass(frozen=True)
class Translated:
    """The whole in one language: its name there, and whether someone has checked it."""

    title: str
    intro: str = ""
    status: str = "draft"
    checked_on: date | None = None


@dataclass(frozen=True)
class Item:
    """A question; a grid has `rows`, whose answers are those of the grid."""

    code: str
    kind: str
    words: Mapping[str, Words]
    lowest: int = 0
    highest: int = 10
    codes: tuple[int, ...] = ()
    favorable: tuple[int, ...] = ()
    asked_if: Branch | None = None
    trait: str = ""
    categories: Mapping[int, str] = field(default_factory=dict)
    rows: tuple[Item, ...] = ()

    @property
    def answers(self) -> tuple[int, ...]:
        """Every code that may be given, without those that mean no answer."""
        return tuple(range(self.lowest, self.highest + 1)) if self.kind == "scale" else self.codes


@dataclass(frozen=True)
class Page:
    items: tuple[Item, ...]
    words: Mapping[str, Heading] = field(default_factory=dict)
    asked_if: Branch | None = None
    is_shuffled: bool = False

    def asked(self) -> Iterator[Item]:
        """In their order, the rows of a grid after its head."""
        for item in self.items:
            yield item
            yield from item.rows


@dataclass(frozen=True)
class Score:
    """An index: the codes of its items, those turned round, and its name by language."""

    code: str
    names: Mapping[str, str]
    items: tuple[str, ...]
    turned_round: frozenset[str]
    least_answered: Decimal
    is_headline: bool = False


@dataclass(frozen=True)
class Document:
    slug: str
    version: int
    kind: str
    title: str
    source: str
    note: str
    translations: Mapping[str, Translated]
    pages: tuple[Page, ...]
    scores: tuple[Score, ...] = ()

    def asked(self) -> Iterator[Item]:
        for page in self.pages:
            yield from page.asked()
