"""Writes an instrument as its document: the reverse of reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from metrics.surveys.instruments.reading import FORMAT
from metrics.surveys.models import Question

if TYPE_CHECKING:
    from metrics.surveys.models import Index, Instrument, Section, Wording


def to_json(instrument: Instrument) -> str:
    return json.dumps(to_object(instrument), ensure_ascii=False, indent=2) + "\n"


def to_object(instrument: Instrument) -> dict[str, Any]:
    """As plain lists and dicts, in the order of the format. Six or seven statements."""
    asked = list(Question.objects.of(instrument).select_related("section", "asked_if"))
    sections = instrument.sections.select_related("asked_if").prefetch_related("wordings")
    indices = instrument.indices.prefetch_related("items__question")
    return {
        "format": FORMAT,
        "slug": instrument.slug,
        "version": instrument.version,
        "kind": instrument.kind,
        "title": instrument.title,
        "source": instrument.source,
        "note": instrument.note,
        "translations": {
            each.language: {
                "title": each.title,
                "intro": each.intro,
                "status": each.status,
                "checked_on": each.checked_on and each.checked_on.isoformat(),
            }
            for each in instrument.translations.order_by("language")
        },
        "sections": [
            _section(section, [each for each in asked if each.section_id == section.pk])
            for section in sections
        ],
        "indices": [_index(index) for index in indices],
    }


def _section(section: Section, asked: list[Question]) -> dict[str, Any]:
    words = {each.language: each for each in section.wordings.all()}
    found: dict[str, Any] = {
        "words": {
            language: {"title": words[language].title, "intro": words[language].intro}
            for language in sorted(words)
        },
        "shuffled": section.is_shuffled,
    }
    if section.asked_if:
        found["asked_if"] = _branch(section)
    found["questions"] = [
        _question(each, [row for row in asked if row.row_of_id == each.pk])
        for each in asked
        if each.row_of_id is None
    ]
    return found


def _branch(thing: Section | Question) -> dict[str, Any]:
    return {"question": str(thing.asked_if), "codes": thing.asked_if_codes}


def _question(question: Question, rows: list[Question]) -> dict[str, Any]:
    found: dict[str, Any] = {"code": question.code, "kind": question.kind}
    if question.kind == Question.Kind.SCALE:
        found |= {"lowest": question.lowest, "highest": question.highest}
    elif question.codes:
        found["codes"] = question.codes
    if question.favorable:
        found["favorable"] = question.favorable
    if question.asked_if:
        found["asked_if"] = _branch(question)
    if question.trait:
        found |= {"trait": question.trait, "categories": question.categories}
    wordings = sorted(question.wordings.all(), key=lambda each: each.language)
    found["words"] = {each.language: _words(each, question) for each in wordings}
    if question.kind == Question.Kind.GRID:
        found["rows"] = [
            {
                "code": row.code,
                "words": {each.language: {"ask": each.ask} for each in row.wordings.all()},
            }
            for row in rows
        ]
    return found


def _words(wording: Wording, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {"ask": wording.ask}
    if wording.statement:
        found["statement"] = wording.statement
    if question.kind == Question.Kind.SCALE:
        found |= {
            "lowest_means": wording.lowest_means,
            "highest_means": wording.highest_means,
        }
    elif question.codes:
        found["labels"] = wording.labels
    return found


def _index(index: Index) -> dict[str, Any]:
    return {
        "code": index.code,
        "names": index.names,
        "headline": index.is_headline,
        "least_answered": float(index.least_answered),
        "items": [
            {"question": str(item.question), "reversed": item.is_reversed}
            for item in index.items.all()
        ],
    }
