"""The instrument and the waves that answers come into: found, or made as the mapping says."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone

from metrics.surveys.models import Instrument, Question, Translation, Wave, Wording
from partnerships.organizations.models import Organization
from portal.records.imports import Refused

if TYPE_CHECKING:
    from datetime import date

    from metrics.surveys.imports.mapping import Asked, Mapping, Planned
    from metrics.surveys.models import Index

KINDS_OF_WORDS = ("ask", "statement", "lowest_means", "highest_means", "labels")


def instrument_for(mapping: Mapping) -> Instrument:
    """The version the mapping names. Where it is here already, it must ask the same."""
    found = Instrument.objects.filter(slug=mapping.slug, version=mapping.version).first()
    if found is None:
        found = _made(mapping)
    _compare(found, mapping)
    found.field()
    return found


def wave_for(planned: Planned, instrument: Instrument, mapping: Mapping) -> Wave:
    """The wave of this name, or a new one of answers collected elsewhere."""
    found = Wave.objects.filter(slug=planned.slug).first()
    if found:
        return checked(found, instrument)
    return Wave.objects.create(
        instrument=instrument,
        title=planned.title,
        slug=planned.slug,
        operator=_operator(planned.operator),
        frame=Wave.Frame.IMPORTED,
        sample_type=planned.sample_type,
        mode=mapping.mode.always or Wave.Mode.WEB,
        opens_at=_start(planned.opens_on),
        closes_at=_start(planned.closes_on + timedelta(days=1)),
        launched_at=_start(planned.opens_on),
        remind_on=[],
        margins=_margins(mapping),
        closed_invitations=planned.invited,
    )


def checked(wave: Wave, instrument: Instrument) -> Wave:
    if wave.instrument_id != instrument.pk:
        raise Refused(f"The wave {wave} asks other questions than {instrument}.")
    return wave


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _operator(slug: str) -> Organization | None:
    if not slug:
        return None
    try:
        return Organization.objects.get(slug=slug)
    except Organization.DoesNotExist:
        raise Refused(f"There is no organization {slug} to run the wave.") from None


def _margins(mapping: Mapping) -> list[str]:
    """What can be weighted by: only what the answers tell."""
    if mapping.margins is not None:
        return mapping.margins
    traits = [asked.trait for asked in mapping.questions if asked.trait]
    return [*(["area"] if mapping.area_column else []), *traits]


def _made(mapping: Mapping) -> Instrument:
    without = [asked.code for asked in mapping.questions if not asked.kind]
    if without or not mapping.title:
        what = f"the question {without[0]} has no “kind”" if without else "it has no “title”"
        raise Refused(
            f"There is no instrument {mapping.slug}, version {mapping.version}, and it cannot be"
            f" made: {what}."
        )
    instrument = Instrument.objects.create(
        slug=mapping.slug,
        version=mapping.version,
        kind=mapping.kind,
        title=mapping.title,
        source=mapping.source,
    )
    languages = sorted({each for asked in mapping.questions for each in asked.wordings})
    for language in languages:
        status = Translation.Status.CHECKED if language == "en" else Translation.Status.DRAFT
        instrument.translations.create(language=language, title=mapping.title, status=status)
    questions: dict[str, Question] = {}
    in_order = sorted(mapping.questions, key=lambda asked: asked.page)
    pages = groupby(in_order, key=lambda asked: asked.page)
    for number, (_page, several) in enumerate(pages, start=1):
        section = instrument.sections.create(number=number)
        for place, asked in enumerate(several, start=1):
            questions[asked.code] = _question(asked, section.pk, place)
    for number, measured in enumerate(mapping.indices, start=1):
        index: Index = instrument.indices.create(
            number=number,
            code=measured.code,
            names=measured.names,
            is_headline=measured.is_headline,
        )
        for item in measured.items:
            index.items.create(question=questions[item], is_reversed=item in measured.reversed)
    return instrument


def _question(asked: Asked, section: int, place: int) -> Question:
    question = Question.objects.create(
        section_id=section,
        number=place,
        code=asked.code,
        kind=asked.kind,
        lowest=asked.lowest,
        highest=asked.highest,
        codes=asked.codes,
        favorable=asked.favorable,
        trait=asked.trait,
        categories=asked.categories,
    )
    Wording.objects.bulk_create(
        Wording(
            question=question,
            language=language,
            **{name: words[name] for name in KINDS_OF_WORDS if name in words},
        )
        for language, words in asked.wordings.items()
    )
    return question


def questions_of(instrument: Instrument) -> dict[str, Question]:
    """By code, in the order they are asked; heads of grids, which take no answer, left out."""
    asked = Question.objects.filter(section__instrument=instrument).exclude(kind=Question.Kind.GRID)
    several = asked.select_related("row_of", "asked_if", "section__asked_if")
    return {each.code: each for each in several.order_by("section__number", "number")}


def _compare(instrument: Instrument, mapping: Mapping) -> None:
    here = questions_of(instrument)
    for asked in mapping.questions:
        question = here.get(asked.code)
        if question is None:
            raise Refused(f"{instrument} has no question {asked.code}. Give another “version”.")
        same = asked.kind in {"", question.kind} and asked.codes in ([], question.codes)
        if not same:
            raise Refused(
                f"{instrument} asks {asked.code} in another way. What has been asked does not"
                " change: give another “version”."
            )
