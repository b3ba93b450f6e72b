"""Surveys that were released, and trust as they measured it. All of it is public already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import Instrument, Release
from metrics.transparency.datasets.shape import Column, Counted, Dataset, percent
from metrics.transparency.languages import in_all

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrics.dashboards.charts import Value
    from metrics.transparency.datasets.shape import Record


def _name(release: Release) -> str:
    return f"{release.wave.slug}/{release.number}"


def _released(record: Record) -> QuerySet[Release]:
    until = record.quarter.period.ends_at
    found = Release.objects.filter(released_at__lt=until).select_related("wave")
    return found.defer("counts").order_by("wave__closes_at", "wave_id", "number")


def _waves(record: Record) -> Counted | None:
    found = _released(record).filter(released_at__gte=record.quarter.period.starts_at)

    def row(release: Release) -> tuple[Value, ...]:
        told = release.tables
        invited = told.get("fieldwork", {}).get("invited")
        wave = told["wave"]
        share = percent(told["n"], invited)
        return _name(release), wave["closed_on"], wave["sample_type"], invited, told["n"], share

    rows = tuple(row(release) for release in found)
    if not rows:
        return None
    return Counted(rows, {_name(each): in_all(each.tables["wave"]["title"]) for each in found})


def _trust(record: Record) -> Counted | None:
    """The newest release of each general survey so far, oldest first."""
    newest = {each.wave_id: each for each in _released(record)}
    general = [
        each
        for each in newest.values()
        if each.tables["instrument"]["kind"] == Instrument.Kind.GENERAL
    ]
    told = [(each, each.tables["headline"]) for each in general if _says(each.tables["headline"])]
    if not told:
        return None
    rows = tuple(
        (
            _name(each),
            each.tables["wave"]["closed_on"],
            *(round(first[end], 1) for end in ("value", "low", "high")),
            first["n"],
            f"{each.tables['instrument']['slug']} {each.tables['instrument']['version']}",
        )
        for each, first in told
    )
    return Counted(
        rows, {_name(each): in_all(each.tables["wave"]["title"]) for each, _first in told}
    )


def _says(headline: dict[str, Any] | None) -> bool:
    return bool(headline and not headline["why"] and headline["value"] is not None)


SURVEYS = Dataset(
    slug="surveys",
    title=_("Surveys released"),
    about=_("Every survey whose results were released in the quarter, good or bad."),
    columns=(
        Column(
            "survey",
            _("Survey"),
            _("Its address under /surveys/results/, and which release."),
            "code",
        ),
        Column("closed_on", _("Until"), _("The last day for answers."), "date"),
        Column(
            "sample",
            _("Sample"),
            _("How people were chosen: probability, or whoever came."),
            "words",
        ),
        Column(
            "invited", _("Invited"), _("How many were asked; empty where everyone could answer.")
        ),
        Column("answers", _("Answers"), _("How many answered.")),
        Column(
            "response_percent",
            _("Response, of 100"),
            _("answers of invited, in percent."),
            "percent",
        ),
    ),
    count=_waves,
    along="survey",
    adds_up=False,
    empty=_("No survey was released."),
)
TRUST = Dataset(
    slug="trust",
    title=_("Trust over time, as released"),
    about=_(
        "The first number of each general survey so far, from 0 to 100. It is an average, not a "
        "percentage of people. Surveys with other wordings are not compared."
    ),
    columns=(
        Column(
            "survey",
            _("Survey"),
            _("Its address under /surveys/results/, and which release."),
            "code",
        ),
        Column("closed_on", _("Until"), _("The last day for answers."), "date"),
        Column("score", _("Score"), _("The weighted average, from 0 to 100."), "points"),
        Column("low", _("From"), _("Lower end of the 95% range."), "points"),
        Column("high", _("To"), _("Upper end of the 95% range."), "points"),
        Column("answers", _("Answers"), _("How many answered.")),
        Column("wording", _("Wording"), _("Which questions, and their version."), "words"),
    ),
    count=_trust,
    along="survey",
    adds_up=False,
    empty=_("No general survey has been released yet."),
)
