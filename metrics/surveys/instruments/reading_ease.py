"""How hard a text is to read, by formulas old enough that everyone knows their faults.

English: the grade of Flesch and Kincaid (Kincaid et al. 1975), 0.39 words a sentence
+ 11.8 syllables a word - 15.59: the school year in which most can read it. Spanish: the ease of
Szigriszt-Pazos read on the INFLESZ scale (Barrio-Cantalejo et al. 2008), 206.835
- 62.3 syllables a word - words a sentence: under 55 is hard for most adults.
"""

from __future__ import annotations

import re

HARDEST_GRADE = 9.0
LEAST_EASE = 55.0
# Of a few words the formulas say nothing.
FEWEST_WORDS = 8
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?…:;]+(?:\s|$)")
STRONG = "aáeéoó"
SPANISH_NUCLEUS = re.compile(r"[aáeéiíoóuúü]+")


def is_hard(text: str, language: str) -> bool:
    """Whether many adults would stumble; False where we have no formula for the language."""
    if len(WORD.findall(text)) < FEWEST_WORDS:
        return False
    if language == "en":
        return grade(text) > HARDEST_GRADE
    return language == "es" and ease(text) < LEAST_EASE


def grade(text: str) -> float:
    """The US school grade of an English text (Flesch-Kincaid)."""
    words, sentences = _counted(text)
    syllables = sum(syllables_in_english(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def ease(text: str) -> float:
    """From 0 (very hard) to 100 (very easy), of a Spanish text (Szigriszt-Pazos, INFLESZ)."""
    words, sentences = _counted(text)
    syllables = sum(syllables_in_spanish(word) for word in words)
    return 206.835 - 62.3 * syllables / len(words) - len(words) / sentences


def _counted(text: str) -> tuple[list[str], int]:
    words = WORD.findall(text.lower())
    if not words:
        raise ValueError(text)
    return words, max(1, len(SENTENCE.findall(text)))


def syllables_in_english(word: str) -> int:
    """Groups of vowels, less a silent e; right for about nine words in ten."""
    word = re.sub(r"[’'].*", "", word.lower())
    found = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouycgszx]es$", word):
        found -= 1
    if re.search(r"[iu]a(?!l$)|eo(?!p)|[^tcsgx]io|ia$|(?<=[aeiouy][^aeiouy])ea$", word):
        found += 1
    return max(1, found)


def syllables_in_spanish(word: str) -> int:
    """A weak vowel leans on its neighbor; two strong ones, or an accented weak one, do not."""
    word = re.sub(r"(?<=[qg])u(?=[eéií])", "", word.lower())
    word = re.sub(r"y$", "i", word)
    found = 0
    for group in SPANISH_NUCLEUS.findall(word):
        strong = sum(letter in STRONG for letter in group)
        apart = sum(letter in "íú" for letter in group)
        found += max(1, strong + apart)
    return max(1, found)
