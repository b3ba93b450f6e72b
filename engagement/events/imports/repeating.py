"""The days on which a meeting of another calendar comes again, as far as we look ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from dateutil.rrule import rrulestr
from icalendar import vRecur

from engagement.events.imports.limits import TooSlow, within_seconds
from portal.records.imports import RowError

if TYPE_CHECKING:
    from datetime import tzinfo

AHEAD = timedelta(days=2 * 365)
MOST = 2_000  # days of one meeting
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
UNREADABLE = "Its rule for coming again cannot be read."
TOO_MANY = f"It comes again more than {MOST:,} times. Shorten it, or give it a later start."


class Days(NamedTuple):
    walls: list[datetime]  # clock times, without a zone
    goes_on: bool  # beyond what we look ahead


def days(rule: object, first: datetime, zone: tzinfo, now: datetime) -> Days:
    """When a rule has a meeting begin, from `first` to two years from now.

    `first` is a clock time in `zone`. Raises RowError for a rule no meeting has: every hour,
    thousands of days, or one that takes forever to work out.
    """
    if isinstance(rule, list):
        raise RowError("It comes again by more than one rule.")
    if not isinstance(rule, vRecur):
        raise RowError(UNREADABLE)
    rule = vRecur(rule)  # ours to change
    if {str(each).upper() for each in rule.get("FREQ", [])} & TOO_OFTEN:
        raise RowError("It comes again more than once a day, as no meeting does.")
    horizon = (now + AHEAD).astimezone(zone).replace(tzinfo=None)
    if until := rule.pop("UNTIL", None):
        horizon, limited = _earlier(until[0], horizon, zone)
    else:
        limited = "COUNT" in rule
    try:
        with within_seconds(2):
            repeats = rrulestr(_written(rule), dtstart=first)
            walls = list(islice(takewhile(lambda wall: wall <= horizon, repeats), MOST + 1))
            goes_on = not limited and repeats.after(horizon) is not None
    except TooSlow:
        raise RowError("When it comes again cannot be worked out.") from None
    except Exception as error:  # the library breaks in many ways
        raise RowError(UNREADABLE) from error
    if len(walls) > MOST:
        raise RowError(TOO_MANY)
    return Days(walls, goes_on)


def _written(rule: Any) -> str:
    """The rule as text; the library carries no type for it."""
    return bytes(rule.to_ical()).decode()


def _earlier(until: date, horizon: datetime, zone: tzinfo) -> tuple[datetime, bool]:
    """The end the rule gives, unless it lies beyond what we look at; and whether it counts."""
    if not isinstance(until, datetime):
        until = datetime.combine(until, time.max)
    elif until.tzinfo is not None:
        until = until.astimezone(zone).replace(tzinfo=None)
    return (until, True) if until <= horizon else (horizon, False)


def moments_in(lists: object) -> list[datetime | date]:
    """The days or instants in an EXDATE or RDATE, which may come more than once."""
    found: list[datetime | date] = []
    for each in lists if isinstance(lists, list) else [lists] if lists else []:
        for moment in part(each, "dts") or ():
            at = part(moment, "dt")
            at = at[0] if isinstance(at, tuple) else at
            if isinstance(at, date):
                found.append(at)
    if len(found) > MOST:
        raise RowError(TOO_MANY)
    return found


def part(written: object, name: str) -> Any:
    """What the library made of a property; None where it could make nothing of it."""
    try:
        return getattr(written, name, None)
    except ValueError:  # it says so only when asked
        return None


def stamp(at: datetime) -> str:
    """An instant as it stands in our numbers."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
