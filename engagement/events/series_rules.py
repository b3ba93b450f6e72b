"""When a meeting comes again: the rules of RFC 5545 that a city's meetings need.

Days only; the clock times are the agency's and are joined to each day later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

MOST_DAYS = 104
AHEAD = relativedelta(years=2)
# No rule of ours is read further than this, whatever it says.
HORIZON = timedelta(days=4 * 366)

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAY = "(?:" + "|".join(CODES) + ")"
UPTO_53 = r"(?:[1-9]|[1-4]\d|5[0-3])"
LISTED = r"{0}(?:,{0}){{0,11}}"
PARTS = {
    "FREQ": "WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "BYMONTH": LISTED.format(r"(?:[1-9]|1[0-2])"),
    "BYMONTHDAY": LISTED.format(r"-?(?:[1-9]|[12]\d|3[01])"),
    "BYDAY": LISTED.format(f"(?:-?[1-5])?{WEEKDAY}"),
    "BYSETPOS": LISTED.format(f"-?{UPTO_53}"),
    "WKST": WEEKDAY,
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
}
WAYS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")


@dataclass(frozen=True)
class Rule:
    """A rule with its end: a number of times, or the last day it may fall on."""

    ways: tuple[tuple[str, str], ...]
    times: int | None = None
    until: date | None = None

    @classmethod
    def read(cls, text: str) -> Rule:
        """Raises `ValidationError`, whose words say what to write instead."""
        line = text.strip().upper().removeprefix("RRULE:").strip(";")
        pairs = [part.partition("=") for part in line.split(";")]
        said = {name: value for name, _equals, value in pairs}
        for name, value in said.items():
            refuse_part(name, value)
        if len(said) < len(pairs) or "FREQ" not in said:
            raise ValidationError(not_understood(), code="garbage")
        if said["FREQ"] == "WEEKLY" and ("BYMONTHDAY" in said or re.search(r"\d", by_day(said))):
            raise ValidationError(
                _("A weekly rule names weekdays only, such as BYDAY=TU,TH."), code="garbage"
            )
        if ("COUNT" in said) == ("UNTIL" in said):
            raise ValidationError(
                _("Say when it ends, in one way: COUNT=12 for twelve times, or UNTIL=20270630."),
                code="endless",
            )
        ways = tuple((name, said[name]) for name in WAYS if name in said)
        if "COUNT" in said:
            return cls(ways, times=int(said["COUNT"]))
        return cls(ways, until=last_day(said["UNTIL"]))

    def __str__(self) -> str:
        end = f"COUNT={self.times}" if self.times else f"UNTIL={self.until:%Y%m%d}"
        return ";".join([*(f"{name}={value}" for name, value in self.ways), end])

    def days(self, first_day: date, most: int = MOST_DAYS) -> list[date]:
        """The days it falls on, from `first_day` on, which is one of them only if it fits."""
        bound = min(self.until or date.max, first_day + HORIZON)
        if bound < first_day:
            return []
        ways = ";".join(f"{name}={value}" for name, value in self.ways)
        found = rrulestr(
            f"{ways};UNTIL={bound:%Y%m%d}", dtstart=datetime.combine(first_day, time())
        )
        return [moment.date() for moment in islice(found, min(self.times or most, most))]

    def refuse_unless_sensible(self, first_day: date, today: date) -> None:
        """It falls on some day, on few enough, and on none that is too far ahead."""
        furthest = today + AHEAD
        days = self.days(first_day, MOST_DAYS + 1)
        if not days:
            raise ValidationError(
                _("No day fits this. Choose another first day, or a later end."), code="empty"
            )
        if len(days) > MOST_DAYS or (self.times or 0) > MOST_DAYS:
            raise ValidationError(
                _("That is more than %(most)d days. End it sooner, and plan the rest later."),
                code="many",
                params={"most": MOST_DAYS},
            )
        unmet = self.times is not None and len(days) < self.times
        if unmet or max(days[-1], self.until or days[-1]) > furthest:
            raise ValidationError(
                _("Plan at most two years ahead: end it by %(day)s."),
                code="far",
                params={"day": date_format(furthest)},
            )

    def ending_before(self, day: date) -> Rule:
        return replace(self, times=None, until=day - timedelta(days=1))

    def left_from(self, day: date, first_day: date) -> Rule:
        """The same rule begun on one of its own days, `day`, with the end it had."""
        if self.times is None:
            return self
        passed = sum(each < day for each in self.days(first_day))
        return replace(self, times=max(1, self.times - passed))

    def words(self, first_day: date) -> str:
        """“Every month on the third Tuesday”; a rule we have no words for is shown as it is."""
        ways = dict(self.ways)
        freq, every = ways.pop("FREQ"), int(ways.pop("INTERVAL", "1"))
        ways.pop("WKST", None)
        day = re.fullmatch(f"(-?[1-5])?({WEEKDAY})", ways.pop("BYDAY", CODES[first_day.weekday()]))
        if ways or not day or freq == "YEARLY" or (freq == "MONTHLY" and not day[1]):
            return _("By its own rule: %(rule)s") % {"rule": self}
        weekday = WEEKDAYS[CODES.index(day[2])]
        if freq == "WEEKLY":
            words = ngettext("Every week on %(day)s", "Every %(n)d weeks on %(day)s", every)
            return words % {"n": every, "day": weekday}
        words = ngettext(
            "Every month on the %(which)s %(day)s",
            "Every %(n)d months on the %(which)s %(day)s",
            every,
        )
        return words % {"n": every, "which": which(int(day[1])), "day": weekday}


def by_day(said: dict[str, str]) -> str:
    return said.get("BYDAY", "")


def refuse_part(name: str, value: str) -> None:
    if name == "FREQ" and value in {"SECONDLY", "MINUTELY", "HOURLY", "DAILY"}:
        raise ValidationError(
            _("Meetings come again by the week, month or year. Write FREQ=WEEKLY, for example."),
            code="often",
        )
    if name not in PARTS or not re.fullmatch(PARTS[name], value):
        raise ValidationError(not_understood(), code="garbage")


def not_understood() -> str:
    return _(
        "We do not understand this rule. Write it like FREQ=MONTHLY;BYDAY=3TU;COUNT=12, "
        "or choose one of the ways above."
    )


def last_day(until: str) -> date:
    """UNTIL names a day, a clock time of ours, or an instant; its day is what counts."""
    try:
        if until.endswith("Z"):
            instant = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return timezone.localtime(instant).date()
        form = "%Y%m%dT%H%M%S" if "T" in until else "%Y%m%d"
        return datetime.strptime(until, form).date()  # noqa: DTZ007  # a clock time of ours
    except (ValueError, OverflowError):
        raise ValidationError(
            _("There is no such day as the one after UNTIL. Write it like UNTIL=20270630."),
            code="garbage",
        ) from None


def which(number: int) -> str:
    names = {
        1: pgettext("weekday of a month", "first"),
        2: pgettext("weekday of a month", "second"),
        3: pgettext("weekday of a month", "third"),
        4: pgettext("weekday of a month", "fourth"),
        5: pgettext("weekday of a month", "fifth"),
        -1: pgettext("weekday of a month", "last"),
        -2: pgettext("weekday of a month", "second to last"),
        -3: pgettext("weekday of a month", "third to last"),
        -4: pgettext("weekday of a month", "fourth to last"),
        -5: pgettext("weekday of a month", "fifth to last"),
    }
    return names[number]
