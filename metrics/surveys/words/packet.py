"""The answers of a wave for researchers: a row a person, who cannot be told.

A ZIP of three files: the answers, a codebook and a text that says how to read them. It is
written to a temporary file while no answer can come in, and recorded with its hash before it
leaves. The same answers give the same file, byte for byte.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections import Counter
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Count, Value
from django.db.models.functions import MD5, Cast, Concat, TruncMonth
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.surveys.models import Question, Wave
from metrics.surveys.words.deidentified import coarse_weights, suppressed_in_turn
from portal.areas.models import Area
from portal.records.export import safe
from portal.records.models import Export
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from metrics.surveys.words.deidentified import Traits
    from portal.accounts.models import User

WHAT = "survey responses zip"
# Who someone is, in the order of suppression where two are as rare; then what else is told.
WHO = ("age_band", "sex", "race_ethnicity", "district")
HOW = ("month", "mode", "language")
COLUMNS = (*WHO, *HOW, "is_partial", "flags", "weight")
GROUPED = ("age_band", "sex", "race_ethnicity", "area", "month", "mode", "language")
CHUNK = 5_000


def refusal(wave: Wave, at: datetime | None = None) -> str:
    """Why the answers cannot be had now, in words for a person; empty when they can."""
    if not Wave.objects.over(at).filter(pk=wave.pk).exists():
        return _("People may still answer. The answers can be had an hour after the wave closes.")
    answered = wave.responses.count()
    if answered < settings.SCORE_FLOOR:
        return _("Too few have answered. It takes %(floor)d.") % {"floor": settings.SCORE_FLOOR}
    last = exports(wave).first()
    fresh = abs(answered - last.filters["responses"]) if last else 0
    if 0 < fresh < settings.PUBLISH_FLOOR:
        return ngettext(
            "%(n)d answer has come in since the last time. Put side by side, both files would "
            "tell whose it is. Wait until %(floor)d have come in.",
            "%(n)d answers have come in since the last time. Put side by side, both files would "
            "tell whose they are. Wait until %(floor)d have come in.",
            fresh,
        ) % {"n": fresh, "floor": settings.PUBLISH_FLOOR}
    return ""


def exports(wave: Wave) -> Any:
    """Who had the answers of this wave, the last one first."""
    return Export.objects.filter(what=WHAT, filters__wave=wave.pk).order_by("-at", "-pk")


@transaction.atomic
def packet(wave: Wave, by: User, at: datetime | None = None) -> IO[bytes]:
    """The ZIP, at its beginning, recorded as about to leave. The caller closes it."""
    # Whoever answers points at the wave: none can until this is done.
    wave = Wave.objects.select_for_update(of=["self"]).select_related("instrument").get(pk=wave.pk)
    if why := refusal(wave, at):
        raise NotPossible(why)
    responses = wave.responses.annotate(month=TruncMonth("answered_on"))
    answered = responses.count()
    asked = list(
        Question.objects.of(wave.instrument)
        .answered()
        .exclude(kind=Question.Kind.OPEN)
        .filter(trait="")
        .select_related("row_of")
        .prefetch_related("row_of__wordings")
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        about = {"wave": wave, "answered": answered, "floor": settings.PUBLISH_FLOOR}
        _put(archive, "README.txt", [render_to_string("surveys/words/readme.txt", about)])
        _put(archive, "codebook.csv", _lines(codebook(asked)))
        _put(archive, "answers.csv", _lines(answers(responses, asked, answered)))
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    filters = {"wave": wave.pk, "responses": answered}
    Export.objects.create(user=by, what=WHAT, filters=filters, rows=answered, sha256=sha256)
    file.seek(0)
    return file


def answers(responses: Any, asked: Sequence[Question], answered: int) -> Iterator[list[Any]]:
    """The head, then a row a person in an order drawn by lot: another one with every new answer."""
    districts = _districts()
    floor = settings.PUBLISH_FLOOR
    counts: Counter[tuple[Traits, Traits]] = Counter()
    grouped = responses.order_by().values_list(*GROUPED).annotate(n=Count("pk"))
    for *traits, n in grouped.iterator(CHUNK):
        counts[_traits(traits, districts)] += n
    shown = suppressed_in_turn(counts, floor)
    weighed = responses.order_by().values_list("weight").annotate(n=Count("pk"))
    weights = coarse_weights(dict(weighed), floor)
    yield [*COLUMNS, *(question.code for question in asked)]
    lot = MD5(Concat(Cast("pk", CharField()), Value(f"/{answered}"), output_field=CharField()))
    rows = responses.order_by(lot).values_list(*GROUPED, "is_partial", "flags", "weight", "answers")
    for *traits, is_partial, flags, weight, given in rows.iterator(CHUNK):
        who, how = shown[_traits(traits, districts)]
        codes = (_code(given.get(question.code)) for question in asked)
        yield [*who, *how, int(is_partial), ";".join(flags), weights[weight], *codes]


def codebook(asked: Iterable[Question]) -> Iterator[list[Any]]:
    yield ["column", "question", "kind", "code", "meaning"]
    for column, meaning in _columns().items():
        yield [column, "", "", "", meaning]
    for question in asked:
        head = question.row_of or question
        words = question.words
        text = f"{words.ask} {words.statement}".strip()
        labels = words.labels or head.words.labels
        meanings = {str(code): labels.get(str(code), "") for code in question.codes or head.codes}
        if question.kind == Question.Kind.SCALE:
            meanings |= {
                str(question.lowest): words.lowest_means,
                str(question.highest): words.highest_means,
            }
        meanings |= {
            str(Question.RATHER_NOT): _("Would rather not say"),
            str(Question.DONT_KNOW): _("Does not know"),
        }
        for code, meaning in meanings.items():
            yield [question.code, text, question.kind, code, meaning]


def _columns() -> dict[str, str]:
    left_out = _("Empty where not told, or left out because too few are alike.")
    return dict.fromkeys((*WHO, *HOW), left_out) | {
        "is_partial": _("1: half to four fifths of the questions were answered."),
        "flags": _("What looks odd; never dropped. Several are divided by a semicolon."),
        "weight": _("The weight that came with the answer, as the mean of those with the nearest."),
    }


def _traits(values: Sequence[Any], districts: dict[int, str]) -> tuple[Traits, Traits]:
    age_band, sex, race_ethnicity, area, month, mode, language = values
    return (
        (age_band, sex, race_ethnicity, districts.get(area, "")),
        (_month(month), mode, language),
    )


def _month(first: date) -> str:
    return f"{first:%Y-%m}"


def _districts() -> dict[int, str]:
    """The name of the district each area lies in; areas outside of any have none."""
    areas = list(Area.objects.values_list("pk", "path", "name", "level"))
    tops = [(path, name) for _pk, path, name, level in areas if level == Area.Level.DISTRICT]
    return {
        pk: name for pk, path, _own, _level in areas for top, name in tops if path.startswith(top)
    }


def _code(given: Any) -> Any:
    """Several chosen answers are divided by a semicolon."""
    if isinstance(given, list):
        return ";".join(str(code) for code in sorted(given))
    return "" if given is None else given


def _lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _put(archive: ZipFile, name: str, lines: Iterable[str]) -> None:
    """A file without a date, so that the same answers are the same file."""
    about = ZipInfo(name)
    about.compress_type = ZIP_DEFLATED
    with archive.open(about, "w", force_zip64=True) as file:
        for line in lines:
            file.write(line.encode())
