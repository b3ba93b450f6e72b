"""One row of a survey as one answer of ours, or every reason why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from metrics.surveys.answering.questionnaire import FEWEST_ALIKE
from metrics.surveys.models import Question, Response
from portal.records.imports import Refused, RowError
from portal.records.imports.values import Moments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from metrics.surveys.answering.questionnaire import Questionnaire
    from metrics.surveys.imports.mapping import Asked, Told
    from metrics.surveys.imports.mapping import Mapping as Meant
    from metrics.surveys.models import Wave
    from portal.areas.codes import Codes
    from portal.records.imports import Record

    Answers = dict[str, Any]

UNKNOWN = object()
KEPT = 20_000  # spellings remembered of one column
LONGEST_WORDS = 5_000
STRAIGHT = "straight_line"
MOST_WEIGHT = Decimal(10_000)


@dataclass(slots=True)
class Line:
    """What one row says."""

    wave: str
    area: int | None
    answered_on: date | None
    language: str
    mode: str
    weight: Decimal
    answers: Answers
    traits: tuple[str, str, str]
    words: dict[str, str]
    share_answered: float
    flags: list[str]


@dataclass
class Column:
    """Which text of theirs is which code of ours; None for nothing said."""

    question: Question
    name: str
    known: dict[str, int | None]
    bands: list[tuple[int, int]]

    @classmethod
    def of(cls, asked: Asked, question: Question, absent: set[str]) -> Column:
        known: dict[str, int | None] = dict.fromkeys(absent)
        if asked.values:
            known |= asked.values
        elif not asked.bands:
            known |= {str(code): code for code in codes_of(question)}
        strange = {code for code in known.values() if code is not None} - set(codes_of(question))
        if strange:
            raise Refused(f"{asked.where}: {min(strange)} is no answer to {asked.code}.")
        (name,) = asked.columns
        return cls(question, name, known | asked.missing, asked.bands)

    def read(self, text: str) -> object:
        found = self.known.get(text, UNKNOWN)
        if found is not UNKNOWN:
            return found
        found = self._loosely(text)
        if found is not UNKNOWN and len(self.known) < KEPT:
            self.known[text] = found  # type: ignore[assignment]  # a code or None
        return found

    def _loosely(self, text: str) -> object:
        """“ Web” and “web” are one; 3.0 is 3; a number may fall in a band."""
        plain = text.strip().casefold().removesuffix(".0")
        for theirs, code in self.known.items():
            if theirs.casefold() == plain:
                return code
        if self.bands and plain.isdigit() and len(plain) < 4:  # noqa: PLR2004  an age
            return next((code for most, code in self.bands if int(plain) <= most), UNKNOWN)
        return UNKNOWN


def codes_of(question: Question) -> list[int]:
    """What may be answered, don’t know and the like left out."""
    head = question.row_of or question
    return list(head.codes or question.codes or question.scale)


@dataclass
class Reading:
    """Reads rows. `left_out` counts what was taken for nothing said because nobody knew it."""

    meant: Meant
    questions: Mapping[str, Question]
    codes: Codes
    asked: Questionnaire
    lenient: bool = False
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        absent = self.meant.absent
        kind = Question.Kind
        each = [(asked, self.questions[asked.code]) for asked in self.meant.questions]
        self.open = [
            (asked.code, next(iter(asked.columns))) for asked, of in each if of.kind == kind.OPEN
        ]
        self.several = [asked for asked, of in each if of.kind == kind.MULTIPLE]
        columns = [
            Column.of(asked, of, absent)
            for asked, of in each
            if of.kind not in {kind.OPEN, kind.MULTIPLE}
        ]
        self.columns: list[tuple[str, str, dict[str, Any], Column]] = [
            (column.question.code, column.name, column.known, column) for column in columns
        ]
        told = {of.trait: of for _asked, of in each if of.trait}
        self.traits: list[tuple[str, dict[int, str]]] = [
            (told[trait].code, {int(code): name for code, name in told[trait].categories.items()})
            if trait in told
            else ("", {})
            for trait in Question.Trait.values
        ]
        # Own words and what describes the person may be skipped, as in Response.take; what the
        # file has no column for was not asked there.
        self.counted = [of.code for _asked, of in each if of.kind != kind.OPEN and not of.trait]
        self.branches = any(of.asked_if_id or of.section.asked_if_id for _asked, of in each)
        shapes = [of.kind for of in self.questions.values()]
        self.may_be_alike = shapes.count(kind.SCALE) >= FEWEST_ALIKE or any(
            of.row_of_id for of in self.questions.values()
        )
        self.moments = Moments(timezone.get_default_timezone(), day_first=self.meant.day_first)
        self.day = lru_cache(maxsize=KEPT)(self._day)
        self.area = lru_cache(maxsize=KEPT)(self._area)
        self.weight = lru_cache(maxsize=KEPT)(self._weight)

    def read(self, record: Record) -> Line:
        """RowError with all that is wrong in the row."""
        if record.problem:
            raise RowError(record.problem)
        values = record.values
        problems: list[str] = []
        answers: Answers = {}
        # The loop that takes the time: what was met before is one look into a table.
        for code, name, known, column in self.columns:
            text = values.get(name, "")
            found = known.get(text, UNKNOWN)
            if found is UNKNOWN and (found := column.read(text)) is UNKNOWN:
                self._strange(name, text, problems)
            elif found is not None:
                answers[code] = found
        for asked in self.several:
            self._any_of(asked, values, answers, problems)
        words = self._words(values) if self.open else {}
        if not answers and not words and not problems:
            problems.append("No question is answered.")
        told = self._told(values, problems)
        if problems:
            raise RowError(" ".join(problems))
        share = self._share_answered(answers)
        if self.branches:
            answers = self.asked.kept(answers)
        flags = [STRAIGHT] if self.may_be_alike and self.asked.is_straight_line(answers) else []
        return Line(*told, answers, self._traits(answers), words, share, flags)

    def _share_answered(self, answers: Answers) -> float:
        if self.branches:
            asked = (of for of in self.asked.questions(answers) if of.code in self.counted)
            return Response.share_answered(asked, answers)
        return len(self.counted & answers.keys()) / len(self.counted) if self.counted else 1.0

    def _told(
        self, values: dict[str, str], problems: list[str]
    ) -> tuple[str, int | None, date | None, str, str, Decimal]:
        meant = self.meant
        wave = values.get(meant.wave_column, "").strip() if meant.wave_column else ""
        if meant.waves and wave not in meant.waves:
            problems.append(f"{meant.wave_column} is {wave[:40]!r}, which is no wave here.")
        area, day, weight = None, None, Decimal(1)
        try:
            area = self.area(values.get(meant.area_column, "")) if meant.area_column else None
        except RowError as error:
            if not self.lenient:
                problems.append(str(error))
            self.left_out[meant.area_column, values.get(meant.area_column, "")[:40]] += 1
        try:
            day = self.day(values.get(meant.day.column, meant.day.always))
            if meant.weight_column:
                weight = self.weight(values.get(meant.weight_column, ""))
        except RowError as error:
            problems.append(str(error))
        language = self._one(meant.language, values, problems)
        mode = self._one(meant.mode, values, problems)
        return wave, area, day, language, mode, weight

    def _one(self, told: Told, values: dict[str, str], problems: list[str]) -> str:
        if not told.column:
            return told.always
        text = values.get(told.column, "").strip()
        found = told.values.get(text, told.always if text in self.meant.absent else "")
        if not found and text in told.values.values():
            found = text
        if not found and not (found := self._in_any_case(told, text)):
            problems.append(f"{told.column} is {text[:40]!r}, which the mapping does not know.")
        return found

    def _in_any_case(self, told: Told, text: str) -> str:
        plain = text.casefold()
        return next(
            (ours for theirs, ours in told.values.items() if theirs.casefold() == plain), ""
        )

    def _any_of(
        self,
        asked: Asked,
        values: dict[str, str],
        answers: Answers,
        problems: list[str],
    ) -> None:
        """Any of several answers: a column each with a mark, or one column such as 1;3;4."""
        chosen: list[int] = []
        told = False
        for name, code in asked.columns.items():
            text = values.get(name, "").strip()
            told = told or text not in self.meant.absent
            if code is not None:
                chosen += [code] if text in asked.chosen else []
                continue
            for each in text.replace(",", ";").split(";") if told else ():
                known = asked.values.get(each.strip(), each.strip())
                if str(known).isdigit() and int(known) in self.questions[asked.code].codes:
                    chosen.append(int(known))
                else:
                    self._strange(name, each, problems)
        if chosen or (told and len(asked.columns) > 1):
            answers[asked.code] = sorted(set(chosen))

    def _words(self, values: dict[str, str]) -> dict[str, str]:
        said = {code: values.get(name, "").strip() for code, name in self.open}
        return {
            code: words[:LONGEST_WORDS].replace("\x00", "")
            for code, words in said.items()
            if words not in self.meant.absent
        }

    def _traits(self, answers: Answers) -> tuple[str, str, str]:
        said: list[str] = [
            categories.get(answers.get(code, Question.RATHER_NOT), "")
            for code, categories in self.traits
        ]
        return said[0], said[1], said[2]

    def _strange(self, column: str, text: str, problems: list[str]) -> None:
        if self.lenient:
            if len(self.left_out) < KEPT:
                self.left_out[column, text[:40]] += 1
        else:
            problems.append(f"{column} is {text[:40]!r}, which the codebook does not know.")

    def _day(self, text: str) -> date | None:
        text = self.meant.day.values.get(text.strip(), text.strip())
        return None if text in self.meant.absent else self.moments.as_written(text).date()

    def _area(self, text: str) -> int | None:
        text = text.strip()
        if text in self.meant.absent:
            return None
        code = self.meant.area_values.get(text, f"{self.meant.area_prefix}{text}")
        found = self.codes.find(code)
        if found is None:
            raise RowError(f"There is no area {code[:40]} here.")
        return found

    def _weight(self, text: str) -> Decimal:
        try:
            weight = Decimal(text.strip())
        except InvalidOperation:
            weight = Decimal("NaN")
        if weight.is_finite() and 0 < weight < MOST_WEIGHT and round(weight, 4):
            return round(weight, 4)
        raise RowError(f"{self.meant.weight_column} is {text[:40]!r}, which is no weight.")


def within(wave: Wave, day: date | None) -> date:
    """The day someone answered; where none is told, the last day of the wave."""
    first = timezone.localdate(wave.opens_at)
    last = timezone.localdate(wave.closes_at - timedelta(seconds=1))
    if day is None:
        return min(last, timezone.localdate())
    if not first <= day <= last:
        raise RowError(f"The day {day} is not within {wave} ({first} to {last}).")
    return day
