"""Puts an instrument from its document into the database, in a handful of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from metrics.surveys.models.index import Index, IndexItem
from metrics.surveys.models.instrument import Instrument, Translation
from metrics.surveys.models.question import Question, Section, SectionWording, Wording

if TYPE_CHECKING:
    from metrics.surveys.instruments.document import Branch, Document, Item
    from portal.accounts.models import User


@transaction.atomic(savepoint=False)
def install(document: Document, *, is_shipped: bool, made_by: User | None) -> Instrument:
    """The instrument of a document. The same few statements however long it is."""
    instrument = Instrument.objects.create(
        slug=document.slug,
        version=document.version,
        kind=document.kind,
        title=document.title,
        source=document.source,
        note=document.note,
        is_shipped=is_shipped,
        made_by=made_by,
    )
    fill(instrument, document)
    return instrument


def fill(instrument: Instrument, document: Document) -> None:
    """Give an instrument that has no parts those of the document."""
    Translation.objects.bulk_create(
        Translation(
            instrument=instrument,
            language=language,
            title=words.title,
            intro=words.intro,
            status=words.status,
            checked_on=words.checked_on,
        )
        for language, words in document.translations.items()
    )
    sections = Section.objects.bulk_create(
        Section(instrument=instrument, number=number, is_shuffled=page.is_shuffled)
        for number, page in enumerate(document.pages, start=1)
    )
    SectionWording.objects.bulk_create(
        SectionWording(section=section, language=language, title=words.title, intro=words.intro)
        for section, page in zip(sections, document.pages, strict=True)
        for language, words in page.words.items()
    )
    questions = _questions(document, sections)
    _branch_sections(document, sections, questions)
    _scores(document, instrument, questions)


def _questions(document: Document, sections: list[Section]) -> dict[str, Question]:
    asked = list(document.asked())
    made = Question.objects.bulk_create(
        _question(item, section, number)
        for section, page in zip(sections, document.pages, strict=True)
        for number, item in enumerate(page.asked(), start=1)
    )
    questions = {question.code: question for question in made}
    linked = set()
    for item in asked:
        question = questions[item.code]
        if item.asked_if:
            _branch(question, item.asked_if, questions)
            linked.add(question)
        for row in item.rows:
            questions[row.code].row_of = question
            linked.add(questions[row.code])
    if linked:
        Question.objects.bulk_update(linked, ["asked_if", "asked_if_codes", "row_of"])
    Wording.objects.bulk_create(
        Wording(
            question=questions[item.code],
            language=language,
            ask=words.ask,
            statement=words.statement,
            lowest_means=words.lowest_means,
            highest_means=words.highest_means,
            labels={str(code): label for code, label in words.labels.items()},
        )
        for item in asked
        for language, words in item.words.items()
    )
    return questions


def _question(item: Item, section: Section, number: int) -> Question:
    return Question(
        section=section,
        number=number,
        code=item.code,
        kind=item.kind,
        lowest=item.lowest,
        highest=item.highest,
        codes=list(item.codes),
        favorable=list(item.favorable),
        trait=item.trait,
        categories={str(code): category for code, category in item.categories.items()},
    )


def _branch(thing: Question | Section, branch: Branch, questions: dict[str, Question]) -> None:
    thing.asked_if = questions[branch.question]
    thing.asked_if_codes = list(branch.codes)


def _branch_sections(
    document: Document, sections: list[Section], questions: dict[str, Question]
) -> None:
    linked = []
    for section, page in zip(sections, document.pages, strict=True):
        if page.asked_if:
            _branch(section, page.asked_if, questions)
            linked.append(section)
    if linked:
        Section.objects.bulk_update(linked, ["asked_if", "asked_if_codes"])


def _scores(document: Document, instrument: Instrument, questions: dict[str, Question]) -> None:
    indices = Index.objects.bulk_create(
        Index(
            instrument=instrument,
            number=number,
            code=score.code,
            names=dict(score.names),
            least_answered=score.least_answered,
            is_headline=score.is_headline,
        )
        for number, score in enumerate(document.scores, start=1)
    )
    IndexItem.objects.bulk_create(
        IndexItem(index=index, question=questions[code], is_reversed=code in score.turned_round)
        for index, score in zip(indices, document.scores, strict=True)
        for code in score.items
    )
