"""The history that requests had in the system they came from, kept beside what we do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from engagement.concerns.models import Concern, OutsideNote
from engagement.concerns.open311.reading import history, raw_requests
from portal.records.imports import RowError, Staging
from portal.records.imports.rows import as_text
from portal.records.imports.values import Moments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from engagement.concerns.open311.reading import Requests

NOTES, CONCERNS = OutsideNote._meta.db_table, Concern._meta.db_table
COLUMNS = {"external_id": "text", "at": "timestamptz", "text": "text"}
SAME = "note.concern_id = c.id AND note.at = i.at AND note.text = i.text"
OURS = f"{CONCERNS} c ON c.source_system = %s AND c.external_id = i.external_id"
GONE = f"""
    DELETE FROM {NOTES} old USING {CONCERNS} c
    WHERE old.concern_id = c.id AND c.source_system = %s
      AND c.external_id IN (SELECT external_id FROM incoming_notes)
      AND NOT EXISTS (SELECT FROM incoming_notes i WHERE i.external_id = c.external_id
                      AND i.at = old.at AND i.text = old.text)
"""  # noqa: S608  nothing but our own names
NEW = f"""
    INSERT INTO {NOTES} (concern_id, at, text)
    SELECT DISTINCT c.id, i.at, i.text FROM incoming_notes i JOIN {OURS}
    WHERE NOT EXISTS (SELECT FROM {NOTES} note WHERE {SAME})
    ORDER BY c.id, i.at
"""  # noqa: S608


def keep_history(requests: Requests, system: str) -> None:
    """A second pass, since one connection takes one COPY at a time."""
    staging = Staging("incoming_notes", COLUMNS)
    with staging.copying() as put:
        for row in _notes(requests):
            put(row)
    staging.analyze()
    staging.rows(GONE, [system])
    staging.rows(NEW, [system])


def _notes(requests: Requests) -> Iterator[tuple[str, datetime, str]]:
    moment = Moments(ZoneInfo(settings.TIME_ZONE)).read
    for item in raw_requests(requests.source, requests.look):
        if not isinstance(item, dict):
            continue
        number = as_text(item.get("service_request_id") or item.get("id")).strip()
        for at, _kind, text in history(item):
            try:
                yield number, moment(at), text.replace("\x00", "")[:5_000]
            except RowError:
                continue  # a note without a time that can be read says nothing we could order
