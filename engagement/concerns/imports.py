"""Concerns that another system already holds: what its rows mean here, and how they come in.

Rows are copied into a temporary table and moved by one statement, so that a million of them
take little more than a plain COPY.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings

from engagement.concerns import places
from engagement.concerns.models import Concern, Step
from engagement.concerns.states import CLOSED, State
from portal.areas.words import fold
from portal.records.imports import Refused, RowError, Staging
from portal.records.imports.values import Moments, degrees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from portal.areas.codes import Codes
    from portal.areas.locate import Atlas
    from portal.records.imports import Record, Tally

FIELDS = (
    "external_id", "text", "place", "raised_at", "closed_at", "state", "outcome", "latitude",
    "longitude", "area", "category",
)  # fmt: skip
NEEDED = ("text", "raised_at")
BATCH = 5_000  # points located at once

# What other systems call the states, folded. `--status` adds to it.
STATUSES = {
    **dict.fromkeys(("open", "new", "received", "submitted", "unassigned"), State.RECEIVED),
    **dict.fromkeys(("acknowledged", "assigned", "accepted", "reviewed"), State.ACKNOWLEDGED),
    **dict.fromkeys(("in progress", "in_progress", "started", "pending"), State.IN_PROGRESS),
    **dict.fromkeys(("planned", "scheduled", "on hold"), State.PLANNED),
    **dict.fromkeys(
        ("closed", "complete", "completed", "resolved", "done", "fixed", "archived"), State.RESOLVED
    ),
    **dict.fromkeys(
        (
            "duplicate", "dup", "open - dup", "completed - dup", "closed - dup",
            "closed - duplicate", "closed (duplicate)", "completed - duplicate",
        ),
        State.DUPLICATE,
    ),
    **dict.fromkeys(("referred", "transferred"), State.REFERRED),
    **dict.fromkeys(
        ("no action", "invalid", "canceled", "cancelled", "rejected"), State.NO_ACTION
    ),
    **dict.fromkeys(("reopened", "re-opened"), State.REOPENED),
}  # fmt: skip

COLUMNS = {
    "line": "bigint",
    "external_id": "text",
    "text": "text",
    "place": "text",
    "latitude": "float8",
    "longitude": "float8",
    "cell": "text",
    "near_cell": "text",
    "area_id": "bigint",
    "area_supplied": "boolean",
    "category_id": "bigint",
    "state": "text",
    "outcome": "text",
    "raised_at": "timestamptz",
    "closed_at": "timestamptz",
}


@dataclass
class Draft:
    """A row as it will stand here, before its area is looked up."""

    line: int
    external_id: str
    text: str
    place: str
    latitude: float | None
    longitude: float | None
    area_id: int | None
    area_supplied: bool
    category_id: int | None
    state: str
    outcome: str
    raised_at: datetime
    closed_at: datetime | None


@dataclass
class Reading:
    """How one file is read: which column fills which field, and what its words mean."""

    columns: Mapping[str, Sequence[str]]
    codes: Codes
    categories: Mapping[str, int]
    now: datetime
    statuses: Mapping[str, str] = field(default_factory=dict)
    unknown_area: str = "reject"
    day_first: bool = False

    def __post_init__(self) -> None:
        missing = [name for name in NEEDED if name not in self.columns]
        if missing:
            raise Refused(f"Say which column holds {' and '.join(missing)}: --map text=COLUMN …")
        self.statuses = {**STATUSES, **{fold(k): v for k, v in self.statuses.items()}}
        self.moment = Moments(ZoneInfo(settings.TIME_ZONE), day_first=self.day_first).read
        self.one = {name: columns[0] for name, columns in self.columns.items()}
        self.unknown: dict[str, int] = {}
        self.closed_without_date = 0

    def read(self, record: Record) -> Draft:
        """The row, or RowError with the reason it cannot be taken."""
        if record.problem:
            raise RowError(record.problem)
        values = record.values
        text = self._joined(values, "text", ": ")
        if not text:
            raise RowError(f"It says nothing in {' or '.join(self.columns['text'])}.")
        raised_at = self._raised_at(values)
        state, outcome, closed_at = self._end(values, raised_at)
        area_id, supplied = self._area(values)
        latitude = degrees(self._value(values, "latitude"), 90, "Its latitude")
        longitude = degrees(self._value(values, "longitude"), 180, "Its longitude")
        if latitude is None or longitude is None:
            latitude = longitude = None
        return Draft(
            record.line, self._external_id(record), text[:5_000],
            self._joined(values, "place", ", ")[:200], latitude, longitude, area_id, supplied,
            self.categories.get(fold(self._value(values, "category"))), state, outcome,
            raised_at, closed_at,
        )  # fmt: skip

    def _value(self, values: Mapping[str, str], name: str) -> str:
        column = self.one.get(name)
        return values.get(column, "").strip() if column else ""

    def _joined(self, values: Mapping[str, str], name: str, glue: str) -> str:
        parts = [values.get(column, "").strip() for column in self.columns.get(name, ())]
        return glue.join(part for part in parts if part).replace("\x00", "")

    def _external_id(self, record: Record) -> str:
        """The number the other system gave it; where there is none, the row itself."""
        if "external_id" not in self.columns:
            return sha256("\x1f".join(record.raw).encode()).hexdigest()[:32]
        number = self._value(record.values, "external_id")
        if not number:
            raise RowError(f"It has no {self.one['external_id']}.")
        if len(number) > 120:  # noqa: PLR2004 as the column is
            raise RowError("Its number is too long.")
        return number

    def _raised_at(self, values: Mapping[str, str]) -> datetime:
        written = self._value(values, "raised_at")
        if not written:
            raise RowError(f"It has no {self.one['raised_at']}.")
        raised_at = self.moment(written)
        if raised_at > self.now:
            raise RowError(f"It was raised in the future: {written}.")
        return raised_at

    def _end(
        self, values: Mapping[str, str], raised_at: datetime
    ) -> tuple[str, str, datetime | None]:
        """State, outcome and closing time, which the database holds to one another."""
        closed = self._value(values, "closed_at")
        closed_at = self.moment(closed) if closed else None
        if closed_at and closed_at < raised_at:
            raise RowError("It was closed before it was raised.")
        written = self._value(values, "state")
        state = self._state(written, closed=closed_at is not None)
        outcome = self._joined(values, "outcome", " ")
        if state not in CLOSED:
            return state, outcome, None
        if closed_at is None:
            self.closed_without_date += 1
        if state == State.NO_ACTION and not outcome:
            outcome = f"Closed in the other system as: {written}."
        return state, outcome, closed_at or raised_at

    def _state(self, written: str, *, closed: bool) -> str:
        if not written:
            return State.RESOLVED if closed else State.RECEIVED
        state = self.statuses.get(written) or self.statuses.get(fold(written))
        if state is None:
            raise RowError(f'Its status "{written[:40]}" is unknown. Use --status "…=resolved".')
        return state

    def _area(self, values: Mapping[str, str]) -> tuple[int | None, bool]:
        """The area the other system names, which is never replaced by one looked up."""
        written = self._value(values, "area")
        if not written:
            return None, False
        found = self.codes.find(written)
        if found is not None:
            return found, True
        if not written.strip("0"):  # how many systems write "none"
            return None, False
        self.unknown[written] = self.unknown.get(written, 0) + 1
        if self.unknown_area == "reject":
            raise RowError(f"There is no area {written[:40]} here.")
        return None, self.unknown_area == "keep"


def located(drafts: Sequence[Draft], atlas: Atlas) -> Iterator[tuple[Any, ...]]:
    """Rows for the staging table. Where no area was supplied, the point gives it."""
    sought = [draft for draft in drafts if not draft.area_supplied]
    if sought:
        # What has no point becomes NaN, which is nowhere.
        points = np.array([(d.latitude, d.longitude) for d in sought], dtype=float)
        for draft, index in zip(sought, atlas.find(*points.T), strict=True):
            draft.area_id = None if index < 0 else atlas.areas[index].pk
    for d in drafts:
        cells = places.cells(d.latitude, d.longitude)
        yield (
            d.line, d.external_id, d.text, d.place, d.latitude, d.longitude, *cells, d.area_id,
            d.area_supplied, d.category_id, d.state, d.outcome, d.raised_at, d.closed_at,
        )  # fmt: skip


class Incoming:
    """The staging table, and the one statement that moves its rows where they belong."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.staging = Staging("incoming_concerns", COLUMNS)
        self.waiting: list[Draft] = []

    def add(self, draft: Draft, put: Callable[[tuple[Any, ...]], None]) -> None:
        self.waiting.append(draft)
        if len(self.waiting) >= BATCH:
            self.flush(put)

    def flush(self, put: Callable[[tuple[Any, ...]], None]) -> None:
        for row in located(self.waiting, self.atlas):
            put(row)
        self.waiting.clear()

    def repeated(self) -> Iterator[tuple[int, int]]:
        """Lines whose number comes again further down, with the line that counts: the last."""
        return self.staging.stream("""
            SELECT line, last FROM (
                SELECT line, max(line) OVER (PARTITION BY external_id) AS last
                FROM incoming_concerns
            ) seen WHERE line < last ORDER BY line
        """)

    def move(self, system: str, *, public: bool, language: str, tally: Tally) -> None:
        self.staging.analyze()
        values: list[str | int] = [language, public, public, system, settings.FIRST_REPLY_HOURS]
        added, changed, total = self.staging.rows(MOVE, values)[0]
        tally.added += added
        tally.changed += changed
        tally.unchanged += total - added - changed


CONCERNS, STEPS = Concern._meta.db_table, Step._meta.db_table
# What the other system may bring up to date. Nothing is, once a person here has worked on it.
KEPT_UP = (
    "text", "place", "latitude", "longitude", "cell", "near_cell", "category_id", "state",
    "outcome", "raised_at", "closed_at", "reply_due_at", "area_id", "area_supplied",
)  # fmt: skip
# A supplied area stays when a later file no longer names it.
AREA_STAYS = "here.area_supplied AND NOT excluded.area_supplied"
NEW = {
    name: f"CASE WHEN {AREA_STAYS} THEN here.{name} ELSE excluded.{name} END"
    if name.startswith("area")
    else f"excluded.{name}"
    for name in KEPT_UP
}
MOVE = f"""
    WITH latest AS (
        SELECT DISTINCT ON (external_id) * FROM incoming_concerns ORDER BY external_id, line DESC
    ), moved AS (
        INSERT INTO {CONCERNS} AS here (
            external_id, text, place, latitude, longitude, cell, near_cell, area_id, area_supplied,
            category_id, state, outcome, raised_at, closed_at, language, wants_public, is_public,
            source_system, reply_due_at, source, when_worst, wish, anonymous, contact_name,
            contact_email, contact_phone, receipt_hash, submission_hash, sensitive
        )
        SELECT external_id, text, place, latitude, longitude, cell, near_cell, area_id,
            area_supplied, category_id, state, outcome, raised_at, closed_at, %s, %s, %s, %s,
            raised_at + make_interval(hours => %s), 'import', '{{}}', '', false, '', '', '', '', '',
            false
        FROM latest
        ON CONFLICT (source_system, external_id) WHERE external_id <> '' DO UPDATE
        SET {", ".join(f"{name} = {new}" for name, new in NEW.items())}
        WHERE ({", ".join(f"here.{name}" for name in KEPT_UP)})
            IS DISTINCT FROM ({", ".join(NEW.values())})
          AND NOT EXISTS (SELECT FROM {STEPS} step WHERE step.concern_id = here.id)
        RETURNING xmax = 0 AS added
    ) SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added),
             (SELECT count(*) FROM latest) FROM moved
"""  # noqa: S608  nothing but our own names
