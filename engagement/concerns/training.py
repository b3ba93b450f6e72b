"""Which words tell one category from the others. Arithmetic only.

A word's weight is how much likelier it is in texts of the category than in all others, as
a smoothed logarithm (multinomial naive Bayes; weighted log-odds as in Monroe, Colaresi and
Quinn, 2008, without their prior). Only words of several texts count, so that no person's
name and no single sentence is learned.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from engagement.concerns.suggestion import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.concerns.suggestion import Weights

FEWEST = 3  # texts a word must occur in
LEAST = 1.0  # of weight; less says too little
_WORD = re.compile(r"[^\W\d_]{3,}")

Lines = list[tuple[str, str]]


def learn(lines: Lines, most: int) -> Weights:
    """At most `most` words and pairs of words for each category, the weightiest."""
    seen: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    for text, slug in lines:
        phrases = set(phrases_of(text))
        seen.update(phrases)
        by_kind[slug].update(phrases)
        texts[slug] += 1
    weights: Weights = {}
    for slug, counts in sorted(by_kind.items()):
        others = sum(texts.values()) - texts[slug]
        scored = {
            phrase: _odds(count, texts[slug], seen[phrase] - count, others)
            for phrase, count in counts.items()
            if seen[phrase] >= FEWEST
        }
        best = sorted(scored, key=lambda phrase: (-scored[phrase], phrase))[:most]
        weights[slug] = {
            phrase: round(scored[phrase], 2) for phrase in sorted(best) if scored[phrase] >= LEAST
        }
    return weights


def share_right(weights: Weights, lines: Sequence[tuple[str, str]]) -> float:
    """For how many of these lines the heaviest category is the labelled one."""
    right = 0
    for text, slug in lines:
        phrases = set(phrases_of(text))
        sums = {
            kind: sum(weight for phrase, weight in words.items() if phrase in phrases)
            for kind, words in weights.items()
        }
        right += max(sums, key=lambda kind: sums[kind], default="") == slug
    return right / len(lines) if lines else 0.0


def phrases_of(text: str) -> Iterable[str]:
    """Words, and pairs of words that stand together."""
    words = _WORD.findall(fold(text))
    yield from words
    for one, other in pairwise(words):
        yield f"{one} {other}"


def _odds(inside: int, texts: int, outside: int, others: int) -> float:
    return log((inside + 0.5) / (texts + 1)) - log((outside + 0.5) / (others + 1))
