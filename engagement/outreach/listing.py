"""The log as it is looked through: what is asked for, newest first, page by page.

A page costs the same at ten thousand entries and at a million: it begins behind the last entry
one has seen, and is walked along the indexes of each area and of the reader, never counted or
sorted whole. Words are found among the newest entries, and where they are rare, by their index.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction
from django.db.models import Q

from engagement.concerns.models.searching import ACCENTED, PLAIN
from engagement.outreach.models import LOGGING, OutreachEntry
from engagement.outreach.states import State
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.outreach.models import OutreachEntryQuerySet
    from portal.accounts.models import User

A_PAGE = 50
# A word that fills a page from so many of the newest entries is common.
NEWEST = 3000
# So many areas are walked one by one; more are looked for along the days.
EACH = 60
_FOLDED = str.maketrans(ACCENTED, PLAIN)


@dataclass(frozen=True)
class Mark:
    """Where a page begins: behind this entry."""

    day: date
    pk: int

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """From an address; what makes no sense is the first page."""
        day, _, pk = text[:40].partition("_")
        try:
            return cls(date.fromisoformat(day), int(pk) if pk.isdecimal() else -1)
        except ValueError:
            return None

    @classmethod
    def of(cls, entry: OutreachEntry) -> Self:
        return cls(entry.happened_on, entry.pk)

    def __str__(self) -> str:
        return f"{self.day.isoformat()}_{self.pk}"

    def behind(self) -> Q:
        # The first condition says little new, but lets an index be entered in the middle.
        here = Q(happened_on=self.day, pk__lt=self.pk)
        return Q(happened_on__lte=self.day) & (Q(happened_on__lt=self.day) | here)


@dataclass(frozen=True)
class Leaf:
    """One page of the log, and where the next one begins."""

    entries: list[OutreachEntry]
    after: Mark | None
    first: bool


def areas_of(user: User) -> list[Area]:
    """Where this person reads the log of others."""
    return list(Area.objects.filter(within_scope(user, *LOGGING, path="path")))


def leaf(
    entries: OutreachEntryQuerySet, user: User, areas: list[Area], *, words: str, mark: Mark | None
) -> Leaf:
    """The page of `entries` behind `mark`: what was sent in these areas, and one's own."""
    if mark:
        entries = entries.filter(mark.behind())
    if words:
        numbers = list(_found(entries, user, areas, words))
    else:
        numbers = list(_walked(entries, user, areas))
    found = OutreachEntry.objects.select_related("area", "lead").in_bulk(numbers[:A_PAGE])
    shown = [found[number] for number in numbers[:A_PAGE] if number in found]
    more = len(numbers) > A_PAGE
    return Leaf(shown, Mark.of(shown[-1]) if more and shown else None, mark is None)


def search_query(words: str) -> SearchQuery | None:
    """What someone looks for, in both languages; None where no word is left to look for.

    Most words have one stem in both. Asked for once, the planner knows how common it is: asked
    for twice, it would guess too many and read the days one by one in vain.
    """
    plain = words.translate(_FOLDED)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT websearch_to_tsquery('english', %s)::text,"
            " websearch_to_tsquery('spanish', %s)::text",
            [plain, plain],
        )
        (english, spanish) = cursor.fetchone()
    stems = list(dict.fromkeys(filter(None, (english, spanish))))
    if not stems:
        return None
    query = SearchQuery(stems[0], config="simple", search_type="raw")
    for stem in stems[1:]:
        query |= SearchQuery(stem, config="simple", search_type="raw")
    return query


def _found(entries: OutreachEntryQuerySet, user: User, areas: list[Area], words: str) -> list[int]:
    """A common word fills the page from the newest entries; a rare one is looked up by itself.

    Left alone, the planner takes every word it does not know for a common one, and reads the
    days one by one, to the very first, for a word that stands nowhere.
    """
    query = search_query(words)
    if query is None:
        return []
    reached = entries.filter(_reach(user, areas)).newest_first()
    newest = OutreachEntry.objects.filter(pk__in=reached.values("pk")[:NEWEST])
    common = newest.filter(search=query).newest_first().values_list("pk", flat=True)
    numbers = list(common[: A_PAGE + 1])
    if len(numbers) > A_PAGE:
        return numbers
    rare = reached.filter(search=query).values_list("pk", flat=True)
    with _by_the_index_of_words():
        return list(rare[: A_PAGE + 1])


@contextmanager
def _by_the_index_of_words() -> Iterator[None]:
    """Within, the planner neither walks along the days nor reads the whole table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_indexscan = on; SET LOCAL enable_seqscan = on")


def _walked(entries: OutreachEntryQuerySet, user: User, areas: list[Area]) -> list[int]:
    """The first of each area and of one's own, then the first of all these."""
    everywhere = user.scope(*LOGGING) is None
    if everywhere or len(areas) > EACH:
        found = entries.filter(_reach(user, areas)).newest_first()
        return list(found.values_list("pk", flat=True)[: A_PAGE + 1])
    sent = entries.exclude(status=State.DRAFT)
    parts = [
        part.newest_first().values_list("pk", "happened_on")[: A_PAGE + 1]
        for part in (*(sent.filter(area=area.pk) for area in areas), entries.filter(lead=user))
    ]
    together: Any = parts[0].union(*parts[1:]).order_by("-happened_on", "-pk")
    return [pk for pk, _ in together[: A_PAGE + 1]]


def _reach(user: User, areas: list[Area]) -> Q:
    sent = ~Q(status=State.DRAFT)
    if user.scope(*LOGGING) is not None:
        sent &= Q(area__in=[area.pk for area in areas])
    return sent | Q(lead=user)
