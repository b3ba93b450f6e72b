"""Paper forms that somebody typed into a sheet: read whole, every slip named by line and column."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.surveys.answering.questionnaire import Questionnaire
from metrics.surveys.imports.making import questions_of
from metrics.surveys.imports.reading import STRAIGHT, Line
from metrics.surveys.imports.sheets import ABOUT_THE_FORM, columns
from metrics.surveys.imports.taking import Incoming
from metrics.surveys.models import Batch, Question, Response, Wave
from metrics.surveys.models.response import PARTIAL, traits
from portal.areas.codes import Coded, Codes
from portal.areas.models import Area
from portal.records.imports import RowError
from portal.records.imports.values import Moments
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from metrics.surveys.answering.questionnaire import Answers
    from portal.accounts.models import User

MOST_BYTES = 2 * 2**20
MOST_FORMS = 5_000
LONGEST_WORDS = 5_000
SHOWN = 200  # slips named at once
LANGUAGES = {code for code, _name in settings.LANGUAGES}
FORMULA = ("=", "@")


@dataclass(frozen=True)
class Slip:
    """Where something is wrong, and what."""

    line: int
    column: str
    why: str


@dataclass
class Pile:
    """Forms that can be taken, and what is wrong with the others."""

    sha256: str
    encoding: str = "utf-8"
    forms: list[Line] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)

    @property
    def bad(self) -> int:
        return len({slip.line for slip in self.slips})


def read(wave: Wave, content: bytes, at: date | None = None) -> Pile:
    """All forms of a file. NotPossible where the file as a whole is none."""
    text, encoding = _decoded(content)
    pile = Pile(hashlib.sha256(content).hexdigest(), encoding)
    rows = _rows(text)
    header = next(rows, (0, []))[1]
    names = _header(wave, header)
    form = _Form(wave, at or timezone.localdate())
    for line, cells in rows:
        if len(pile.forms) + pile.bad >= MOST_FORMS:
            raise NotPossible(
                _("This file has more than %(most)s forms. Split it.") % {"most": MOST_FORMS}
            )
        if len(cells) > len(names) and any(cells[len(names) :]):
            why = _("This line has more cells than the first line has names.")
            pile.slips.append(Slip(line, "", why))
            continue
        taken, slips = form.read(line, dict(zip(names, cells, strict=False)))
        pile.slips += slips
        if taken and not slips:
            pile.forms.append(taken)
    if not pile.forms and not pile.slips:
        raise NotPossible(_("This file has a first line and no forms below it."))
    return pile


@transaction.atomic
def take(wave: Wave, pile: Pile, *, name: str, by: User) -> int:
    """Keep the forms of a pile; how many. The same file comes in once."""
    wave = Wave.objects.select_for_update(of=("self",), no_key=True).get(pk=wave.pk)
    before = wave.batches.filter(sha256=pile.sha256).first()
    if before:
        raise NotPossible(
            _("This very file came in on %(day)s. Nothing was saved a second time.")
            % {"day": timezone.localdate(before.made_at).isoformat()}
        )
    refuse_unless_open(wave)
    batch = Batch.objects.create(wave=wave, source=name[:200], sha256=pile.sha256, made_by=by)
    incoming = Incoming(questions_of(wave.instrument))
    for line in pile.forms:
        incoming.add(line, line.answered_on or timezone.localdate(), batch)
    incoming.write()
    return len(pile.forms)


def refuse_unless_open(wave: Wave) -> None:
    """Forms may be typed in after the last day, until the numbers are published."""
    if wave.launched_at is None or wave.opens_at > timezone.now():
        raise NotPossible(_("This survey has not begun yet."))
    if wave.releases.exists():
        raise NotPossible(_("The results of this survey are published. It takes no more forms."))


def _decoded(content: bytes) -> tuple[str, str]:
    if len(content) > MOST_BYTES:
        raise NotPossible(_("This file is larger than 2 MB. Split it."))
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding.removesuffix("-sig")
    raise NotPossible(_("This is no text. Save the sheet as CSV and choose that file."))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line each begins on."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotPossible(
            _("Line %(line)s cannot be read: a quotation mark is out of place.") % {"line": line}
        ) from error


def _header(wave: Wave, header: list[str]) -> list[str]:
    known = columns(wave)
    while header and not header[-1]:
        header = header[:-1]
    strange = [name or "“”" for name in header if name not in known]
    missing = [name for name in known if name not in header and name not in {"area", "language"}]
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise NotPossible(_("The column %(name)s stands there twice.") % {"name": twice[:40]})
    if strange:
        names = ", ".join(name[:40] for name in strange[:5])
        raise NotPossible(
            _("The first line names columns that this survey does not have: %(names)s.")
            % {"names": names}
        )
    if missing:
        raise NotPossible(
            _("The first line must name every column of the sheet. Missing: %(names)s.")
            % {"names": ", ".join(missing[:5])}
        )
    return header


class _Form:
    """Reads one form after the other."""

    def __init__(self, wave: Wave, today: date) -> None:
        self.wave = wave
        self.asked = Questionnaire.of(wave.instrument)
        self.questions = questions_of(wave.instrument)
        areas = Area.objects.within(wave.area) if wave.area else Area.objects.all()
        self.codes = Codes(Coded(*row) for row in areas.values_list("pk", "level", "code", "name"))
        self.moments = Moments(timezone.get_default_timezone())
        self.first = timezone.localdate(wave.opens_at)
        self.last = min(today, timezone.localdate(wave.closes_at - timedelta(seconds=1)))

    def read(self, line: int, cells: dict[str, str]) -> tuple[Line | None, list[Slip]]:
        slips: list[Slip] = []
        answers: dict[str, int | list[int]] = {}
        words: dict[str, str] = {}
        read: dict[str, Any] = {"date": None, "language": "", "area": None}
        for name, text in cells.items():
            try:
                if name in ABOUT_THE_FORM:
                    read[name] = getattr(self, f"_{name}")(text)
                elif text:
                    self._answer(self.questions[name], text, answers, words)
            except RowError as error:
                slips.append(Slip(line, name, str(error)))
        kept = self.asked.kept(answers)
        questions = self.asked.questions(kept)
        share = Response.share_answered(questions, kept)
        if not slips and share < PARTIAL:
            slips.append(Slip(line, "", _("Fewer than half of the questions have an answer.")))
        if slips:
            return None, slips
        return self._line(read, kept, questions, words, share), []

    def _line(
        self,
        read: dict[str, Any],
        kept: Answers,
        questions: list[Question],
        words: dict[str, str],
        share: float,
    ) -> Line:
        told = traits(questions, kept)
        day, language, area = read["date"], read["language"], read["area"]
        return Line(
            wave="",
            area=area or self.wave.area_id,
            answered_on=day,
            language=str(language or settings.LANGUAGE_CODE.split("-")[0]),
            mode=Wave.Mode.PAPER,
            weight=Decimal(1),
            answers=dict(kept),
            traits=tuple(told.get(name, "") for name in Question.Trait.values),  # type: ignore[arg-type]
            words=words,
            share_answered=share,
            flags=[STRAIGHT] if self.asked.is_straight_line(kept) else [],
        )

    def _answer(
        self,
        question: Question,
        text: str,
        answers: dict[str, int | list[int]],
        words: dict[str, str],
    ) -> None:
        if text.startswith(FORMULA):
            raise RowError(_("This is a formula. Write the answer itself."))
        if question.kind == Question.Kind.OPEN:
            words[question.code] = text[:LONGEST_WORDS]
        elif question.kind == Question.Kind.MULTIPLE:
            parts = [part for part in text.replace(",", ";").split(";") if part.strip()]
            answers[question.code] = sorted({self._code(question, part) for part in parts})
        else:
            answers[question.code] = self._code(question, text)

    def _code(self, question: Question, text: str) -> int:
        plain = text.strip().removesuffix(".0")
        possible = self.asked.possible(question.code)
        if plain.isascii() and plain.isdecimal() and int(plain[:9]) in possible:
            return int(plain[:9])
        least, *_others, most = sorted(set(possible) - set(Question.MISSING))
        raise RowError(
            _(
                "“%(text)s” is no answer. There are %(least)s to %(most)s, 77 for rather not, 88"
                " for don’t know; leave it empty where nothing is written."
            )
            % {"text": text[:20], "least": least, "most": most}
        )

    def _date(self, text: str) -> date:
        if not text:
            raise RowError(_("The day is missing."))
        try:
            day = self.moments.as_written(text).date()
        except RowError:
            raise RowError(
                _("“%(text)s” is no day. Write it like 2026-03-31.") % {"text": text[:20]}
            ) from None
        if not self.first <= day <= self.last:
            raise RowError(
                _("%(day)s is not within the days of this survey, %(first)s to %(last)s.")
                % {"day": day, "first": self.first, "last": self.last}
            )
        return day

    def _language(self, text: str) -> str:
        if text and text.lower() not in LANGUAGES:
            raise RowError(
                _("“%(text)s” is no language here. Write %(some)s.")
                % {"text": text[:20], "some": ", ".join(sorted(LANGUAGES))}
            )
        return text.lower()

    def _area(self, text: str) -> int | None:
        if not text:
            return None
        found = self.codes.find(text)
        if found is None:
            raise RowError(_("There is no area “%(text)s” here.") % {"text": text[:20]})
        return found
