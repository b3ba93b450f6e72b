"""Entries of an iCalendar file as meetings, each day of those that come again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Event as Entry

from engagement.events.imports.clocks import Span, settled, span, whole_day
from engagement.events.imports.found import Said
from engagement.events.imports.limits import TooSlow, within_seconds
from engagement.events.imports.repeating import days, moments_in, part, stamp
from portal.records.imports import RowError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from engagement.events.imports.calendar_file import Block, CalendarFile
    from engagement.events.imports.clocks import Settled
    from engagement.events.imports.found import Found, Reading


@dataclass
class Entries:
    """The meetings of a calendar file."""

    file: CalendarFile
    reading: Reading
    # By UID, the days of a repeating meeting that have an entry of their own.
    apart: dict[str, set[str]] = field(default_factory=dict)

    def prepare(self) -> None:
        """What must be known before the first entry: zones, and days changed by themselves."""
        self.file.learn_zones()
        for block in self.file.events():
            if "RECURRENCE-ID" in block.text.upper() and not block.too_long:
                try:
                    entry = _parsed(block)
                    uid, day = _text(entry, "uid"), self._occurrence(entry)
                except RowError:
                    continue  # told when its turn comes
                self.apart.setdefault(uid, set()).add(day)

    def found(self, block: Block) -> Iterator[Found]:
        """The meetings of one entry, or RowError with the reason there is none."""
        if block.too_long:
            raise RowError("It is too long for a meeting.")
        entry = _parsed(block)
        start = self._moment(entry, "dtstart")
        if start is None:
            raise RowError("It has no start that can be read.")
        said = _said(entry, cancelled=self.file.called_off)
        lasts = self._lasts(entry, start)
        if "RRULE" in entry and "RECURRENCE-ID" not in entry:
            yield from self._repeated(block, entry, said, start, lasts)
            return
        occurrence = self._occurrence(entry) if "RECURRENCE-ID" in entry else ""
        yield self.reading.found(block.line, said, self._span(start, lasts), occurrence)

    def _repeated(
        self, block: Block, entry: Entry, said: Said, start: date, lasts: timedelta | None
    ) -> Iterator[Found]:
        zone = self._zone_of(start)
        repeats = days(entry["RRULE"], self._wall(start, zone), zone, self.reading.now)
        self.reading.notice("repeats", "goes_on" if repeats.goes_on else "")
        more = [self._wall(moment, zone) for moment in moments_in(entry.get("rdate"))]
        skipped = moments_in(entry.get("exdate"))
        skipped_days = {each for each in skipped if not isinstance(each, datetime)}
        skipped_at = {
            stamp(settled(each, zone).at) for each in skipped if isinstance(each, datetime)
        } | self.apart.get(said.uid, set())
        for wall in sorted({*repeats.walls, *more}):
            day = stamp(settled(wall, zone).at)
            if day in skipped_at or wall.date() in skipped_days:
                continue
            begin = wall.replace(tzinfo=zone) if isinstance(start, datetime) else wall.date()
            yield self.reading.found(block.line, said, self._span(begin, lasts), day)

    def _moment(self, entry: Entry, name: str) -> date | None:
        """A day, or a time in its zone. RowError where there is one that cannot be read."""
        if name not in entry:
            return None
        written: Any = entry[name]
        moment = part(written, "dt")
        if isinstance(written, list) or not isinstance(moment, date):
            raise RowError(f"Its {name.upper()} cannot be read.")
        named = str(written.params.get("TZID", ""))
        if isinstance(moment, datetime) and moment.tzinfo is None:
            zone = self.file.zones.get(named) if named else self.reading.zone
            if zone is None:
                raise RowError(f"Its time zone is not known: {named[:60]}.")
            return moment.replace(tzinfo=zone)
        return moment

    def _lasts(self, entry: Entry, start: date) -> timedelta | None:
        """How long by the clock; None where it does not say."""
        if "DURATION" in entry:
            lasts = part(entry["DURATION"], "dt")
            return lasts if isinstance(lasts, timedelta) else None
        end = self._moment(entry, "dtend")
        if end is None:
            return None if isinstance(start, datetime) else timedelta(days=1)
        if isinstance(end, datetime) != isinstance(start, datetime):
            return None
        if isinstance(end, datetime) and isinstance(start, datetime):
            return settled(end, self.reading.zone).at - settled(start, self.reading.zone).at
        return end - start

    def _span(self, start: date, lasts: timedelta | None) -> Span:
        if not isinstance(start, datetime):
            self.reading.notice("all_day")
            last = start + (lasts or timedelta()) - timedelta(days=1)
            return Span(*whole_day(start, last, self.reading.zone), False)
        begin = self._settled(start)
        try:
            return span(begin.at, None if lasts is None else begin.at + lasts)
        except OverflowError:
            return span(begin.at, None)

    def _settled(self, moment: datetime) -> Settled:
        at = settled(moment, self.reading.zone)
        self.reading.notice(at.note)
        return at

    def _occurrence(self, entry: Entry) -> str:
        moment = self._moment(entry, "recurrence-id")
        if moment is None:
            raise RowError("Its RECURRENCE-ID cannot be read.")
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, datetime.min.time())
        return stamp(settled(moment, self.reading.zone).at)

    def _zone_of(self, moment: date) -> tzinfo:
        return (moment.tzinfo if isinstance(moment, datetime) else None) or self.reading.zone

    def _wall(self, moment: date, zone: tzinfo) -> datetime:
        """What the clock shows there."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, datetime.min.time())
        if moment.tzinfo not in {None, zone}:
            moment = moment.astimezone(zone)
        return moment.replace(tzinfo=None)


def _parsed(block: Block) -> Entry:
    try:
        with within_seconds(2):
            entry = Entry.from_ical(block.text)
    except (Exception, TooSlow) as error:  # the library breaks in many ways
        raise RowError("It cannot be read as an entry of a calendar.") from error
    if not isinstance(entry, Entry):
        raise RowError("It cannot be read as an entry of a calendar.")
    return entry


def _said(entry: Entry, *, cancelled: bool) -> Said:
    geo = entry.get("geo")
    return Said(
        title=_text(entry, "summary"),
        purpose=_text(entry, "description"),
        place=_text(entry, "location"),
        contact=f"{_text(entry, 'contact')} {_mail(entry)}",
        link=_text(entry, "url"),
        status="cancelled" if cancelled else _text(entry, "status"),
        uid=_text(entry, "uid"),
        kind=_text(entry, "categories"),
        latitude=_degrees(geo, "latitude", 90),
        longitude=_degrees(geo, "longitude", 180),
    )


def _text(entry: Entry, name: str) -> str:
    """The first of that name."""
    written: Any = entry.get(name)
    if isinstance(written, list):
        written = written[0] if written else ""
    if cats := part(written, "cats"):
        written = cats[0]
    return str(written) if written is not None else ""


def _mail(entry: Entry) -> str:
    address = _text(entry, "organizer")
    return address[7:] if address.lower().startswith("mailto:") else ""


def _degrees(geo: object, name: str, most: int) -> float | None:
    value = part(geo, name)
    return float(value) if isinstance(value, (int, float)) and -most <= value <= most else None
