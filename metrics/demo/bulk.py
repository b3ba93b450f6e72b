"""Many rows at once, as PostgreSQL likes them best."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import AutoField, Max
from django.db.models.expressions import DatabaseDefault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Field, Model


def copy_in(model: type[Model], rows: Iterable[Model]) -> int:
    """Write unsaved rows with COPY and return how many; a row that carries no key is refused.

    Columns the database fills are left to it where the first row does. The keys are ours, so
    a counting key is moved past the highest afterwards.
    """
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return 0
    fields = [field for field in model._meta.concrete_fields if _ours(field, first)]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    count = 0
    with connection.cursor() as cursor:
        with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
            for row in chain([first], waiting):
                stream.write_row(
                    [
                        field.get_db_prep_save(field.pre_save(row, add=True), connection)
                        for field in fields
                    ]
                )
                count += 1
        if isinstance(model._meta.pk, AutoField):
            last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)",
                [model._meta.db_table, last + 1],
            )
    return count


def _ours(field: Field[object, object], row: Model) -> bool:
    if field.generated:
        return False
    return not isinstance(getattr(row, field.attname), DatabaseDefault)
