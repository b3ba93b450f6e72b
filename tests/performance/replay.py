"""The SQL statements of one request, written down once and run again with fresh values.

The same request is made twice. What differs between the two is what must be fresh: keys,
addresses, instants, and the numbers that earlier statements of the same request returned.
"""

from __future__ import annotations

import pickle
import re
import uuid
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection as default
from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAVEPOINT = re.compile(r'SAVEPOINT "[^"]+"$')
CODE = 10
SHORT = 200  # longer strings are words, which may come twice


@dataclass
class Fresh:
    """A value that must be new each time, like this one."""

    like: Any

    def make(self) -> Any:
        if isinstance(self.like, datetime):
            return timezone.now()
        if isinstance(self.like, uuid.UUID):
            return uuid.uuid4()
        if self.is_code:
            return uuid.uuid4().hex[: len(self.like)]
        return (
            self.like[:-32] + uuid.uuid4().hex
            if self.is_digest
            else f"{self.like}{uuid.uuid4().hex}"
        )

    @property
    def is_code(self) -> bool:
        """A few letters and digits that fill their column, such as a ticket."""
        return len(self.like) <= CODE and self.like.isalnum() and self.like.upper() == self.like

    @property
    def is_digest(self) -> bool:
        """Something that has its length for a reason."""
        return len(self.like) >= len(uuid.uuid4().hex) and "@" not in self.like


@dataclass
class Returned:
    """What an earlier statement returned."""

    by: int


@dataclass
class Statement:
    sql: str
    values: list[Any] | None
    atomic: bool
    returned: int | None = None  # the number that an INSERT gave its row

    @property
    def returns_a_number(self) -> bool:
        return self.returned is not None


Plan = list[Statement]


class Recorder:
    """Writes down what is executed; for `connection.execute_wrapper`."""

    def __init__(self) -> None:
        self.statements: Plan = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, *how: Any) -> Any:
        result = execute(sql, params, *how)
        values = None if params is None else list(params)
        statement = Statement(sql, values, atomic=default.in_atomic_block)
        if sql.startswith("INSERT") and "RETURNING" in sql:
            cursor = how[-1]["cursor"]
            row = cursor.fetchone()
            cursor.scroll(0, mode="absolute")
            statement.returned = row[0] if row and isinstance(row[0], int) else None
        self.statements.append(statement)
        return result


def plan(request: Callable[[], object]) -> Plan:
    """How to run the statements of a request again without the request."""
    request()  # what is only asked for once is now in a cache
    one, other = record(request), record(request)
    if [SAVEPOINT.sub("", each.sql) for each in one] != [
        SAVEPOINT.sub("", each.sql) for each in other
    ]:
        raise RuntimeError("The same request, made twice, ran different statements.")
    for place, (statement, again) in enumerate(zip(one, other, strict=True)):
        if statement.values is not None:
            pairs = zip(statement.values, again.values or [], strict=True)
            statement.values = [param(*pair, one[:place], other[:place]) for pair in pairs]
    return one


def record(request: Callable[[], object]) -> Plan:
    recorder = Recorder()
    with default.execute_wrapper(recorder):
        request()
    return recorder.statements


def param(value: Any, again: Any, before: Plan, before_again: Plan) -> Any:
    """The value, or how to make one."""
    if type(value) is int:
        for place, (one, other) in enumerate(zip(before, before_again, strict=True)):
            if one.returned == value and other.returned == again:
                return Returned(place)
    if isinstance(value, datetime | uuid.UUID) or (isinstance(value, str) and len(value) < SHORT):
        return value if value == again else Fresh(value)
    return value


def run(connection: Any, statements: Plan) -> None:
    """Run them, what was one transaction in one transaction."""
    returned: dict[int, int] = {}
    place = 0
    with connection.cursor() as cursor:
        while place < len(statements):
            atomic = statements[place].atomic
            with transaction.atomic() if atomic else nullcontext():
                while place < len(statements) and statements[place].atomic == atomic:
                    statement = statements[place]
                    cursor.execute(statement.sql, filled(statement.values, returned))
                    if cursor.description:
                        rows = cursor.fetchall()
                        if statement.returns_a_number:
                            returned[place] = rows[0][0]
                    place += 1


def filled(values: list[Any] | None, returned: dict[int, int]) -> list[Any] | None:
    return None if values is None else [fill(value, returned) for value in values]


def fill(value: Any, returned: dict[int, int]) -> Any:
    if isinstance(value, Fresh):
        return value.make()
    return returned[value.by] if isinstance(value, Returned) else value


def write(path: Path, plans: dict[str, list[Plan]]) -> None:
    path.write_bytes(pickle.dumps(plans))


def read(path: Path) -> dict[str, list[Plan]]:
    plans: dict[str, list[Plan]] = pickle.loads(path.read_bytes())  # noqa: S301 -- ours
    return plans
