"""Reads an instrument from its file, strictly: one sentence says what is wrong and where."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from metrics.surveys.instruments import cursor
from metrics.surveys.instruments.document import (
    Branch,
    Document,
    Heading,
    Item,
    Page,
    Score,
    Translated,
    Words,
)
from metrics.surveys.models import Instrument, Question, Translation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.surveys.instruments.cursor import Cursor

FORMAT = 1
MOST_PAGES, MOST_ITEMS, MOST_ANSWERS, MOST_ROWS = 30, 60, 40, 30
LARGEST_CODE = 76  # 77 and 88 mean that there is no answer
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Answers are kept and summed under these names.
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
WITH_ANSWERS = {"likert", "single", "multiple", "grid"}
ORDERED = {"scale", "likert"}  # what can be scored
BRANCHING = {"scale", "likert", "single", "multiple"}  # what others can depend on
FAVORABLE = {"scale", "likert", "single", "grid"}


def read(raw: bytes | str) -> Document:
    """The instrument in a JSON file of the format in README.md. Raises BadDocument."""
    top = cursor.loads(raw)
    found = top.members(
        ("format", "slug", "version", "kind", "title", "translations", "sections"),
        ("source", "note", "indices"),
    )
    if found["format"].value != FORMAT:
        found["format"].refuse(_("Only format 1 can be read here."))
    pages = _pages(found["sections"])
    return Document(
        slug=_name(found["slug"], SLUG, most=50),
        version=found["version"].integer(1, 9999),
        kind=found["kind"].choice(Instrument.Kind.values),
        title=found["title"].text(160),
        source=found["source"].text(4000, empty=True) if "source" in found else "",
        note=found["note"].text(4000, empty=True) if "note" in found else "",
        translations=_translations(found["translations"]),
        pages=pages,
        scores=_scores(found["indices"], pages) if "indices" in found else (),
    )


def _name(at: Cursor, pattern: re.Pattern[str], *, most: int = 40) -> str:
    name = at.text(most)
    if not pattern.fullmatch(name):
        at.refuse(_("A code is made of small letters and digits, and begins with a letter."))
    return name


def _by_language(at: Cursor, *, original: bool) -> dict[str, Cursor]:
    """What stands there for each language; the original must be among them."""
    found = at.by_name()
    for language, below in found.items():
        if language not in dict(settings.LANGUAGES):
            below.refuse(_("The portal does not have this language."))
    if original and settings.LANGUAGE_CODE not in found:
        at.refuse(_("The words in “%(code)s” are missing.") % {"code": settings.LANGUAGE_CODE})
    return found


def _translations(at: Cursor) -> dict[str, Translated]:
    translations = {}
    for language, below in _by_language(at, original=True).items():
        found = below.members(("title",), ("intro", "status", "checked_on"))
        translations[language] = Translated(
            title=found["title"].text(160),
            intro=found["intro"].text(4000, empty=True) if "intro" in found else "",
            status=found["status"].choice(Translation.Status.values)
            if "status" in found
            else "draft",
            checked_on=found["checked_on"].day() if "checked_on" in found else None,
        )
    return translations


def _pages(at: Cursor) -> tuple[Page, ...]:
    known: dict[str, Item] = {}
    pages = []
    for below in at.entries(least=1, most=MOST_PAGES):
        found = below.members(("questions",), ("words", "asked_if", "shuffled"))
        # A page can depend on the pages before it only, a question on those before it.
        asked_if = _branch(found["asked_if"], known) if "asked_if" in found else None
        items = tuple(_item(each, known) for each in found["questions"].entries(most=MOST_ITEMS))
        pages.append(
            Page(
                items=items,
                words=_headings(found["words"]) if "words" in found else {},
                asked_if=asked_if,
                is_shuffled=found["shuffled"].boolean() if "shuffled" in found else False,
            )
        )
    return tuple(pages)


def _headings(at: Cursor) -> dict[str, Heading]:
    headings = {}
    for language, below in _by_language(at, original=False).items():
        found = below.members((), ("title", "intro"))
        headings[language] = Heading(
            title=found["title"].text(160, empty=True) if "title" in found else "",
            intro=found["intro"].text(4000, empty=True) if "intro" in found else "",
        )
    return headings


def _branch(at: Cursor, known: Mapping[str, Item]) -> Branch:
    found = at.members(("question", "codes"))
    code = found["question"].text(40)
    source = known.get(code)
    if source is None:
        found["question"].refuse(
            _("No question before this one has the code “%(code)s”.") % {"code": code}
        )
    if source.kind not in BRANCHING:
        found["question"].refuse(_("Nothing can depend on a question of this kind."))
    return Branch(code, _codes(found["codes"], source.answers))


def _codes(at: Cursor, among: tuple[int, ...], *, least: int = 1) -> tuple[int, ...]:
    """Some of the codes of a question, each once."""
    chosen = []
    for each in at.entries(least=least, most=max(len(among), least)):
        code = each.integer(0, LARGEST_CODE)
        if code not in among:
            each.refuse(_("The question has no answer with this code."))
        if code in chosen:
            each.refuse(_("This code stands here twice."))
        chosen.append(code)
    return tuple(chosen)


def _item(at: Cursor, known: dict[str, Item]) -> Item:
    found = at.members(
        ("code", "kind", "words"),
        (
            "lowest", "highest", "codes", "favorable", "asked_if", "trait", "categories", "rows",
        ),
    )  # fmt: skip
    code = _new_code(found["code"], known)
    kind = found["kind"].choice(Question.Kind.values)
    _only_for(found, kind)
    lowest, highest, codes = _answers(at, found, kind)
    among = tuple(range(lowest, highest + 1)) if kind == "scale" else codes
    trait = found["trait"].choice(Question.Trait.values) if "trait" in found else ""
    if trait and any(trait == item.trait for item in known.values()):
        found["trait"].refuse(_("Another question tells this already."))
    if bool(trait) != ("categories" in found):
        at.refuse(_("“trait” and “categories” belong together."))
    item = Item(
        code=code,
        kind=kind,
        words={
            language: _words(below, kind, codes)
            for language, below in _by_language(found["words"], original=True).items()
        },
        lowest=lowest,
        highest=highest,
        codes=codes,
        favorable=_codes(found["favorable"], among, least=0) if "favorable" in found else (),
        asked_if=_branch(found["asked_if"], known) if "asked_if" in found else None,
        trait=trait,
        categories=_categories(found["categories"], codes) if trait else {},
    )
    known[code] = item
    if kind != "grid":
        return item
    rows = tuple(_row(each, item, known) for each in found["rows"].entries(least=1, most=MOST_ROWS))
    known[code] = Item(**{**item.__dict__, "rows": rows})
    return known[code]


def _new_code(at: Cursor, known: Mapping[str, Item]) -> str:
    code = _name(at, CODE)
    if code in known:
        at.refuse(_("Another question has this code."))
    return code


def _only_for(found: Mapping[str, Cursor], kind: str) -> None:
    """Refuse what has no meaning for this kind of question, and what it lacks."""
    for name, kinds in (
        ("lowest", {"scale"}),
        ("highest", {"scale"}),
        ("codes", WITH_ANSWERS),
        ("rows", {"grid"}),
    ):
        if name in found and kind not in kinds:
            found[name].refuse(_("A question of this kind has none."))
        if name not in found and kind in kinds:
            found["kind"].refuse(_("For this kind “%(name)s” is missing.") % {"name": name})
    if "favorable" in found and kind not in FAVORABLE:
        found["favorable"].refuse(_("A question of this kind has none."))
    if "trait" in found and kind != "single":
        found["trait"].refuse(_("Only a question with one answer of several can tell this."))


def _answers(
    at: Cursor, found: Mapping[str, Cursor], kind: str
) -> tuple[int, int, tuple[int, ...]]:
    """The least and greatest code, and all of them where they have names."""
    if kind == "scale":
        lowest = found["lowest"].integer(0, LARGEST_CODE)
        highest = found["highest"].integer(0, LARGEST_CODE)
        if lowest >= highest:
            at.refuse(_("A scale rises: its lowest number is below its highest."))
        return lowest, highest, ()
    if kind == "open":
        return 0, 0, ()
    codes: list[int] = []
    for each in found["codes"].entries(least=2, most=MOST_ANSWERS):
        if each.value in Question.MISSING:
            each.refuse(_("77 and 88 mean that there is no answer. They are always offered."))
        codes.append(each.integer(0, LARGEST_CODE))
        if codes.count(codes[-1]) > 1:
            each.refuse(_("This code stands here twice."))
    return min(codes), max(codes), tuple(codes)


def _words(at: Cursor, kind: str, codes: tuple[int, ...]) -> Words:
    may = {"scale": ("lowest_means", "highest_means"), "open": ()}.get(kind, ("labels",))
    found = at.members(("ask",), ("statement", *may))
    labels = _labels(found["labels"], codes) if "labels" in found else {}
    if codes and not labels:
        at.refuse(_("The names of the answers are missing."))
    return Words(
        ask=found["ask"].text(300),
        labels=labels,
        **{
            name: found[name].text(most, empty=True)
            for name, most in (("statement", 300), ("lowest_means", 80), ("highest_means", 80))
            if name in found
        },
    )


def _labels(at: Cursor, codes: tuple[int, ...]) -> dict[int, str]:
    by_code = {str(code): code for code in codes}
    found = at.members(tuple(by_code))
    return {code: found[name].text(120) for name, code in by_code.items()}


def _categories(at: Cursor, codes: tuple[int, ...]) -> dict[int, str]:
    """Which category of the population each code is; a code may be none of them."""
    by_code = {str(code): code for code in codes}
    found = at.members((), tuple(by_code))
    if not found:
        at.refuse(_("At least one answer must be a category of the population."))
    return {by_code[name]: below.text(40) for name, below in found.items()}


def _row(at: Cursor, head: Item, known: dict[str, Item]) -> Item:
    """A statement of a grid: the answers and what counts as favorable come from its head."""
    found = at.members(("code", "words"))
    code = _new_code(found["code"], known)
    words = {}
    for language, below in _by_language(found["words"], original=True).items():
        words[language] = Words(ask=below.members(("ask",))["ask"].text(300))
    row = Item(
        code=code,
        kind="likert",
        words=words,
        lowest=head.lowest,
        highest=head.highest,
        codes=head.codes,
        favorable=head.favorable,
    )
    known[code] = row
    return row


def _scores(at: Cursor, pages: tuple[Page, ...]) -> tuple[Score, ...]:
    asked = {item.code: item for page in pages for item in page.asked()}
    scores: list[Score] = []
    for below in at.entries(most=20):
        score = _score(below, asked)
        if score.code in asked or any(score.code == each.code for each in scores):
            below.refuse(
                _("“%(code)s” is already the code of a question or index.") % {"code": score.code}
            )
        if score.is_headline and any(each.is_headline for each in scores):
            below.refuse(_("Only one index is shown first."))
        scores.append(score)
    return tuple(scores)


def _score(at: Cursor, asked: Mapping[str, Item]) -> Score:
    found = at.members(("code", "names", "items"), ("least_answered", "headline"))
    items, turned_round = [], set()
    for each in found["items"].entries(least=1, most=60):
        part = each.members(("question",), ("reversed",))
        code = part["question"].text(40)
        if code not in asked or asked[code].kind not in ORDERED:
            each.refuse(_("There is no scale or row of steps with the code “%s”.") % code)
        if code in items:
            each.refuse(_("This question stands here twice."))
        items.append(code)
        if "reversed" in part and part["reversed"].boolean():
            turned_round.add(code)
    return Score(
        code=_name(found["code"], CODE),
        names={
            language: below.text(160)
            for language, below in _by_language(found["names"], original=True).items()
        },
        items=tuple(items),
        turned_round=frozenset(turned_round),
        least_answered=_share(found["least_answered"])
        if "least_answered" in found
        else Decimal("0.6"),
        is_headline=found["headline"].boolean() if "headline" in found else False,
    )


def _share(at: Cursor) -> Decimal:
    if type(at.value) not in {int, float} or not 0.01 <= at.value <= 1:  # noqa: PLR2004
        at.refuse(_("Here must be a number above 0, at most 1."))
    return round(Decimal(at.value), 2)
