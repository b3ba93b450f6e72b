"""What the columns of somebody else's survey mean: a JSON file, described in README.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003  a field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.text import slugify

from metrics.surveys.imports.part import Part
from metrics.surveys.models import Instrument, Question, Wave
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MOST_QUESTIONS = 500


@dataclass(frozen=True)
class Asked:
    """One question, the column that holds its answers, and what stands there."""

    code: str
    where: str
    columns: dict[str, int | None]  # one column, or for any-of-several a code each
    kind: str = ""  # empty where the instrument is here already
    page: int = 1
    lowest: int = 0
    highest: int = 10
    codes: list[int] = field(default_factory=list)
    favorable: list[int] = field(default_factory=list)
    trait: str = ""
    categories: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    bands: list[tuple[int, int]] = field(default_factory=list)  # up to this, this code
    chosen: list[str] = field(default_factory=list)
    missing: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """Something about an answer that a column tells, or that is always the same."""

    column: str = ""
    values: dict[str, str] = field(default_factory=dict)
    always: str = ""


@dataclass(frozen=True)
class Planned:
    """A wave as the mapping names it."""

    title: str
    slug: str
    opens_on: date
    closes_on: date
    sample_type: str
    operator: str
    invited: int


@dataclass(frozen=True)
class Measured:
    """An index of the instrument."""

    code: str
    names: dict[str, str]
    items: list[str]
    reversed: list[str]
    is_headline: bool


@dataclass(frozen=True)
class Mapping:
    slug: str
    version: int
    kind: str
    title: str
    source: str
    indices: list[Measured]
    questions: list[Asked]
    absent: set[str]
    mode: Told
    day: Told
    day_first: bool
    language: Told
    weight_column: str
    area_column: str
    area_level: str
    area_prefix: str
    area_values: dict[str, str]
    wave_column: str
    waves: dict[str, Planned]
    margins: list[str] | None

    @classmethod
    def of_file(cls, name: str) -> Mapping:
        """Refused, with the place, where anything is missing, misspelled or contradicts itself."""
        return read(Part.of_file(name))

    @property
    def columns(self) -> Iterator[str]:
        """All that the file must have."""
        for asked in self.questions:
            yield from asked.columns
        told = (self.mode.column, self.day.column, self.language.column)
        yield from filter(None, (*told, self.weight_column, self.area_column, self.wave_column))


def read(top: Part) -> Mapping:
    about = top.part("instrument") or Part({}, f"{top.where}, “instrument”")
    area = top.part("area") or Part({}, "")
    day = top.part("date") or Part({"always": ""}, "")
    absent = set(top.texts("absent")) if "absent" in top else {"", "NA"}
    questions = list(_questions(top))
    slug, title = about.text("slug"), about.text("title", "")
    if slug != slugify(slug):
        raise about.wrong("“slug” may hold small letters, numbers and hyphens.")
    mapping = Mapping(
        slug=slug,
        version=about.number("version", 1),
        kind=about.one_of("kind", Instrument.Kind.values, Instrument.Kind.GENERAL),
        title=title,
        source=about.text("source", ""),
        indices=list(_indices(about, {asked.code for asked in questions})),
        questions=questions,
        absent=absent | {""},
        mode=_told(top.part("mode"), Wave.Mode.values, Wave.Mode.WEB),
        day_first=bool(day.take("day_first", default=False)),
        day=_told(day, None, ""),
        language=_told(top.part("language"), LANGUAGES, settings.LANGUAGE_CODE.split("-")[0]),
        weight_column=_column(top.part("weight")),
        area_column=area.text("column", ""),
        area_level=area.one_of("level", ["", *Area.Level.values], ""),
        area_prefix=area.text("prefix", ""),
        area_values={str(key): str(value) for key, value in area.table("values").items()},
        wave_column=str((top.take("waves") or {}).get("column", "")),
        waves=_waves(top),
        margins=top.texts("margins") if "margins" in top else None,
    )
    for part in (about, area, top):
        part.done()
    return mapping


def _questions(top: Part) -> Iterator[Asked]:
    seen: set[str] = set()
    for part in top.parts("questions"):
        asked = _question(part)
        part.done()
        if asked.code in seen:
            raise part.wrong("this code stands here twice.")
        seen.add(asked.code)
        if len(seen) > MOST_QUESTIONS:
            raise top.wrong(f"it has more than {MOST_QUESTIONS} questions.")
        yield asked
    if not seen:
        raise top.wrong("“questions” is empty: which columns hold answers?")


def _question(part: Part) -> Asked:
    code = part.text("code")
    kinds = [kind for kind in Question.Kind.values if kind != Question.Kind.GRID]
    kind = part.one_of("kind", ["", *kinds], "")
    columns: dict[str, int | None] = part.table("columns") or {part.text("column", code): None}
    codes = part.numbers("codes")
    if kind in {Question.Kind.LIKERT, Question.Kind.SINGLE, Question.Kind.MULTIPLE} and not codes:
        raise part.wrong("“codes” is missing: the answers to choose from.")
    if any(each in Question.MISSING or not 0 <= each < 77 for each in codes):  # noqa: PLR2004
        raise part.wrong("“codes” must lie from 0 to 76; 77 and 88 mean rather not, don’t know.")
    trait = part.one_of("trait", ["", *Question.Trait.values], "")
    missing: dict[str, int | None] = dict.fromkeys(part.texts("absent"))
    missing |= dict.fromkeys(part.texts("dont_know"), Question.DONT_KNOW)
    missing |= dict.fromkeys(part.texts("rather_not"), Question.RATHER_NOT)
    bands = [(each.number("up_to"), each.number("code")) for each in part.parts("bands")]
    return Asked(
        code=code,
        where=part.where,
        columns=columns,
        kind=kind,
        page=part.number("page", 1),
        lowest=part.number("lowest", min(codes, default=0)),
        highest=part.number("highest", max(codes, default=10)),
        codes=codes,
        favorable=part.numbers("favorable"),
        trait=trait,
        categories={str(key): str(value) for key, value in part.table("categories").items()},
        wordings=_wordings(part) if kind else {},
        values=_values(part),
        bands=sorted(bands),
        chosen=part.texts("chosen") or ["1", "Y", "y", "Yes", "X", "x"],
        missing=missing,
    )


def _values(part: Part) -> dict[str, int]:
    values = part.table("values")
    if any(type(code) is not int for code in values.values()):
        raise part.wrong("“values” says which whole number each text of theirs is.")
    return values


def _wordings(part: Part) -> dict[str, dict[str, Any]]:
    """By language: what is asked, and the names of the answers."""
    words: dict[str, dict[str, Any]] = {}
    for name in ("ask", "statement", "lowest_means", "highest_means", "labels"):
        value = part.take(name)
        if isinstance(value, str):
            value = {settings.LANGUAGE_CODE.split("-")[0]: value}
        for language, said in (value or {}).items():
            if language not in LANGUAGES:
                raise part.wrong(f"“{name}”: {language} is not one of our languages.")
            words.setdefault(language, {})[name] = said
    if "ask" not in words.get("en", {}):
        raise part.wrong("“ask” is missing: the question in English.")
    return words


def _indices(about: Part, codes: set[str]) -> Iterator[Measured]:
    for part in about.parts("indices"):
        items = part.texts("items")
        strange = [item for item in items if item not in codes]
        if strange or not items:
            raise part.wrong(f"“items” names no question of this mapping: {', '.join(strange)}.")
        code = part.text("code")
        if code in codes:
            raise part.wrong("a question has this code. Give the index another one.")
        yield Measured(
            code=code,
            names={**part.table("names")},
            items=items,
            reversed=part.texts("reversed"),
            is_headline=bool(part.take("headline", default=False)),
        )
        part.done()


def _told(part: Part | None, allowed: list[str] | None, default: str) -> Told:
    if part is None:
        return Told(always=default)
    values = {str(key): str(value) for key, value in part.table("values").items()}
    told = Told(part.text("column", ""), values, part.text("always", ""))
    strange = [each for each in (*values.values(), told.always) if each]
    if allowed and (wrong := [each for each in strange if each not in allowed]):
        raise part.wrong(f"{wrong[0]} is unknown. It may be {', '.join(allowed)}.")
    if not told.column and not told.always and allowed:
        raise part.wrong("give a “column” with “values”, or “always”.")
    part.done()
    return told


def _column(part: Part | None) -> str:
    if part is None:
        return ""
    column = part.text("column")
    part.done()
    return column


def _waves(top: Part) -> dict[str, Planned]:
    """By the value of the wave column; one under "" where a file is one wave."""
    part = top.part("waves")
    if part is None:
        return {}
    if not part.text("column", ""):
        return {"": _wave(part)}
    tables = part.table("values")
    part.done()
    return {
        value: _wave(Part(table, f"{part.where}, {value}"))
        for value, table in tables.items()
        if isinstance(table, dict)
    }


def _wave(part: Part) -> Planned:
    part.take("column")
    title = part.text("title")
    wave = Planned(
        title=title,
        slug=part.text("slug", slugify(title)[:80]),
        opens_on=part.day("opens_on"),
        closes_on=part.day("closes_on"),
        sample_type=part.one_of("sample_type", Wave.SampleType.values),
        operator=part.text("operator", ""),
        invited=part.number("invited", 0),
    )
    part.done()
    if wave.closes_on < wave.opens_on:
        raise part.wrong("it closes before it opens.")
    return wave
