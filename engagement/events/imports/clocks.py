"""Clock times of other calendars as instants, also those no clock shows, or shows twice."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, tzinfo

AN_HOUR = timedelta(hours=1)
LONGEST = timedelta(days=366)


class Settled(NamedTuple):
    at: datetime  # in UTC
    note: str = ""  # "skipped" or "twice"


def settled(wall: datetime, zone: tzinfo) -> Settled:
    """As RFC 5545 has it: a skipped time counts on from before the gap, a repeated is the first.

    What carries its own offset is taken as it is.
    """
    if wall.utcoffset() is not None and wall.tzinfo is UTC:
        return Settled(wall)
    first, second = (
        wall.replace(fold=fold, tzinfo=wall.tzinfo or zone).astimezone(UTC) for fold in (0, 1)
    )
    if first == second:
        return Settled(first)
    return Settled(first, "skipped" if first > second else "twice")


def whole_day(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """From midnight to the last minute of the last day."""
    begin = settled(datetime.combine(first, time.min), zone).at
    end = settled(datetime.combine(max(first, last), time(23, 59)), zone).at
    return begin, end


class Span(NamedTuple):
    """When it is, and whether the end is our guess."""

    starts_at: datetime
    ends_at: datetime
    guessed: bool
    note: str = ""


def span(starts_at: datetime, ends_at: datetime | None) -> Span:
    """An hour where the end is missing, or cannot be meant."""
    if ends_at is None:
        return Span(starts_at, starts_at + AN_HOUR, True, "no_end")
    if ends_at == starts_at:
        return Span(starts_at, starts_at + AN_HOUR, True, "at_once")
    if ends_at < starts_at:
        return Span(starts_at, starts_at + AN_HOUR, True, "backwards")
    if ends_at - starts_at > LONGEST:
        return Span(starts_at, starts_at + AN_HOUR, True, "endless_day")
    note = "over_a_day" if ends_at - starts_at > timedelta(days=1) else ""
    return Span(starts_at, ends_at, False, note)
