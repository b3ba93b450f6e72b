"""The empty sheet into which paper forms are typed, and the codebook that goes with it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.surveys.answering.questionnaire import Questionnaire
from metrics.surveys.models import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from metrics.surveys.answering.questionnaire import Item
    from metrics.surveys.models import Wave

ABOUT_THE_FORM = ("date", "language", "area")
# A spreadsheet takes what begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t")


def columns(wave: Wave) -> list[str]:
    """Of the sheet: what is on the form besides answers, then every question by its code."""
    asked = [question.code for _item, question in _each(wave)]
    return [*ABOUT_THE_FORM, *asked]


def empty(wave: Wave) -> str:
    return _table([columns(wave)])


def codebook(wave: Wave) -> str:
    """A row for each answer that may be typed."""
    return _table([(_("column"), _("question"), _("code"), _("means")), *_rows(wave)])


def _rows(wave: Wave) -> Iterator[Sequence[str]]:
    yield "date", _("Day the form was filled in"), "2026-03-31", ""
    yield "language", _("Language of the form"), "en", ""
    yield "area", _("Code of the area where the person lives; may stay empty"), "", ""
    for item, question in _each(wave):
        words = question.words
        asked = words.statement or words.ask
        if question.kind == Question.Kind.OPEN:
            yield question.code, asked, "", _("In own words, as written on the form")
            continue
        names = item.question.words.labels
        for code in item.codes:
            yield question.code, asked, str(code), names.get(str(code), "")
        yield question.code, asked, str(Question.RATHER_NOT), _("Rather not say")
        yield question.code, asked, str(Question.DONT_KNOW), _("Don’t know")
        if question.kind == Question.Kind.MULTIPLE:
            yield question.code, asked, "1;3", _("Several answers, with a semicolon between them")


def _each(wave: Wave) -> Iterator[tuple[Item, Question]]:
    for page in Questionnaire.of(wave.instrument).pages:
        for item in page.items:
            for question in item.answered:
                yield item, question


def _table(rows: Iterable[Sequence[str]]) -> str:
    """CSV with a mark that tells a spreadsheet it is UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
