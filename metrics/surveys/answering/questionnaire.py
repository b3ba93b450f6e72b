"""An instrument as one person is asked it: pages, what depends on what, how long it takes."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch

from metrics.surveys.models.question import Question, Section, SectionWording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from metrics.surveys.models.instrument import Instrument

    Answer = int | list[int] | str
    Answers = Mapping[str, Answer]

# Two hundred words a minute is unhurried reading; an answer takes a few seconds more.
SECONDS_A_WORD = 0.3
SECONDS_AN_ANSWER = 3
# Faster than a third of the reading alone, nobody has read it.
SPEEDING = 1 / 3
FEWEST_ALIKE = 5
FEWEST_ROWS = 3
LOTS = 32_768


@dataclass(frozen=True)
class Item:
    """A question; for a grid its head and the rows that are asked."""

    question: Question
    rows: tuple[Question, ...] = ()

    @property
    def answered(self) -> tuple[Question, ...]:
        """Those that take an answer of their own."""
        return self.rows if self.question.kind == Question.Kind.GRID else (self.question,)

    @property
    def codes(self) -> list[int]:
        """The answers that can be chosen, in their order, without the two that are none."""
        return list(self.question.codes or self.question.scale)


@dataclass(frozen=True)
class Page:
    section: Section
    items: tuple[Item, ...]

    @property
    def number(self) -> int:
        return self.section.number

    @property
    def questions(self) -> list[Question]:
        return [question for item in self.items for question in item.answered]

    @property
    def has_traits(self) -> bool:
        return any(question.trait for question in self.questions)

    def shuffled(self, lot: int) -> Page:
        """The same page in the order this lot gives, if its questions are asked in any order."""
        if not self.section.is_shuffled:
            return self
        items = list(self.items)
        random.Random(f"{lot}/{self.number}").shuffle(items)  # noqa: S311 - no secret
        return replace(self, items=tuple(items))


class Questionnaire:
    """All pages of an instrument, and which of them a person with these answers is asked."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = list(pages)
        self._codes = {
            question.pk: question.code
            for page in self.pages
            for item in page.items
            for question in (item.question, *item.rows)
        }
        self._possible = {
            question.code: frozenset({*item.codes, *Question.MISSING})
            for page in self.pages
            for item in page.items
            for question in item.answered
            if question.kind != Question.Kind.OPEN
        }

    @classmethod
    def of(cls, instrument: Instrument) -> Questionnaire:
        """Four statements; none when this very object was asked before and cannot change."""
        kept: Questionnaire | None = instrument.__dict__.get("_questionnaire")
        if kept is not None:
            return kept
        found = cls(_pages(instrument))
        if instrument.fielded_at:
            instrument.__dict__["_questionnaire"] = found
        return found

    def asked(self, answers: Answers) -> list[Page]:
        """The pages and questions asked of somebody who answered this so far, pages before too."""
        said: dict[str, Answer] = {}
        found = []
        for page in self.pages:
            if not self._is_asked(page.section, said):
                continue
            items = []
            for item in page.items:
                if not self._is_asked(item.question, said):
                    continue
                rows = tuple(row for row in item.rows if self._is_asked(row, said))
                items.append(replace(item, rows=rows))
                for question in items[-1].answered:
                    if question.code in answers:
                        said[question.code] = answers[question.code]
            if items:
                found.append(replace(page, items=tuple(items)))
        return found

    def questions(self, answers: Answers) -> list[Question]:
        """Everything asked of this person that takes an answer, own words included."""
        return [question for page in self.asked(answers) for question in page.questions]

    def possible(self, code: str) -> Collection[int]:
        """Every answer a question may have, the two that are none included; none for own words."""
        return self._possible.get(code, frozenset())

    def kept(self, answers: Answers) -> dict[str, Answer]:
        """These answers without those to questions that are no longer asked."""
        codes = {question.code for question in self.questions(answers)}
        return {code: answer for code, answer in answers.items() if code in codes}

    @property
    def is_shuffled(self) -> bool:
        return any(page.section.is_shuffled for page in self.pages)

    def reading(self, language: str, pages: Iterable[Page] | None = None) -> float:
        """Seconds it takes to read these pages (all) without hurry."""
        shown = self.pages if pages is None else pages
        words = sum(
            _length(question, language)
            for page in shown
            for item in page.items
            for question in (item.question, *item.rows)
        )
        return words * SECONDS_A_WORD

    def minutes(self, language: str) -> int:
        """How long reading and answering everything takes, rounded up."""
        answers = sum(len(page.questions) for page in self.pages)
        return max(1, math.ceil((self.reading(language) + answers * SECONDS_AN_ANSWER) / 60))

    def is_speeding(self, seconds: int, answers: Answers, language: str) -> bool:
        return seconds < SPEEDING * self.reading(language, self.asked(answers))

    def is_straight_line(self, answers: Answers) -> bool:
        """All rows of a grid alike, or five and more scales all alike; no answer counts as none."""
        asked = self.asked(answers)
        scales = [
            answers.get(question.code)
            for page in asked
            for question in page.questions
            if question.kind == Question.Kind.SCALE and question.row_of_id is None
        ]
        grids = [
            [answers.get(row.code) for row in item.rows]
            for page in asked
            for item in page.items
            if item.rows
        ]
        return _alike(scales, FEWEST_ALIKE) or any(_alike(rows, FEWEST_ROWS) for rows in grids)

    def _is_asked(self, part: Question | Section, said: Answers) -> bool:
        if part.asked_if_id is None:
            return True
        answer = said.get(self._codes[part.asked_if_id])
        given = answer if isinstance(answer, list) else [answer]
        return any(code in part.asked_if_codes for code in given)


def _pages(instrument: Instrument) -> Iterator[Page]:
    sections = Section.objects.filter(instrument=instrument).order_by("number")
    questions = Question.objects.order_by("number").prefetch_related("wordings")
    sections = sections.prefetch_related(
        Prefetch("questions", questions, to_attr="asked"),
        Prefetch("wordings", SectionWording.objects.all(), to_attr="worded"),
    )
    for section in sections:
        asked: list[Question] = section.asked
        yield Page(
            section,
            tuple(
                Item(each, tuple(row for row in asked if row.row_of_id == each.pk))
                for each in asked
                if each.row_of_id is None
            ),
        )


def _length(question: Question, language: str) -> int:
    words = {wording.language: wording for wording in question.wordings.all()}
    wording = words.get(language) or words.get(settings.LANGUAGE_CODE)
    if wording is None:
        return 0
    said = [wording.ask, wording.statement, wording.lowest_means, wording.highest_means]
    return sum(len(text.split()) for text in (*said, *map(str, wording.labels.values())))


def _alike(given: list[Answer | None], least: int) -> bool:
    said = [answer for answer in given if answer is not None and answer not in Question.MISSING]
    return len(said) == len(given) >= least and len(set(map(str, said))) == 1
