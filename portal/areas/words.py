"""Finds areas by the words people use for them, accents or not, in core PostgreSQL."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.db.models import Case, Func, IntegerField, Q, Value, When
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from django.db.models import Expression, QuerySet

    from portal.areas.models import Area

Areas = TypeVar("Areas", bound="QuerySet[Area]")

LEVELS = {
    "district": "district",
    "districts": "district",
    "distrito": "district",
    "precinct": "district",
    "sector": "sector",
    "beat": "beat",
    "bt": "beat",
    "ronda": "beat",
    "neighborhood": "neighborhood",
    "neighbourhood": "neighborhood",
    "barrio": "neighborhood",
    "vecindario": "neighborhood",
}
# Words that say nothing of where: they count only when there are no others.
LITTLE = frozenset(
    {
        *("a", "at", "around", "by", "corner", "from", "in", "my", "near", "nearby", "next", "no"),
        *("number", "of", "on", "or", "our", "place", "the", "to", "up"),
        *("al", "cerca", "de", "del", "e", "el", "en", "esquina", "la", "las", "los", "por", "y"),
        *("ave", "avenue", "blvd", "boulevard", "court", "ct", "dr", "drive", "lane", "ln", "pl"),
        *("rd", "road", "st", "street", "avenida", "calle"),
        *("e", "n", "s", "w"),
    }
)
MOST_WORDS = 8
EXACT = 100
CODE = 40
LEVEL = 5
WORD = 10
WHOLE_WORD = 2
SHORT = 3  # below this a word must match whole


class Spoken(NamedTuple):
    phrase: str
    words: list[str]
    level: str


def fold(text: str) -> str:
    """Lower case, without accents: how two spellings of a name are compared."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def spoken(text: str) -> Spoken:
    """What was said, split into words that say where and the kind of area, if one was named."""
    phrase = fold(text.replace("\x00", " "))[:200]
    words = re.findall(r"\w+", phrase)
    words = [re.sub(r"^(\d+)(st|nd|rd|th)$", r"\1", word) for word in words]
    level = next((LEVELS[word] for word in words if word in LEVELS), "")
    telling = [word for word in words if word not in LEVELS and word not in LITTLE]
    return Spoken(phrase, (telling or words)[:MOST_WORDS], level)


def matching(areas: Areas, text: str) -> Areas:
    """Areas the words may mean, best first, each with a `relevance`."""
    said = spoken(text)
    if not said.words:
        return areas.none()
    areas = areas.annotate(
        folded_name=Lower(_Unaccented("name")), bare_code=_Bare(Lower(_Unaccented("code")))
    )
    points = [
        _points(Q(folded_name=said.phrase) | Q(slug=said.phrase), EXACT),
        *(_points(Q(folded_name__regex=rf"\m{re.escape(w)}"), WORD) for w in _open(said)),
        *(_points(Q(folded_name__regex=rf"\m{re.escape(w)}\M"), WHOLE_WORD) for w in said.words),
        *(_points(Q(bare_code=w.lstrip("0") or "0"), CODE) for w in _codes(said)),
    ]
    relevance = sum(points[1:], start=points[0])
    bonus = _points(Q(level=said.level), LEVEL)
    found = areas.annotate(said=relevance).filter(said__gt=0)
    return found.annotate(relevance=relevance + bonus).order_by("-relevance", "path")


def _open(said: Spoken) -> list[str]:
    """Words that may be the start of a name: "mill" finds Millrace."""
    return [word for word in said.words if len(word) >= SHORT and not word.isdigit()]


def _codes(said: Spoken) -> list[str]:
    """Words that may be a code. The number of a house is none: "4853 South Wood"."""
    if said.level or len(said.words) == 1:
        return said.words
    return [word for word in said.words if not word.isdigit()]


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


class _Unaccented(Func):
    """Letters without their accents."""

    template = "regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g')"


class _Bare(Func):
    """A code without its leading zeros; zero itself stays."""

    template = "coalesce(nullif(ltrim(%(expressions)s, '0'), ''), '0')"

    def __init__(self, code: Expression) -> None:
        super().__init__(code)
