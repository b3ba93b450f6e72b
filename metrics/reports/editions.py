"""Two readings of one report: all of it for staff, and what the public may know of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metrics.dashboards.told import about, told_about
from metrics.dashboards.withholding import hold_all, withhold
from metrics.reports import sheets, tables, typesetting
from metrics.reports.document import Document, Facts, Narrative
from metrics.reports.models import Publication, ReportFile
from metrics.reports.withheld import Reading, all_tables
from portal.notices.links import absolute
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from metrics.dashboards.charts import Table
    from metrics.reports.document import Section
    from metrics.reports.models import Report


@dataclass(frozen=True)
class Edition:
    """What the public would get: the document, and who has to be asked whether it still holds.

    `review` is the one that stood when it was made; `files` are made last, by `with_files`.
    """

    document: Document
    place: str
    series: str
    version: int
    slug: str
    review: int
    at: datetime
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return fingerprint(self.document)

    def with_files(self, as_of: datetime) -> Edition:
        with translation.override(self.document.language):
            return replace(self, files=files(self.document, as_of))


def fingerprint(document: Document) -> str:
    """SHA-256 of all it says, whatever it looks like."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def canonical(document: Document) -> str:
    return json.dumps(document.as_json(), sort_keys=True, cls=DjangoJSONEncoder)


def files(
    document: Document,
    as_of: datetime,
    drawn: Callable[[int, int], None] = lambda _done, _all: None,
) -> dict[str, bytes]:
    """The document as each kind of file, in the language that is switched on."""
    svgs = typesetting.drawings(document, drawn)
    return {
        ReportFile.Kind.PDF: typesetting.pdf(document, svgs, as_of),
        ReportFile.Kind.SHEETS: sheets.workbook(document, as_of),
        ReportFile.Kind.TABLES: tables.bundle(document, as_of),
    }


def one_file(kind: str, document: Document, as_of: datetime) -> bytes:
    with translation.override(document.language):
        if kind == ReportFile.Kind.PDF:
            return typesetting.pdf(document, typesetting.drawings(document), as_of)
        make = {ReportFile.Kind.SHEETS: sheets.workbook, ReportFile.Kind.TABLES: tables.bundle}
        return make[ReportFile.Kind(kind)](document, as_of)


def staff(report: Report) -> Document:
    """All of it, with what people wrote into the boxes."""
    document = Document.from_json(report.numbers or {})
    words = dict(report.written.values_list("key", "text"))
    sections = tuple(_with_words(section, words) for section in document.sections)
    return replace(document, sections=sections)


def for_staff(document: Document, report: Report, sha256: str) -> Document:
    """With what tells one draft from another."""
    pairs = (
        *document.colophon.pairs,
        (_("Asked for by"), str(report.requested_by)),
        (_("Version"), _("Draft %(number)s") % {"number": report.pk}),
        (_("Fingerprint of the numbers"), sha256),
    )
    return replace(document, colophon=replace(document.colophon, pairs=pairs))


def public(report: Report, at: datetime | None = None) -> Edition:
    """What the public would get now. Raises NotPossible where it is not to be published."""
    review = report.reviews.standing().first()
    if review is None:
        raise NotPossible(_("Someone has to review the report before it is published."))
    at = at or timezone.now()
    series = series_of(report)
    newest = Publication.objects.versions_of(series).first()
    version = newest.version + 1 if newest else 1
    place = report.where
    slug = _slug(report, place, version)
    whole = staff(report)
    with translation.override(report.language):
        reading = Reading.of(whole, _withheld(whole, report))
        document = replace(
            whole,
            notice=_notice(anything=reading.holds_anything),
            summary=reading.summary(),
            sections=reading.sections(),
            colophon=_colophon(report, whole, version, slug, at),
        )
    return Edition(document, place, series, version, slug, review.pk, at)


def series_of(report: Report) -> str:
    """What the versions of one report have in common."""
    answers = json.dumps(report.answers, sort_keys=True)
    digest = hashlib.sha256(answers.encode()).hexdigest()[:12]
    days = f"{report.starts_on}:{report.ends_on}"
    return f"{report.kind}:{report.area_id or 0}:{days}:{report.language}:{digest}"


def _slug(report: Report, place: str, version: int) -> str:
    """The address that stays. Areas of one name, or wishes that differ, get a number of theirs."""
    days = f"{report.starts_on}-{report.ends_on}"
    wished = slugify(f"{report.kind} {place[:80]} {days} {report.language}".replace("_", "-"))
    series = series_of(report)
    others = Publication.objects.exclude(series=series)
    slug, number = f"{wished}-v{version}", 1
    while others.filter(slug=slug).exists():
        number += 1
        slug = f"{wished}-{number}-v{version}"
    return slug


def _withheld(whole: Document, report: Report) -> dict[str, Table]:
    """Next to all that the public was told before.

    Quarters are published. What is about other days, such as a month, would tell with them of the
    days between, so its counts are held back whole; columns that are quarters are not.
    """
    counted = counted_tables(whole, report)
    quarters = {
        key: table for key, table in counted.items() if report.period.quarter or _by_quarter(table)
    }
    others = hold_all({key: table for key, table in counted.items() if key not in quarters})
    try:
        return withhold(quarters, told_about(report.period)) | others
    except ValueError as error:
        raise NotPossible(
            _(
                "Two tables of this report give the same count differently, so nobody can say "
                "what may be published. Tell your administrator."
            )
        ) from error


def counted_tables(document: Document, report: Report) -> dict[str, Table]:
    """All tables in full, with the area and the days that their counts are of."""
    period = report.period
    within = report.area.path.rstrip("/").rsplit("/", 1)[-1] if report.area else ""
    return about(
        all_tables(document), within=within, when=period.quarter or f"{period.first}/{period.last}"
    )


def _by_quarter(table: Table) -> bool:
    facts = table.guard.facts if table.guard else ()
    return all("@" in fact for fact in facts if fact)


def _notice(*, anything: bool) -> str:
    floor = {"floor": settings.PUBLISH_FLOOR}
    if not anything:
        return _("Published for everyone. No count in it had to be held back.")
    return (
        _(
            "Published for everyone. Counts under %(floor)s are held back, and a few others with "
            "them, so that nobody can be recognized and none can be worked out."
        )
        % floor
    )


def _colophon(report: Report, whole: Document, version: int, slug: str, at: datetime) -> Facts:
    """Where it is from. What staff read of small counts is said otherwise here."""
    as_of = report.data_as_of or at
    moment = "DATETIME_FORMAT"
    known = dict(whole.colophon.pairs) if whole.colophon.of == () else {}
    said = {
        _("Published by"): whole.author,
        _("Published"): date_format(timezone.localtime(at), moment),
        _("Version"): str(version),
        **known,
        _("Area"): report.where,
        _("Period"): str(report.period),
        _("Data as of"): date_format(timezone.localtime(as_of), moment),
        _("Small counts"): _("Counts under %(floor)s are held back.")
        % {"floor": settings.PUBLISH_FLOOR},
        _("Where it stays"): absolute(f"/transparency/reports/{slug}/"),
    }
    return Facts(_("About this report"), tuple(said.items()), of=())


def _with_words(section: Section, words: dict[str, str]) -> Section:
    blocks = tuple(
        replace(block, text=words.get(block.key, "")) if isinstance(block, Narrative) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)
