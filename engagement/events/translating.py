"""The words of a meeting in other languages: which there are, who made them, and of which original.

`Event.translated` holds for each language {"by": Made, "of": digest of the words it was made
from}. Once those words change, the digest differs and the translation is out of date.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.wordings import in_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engagement.events.models import Minutes

LANGUAGES = dict(settings.LANGUAGES)


class State(models.TextChoices):
    """Where the words in one language stand."""

    ORIGINAL = "original", _("The original")
    MISSING = "missing", _("Not translated yet")
    HUMAN = "human", _("Translated by a person")
    MACHINE = "machine", _("Translated by a machine")
    OUT_OF_DATE = "out_of_date", _("Older than the original")


class Piece(NamedTuple):
    """One stretch of words, where it is kept, and how it reads in a language."""

    key: str
    label: str
    thing: Any  # the event itself, a question of it, or its minutes
    field: str
    original: str
    lines: int

    @property
    def same(self) -> tuple[str, ...]:
        """What two pieces share that say the same."""
        return (self.field, *self.original.split())

    def said_in(self, language: str) -> str:
        return in_languages(getattr(self.thing, self.field)).get(language, "")

    def say(self, language: str, words: str) -> None:
        kept = in_languages(getattr(self.thing, self.field))
        setattr(self.thing, self.field, kept | {language: words.strip()})


class Translated:
    """What an event can say about its own words, and how they are put into another language."""

    if TYPE_CHECKING:
        pk: int
        written_in: str
        translated: dict[str, Any]
        title: Any
        series: Any
        questions: Any
        Made: Any
        lock: Any
        save: Any

    # `lines` of 1 are one line; more make a box.
    OWN: ClassVar = {"title": 1, "purpose": 3, "agenda": 6}

    def pieces(self) -> list[Piece]:
        """Everything there is to translate, in reading order; what is empty is left out."""
        found = [
            Piece(name, verbose(self, name), self, name, first_words(self, name), lines)
            for name, lines in self.OWN.items()
        ]
        for number, question in enumerate(self.questions.in_order(), start=1):
            question.event = self
            label = _("Question %(number)d") % {"number": number}
            choices = _("Choices of question %(number)d, one a line") % {"number": number}
            key = f"question-{question.pk}"
            found += [
                Piece(f"{key}-text", label, question, "text", question.original_text, 1),
                Piece(
                    f"{key}-choices",
                    choices,
                    question,
                    "choices",
                    "\n".join(question.original_choices),
                    max(2, len(question.original_choices)),
                ),
            ]
        if minutes := minutes_of(self):
            label = str(_("What we talked about (from the minutes)"))
            words = first_words(minutes, "summary", self.written_in)
            found.append(Piece("minutes", label, minutes, "summary", words, 8))
        return [piece for piece in found if piece.original]

    def original_digest(self) -> str:
        """Tells two versions of the original apart."""
        # Neither the number of a question nor its place: a copy has the same words.
        words = sorted((piece.field, piece.original.split()) for piece in self.pieces())
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]

    def translation_state(self, language: str) -> State:
        if language == self.written_in:
            return State.ORIGINAL
        made = self.translated.get(language)
        if made is None:
            # Words that came with an import, or before we kept count, are some person's.
            return State.HUMAN if in_languages(self.title).get(language) else State.MISSING
        if made.get("of") != self.original_digest():
            return State.OUT_OF_DATE
        return State(made["by"])

    def translation_states(self) -> list[tuple[str, str, State]]:
        """Each language the portal speaks: code, name, and where its words stand."""
        return [
            (code, str(name), self.translation_state(code)) for code, name in settings.LANGUAGES
        ]

    def translation_note(self) -> dict[str, bool] | None:
        """What a reader of the public page should know of the words in their language."""
        language = get_language() or settings.LANGUAGE_CODE
        made = self.translated.get(language)
        if made is None or language == self.written_in:
            return None
        by_machine = made.get("by") == self.Made.MACHINE
        older = self.translation_state(language) == State.OUT_OF_DATE
        return {"by_machine": by_machine, "older": older} if by_machine or older else None

    def rewrite_in(self, language: str) -> None:
        """From now on its original is in this language. Not saved yet.

        What was typed under the wrong name of a language is no translation into it.
        """
        for name in self.OWN:
            words = in_languages(getattr(self, name))
            words.pop(self.written_in, None)
            setattr(self, name, words)
        self.translated = {code: made for code, made in self.translated.items() if code != language}
        self.written_in = language

    @transaction.atomic
    def translate(self, language: str, words: Mapping[str, str], *, by: str, of: str = "") -> None:
        """Put what is given into a language; `by` a person or a machine, `of` which original.

        `of` is the digest the translator had before their eyes; without one, today's. Pieces
        that are not named stay as they are; those of other meetings are not known here.
        """
        if language == self.written_in or language not in LANGUAGES:
            raise ValueError(language)
        self.lock()
        changed: dict[tuple[str, int], tuple[Any, set[str]]] = {}
        for piece in self.pieces():
            if piece.key in words:
                piece.say(language, words[piece.key])
                key = (piece.thing._meta.label, piece.thing.pk)
                changed.setdefault(key, (piece.thing, set()))[1].add(piece.field)
        for thing, fields in changed.values():
            if thing is not self:
                thing.save(update_fields=[*fields, *(["changed_at"] if has_clock(thing) else [])])
        made = {"by": self.Made(by).value, "of": of or self.original_digest()}
        self.translated = self.translated | {language: made}
        self.save(update_fields=[*self.OWN, "translated", "changed_at"])

    def alike_in_series(self) -> list[Any]:
        """Days of its series still to come that say the same: one translation does for all."""
        if self.series is None:
            return []
        days = self.series.days.exclude(pk=self.pk).filter(cancelled_at=None)
        days = days.filter(sessions__ends_at__gt=timezone.now()).distinct()
        mine = [first_words(self, name).split() for name in self.OWN]
        return [
            day
            for day in days.order_by("series_day", "pk")
            if [first_words(day, name).split() for name in self.OWN] == mine
            and day.written_in == self.written_in
        ]

    def translate_alike(self, days: Iterable[Any], language: str) -> int:
        """What was said here in a language, for days that say nothing else. How many those are."""
        said = {piece.same: piece.said_in(language) for piece in self.pieces()}
        made, reached = self.translated[language]["by"], 0
        for day in days:
            pieces = day.pieces()
            if all(piece.same in said for piece in pieces):
                words = {piece.key: said[piece.same] for piece in pieces}
                day.translate(language, words, by=made)
                reached += 1
        return reached


def verbose(thing: Any, name: str) -> str:
    label = str(thing._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def has_clock(thing: models.Model) -> bool:
    return any(field.name == "changed_at" for field in thing._meta.get_fields())


def first_words(thing: object, name: str, written_in: str = "") -> str:
    """As first written, in the meeting's own language or, where that is lost, in any."""
    said = in_languages(getattr(thing, name))
    language = written_in or getattr(thing, "written_in", settings.LANGUAGE_CODE)
    return said.get(language) or next(iter(said.values()), "")


def minutes_of(event: Any) -> Minutes | None:
    """Only once they are published: before that the words still move."""
    from engagement.events.models.minutes import Minutes

    return Minutes.objects.filter(event=event).exclude(published_at=None).first()
