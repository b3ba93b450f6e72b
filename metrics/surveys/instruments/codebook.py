"""The codebook of an instrument: a line for every answer that can stand in the data."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from metrics.surveys.models import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.surveys.instruments.document import Document, Item

NO_ANSWER = {Question.RATHER_NOT: "rather not say", Question.DONT_KNOW: "don't know"}
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def codebook(document: Document) -> str:
    """As CSV, UTF-8, a header, one line a code; texts in every language side by side."""
    languages = sorted(document.translations, key=lambda language: (language != "en", language))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            *("question", "kind"),
            *(f"text_{language}" for language in languages),
            "code",
            *(f"label_{language}" for language in languages),
            *("missing", "favorable", "indices", "reversed_in", "asked_if", "trait", "category"),
        ]
    )
    for item, head in _answered(document):
        for line in _lines(item, head, document, languages):
            writer.writerow(_plain(value) for value in line)
    return out.getvalue()


def _plain(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _answered(document: Document) -> Iterator[tuple[Item, Item]]:
    """Each question that has answers of its own, and where its words stand (a grid's head)."""
    for page in document.pages:
        for item in page.items:
            for row in item.rows or (item,):
                yield row, item


def _lines(
    item: Item, head: Item, document: Document, languages: list[str]
) -> Iterator[list[object]]:
    within = [score for score in document.scores if item.code in score.items]
    branch = head.asked_if
    texts = [_text(item, head, language) for language in languages]
    for code in (*(item.answers or ("",)), *Question.MISSING):
        is_missing = code in Question.MISSING
        yield [
            *(item.code, head.kind, *texts, code),
            *(_label(head, code, language) for language in languages),
            "yes" if is_missing else "",
            "yes" if code in item.favorable else "",
            " ".join(score.code for score in within),
            " ".join(score.code for score in within if item.code in score.turned_round),
            f"{branch.question} in {' '.join(map(str, branch.codes))}" if branch else "",
            *(item.trait, item.categories.get(code, "") if isinstance(code, int) else ""),
        ]


def _text(item: Item, head: Item, language: str) -> str:
    found = [each.words.get(language) for each in ((item,) if item is head else (head, item))]
    return " ".join(
        part for words in found if words for part in (words.ask, words.statement) if part
    )


def _label(head: Item, code: int | str, language: str) -> str:
    words = head.words.get(language)
    if isinstance(code, str) or words is None:
        return ""
    if code in NO_ANSWER:
        return NO_ANSWER[code] if language == "en" else ""
    if head.kind == "scale":
        ends = {head.lowest: words.lowest_means, head.highest: words.highest_means}
        return ends.get(code, "")
    return words.labels.get(code, "")
