"""Rows of another system as monthly counts. Beyond where, when and what, nothing is kept.

A file covers the months between its first and its last, for the kinds it names, at the level of
area it uses: those counts are replaced, so running it again changes nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from metrics.crime.models import Category
from portal.areas.words import fold
from portal.records.imports import Refused, RowError, Staging
from portal.records.imports.values import FIRST_YEAR, Moments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from portal.areas.models import Area
    from portal.records.imports import Tally

HELD = 200_000  # rows after which sums are written to the staging table, and memory is freed
OTHERS = "*"
FIRST_MONTHS = date(FIRST_YEAR, 1, 1)
WHOLE = 3  # a month whose last day is missing by more is perhaps not whole
A_DATE = 10
FORMULA = " \t=+-@"  # a name is never one, wherever it is exported to
A_MONTH = re.compile(r"\d{4}[-/]\d{2}")


class Kinds:
    """Finds the kind of crime that a file's word means."""

    def __init__(self, pairs: Sequence[tuple[str, str]], *, new: bool) -> None:
        self.new = new
        self.copying = False
        self.waiting: list[tuple[str, str]] = []
        self.known: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        for category in Category.objects.all():
            self.codes[category.code] = category.pk
            for word in (category.code, category.name, *category.names.values()):
                self.known.setdefault(fold(str(word)), category.pk)
        self.mapped = {fold(word): self._called(code) for word, code in pairs if word != OTHERS}
        self.others = next((self._called(code) for word, code in pairs if word == OTHERS), None)
        self.find = lru_cache(maxsize=2**14)(self._find)

    def named_by_map(self) -> set[int]:
        """Kinds that the file speaks of, whether or not any was counted."""
        return {*self.mapped.values(), *([self.others] if self.others else [])}

    def called(self, code: str) -> int:
        """The kind with this code, made where new ones may be."""
        return self._called(code)

    def _called(self, code: str) -> int:
        found = self.codes.get(code) or self.known.get(fold(code))
        if found is not None:
            return found
        if not self.new:
            raise Refused(
                f"There is no kind of crime {code}. There are:"
                f" {', '.join(sorted(self.codes)) or 'none yet'}. --new-categories makes it."
            )
        return self._make(code)

    def _find(self, word: str) -> int:
        plain = word.strip()
        if not plain:
            raise RowError("It does not say what kind of crime it was.")
        folded = fold(plain)
        found = self.mapped.get(folded) or self.known.get(folded) or self.others
        if found is not None:
            return found
        if not self.new:
            raise RowError(
                f"We do not know the kind {plain[:60]!r}; give --map or --new-categories."
            )
        return self._make(plain)

    def _make(self, words: str) -> int:
        # While rows are copied in, the database cannot be asked: a new kind gets a number below
        # zero, and `settle` says which kind that is once they are.
        code = slugify(words)[:60]
        if not code:
            raise RowError(f"{words[:60]!r} cannot be the name of a kind.")
        name = words.strip(FORMULA)[:80]
        name = name.capitalize() if name.isupper() or name.islower() else name
        if code in self.codes:
            made = self.codes[code]
        elif self.copying:
            made = -1 - len(self.waiting)
            self.waiting.append((code, name))
        else:
            made = Category.objects.create(code=code, name=name).pk
        self.codes[code] = self.known[fold(words)] = made
        return made

    def settle(self) -> list[tuple[int, int]]:
        """Makes the kinds that were waiting: the number each was staged with, and its own."""
        return [
            (-1 - place, Category.objects.create(code=code, name=name).pk)
            for place, (code, name) in enumerate(self.waiting)
        ]


def stem(text: str) -> str:
    """The date in front of a time of day: few dates, many times.

    A zone at the end may change the day, so such a text stays whole.
    """
    if text[4:5] == "-" and len(text) > A_DATE and not text.endswith("Z") and "+" not in text:
        return text[:A_DATE]
    head, space, rest = text.partition(" ")
    return head if space and rest[:1].isdigit() and "/" in head else text


class Months:
    """Reads the month of a date as other systems write it; the clock on the wall decides."""

    def __init__(self, *, day_first: bool) -> None:
        self.moments = Moments(timezone.get_current_timezone(), day_first=day_first)
        self.day_of_date = lru_cache(maxsize=2**15)(self._day_of_date)

    def day(self, text: str) -> date:
        """The day, or the first of the month where only a month is written."""
        return self.day_of_date(text)

    def _day_of_date(self, text: str) -> date:
        plain = text.strip()
        if (
            len(plain) == len("2024-09")
            and plain[4] in "-/"
            and plain.replace(plain[4], "").isdigit()
        ):
            plain = f"{plain[:4]}-{plain[5:]}-01"
        try:
            moment = self.moments.as_written(plain)
        except RowError:
            raise RowError(f"{text[:40]!r} is no month we can read.") from None
        if moment.tzinfo is not None:
            moment = moment.astimezone(self.moments.zone)
        day = moment.date()
        if day > timezone.localdate():
            raise RowError(f"{text[:40]} has not come yet.")
        return day


COLUMNS = {
    "line": "bigint",
    "area_id": "bigint",
    "month": "date",
    "category_id": "bigint",
    "word": "text",
    "n": "bigint",
}


@dataclass
class Sums:
    """Counts on their way in: added up here, staged, and moved in one statement."""

    staging: Staging = field(default_factory=lambda: Staging("incoming_crime", COLUMNS))
    held: Counter[tuple[int, date, int]] = field(default_factory=Counter)
    first: date | None = None
    last: date | None = None

    def reach(self, day: date) -> None:
        if self.first is None or day < self.first:
            self.first = day
        if self.last is None or day > self.last:
            self.last = day

    def write(self, put: Callable[[Sequence[object]], None]) -> None:
        for (area, month, kind), n in self.held.items():
            put((0, area, month, kind, "", n))
        self.held.clear()

    def repeated(self) -> Iterator[tuple[int, int]]:
        """Lines that give a count again, with the line that gave it first."""
        return self.staging.stream(
            """
            SELECT line, first FROM (
                SELECT line, min(line) OVER (
                    PARTITION BY area_id, month, category_id, word
                ) AS first FROM incoming_crime WHERE line > 0
            ) seen WHERE line > first ORDER BY line
            """
        )

    def settle(self, kinds: Kinds) -> None:
        """Give rows of kinds that were made on the way the kind’s own number."""
        for staged, own in kinds.settle():
            self.staging.rows(
                "UPDATE incoming_crime SET category_id = %s WHERE category_id = %s", [own, staged]
            )

    def drop_repeated(self) -> None:
        self.staging.rows("""
            DELETE FROM incoming_crime WHERE ctid IN (
                SELECT ctid FROM (
                    SELECT ctid, line, min(line) OVER (
                        PARTITION BY area_id, month, category_id, word
                    ) AS first FROM incoming_crime
                ) seen WHERE line > first
            )
        """)

    def move(self, kinds: set[int], within: Area | None, tally: Tally) -> None:
        """Put the sums in place of what stood for these months, kinds and level of area."""
        if self.first is None or self.last is None:
            return
        self.staging.analyze()
        removed = self.staging.rows(
            STALE, [f"{self.first:%Y-%m-01}", f"{self.last:%Y-%m-01}",
                    "{" + ",".join(map(str, sorted(kinds))) + "}",
                    within.path if within else ""],
        )  # fmt: skip
        added, changed, total = self.staging.rows(MOVE)[0]
        tally.added += added
        tally.changed += changed + len(removed)
        tally.unchanged += total - added - changed
        if removed:
            tally.more.append(
                f"Counts of these months that the file no longer has: {len(removed):,}."
            )
        self._wonder(tally)

    def _wonder(self, tally: Tally) -> None:
        """Say where the last month may not be whole."""
        if self.last is None or self.last.day == 1:
            return
        if monthrange(self.last.year, self.last.month)[1] - self.last.day > WHOLE:
            tally.more.append(
                f"The last row is of {self.last}: is that month whole? Half one looks like a fall."
            )


# A kind the file names is covered in all its months; so is every area of the level it uses.
STALE = """
    DELETE FROM crime_monthlycount old USING areas_area place
    WHERE place.id = old.area_id
      AND old.month BETWEEN %s AND %s
      AND old.category_id = ANY (
          %s::bigint[] || ARRAY(SELECT DISTINCT category_id FROM incoming_crime))
      AND starts_with(place.path, %s)
      AND place.level IN (
          SELECT level FROM areas_area WHERE id IN (SELECT area_id FROM incoming_crime))
      AND NOT EXISTS (
          SELECT FROM incoming_crime new
          WHERE new.area_id = old.area_id AND new.month = old.month
            AND new.category_id = old.category_id AND new.n > 0)
    RETURNING 1
"""
MOVE = """
    WITH sums AS (
        SELECT area_id, month, category_id, sum(n) AS n FROM incoming_crime
        GROUP BY area_id, month, category_id HAVING sum(n) > 0
    ), moved AS (
        INSERT INTO crime_monthlycount AS here (area_id, month, category_id, n)
        SELECT area_id, month, category_id, n FROM sums
        ON CONFLICT (category_id, month, area_id) DO UPDATE SET n = excluded.n
        WHERE here.n <> excluded.n
        RETURNING xmax = 0 AS added
    ) SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added),
             (SELECT count(*) FROM sums) FROM moved
"""
