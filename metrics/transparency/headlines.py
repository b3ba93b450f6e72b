"""The few big numbers of a quarter, and where it fell short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from metrics.dashboards.charts import in_words
from metrics.transparency.datasets.shape import ELSEWHERE, NOT_KNOWN
from metrics.transparency.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.dashboards.charts import Value
    from metrics.transparency.models import Publication


@dataclass(frozen=True)
class Stat:
    """A number is never without what it is of, and how we know."""

    number: str
    of: str
    what: str
    how: str
    topic: str
    low: float | None = None
    mid: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Miss:
    """What did not go as promised: how many, of how many, and where most."""

    title: str
    words: str
    where: str
    topic: str


FELL_SHORT = (
    (
        "replies",
        ("late", "overdue"),
        "due",
        "replies",
        lazy("Replies came late"),
        lazy("Of %(of)s replies that were due, %(n)s came late or had not come."),
    ),
    (
        "promises",
        ("kept_late", "not_kept"),
        "due",
        "promises",
        lazy("Promises were not kept in time"),
        lazy("Of %(of)s promises that were due, %(n)s were kept late or not at all."),
    ),
    (
        "minutes",
        ("late",),
        "due",
        "meetings",
        lazy("Minutes were late"),
        lazy("Of %(of)s meetings that owed minutes, %(n)s had them late or not yet."),
    ),
    (
        "recommendations",
        ("late",),
        "received",
        "recommendations",
        lazy("Boards waited too long"),
        lazy("Of %(of)s recommendations, %(n)s were answered late or not yet."),
    ),
)


def stats(publication: Publication) -> list[Stat]:
    """Those that can be told; what is held back is not among them."""
    return [
        stat
        for stat in (
            _share(publication, "replies", "in_time", "due", _("first replies went out in time"),
                   _("Of those that were due; the others came late or not at all"), "replies"),
            _wait(publication),
            _share(publication, "promises", "kept", "due", _("promises were kept by their day"),
                   _("Of those whose day came"), "promises"),
            _share(publication, "promises", "told", "due", _("promises ended with residents told"),
                   _("A promise is not over before that"), "promises"),
            _share(publication, "minutes", "in_time", "due",
                   _("minutes of meetings came out in time"),
                   _("Of the meetings that were held"), "meetings"),
            _trust(publication),
        )
        if stat
    ]  # fmt: skip


def misses(publication: Publication) -> list[Miss]:
    """Said as plainly as what went right."""
    return [miss for miss in _misses(publication) if miss]


def _share(  # noqa: PLR0913, PLR0917  a number has that many parts
    publication: Publication, slug: str, part: str, whole: str, what: str, how: str, topic: str
) -> Stat | None:
    shown = Shown.of(publication, slug)
    n, of = (shown.number(part), shown.number(whole)) if shown else (None, None)
    if n is None or not of:
        return None
    return Stat(in_words(n), _("of %(n)s") % {"n": in_words(of)}, what, how, topic)


def _wait(publication: Publication) -> Stat | None:
    shown = Shown.of(publication, "reply-hours")
    hours, replies = (
        (shown.number("median_hours"), shown.number("replied")) if shown else (None, None)
    )
    if hours is None or replies is None:
        return None
    return Stat(
        in_words(round(hours)),
        _("hours"),
        _("or less until a first reply, for half of those who got one"),
        _("Of %(n)s replies") % {"n": in_words(replies)},
        "replies",
    )


def _trust(publication: Publication) -> Stat | None:
    shown = Shown.of(publication, "trust")
    if shown is None:
        return None
    last = shown.rows[-1]
    score, low, high, n = (shown.cell(last, end) for end in ("score", "low", "high", "answers"))
    if not isinstance(score, int | float) or not isinstance(low, int | float):
        return None
    if not isinstance(high, int | float):
        return None
    return Stat(
        in_words(round(score)),
        _("out of 100"),
        _("trust in the police, the average answer of a survey"),
        _("%(n)s people answered, until %(day)s. The band is the range we are 95%% sure of.")
        % {"n": in_words(n), "day": _day(shown.cell(last, "closed_on"))},
        "trust",
        low,
        score,
        high,
    )


def _misses(publication: Publication) -> Iterator[Miss | None]:
    for slug, columns, whole, topic, title, words in FELL_SHORT:
        shown = Shown.of(publication, slug)
        parts = [shown.number(column) for column in columns] if shown else []
        of = shown.number(whole) if shown else None
        missed = sum(int(part) for part in parts if part is not None)
        if shown and of is not None and None not in parts and missed:
            said = str(words) % {"n": in_words(missed), "of": in_words(of)}
            yield Miss(str(title), said, _where(shown, columns), topic)


def _day(written: Value) -> str:
    return date_format(date.fromisoformat(str(written)), "DATE_FORMAT")


def _where(shown: Shown, columns: tuple[str, ...]) -> str:
    """The district with most of them; nothing where numbers are held back or none stands out."""
    found = []
    for row in shown.rows:
        parts = [shown.cell(row, column) for column in columns]
        if not all(isinstance(part, int | float) for part in parts):
            return ""
        found.append((sum(int(part or 0) for part in parts), str(row[0])))
    found.sort(reverse=True)
    found = [each for each in found if each[1] not in {NOT_KNOWN, ELSEWHERE}]
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return ""
    return _("Most of them in %(place)s: %(n)s.") % {
        "place": shown.name(found[0][1]),
        "n": in_words(found[0][0]),
    }
