"""What a text is probably about, by words that anyone can read and change.

Each category has words and phrases with weights (`category_words.json`, English and
Spanish, without accents; a star stands for any ending). The weights of those that occur
are added, and the highest sum wins. Nothing is learned from residents, nothing leaves the
machine, and every suggestion can say which words made it. `manage.py train_categories`
writes such a file from an agency's own labelled concerns.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

ENOUGH = 2.0  # below this, saying nothing is more honest
SHIPPED = Path(__file__).with_name("category_words.json")

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Suggestion:
    slug: str
    because: tuple[str, ...]  # the words that weighed most, as they were written


def suggest(text: str) -> Suggestion | None:
    """The likeliest category and the words that say so; None when too little says anything."""
    flat = fold(text)
    best, best_sum, best_found = "", 0.0, {}
    for slug, patterns in _patterns(_path()).items():
        found = {
            match.span(): weight
            for start, pattern, weight in patterns
            if start in flat and (match := pattern.search(flat)) is not None
        }
        found = _widest(found)
        if (total := sum(found.values())) > best_sum:
            best, best_sum, best_found = slug, total, found
    if best_sum < ENOUGH:
        return None
    weighty = sorted(best_found, key=lambda span: (-best_found[span], span))[:2]
    return Suggestion(best, tuple(text[start:end] for start, end in sorted(weighty)))


def fold(text: str) -> str:
    """Lower case without accents, letter for letter, so that places stay the same."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in text)


def _widest(found: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """“Loud music” says what “loud” and “music” say: words within a longer find do not add."""
    return {
        span: weight
        for span, weight in found.items()
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found)
    }


def _path() -> Path:
    return Path(settings.CATEGORY_WORDS) if settings.CATEGORY_WORDS else SHIPPED


@lru_cache(maxsize=2)
def _patterns(path: Path) -> dict[str, list[tuple[str, re.Pattern[str], float]]]:
    """By category: how a phrase begins, which is found fast, then the phrase, and its weight."""
    weights: Weights = json.loads(path.read_text(encoding="utf-8"))
    return {
        slug: [
            (fold(phrase).replace("*", " ").split()[0], _pattern(phrase), weight)
            for phrase, weight in words.items()
        ]
        for slug, words in weights.items()
    }


def _pattern(phrase: str) -> re.Pattern[str]:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in fold(phrase).split()]
    return re.compile(r"\b" + r"\W+".join(words) + r"\b")
