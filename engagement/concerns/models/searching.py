"""The words of a concern as the database searches them.

Stemmed as in the language they are written in, accents folded, without any extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Case, F, Func, GeneratedField, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

ACCENTED = "áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
PLAIN = "aaaaaaeeeeiiiiooooouuuuncAAAAAAEEEEIIIIOOOOOUUUUNC"
_FOLDED = str.maketrans(ACCENTED, PLAIN)


def folded(words: Combinable | str) -> Func:
    return Func(
        words, Value(ACCENTED), Value(PLAIN), function="translate", output_field=TextField()
    )


def vector(config: str) -> Func:
    """What is said, where, and what would help; hidden words cannot be found."""
    said: Any = Coalesce(NullIf(F("redacted_text"), Value("", TextField())), F("text"))
    words = Concat(said, Value(" "), F("place"), Value(" "), F("wish"), output_field=TextField())
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


def query(words: str) -> SearchQuery:
    """What someone looks for, as on the web: words, "a phrase", -not, or. In every language."""
    plain = words.translate(_FOLDED)
    english = SearchQuery(plain, config="english", search_type="websearch")
    return english | SearchQuery(plain, config="spanish", search_type="websearch")
