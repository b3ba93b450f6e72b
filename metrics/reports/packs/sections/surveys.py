"""What surveys found: released waves alone, as they were frozen, each with its method beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Facts, Numbers, Paragraph
from metrics.reports.packs.days import written
from metrics.surveys.models import Instrument, Release, Wave
from metrics.surveys.results import fieldwork, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

KINDS = (Instrument.Kind.GENERAL, Instrument.Kind.CONTACT)


def released(these: Slice, kinds: Iterable[str] = KINDS) -> list[Release]:
    """The last release of each wave that closed in the period, there or in the whole city."""
    period = these.period
    there = these.inside("wave__area__path")
    if there:
        there |= Q(wave__area=None)
    found = (
        Release.objects.filter(there, released_at__lte=these.at)
        .filter(wave__instrument__kind__in=list(kinds))
        .filter(wave__closes_at__gte=period.starts_at, wave__closes_at__lt=period.ends_at)
        .order_by("wave_id", "-number")
        .distinct("wave_id")
        .select_related("wave__instrument")
    )
    return sorted(found, key=lambda each: each.wave.closes_at)


def finding(found: list[Release]) -> Paragraph:
    if not found:
        return Paragraph(_("No survey of this period was released."), of=())
    words = ngettext(
        "%(n)s survey of this period was released.",
        "%(n)s surveys of this period were released.",
        len(found),
    )
    return Paragraph(words % {"n": in_words(len(found))}, of=())


def surveys(found: list[Release]) -> tuple[Block, ...]:
    """Each by itself: other samples and other wordings are never put together."""
    blocks: list[Block] = [finding(found)]
    if len(found) > 1:
        blocks.append(Numbers("surveys", headlines(found)))
    for release in found:
        shown = page.page(release.tables, release.wave.instrument)
        key = f"survey_{release.wave.slug or release.wave_id}".replace("-", "_")
        blocks += [
            Facts(str(release.tables["wave"]["title"]), _method(release, shown), of=()),
            Numbers(key, _scores(release, shown)),
        ]
    return tuple(blocks)


def headlines(found: list[Release]) -> Table:
    """The first number of each, side by side; the last column says what may be compared."""
    return Table(
        caption=_("The first number of each survey, out of 100"),
        head=(
            _("Survey"),
            _("Closed"),
            _("Result"),
            _("From"),
            _("To"),
            _("Answers"),
            _("Compare only with the same"),
        ),
        rows=tuple(
            (
                str(each.tables["wave"]["title"]),
                written(date.fromisoformat(each.tables["wave"]["closed_on"])),
                *_numbers(each.tables["headline"] or _NOTHING, 1),
                _like(each),
            )
            for each in found
        ),
    )


_NOTHING: dict[str, Any] = {"value": None, "low": None, "high": None, "n": None}


def _like(release: Release) -> str:
    told = release.tables
    return _("%(title)s, version %(version)s. %(sample)s.") % {
        "title": told["instrument"]["title"],
        "version": told["instrument"]["version"],
        "sample": Wave.SampleType(told["wave"]["sample_type"]).label,
    }


def _method(release: Release, shown: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    told = release.tables
    wave, asked = told["wave"], told["instrument"]
    days = _("%(first)s to %(last)s") % {
        "first": written(date.fromisoformat(wave["opened_on"])),
        "last": written(date.fromisoformat(wave["closed_on"])),
    }
    weighted = _("By %(margins)s.") % {"margins": shown["weighting"]["by"]}
    return (
        (_("Who answered"), str(shown["sample"])),
        (_("How they were asked"), str(Wave.Mode(wave["mode"]).label)),
        (_("When"), days),
        *fieldwork.in_words(told["fieldwork"]),
        (
            _("What was asked"),
            _("%(title)s, version %(version)s") % {
                "title": asked["title"], "version": asked["version"],
            },
        ),
        (
            _("Weighting"),
            weighted if told["weighting"]["is_raked"] else _("None: every answer counts the same."),
        ),
        (
            _("What it cannot tell"),
            _("The range reflects chance among those who answered.")
            if shown["is_random"]
            else _("Who answered chose to. The range does not include what that may bend."),
        ),
        (_("Who ran it"), wave["operator"] or _("The agency itself")),
        (
            _("Release"),
            _("Number %(number)s, %(day)s, method %(method)s, fingerprint %(sha)s") % {
                "number": release.number,
                "day": written(timezone.localdate(release.released_at)),
                "method": release.method_version,
                "sha": release.sha256[:16],
            },
        ),
    )  # fmt: skip


def _scores(release: Release, shown: dict[str, Any]) -> Table:
    """Indices from 0 to 100 and the share of favorable answers, protected when released."""
    rows: list[tuple[str | int | float | None, ...]] = [
        (each["name"], _("Out of 100"), *_numbers(each["row"], 1), each["why"])
        for each in shown["indices"]
    ]
    for each in shown["items"]:
        if favorable := each["favorable"]:
            name = _("%(question)s Said: %(answers)s") % {
                "question": each["said"].ask,
                "answers": each["favorable_means"],
            }
            numbers = _numbers(favorable["row"], 100)
            rows.append((name, _("Percent"), *numbers, favorable["why"]))
        elif mean := each["mean"]:
            unit = _("Average, up to %(top)s") % {"top": in_words(round(each["top"]))}
            name = each["said"].name
            rows.append((name, unit, *_numbers(mean["row"], 1, 1), mean["why"]))
    return Table(
        caption=_("What %(n)s people answered") % {"n": in_words(release.tables["n"])},
        head=(
            _("What was asked"),
            _("In what"),
            _("Result"),
            _("From"),
            _("To"),
            _("Answers"),
            _("Held back"),
        ),
        rows=tuple(rows),
    )


def _numbers(row: dict[str, Any], times: int, places: int = 0) -> tuple[float | int | None, ...]:
    """Result, low and high, and how many answered."""
    ends = (row[name] for name in ("value", "low", "high"))
    if not places:
        return (*(None if end is None else round(times * end) for end in ends), row["n"])
    return (*(None if end is None else round(times * end, places) for end in ends), row["n"])


def share_of(release: Release, code: str, part: str) -> dict[str, Any] | None:
    """The published row of those who gave one answer, if it was asked and may be said."""
    for row in release.tables["rows"]:
        name = (row["measure"], row["part"], row["group"])
        if name == (code, part, "all") and row["value"] is not None:
            return dict(row)
    return None
