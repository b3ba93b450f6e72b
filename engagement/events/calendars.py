"""Meetings as iCalendar (RFC 5545, and RFC 5546 for what goes by mail)."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from portal.notices.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from engagement.events.models import Rsvp, Session

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Common Ground//Meetings//EN"
# RFC 5545 section 3.1 allows no control character but the tab.
# Nor has XML, in which feeds are written, a place for the last two.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
TAIL = "END:VCALENDAR\r\n"


def clean(text: object) -> str:
    return CONTROL.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n")


def entry(session: Session) -> Entry:
    """One session as a VEVENT, the same bytes for the same row."""
    event = session.event
    vevent = Entry()
    vevent.add("uid", session.uid)
    vevent.add("sequence", event.sequence)
    vevent.add("dtstamp", utc(max(session.changed_at, event.changed_at)))
    vevent.add("dtstart", utc(session.starts_at))
    if not session.end_guessed:
        vevent.add("dtend", utc(session.ends_at))
    vevent.add("summary", clean(event.title))
    vevent.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    vevent.add("url", absolute(event.get_absolute_url()))
    if event.purpose:
        vevent.add("description", clean(event.purpose))
    if place := event.place or event.way_in:
        vevent.add("location", clean(place))
    if event.latitude is not None and event.longitude is not None:
        vevent.add("geo", (event.latitude, event.longitude))
    vevent.add("organizer", organizer(session))
    return vevent


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def organizer(session: Session) -> vCalAddress:
    address = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    address.params["CN"] = vText(clean(session.event.host) or _("Common Ground"))
    return address


def calendar(entries: Iterable[Entry], *, method: str = "PUBLISH") -> str:
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", method)
    for vevent in entries:
        book.add_component(vevent)
    text: str = book.to_ical().decode()
    return text


def invitation(sessions: Iterable[Session], rsvp: Rsvp, *, method: str) -> str:
    """What one attendee's calendar takes in, replaces or takes out: for a course, all of it."""
    entries = [invited(each, rsvp, method=method) for each in sessions]
    return calendar(entries, method=method)


def invited(session: Session, rsvp: Rsvp, *, method: str) -> Entry:
    vevent = entry(session)
    attendee = vCalAddress(f"mailto:{rsvp.email}")
    attendee.params["CN"] = vText(clean(rsvp.name))
    attendee.params["PARTSTAT"] = vText("DECLINED" if rsvp.is_cancelled else "ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    vevent.add("attendee", attendee)
    if method == "CANCEL":
        vevent["status"] = vText("CANCELLED")
    return vevent


def feed(sessions: Iterable[Session], *, name: str, language: str) -> Iterator[str]:
    """A whole calendar, piece by piece, so that its length costs no memory.

    It is read while it is sent, when the language of the request may be gone already.
    """
    yield from head(name)
    for session in sessions:
        with translation.override(language):
            text = entry(session).to_ical().decode()
        yield text
    yield TAIL


def head(name: str) -> Iterator[str]:
    """How a calendar begins: its name, and that it is worth a look every six hours."""
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("name", clean(name))
    book.add("x-wr-calname", clean(name))
    book.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    book.add("x-published-ttl", "PT6H")
    yield book.to_ical().decode().removesuffix(TAIL)
