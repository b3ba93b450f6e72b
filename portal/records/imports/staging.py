"""A temporary table that rows are copied into before one statement moves them where they belong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Staging:
    """Made and dropped inside the transaction of the import."""

    def __init__(self, name: str, columns: dict[str, str]) -> None:
        self.name = name
        self.columns = columns
        body = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"')
            cursor.execute(f'CREATE TEMPORARY TABLE "{name}" ({body}) ON COMMIT DROP')

    @contextmanager
    def copying(self) -> Iterator[Callable[[Sequence[Any]], None]]:
        """Gives a function that takes one row. Constant memory, whatever the number of rows."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{self.name}" ({names}) FROM STDIN') as copy,
        ):
            yield copy.write_row

    def analyze(self) -> None:
        """Let the planner know how much there is."""
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{self.name}"')

    def rows(self, sql: str, params: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def stream(self, sql: str, size: int = 5_000) -> Iterator[tuple[Any, ...]]:
        """Rows of a query through a server-side cursor."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while batch := cursor.fetchmany(size):
                yield from batch
