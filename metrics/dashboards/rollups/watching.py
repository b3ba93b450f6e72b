"""Triggers that say which days of which areas are out of date.

They run once a statement, not once a row, so that a million rows that come in at once cost one
more pass over them. They write in the writer's own transaction: what is committed is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = ("INSERT", "UPDATE", "DELETE")
ROWS = {
    "INSERT": "REFERENCING NEW TABLE AS fresh",
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS fresh",
    "DELETE": "REFERENCING OLD TABLE AS gone",
}


@dataclass(frozen=True)
class Watch:
    """A table whose rows are counted, or change what is counted.

    `columns` are those that matter; an update of others is passed by. `keys` selects the day and
    area_id that are out of date, from `changed`; a day of instants is that of UTC. `counts` says
    which rows matter when they come or go.
    """

    subject: str
    table: str
    columns: tuple[str, ...]
    keys: str
    counts: str = "TRUE"
    on: tuple[str, ...] = ALL

    @property
    def name(self) -> str:
        return f"dashboards_watch_{self.table}_{self.subject}"

    @property
    def body(self) -> str:
        """What the function does; also how to see that the one installed is this one."""
        lines = ["BEGIN"]
        lines += [f"IF TG_OP = '{event}' THEN {self._touch(event)}; END IF;" for event in self.on]
        return "\n".join([*lines, "RETURN NULL;", "END"])

    @property
    def create(self) -> str:
        triggers = "".join(
            f"CREATE TRIGGER {self.name}_{event.lower()} AFTER {event} ON {self.table}"
            f" {ROWS[event]} FOR EACH STATEMENT EXECUTE FUNCTION {self.name}();\n"
            for event in self.on
        )
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $touch$\n{self.body}\n$touch$;\n{triggers}"
        )

    @property
    def drop(self) -> str:
        return f"DROP FUNCTION {self.name}() CASCADE;"

    def _touch(self, event: str) -> str:
        names = ", ".join(self.columns)
        if event == "UPDATE":
            old, new = (", ".join(f"{row}.{name}" for name in self.columns) for row in "on")
            differs = f"o.id = n.id WHERE ({old}) IS DISTINCT FROM ({new})"
            changed = (
                f"SELECT {old} FROM gone o LEFT JOIN fresh n ON {differs}"  # noqa: S608 -- our own words
                f" UNION ALL SELECT {new} FROM fresh n LEFT JOIN gone o ON {differs}"
            )
        else:
            rows = "fresh" if event == "INSERT" else "gone"
            changed = f"SELECT {names} FROM {rows} WHERE {self.counts}"  # noqa: S608 -- our own words
        return (
            f"WITH changed AS ({changed}), key AS ({self.keys})"  # noqa: S608 -- our own words
            " INSERT INTO dashboards_touched (subject, day, area_id)"
            f" SELECT DISTINCT '{self.subject}', key.day, key.area_id FROM key"
            " WHERE key.day IS NOT NULL"
        )


def installed(watches: Iterable[Watch]) -> list[migrations.RunSQL]:
    """Operations of a migration that set these up, and take them away again."""
    return [migrations.RunSQL(each.create, each.drop) for each in watches]
