"""What a careful reader would say to a question before it is asked: hints, never a block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.surveys.instruments.reading_ease import is_hard

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from metrics.surveys.instruments.document import Document, Item, Words

MOST_ITEMS = 12
MOST_MINUTES = 4.0
# Two hundred words a minute are read without hurry; then an answer is chosen, or written.
SECONDS_A_WORD = 0.3
SECONDS_AN_ANSWER = {"scale": 4, "likert": 3, "single": 3, "multiple": 6, "grid": 0, "open": 40}

TWO_AT_ONCE = {
    "en": re.compile(
        r"\band/or\b|(?P<one>\w+)[’']?\w* (?:and|or) (?:very )?(?P<other>\w+)", re.IGNORECASE
    ),
    "es": re.compile(r"\by/o\b|(?P<one>\w+) [yeou] (?:muy )?(?P<other>\w+)", re.IGNORECASE),
}
# Joined, yet one thing: the two ends of a scale, a range, how people say it.
ONE_THING = {
    "en": {
        *(("good", "bad"), ("more", "less"), ("for", "against"), ("yes", "no"), ("own", "rent")),
        *(("easy", "hard"), ("easy", "difficult"), ("you", "your"), ("better", "worse")),
        *(("family", "own"), ("man", "woman"), ("listen", "take"), ("less", "more")),
    },
    "es": {
        *(("bien", "mal"), ("bueno", "malo"), ("mejor", "peor"), ("más", "menos"), ("sí", "no")),
        *(("fácil", "difícil"), ("usted", "su"), ("seguro", "segura"), ("hombre", "mujer")),
        ("acuerdo", "en"),
    },
}
OPPOSITE = re.compile(r"(?:un|dis|in|im|des|poco)")
BETWEEN = re.compile(r"\b(?:between|entre)\b[^,.?]*", re.IGNORECASE)
LEADING = {
    "en": re.compile(
        r"\b(?:don[’']?t|do not|wouldn[’']?t|isn[’']?t|aren[’']?t) (?:you|it|they|we)\b"
        r"|\bdo you not\b|\b(?:surely|obviously|of course|clearly|as you know|as we all know)\b"
        r"|\bmost people\b|\bwould you agree that\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"¿no (?:cree|piensa|está|le parece|opina)\b|¿(?:no es )?verdad\?|¿no\?|\bacaso\b"
        r"|\b(?:por supuesto|obviamente|claro que|sin duda|como (?:usted )?sabe)\b"
        r"|\bla mayoría de la gente\b",
        re.IGNORECASE,
    ),
}
ABSOLUTE = {
    "en": re.compile(
        r"\b(?:always|never|every time|all the time|nobody|no one ever)\b", re.IGNORECASE
    ),
    "es": re.compile(r"\b(?:siempre|nunca|jamás|todo el tiempo|nadie)\b", re.IGNORECASE),
}
ONE_SIDE = {
    "en": (
        (re.compile(r"\bhow (?:much )?satisfied\b", re.IGNORECASE), "dissatisfied"),
        (re.compile(r"\bhow likely\b", re.IGNORECASE), "unlikely"),
        (re.compile(r"\bhow fairly\b", re.IGNORECASE), "unfairly"),
        (re.compile(r"\bhow polite\b", re.IGNORECASE), "impolite"),
    ),
    "es": (
        (re.compile(r"\bqué tan satisfech[oa]", re.IGNORECASE), "insatisfech"),
        (re.compile(r"\bqué tan probable\b", re.IGNORECASE), "improbable"),
        (re.compile(r"\bcuánta justicia\b", re.IGNORECASE), "injusticia"),
        (re.compile(r"\bqué tan amable\b", re.IGNORECASE), "poco amable"),
    ),
}
AGREEMENT = {
    "en": re.compile(r"\b(?:dis)?agree\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:de acuerdo|en desacuerdo)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Hint:
    """One thing to think about; `language` says in which words, empty means in all."""

    about: str
    words: str
    language: str = ""


def of_item(item: Item, languages: Collection[str]) -> list[Hint]:
    """What there is to say about one question, in the languages the instrument has."""
    return list(_of_item(item, languages))


def _of_item(item: Item, languages: Collection[str]) -> Iterator[Hint]:
    for language in languages:
        words = item.words.get(language)
        if words is None:
            yield Hint("missing", _("It has no words in this language yet."), language)
        else:
            yield from _of_words(item, words, language)
    original = item.words[settings.LANGUAGE_CODE]
    asked = " ".join((original.ask, original.statement, *original.labels.values()))
    if item.kind in {"scale", "likert", "grid"} and AGREEMENT["en"].search(asked):
        yield Hint(
            "agree",
            _(
                "People tend to agree with whatever is put to them. Better ask for the thing "
                "itself: how often, how well, how safe."
            ),
        )


def _of_words(item: Item, words: Words, language: str) -> Iterator[Hint]:
    said = (words.ask, words.statement)
    if any(is_hard(text, language) for text in said):
        yield Hint(
            "hard",
            _("Many will find this hard to read. Shorter words, or two sentences?"),
            language,
        )
    if item.kind != "open" and any(asks_two_things(text, language) for text in said):
        yield Hint(
            "double",
            _("This may ask two things at once. Someone may say yes to one and no to the other."),
            language,
        )
    if any(is_leading(text, language) for text in said):
        yield Hint(
            "leading",
            _("This leans to one side. Name both sides, and leave out always, never, surely."),
            language,
        )
    if item.kind == "scale" and not (words.lowest_means and words.highest_means):
        yield Hint("ends", _("Say what the lowest and the highest number mean."), language)


def asks_two_things(text: str, language: str) -> bool:
    """Whether two things seem to be joined that could get different answers."""
    pattern = TWO_AT_ONCE.get(language)
    if pattern is None:
        return False
    for found in pattern.finditer(BETWEEN.sub(" ", text)):
        one, other = (found["one"] or "").lower(), (found["other"] or "").lower()
        if not one or not _is_one_thing(one, other, language):
            return True
    return False


def _is_one_thing(one: str, other: str, language: str) -> bool:
    if one.isdigit() or other.isdigit():
        return True
    known = ONE_THING[language]
    if (one, other) in known or (other, one) in known:
        return True
    prefix = OPPOSITE.match(other)
    if not prefix:
        return False
    rest = other[prefix.end() :]  # “fairly or unfairly”, “satisfecho o insatisfecho”
    return not rest or rest == one or (rest[:4] == one[:4] and len(rest) > 4)  # noqa: PLR2004


def is_leading(text: str, language: str) -> bool:
    """Whether the words push, speak of always and never, or name one end of two."""
    if language not in LEADING:
        return False
    if LEADING[language].search(text) or ABSOLUTE[language].search(text):
        return True
    return any(one.search(text) and other not in text.lower() for one, other in ONE_SIDE[language])


def minutes(document: Document) -> float:
    """About how long it takes who is asked all of it, in the original words."""
    seconds = 0.0
    for item in document.asked():
        words = item.words[settings.LANGUAGE_CODE]
        said = " ".join((words.ask, words.statement, *words.labels.values()))
        seconds += SECONDS_A_WORD * len(said.split()) + SECONDS_AN_ANSWER[item.kind]
    return seconds / 60


def of_document(document: Document) -> list[Hint]:
    """What there is to say about the whole."""
    return list(_of_document(document))


def _of_document(document: Document) -> Iterator[Hint]:
    answered = [item for item in document.asked() if item.kind != "grid"]
    many = len([item for item in answered if not item.trait])
    if many > MOST_ITEMS:
        yield Hint(
            "long",
            ngettext(
                "It has %(n)d question besides those about the person. Over 12, more people stop.",
                "It has %(n)d questions besides those about the person. Over 12, more people stop.",
                many,
            )
            % {"n": many},
        )
    if (long := minutes(document)) > MOST_MINUTES:
        yield Hint(
            "slow",
            _("It takes about %(minutes)d minutes. Over 4, more people stop.")
            % {"minutes": round(long)},
        )
    for score in document.scores:
        if len(score.turned_round) > 1:
            yield Hint(
                "reversed",
                _(
                    "“%(index)s” has more than one reversed item. People miss the turn, and the "
                    "index becomes less reliable."
                )
                % {"index": score.names[settings.LANGUAGE_CODE]},
            )
