"""Brings meetings in, some hundred at a time: new ones made, known ones brought up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from engagement.events.models import Event, Session
from portal.records.imports import Refused
from portal.wordings import in_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from engagement.events.imports.found import Found, Noticed
    from portal.records.imports import Tally

BATCH = 500
MOST = 200_000  # entries of one file; no agency meets more often
WORDS = ("title", "purpose")
PLAIN = (
    "kind", "area_id", "venue_name", "venue_address", "latitude", "longitude", "online_link",
    "host", "contact",
)  # fmt: skip
TIMES = ("starts_at", "ends_at")


@dataclass
class Policy:
    """Who sees what is new."""

    publish: bool = False
    draft: bool = False

    def published_at(self, found: Found, now: datetime) -> datetime | None:
        """What is over was public already, on its day; what is to come waits for a person."""
        if self.draft:
            return None
        if found.span.ends_at <= now:
            return found.span.starts_at
        return now if self.publish else None


@dataclass
class Incoming:
    source: str
    language: str
    policy: Policy
    now: datetime
    tally: Tally
    noticed: Noticed
    reject: Callable[[int, str], None]
    waiting: list[Found] = field(default_factory=list)
    same: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    nearly: set[str] = field(default_factory=set)

    def add(self, found: Found) -> None:
        """Take it along, unless it is one that was met before in this file."""
        if earlier := self.numbers.get(found.number) or self.same.get(found.same):
            self.noticed["same"] += 1
            self.reject(found.line, f"Line {earlier:,} has the same meeting, and counts.")
            return
        if len(self.numbers) >= MOST:
            raise Refused(f"This holds more than {MOST:,} meetings. Split it by year.")
        if found.nearly in self.nearly:
            self.noticed["elsewhere"] += 1
        self.numbers[found.number] = self.same[found.same] = found.line
        self.nearly.add(found.nearly)
        self.waiting.append(found)
        if len(self.waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        here = {
            event.uid: event
            for event in Event.objects.filter(
                uid__in=[uid(found) for found in self.waiting]
            ).prefetch_related("sessions")
        }
        self._make([found for found in self.waiting if uid(found) not in here])
        for found in self.waiting:
            if event := here.get(uid(found)):
                self._renew(event, found)
        self.waiting.clear()

    def _make(self, new: list[Found]) -> None:
        events = []
        for found, slug in zip(new, self._slugs(new), strict=True):
            events.append(
                Event(
                    uid=uid(found),
                    slug=slug,
                    imported_from=self.source,
                    written_in=self.language,
                    published_at=self.policy.published_at(found, self.now),
                    **self._values(found),
                    **_called_off(found, self.now),
                )
            )
        Event.objects.bulk_create(events)
        Session.objects.bulk_create(
            Session(
                event=event,
                starts_at=found.span.starts_at,
                ends_at=found.span.ends_at,
                end_guessed=found.span.guessed,
            )
            for event, found in zip(events, new, strict=True)
        )
        self.tally.added += len(new)

    def _values(self, found: Found) -> dict[str, Any]:
        words = {name: {self.language: getattr(found, name)} for name in WORDS}
        return words | {name: getattr(found, name) for name in PLAIN}

    def _slugs(self, new: list[Found]) -> Iterator[str]:
        """One query for all, and one more for each that is taken."""
        stems = [_stem(found) for found in new]
        taken = set(Event.objects.filter(slug__in=stems).values_list("slug", flat=True))
        for stem in stems:
            slug, number = stem, 1
            while slug in taken:
                number += 1
                slug = f"{stem}-{number}"
                if slug not in taken and Event.objects.filter(slug=slug).exists():
                    taken.add(slug)
            taken.add(slug)
            yield slug

    def _renew(self, event: Event, found: Found) -> None:
        """Bring a known meeting up to date, unless people here have made it theirs."""
        sessions = list(event.sessions.all())
        changes = self._changes(event, sessions, found)
        publishes = self.policy.publish and event.is_draft and not event.is_cancelled
        if changes and (len(sessions) != 1 or is_ours(event)):
            self.noticed["kept"] += 1
            changes = {}
        if not changes and not publishes:
            self.tally.unchanged += 1
            return
        for name, value in changes.items():
            setattr(sessions[0] if name in {*TIMES, "end_guessed"} else event, name, value)
        if publishes:
            event.published_at = self.policy.published_at(found, self.now)
        event.sequence += bool(changes)
        event.save()
        if changes:
            sessions[0].save()
        self.tally.changed += 1

    def _changes(self, event: Event, sessions: list[Session], found: Found) -> dict[str, Any]:
        """What the file says otherwise, by field."""
        wanted: dict[str, Any] = {name: getattr(found, name) for name in PLAIN}
        changes = {name: new for name, new in wanted.items() if getattr(event, name) != new}
        for name in WORDS:
            here = in_languages(getattr(event, name))
            if here.get(self.language, "") != getattr(found, name):
                changes[name] = here | {self.language: getattr(found, name)}
        if found.cancelled != event.is_cancelled:
            changes |= _called_off(found, self.now)
        for session in sessions[:1]:
            wanted = {
                "starts_at": found.span.starts_at,
                "ends_at": found.span.ends_at,
                "end_guessed": found.span.guessed,
            }
            changes |= {name: new for name, new in wanted.items() if getattr(session, name) != new}
        return changes


def _stem(found: Found) -> str:
    day = timezone.localtime(found.span.starts_at)
    return f"{slugify(found.title)[:150] or 'meeting'}-{day:%Y-%m-%d}"


def uid(found: Found) -> str:
    return f"{found.number}@imported"


def _called_off(found: Found, now: datetime) -> dict[str, Any]:
    if not found.cancelled:
        return {"cancelled_at": None, "cancel_reason": ""}
    return {
        "cancelled_at": min(now, found.span.starts_at),
        "cancel_reason": gettext("It is called off in the calendar it came from."),
    }


def is_ours(event: Event) -> bool:
    """People have answered, or someone at the desk changed more than who may see it."""
    if event.sessions.filter(rsvps__isnull=False).exists():
        return True
    return _edited("EventHistory", [event], (*WORDS, *PLAIN, "cancelled_at")) or _edited(
        "SessionHistory", event.sessions.all(), (*TIMES, "capacity")
    )


def _edited(history: str, rows: Iterable[Event | Session], fields: tuple[str, ...]) -> bool:
    """Whether a signed-in person changed any of these. History holds each row as it was before."""
    kept = apps.get_model("events", history)._default_manager
    for row in rows:
        was = list(kept.filter(pgh_obj_id=row.pk).select_related("pgh_context").order_by("pgh_id"))
        for before, after in pairwise([*was, row]):
            by = before.pgh_context and before.pgh_context.metadata.get("user")
            if by and any(_plain(before, name) != _plain(after, name) for name in fields):
                return True
    return False


def _plain(row: object, name: str) -> object:
    value = getattr(row, name)
    return in_languages(value) if name in WORDS else value
