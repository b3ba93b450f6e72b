"""Whether a text is easy to read: two signs anyone can count. A hint, never a refusal.

Grade formulas are made for English alone. Long sentences and long words make a text hard in
every language we print, so we count those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|\n+")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
EASY_SENTENCE = 15  # words, on average
LONG_WORD = 10  # letters
MANY_LONG = 0.15  # of all words
TOO_SHORT_TO_SAY = 20  # words


@dataclass(frozen=True)
class Reading:
    words: int
    sentences: int
    long_words: tuple[str, ...]

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def hints(self) -> list[str]:
        """What would make it easier, in sentences; none for what is short or easy."""
        if self.words < TOO_SHORT_TO_SAY:
            return []
        found = []
        if self.words_a_sentence > EASY_SENTENCE:
            about = {"n": round(self.words_a_sentence), "easy": EASY_SENTENCE}
            found.append(
                _("A sentence has %(n)d words on average. Under %(easy)d is easier to read.")
                % about
            )
        if len(self.long_words) > MANY_LONG * self.words:
            few = ", ".join(list(dict.fromkeys(self.long_words))[:3])
            found.append(_("Many words are long: %(few)s. Is there a shorter one?") % {"few": few})
        return found


def read(text: str) -> Reading:
    sentences = [part for part in SENTENCE.split(text) if WORD.search(part)]
    words = WORD.findall(text)
    long = tuple(word for word in words if len(word) >= LONG_WORD)
    return Reading(len(words), len(sentences), long)
