"""Makes a table as long as it is in a large city, out of the rows it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.performance.house import City

COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND NOT indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
CONCERNS = {
    "id": "nextval(pg_get_serial_sequence('concerns_concern', 'id'))",
    "receipt_hash": "''",
    "submission_hash": "''",
    "external_id": "''",
    "text": "text || ' ' || mod(n, 4999)",  # a vocabulary like that of many house numbers
}
# The same, each some weeks earlier than the one it is like, and answered a little sooner or later.
EARLIER = "- mod(n * 7919, 28 * 86400) * interval '1 second'"
SPREAD = CONCERNS | {
    **{
        name: f"{name} {EARLIER}"
        for name in (
            *("raised_at", "reply_due_at", "resolve_due_at", "acknowledged_at"),
            *("waiting_since", "clock_started_at", "wrote_back_at"),
        )
    },
    **{
        name: f"{name} {EARLIER} + mod(n, 4999) * interval '1 second'"
        for name in ("answered_at", "first_answered_at", "closed_at")
    },
}
RESPONSES = {"id": "gen_random_uuid()"}
SESSIONS = {
    "id": "nextval(pg_get_serial_sequence('events_session', 'id'))",
    "starts_at": "now() + n * interval '1 hour'",
    "ends_at": "now() + n * interval '1 hour' + interval '90 minutes'",
}


def columns(city: City, table: str) -> list[str]:
    return [row[0] for row in city.rows(COLUMNS, table)]


def grow(city: City, table: str, to: int, made: dict[str, str]) -> None:
    """Copy rows until there are so many. `made` says how a column gets a value of its own."""
    have = city.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 -- our own names
    more = to - have
    if more <= 0:
        return
    names = columns(city, table)
    values = ", ".join(made.get(name, name) for name in names)
    indexes = city.rows(INDEXES, table)
    for name, _ in indexes:
        city.rows(f"DROP INDEX {name}")
    city.rows(
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 -- our own names
        f" SELECT {values} FROM (SELECT *, row_number() OVER () AS n"
        f" FROM {table}, generate_series(1, {more // have + 1}) AS again LIMIT {more}) AS source"
    )
    for _, definition in indexes:
        city.rows(definition)
    city.rows(f"VACUUM ANALYZE {table}")
