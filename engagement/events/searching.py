"""Words people look for in meetings, in whatever language a meeting is written.

Capitals and accents do not matter: “reunion” finds “Reunión”. All in core PostgreSQL.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, Func, Lookup, Q, TextField, Value
from django.db.models.functions import Concat

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

MOST_WORDS = 8
LONGEST = 100
_MARKS = re.compile(r"[\u0300-\u036f]")

# Where to look: words in all their languages, then names as they are.
LOOKED_AT = (
    "event__title",
    "event__purpose",
    "event__venue_name",
    "event__venue_address",
    "event__host",
    "event__area__name",
)


class Folded(Func):
    """Small letters without accents, and without the language codes that stand in a wording."""

    template = (
        "lower(regexp_replace(normalize(%(expressions)s, NFD), "
        "'[\\u0300-\\u036f]|\"[a-zA-Z-]+\": \"', '', 'g'))"
    )
    output_field = TextField()


def words_in(text: str) -> list[str]:
    """The words looked for, folded as the database folds."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text[:LONGEST])).lower()
    return re.findall(r"[^\W_]+", plain)[:MOST_WORDS]


class HasAll(Lookup[bool]):
    """Text in which each of the patterns is found; it is folded once, not once a word."""

    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        looked_at, params = self.process_lhs(compiler, connection)
        return f"{looked_at} LIKE ALL (%s::text[])", (*params, self.rhs)


def said(text: str) -> Q:
    """Sessions of meetings in which each of the words is found; no words find everything."""
    # A word has letters and digits alone, so nothing in it means more to LIKE than itself.
    patterns = [f"%{word}%" for word in words_in(text)]
    return Q(HasAll(_looked_at(), patterns)) if patterns else Q()


def _looked_at() -> Folded:
    parts = [part for name in LOOKED_AT for part in (F(name), Value(" "))]
    return Folded(Concat(*parts, output_field=CharField()))
