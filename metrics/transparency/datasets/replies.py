"""First replies: by district, how long they took, and by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.rollups.sketch import quantile
from metrics.transparency.datasets.places import DISTRICT, by_place, names
from metrics.transparency.datasets.shape import (
    ALL,
    Column,
    Counted,
    Dataset,
    Drawing,
    code_of,
    percent,
)
from metrics.transparency.languages import in_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from metrics.dashboards.charts import Value
    from metrics.transparency.datasets.shape import Record

OUTCOMES = ("in_time", "late", "overdue", "not_due", "no_promise")
DUE = ("due", ("in_time", "late", "overdue"))
RAISED = ("raised", ("due", "not_due", "no_promise"))
COLUMNS = (
    Column("raised", _("Raised"), _("Concerns raised in the quarter."), fact="raised"),
    Column(
        "due",
        _("Reply due"),
        _("Of those, concerns whose first reply went out or whose time for it is up."),
        fact="due",
    ),
    Column("in_time", _("In time"), _("The first reply came within its time."), fact="in_time"),
    Column("late", _("Answered late"), _("The first reply came after its time."), fact="late"),
    Column(
        "overdue",
        _("Late, no answer yet"),
        _("No reply had gone out when this was counted, and its time was up."),
        fact="overdue",
    ),
    Column(
        "not_due",
        _("Still had time"),
        _("No reply yet when this was counted, and its time was not up."),
        fact="not_due",
    ),
    Column(
        "no_promise",
        _("No reply was promised"),
        _("Brought in from another system, or told that we do not answer here."),
        fact="no_promise",
    ),
    Column(
        "in_time_percent",
        _("In time, of 100 due"),
        _("in_time of due, in percent."),
        "percent",
        of=("in_time", "due"),
    ),
)


def _outcomes(n: Callable[[str], int]) -> tuple[Value, ...]:
    in_time, late, overdue, not_due, no_promise = (n(fact) for fact in OUTCOMES)
    due = in_time + late + overdue
    raised = due + not_due + no_promise
    share = percent(in_time, due)
    return raised, due, in_time, late, overdue, not_due, no_promise, share


def _by_language(record: Record) -> Counted | None:
    kinds = {of for fact, _part, of in record.tallied.counts if fact in OUTCOMES}
    if not kinds:
        return None
    spoken = dict(settings.LANGUAGES)

    def row(of: str) -> tuple[Value, ...]:
        return of or "not-known", *_outcomes(lambda fact: record.tallied.n(fact, of=of))

    said = {of or "not-known": in_all(spoken.get(of, of or _("Not known"))) for of in kinds}
    return Counted(
        tuple(row(of) for of in sorted(kinds)),
        said | {ALL: in_all(_("All languages"))},
        (ALL, *_outcomes(record.tallied.n)),
    )


def hours(steps: Mapping[str, int], share: float) -> float | None:
    """Within how many hours that share of the replies went out, to one in a hundred."""
    found = quantile({int(step): n for step, n in steps.items()}, share)
    return None if found is None else round(found, 1)


def _hours(record: Record) -> Counted | None:
    def row(code: str, steps: Mapping[str, int]) -> tuple[Value, ...]:
        return code, sum(steps.values()), hours(steps, 0.5), hours(steps, 0.9)

    whole = record.tallied.by_kind("reply_hours")
    if not whole:
        return None
    known = {part.code for part in record.these.parts}
    rows = tuple(
        row(code_of(part), steps)
        for part in record.places
        if (steps := record.tallied.by_kind("reply_hours", part)) or part in known
    )
    return Counted(rows, names(record), row(ALL, whole))


REPLIES = Dataset(
    slug="replies",
    title=_("First replies to concerns, by district"),
    about=_("What became of our promise to reply, for concerns raised in the quarter."),
    columns=(DISTRICT, *COLUMNS),
    count=lambda record: by_place(record, _outcomes),
    facts=("raised", *OUTCOMES),
    ties=(DUE, RAISED),
    drawing=Drawing(("in_time", "late", "overdue"), ("pine", "range", "late"), "due"),
    empty=_("No concern was raised."),
)
HOURS = Dataset(
    slug="reply-hours",
    title=_("Hours to a first reply, by district"),
    about=_("How long people waited for the first reply they were promised."),
    columns=(
        DISTRICT,
        Column("replied", _("Replies"), _("First replies that were promised."), fact="replied"),
        Column(
            "median_hours",
            _("Half within"),
            _("Half of the replies took no more hours than this."),
            "hours",
            of=("replied",),
        ),
        Column(
            "p90_hours",
            _("Nine in ten within"),
            _("Nine in ten replies took no more hours than this."),
            "hours",
            of=("replied",),
        ),
    ),
    count=_hours,
    facts=("reply_hours",),
    ties=(("replied", ("in_time", "late")),),
    drawing=Drawing(("median_hours",), ("pine",), "median_hours"),
    empty=_("No reply went out."),
)
LANGUAGES = Dataset(
    slug="reply-languages",
    title=_("First replies, by language"),
    about=_("Whether people are answered as soon whichever language they write in."),
    columns=(
        Column("language", _("Language"), _("Code of the language a concern is in."), "code"),
        *COLUMNS,
    ),
    count=_by_language,
    facts=OUTCOMES,
    along="language",
    ties=(DUE, RAISED),
    drawing=Drawing(("in_time", "late", "overdue"), ("pine", "range", "late"), "due"),
    empty=_("No concern was raised."),
)
