"""The words of an entry as the database searches them.

Stemmed as in the language they are written in, accents folded, without any extension.
"""

from __future__ import annotations

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Case, F, Func, GeneratedField, TextField, Value, When
from django.db.models.functions import Concat

from engagement.concerns.models.searching import folded

SEARCHED = ("happened", "place", "obstacles", "wants", "unanswered")


def vector(config: str) -> Func:
    """What happened, where, what got in the way, what people want and asked."""
    parts = [part for name in SEARCHED for part in (F(name), Value(" "))]
    words = Concat(*parts, output_field=TextField())
    return Func(
        Value(config), folded(words), function="to_tsvector", output_field=SearchVectorField()
    )


def search_column() -> GeneratedField:
    return GeneratedField(
        expression=Case(
            When(language__startswith="es", then=vector("spanish")), default=vector("english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )
