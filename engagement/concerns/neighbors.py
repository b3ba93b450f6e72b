"""Public concerns nearby that may be the same one, so that neighbors add a voice to it.

The database gives a few dozen open public concerns from the same corner, or without a
point from the same area (an index each). What they say is compared here: shared words,
without accents, endings and filler, and a little more when the category is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engagement.concerns import places
from engagement.concerns.models import Concern
from engagement.concerns.suggestion import fold

if TYPE_CHECKING:
    from engagement.concerns.models import Category
    from portal.areas.models import Area

SHOWN = 3
LOOKED_AT = 60
CLOSE = 0.25  # of the words, at one corner; across a whole area it takes more
IN_AREA = 0.4
SAME_KIND = 0.15
NEEDED = ("text", "redacted_text", "category_id", "state", "raised_at", "support_count")
LONG = 5
FEWEST = 3

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ing|ed|es|s|mente|ando|iendo|aron|ieron|an|en)$")
_FILLER_WORDS = """
the and for are was were with that this they them their there then when where which who what how
from have has had not but all any can cannot our out about after before into near very just one two
some most every again also still here people someone somebody please would could should will you
your its his her she him been being because until while
los las una uno unos unas del con por para que como cuando donde quien hay muy mas pero sus esta
este estos estas eso ese esa aqui alli ahi desde hasta entre sobre tambien porque todo todos toda
todas siempre cerca favor son fue han nos les
"""
_FILLER = frozenset(_FILLER_WORDS.split())


def like(
    text: str,
    *,
    latitude: float | None,
    longitude: float | None,
    area: Area | None,
    category: Category | None,
) -> list[Concern]:
    """At most three open public concerns that are probably this one, the likeliest first."""
    _cell, near_cell = places.cells(latitude, longitude)
    if not near_cell and area is None:
        return []
    found = Concern.objects.public().open()
    if near_cell:
        found = found.filter(near_cell__in=places.around(near_cell))
    else:
        found = found.filter(area=area)
    words, enough = stems(text), CLOSE if near_cell else IN_AREA
    scored = []
    for concern in found.only(*NEEDED).order_by("-raised_at")[:LOOKED_AT]:
        score = overlap(words, stems(concern.public_text))
        if score and category and concern.category_id == category.pk:
            score += SAME_KIND
        if score >= enough:
            scored.append((score, concern.raised_at, concern))
    scored.sort(key=lambda one: one[:2], reverse=True)
    return [concern for *_score, concern in scored[:SHOWN]]


def stems(text: str) -> frozenset[str]:
    """The words that mean something, without accents and endings."""
    words = (word for word in _WORD.findall(fold(text)) if word not in _FILLER)
    return frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    """Long words lose an ending, short ones only their plural."""
    return _ENDING.sub("", word) if len(word) > LONG else word.rstrip("s")


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text's words that both have; a couple of words say too little."""
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    return len(one & other) / min(len(one), len(other))
