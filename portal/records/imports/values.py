"""Texts of other systems as values of ours. Each raises RowError with the reason."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from portal.records.imports.errors import RowError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

OF_DAY = ("", " %I:%M %p", " %I:%M:%S %p", " %H:%M", " %H:%M:%S")
MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%Y/%m/%d", "%b %d, %Y", "%d %b %Y", "%d-%b-%Y")
DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", *MONTH_FIRST[3:])
FIRST_YEAR = 1900


def whole_number(text: str, what: str) -> int:
    """A count: "2,955", "2955.0" and " 2955 " are the same."""
    plain = text.strip().replace(",", "").replace("\u00a0", "").replace(" ", "")
    if not plain:
        raise RowError(f"It has no number in {what}.")
    try:
        number = float(plain)
    except ValueError:
        raise RowError(f"{what} is {text[:40]!r}, which is not a number.") from None
    if not math.isfinite(number) or number < 0 or number >= 2**31:
        raise RowError(f"{what} is {text[:40]}, which cannot be a count.")
    return round(number)


def degrees(text: str, most: float, what: str) -> float | None:
    """A latitude (`most` is 90) or longitude (180); None for nothing."""
    if not text or text == "NA":
        return None
    try:
        number = float(text)
    except ValueError:
        raise RowError(f"{what} is {text[:40]!r}, which is not a number.") from None
    if not -most <= number <= most:
        raise RowError(f"{what} is {text[:40]}, outside the world.")
    return number


class Moments:
    """Reads dates and times as other systems write them, in the zone they live in."""

    def __init__(self, zone: ZoneInfo, *, day_first: bool = False) -> None:
        self.zone = zone
        days = DAY_FIRST if day_first else MONTH_FIRST
        self.formats = [day + time for day in days for time in OF_DAY]
        self.read = lru_cache(maxsize=2**16)(self._read)

    def _read(self, text: str) -> datetime:
        """An instant in UTC."""
        moment = self.as_written(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            raise RowError(f"{text[:40]!r} is no date we can read.") from None

    def as_written(self, text: str) -> datetime:
        """What the clock and calendar show there; without a zone where none is written."""
        moment = self._parsed(" ".join(text.split()))
        if moment is None or moment.year < FIRST_YEAR:
            raise RowError(f"{text[:40]!r} is no date we can read.")
        return moment

    def _parsed(self, text: str) -> datetime | None:
        if re.match(r"\d{4}-\d\d", text):
            try:
                return datetime.fromisoformat(text)
            except ValueError:
                return None
        for form in self.formats:
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007 the zone comes next
            except ValueError:
                continue
        return None
