"""Makes the files of a records request: a table for each kind, the log, and an index."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.areas.models import Area
from portal.records.disclosing import GROUNDS, kind_named
from portal.records.export import safe
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from portal.records.disclosing import Asked, Kind, Left
    from portal.records.models import RecordsExport

MOST_ROWS = 200_000
TELL_EVERY = 200


@dataclass
class Tally:
    """What went into a file: rows by kind, and what was left out by ground."""

    rows: dict[str, int] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    hashes: dict[str, str] = field(default_factory=dict)


def counts(asked: Asked, names: Iterable[str]) -> dict[str, int]:
    """How many records of each kind a file would hold."""
    return {name: kind_named(name).rows(asked).order_by().count() for name in names}


def pack(export: RecordsExport, tell: Callable[[int, int, _StrOrPromise], None]) -> Any:
    """The ZIP's bytes with its `Tally`. `tell(done, total, step)` hears how far it is."""
    asked, names = export.asked, export.kinds
    begun_at = timezone.now()
    with tempfile.TemporaryFile() as file:
        total = sum(counts(asked, names).values())
        if total > MOST_ROWS:
            raise NotPossible(
                _("That is more than %(most)d records. Ask for fewer days or kinds.")
                % {"most": MOST_ROWS}
            )
        tally, done = Tally(), 0
        known = list(Area.objects.values_list("name", flat=True))
        with ZipFile(file, "w", ZIP_DEFLATED) as archive, tempfile.TemporaryFile("w+") as log:
            logged = csv.writer(log)
            logged.writerow(["record", "field", "rule", "code", "ground", "law"])
            for name in names:
                kind = kind_named(name)
                begun, step = done, kind.label

                def told(n: int, begun: int = begun, step: _StrOrPromise = step) -> None:
                    if n % TELL_EVERY == 0:
                        tell(begun + n, total, step)

                tell(done, total, step)
                lines = _counted(kind.lines(asked, known), logged, tally, kind, told)
                tally.hashes[f"{name}.csv"] = _put(archive, f"{name}.csv", _head(kind), lines)
                done += tally.rows[name]
            log.seek(0)
            tally.hashes["redactions.csv"] = _copy(archive, "redactions.csv", log)
            archive.writestr("index.txt", _index(export, tally, begun_at))
        file.seek(0)
        return file.read(), tally


def law(ground: str) -> str:
    """The law this agency names for it, if an administrator said which."""
    return str(settings.RECORDS_CITATIONS.get(ground, ""))


def _counted(
    lines: Iterable[tuple[list[Any], list[Left]]],
    log: Any,
    tally: Tally,
    kind: Kind,
    told: Callable[[int], None],
) -> Iterator[list[Any]]:
    tally.rows[kind.name] = 0
    for n, (cells, left) in enumerate(lines, start=1):
        tally.rows[kind.name] = n
        for one in left:
            tally.left[one.ground] += 1
            words = str(GROUNDS[one.ground])
            log.writerow([one.record, one.field, one.rule, one.ground, words, law(one.ground)])
        told(n)
        yield cells


def _head(kind: Kind) -> list[str]:
    return ["record", *(field.name for field in kind.fields)]


def _put(archive: ZipFile, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """One CSV file in the archive; returns its hash."""
    digest, line = hashlib.sha256(), io.StringIO()
    writer = csv.writer(line)
    with archive.open(name, "w", force_zip64=True) as file:
        for row in chain([head], rows):
            writer.writerow([safe(cell) for cell in row])
            raw = line.getvalue().encode()
            digest.update(raw)
            file.write(raw)
            line.seek(0)
            line.truncate()
    return digest.hexdigest()


def _copy(archive: ZipFile, name: str, source: IO[str]) -> str:
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as file:
        while text := source.read(1 << 16):
            digest.update(text.encode())
            file.write(text.encode())
    return digest.hexdigest()


def _index(export: RecordsExport, tally: Tally, begun_at: datetime) -> str:
    kinds = [(kind_named(name), tally.rows[name]) for name in export.kinds]
    grounds = [(code, GROUNDS[code], n, law(code)) for code, n in sorted(tally.left.items())]
    about = {
        "export": export,
        "kinds": kinds,
        "grounds": grounds,
        "hashes": tally.hashes,
        "begun_at": begun_at,
        "at": timezone.now(),
    }
    return render_to_string("records/index.txt", about)
