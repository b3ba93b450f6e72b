"""Changing a draft: its document is changed, read again as strictly as a file, and put back.

So a form, an upload and the portal's own files obey one set of rules, and nothing half-written
stays. What has been fielded is never touched; another version is made from it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from metrics.surveys.instruments.installing import fill
from metrics.surveys.instruments.reading import read
from metrics.surveys.instruments.writing import to_object
from metrics.surveys.models import Instrument, Translation
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from metrics.surveys.instruments.document import Document
    from portal.accounts.models import User

    Change = Callable[[dict[str, Any]], None]

ABOUT = ("slug", "kind", "title", "source", "note")


class Fixed(NotPossible):
    """It has been asked, or it is retired."""


def document_of(instrument: Instrument) -> Document:
    return read(json.dumps(to_object(instrument)))


@transaction.atomic
def change(instrument: Instrument, how: Change) -> Document:
    """Change a draft by its document (lists and dicts as in the file), all or nothing.

    Raises Fixed when it is no draft any more, BadDocument when the outcome is no instrument.
    """
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if not instrument.is_draft:
        raise Fixed(
            _("This version has been asked, so nothing about it changes. Make a new version of it.")
        )
    before = to_object(instrument)
    after = json.loads(json.dumps(before))
    how(after)
    _outdate(before, after)
    document = read(json.dumps(after))
    checked_by = dict(instrument.translations.values_list("language", "checked_by"))
    for name in ABOUT:
        setattr(instrument, name, getattr(document, name))
    instrument.save(update_fields=ABOUT)
    _empty(instrument)
    fill(instrument, document)
    for language, reader in checked_by.items():
        if reader:
            instrument.translations.filter(language=language).update(checked_by=reader)
    return document


def _empty(instrument: Instrument) -> None:
    instrument.indices.all().delete()
    instrument.sections.all().delete()
    instrument.translations.all().delete()


def _outdate(before: dict[str, Any], after: dict[str, Any]) -> None:
    """When the original says something else, its translations are outdated until looked at."""
    original = settings.LANGUAGE_CODE
    said_before, said_now = _said(before, original), _said(after, original)
    for language, words in after["translations"].items():
        known = before["translations"].get(language)
        if language == original or known is None or words["status"] != known["status"]:
            continue
        if _said(before, language) != _said(after, language):
            words["status"] = Translation.Status.DRAFT.value
        elif said_before != said_now:
            words["status"] = Translation.Status.OUTDATED.value


def _said(document: dict[str, Any], language: str) -> list[Any]:
    """All words of one language, each with the code it stands at; their order does not count."""
    return sorted(map(repr, _words(document, language)))


def _words(document: dict[str, Any], language: str) -> Iterator[Any]:
    about = document["translations"].get(language, {})
    yield about.get("title"), about.get("intro")
    for section in document["sections"]:
        yield sorted(section.get("words", {}).get(language, {}).items())
        for question in section["questions"]:
            for part in (question, *question.get("rows", ())):
                words = part["words"].get(language, {})
                yield part["code"], sorted((key, value) for key, value in words.items() if value)
    for index in document.get("indices", ()):
        yield index["code"], index["names"].get(language)


@transaction.atomic
def next_version(instrument: Instrument, by: User) -> Instrument:
    """A draft with the same words, to be changed. Translations keep how far they were checked."""
    found = to_object(instrument)
    return _installed(found, by)


@transaction.atomic
def take_in(raw: bytes, by: User) -> Instrument:
    """A new draft from an uploaded file; the next free version of its name. Raises BadDocument."""
    read(raw)
    return _installed(json.loads(raw.decode("utf-8-sig")), by)


def begin(title: str, kind: str, slug: str, by: User) -> Instrument:
    """A new draft with one empty page."""
    original = settings.LANGUAGE_CODE
    return take_in(
        json.dumps(
            {
                "format": 1,
                "slug": slug,
                "version": 1,
                "kind": kind,
                "title": title,
                "translations": {original: {"title": title}},
                "sections": [{"questions": []}],
                "indices": [],
            }
        ).encode(),
        by,
    )


def _installed(found: dict[str, Any], by: User) -> Instrument:
    Instrument.objects.install_shipped()  # their names and versions are theirs
    newest = Instrument.objects.filter(slug=found["slug"]).aggregate(newest=Max("version"))
    found["version"] = (newest["newest"] or 0) + 1
    try:
        with transaction.atomic():
            return Instrument.install(read(json.dumps(found)), made_by=by)
    except IntegrityError:
        raise NotPossible(
            _("Someone made a version of it at this very moment. Try again.")
        ) from None


def item_at(found: dict[str, Any], code: str) -> tuple[list[dict[str, Any]], int]:
    """The list in which a question stands, and where in it. Raises KeyError."""
    for section in found["sections"]:
        for number, question in enumerate(section["questions"]):
            if question["code"] == code:
                return section["questions"], number
    raise KeyError(code)


def without_question(found: dict[str, Any], code: str) -> None:
    """Take a question out, and out of every index; an index left empty goes too."""
    questions, number = item_at(found, code)
    taken = questions.pop(number)
    codes = {taken["code"], *(row["code"] for row in taken.get("rows", ()))}
    for index in found["indices"]:
        index["items"] = [each for each in index["items"] if each["question"] not in codes]
    found["indices"] = [index for index in found["indices"] if index["items"]]


def renamed(found: dict[str, Any], old: str, new: str) -> None:
    """Whatever points to a question follows it to its new code."""
    for section in found["sections"]:
        for thing in (section, *section["questions"]):
            if thing.get("asked_if", {}).get("question") == old:
                thing["asked_if"]["question"] = new
    for index in found["indices"]:
        for item in index["items"]:
            if item["question"] == old:
                item["question"] = new


def move(things: list[Any], number: int, by: int) -> None:
    """One place up (-1) or down (1); at the end it stays."""
    other = number + by
    if 0 <= other < len(things):
        things[number], things[other] = things[other], things[number]
