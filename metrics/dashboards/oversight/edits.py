"""Who changed what, and why: one list out of the histories of all rooms.

Each source gives the same columns, so that the database puts them in one order and a page costs
the same however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BigIntegerField, CharField, F, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.commitments.models import Postponement
from engagement.concerns.models import Step
from engagement.concerns.states import State
from engagement.outreach.models import OutreachEntry
from metrics.dashboards.oversight.actors import Actors
from metrics.reports.models import Publication, Review, Withdrawal
from metrics.surveys.models import OwnWords, Release
from partnerships.boards.models import Hiding, RecommendationAnswer
from portal.accounts.models import Role
from portal.areas.models import Area
from portal.records.disclosing import redacted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.periods import Period
    from metrics.dashboards.slices import Slice

COLUMNS = ("kind", "on", "who", "act", "reason", "about")
VISIBILITY = (
    Step.Verb.PUBLISHED,
    Step.Verb.WITHDRAWN,
    Step.Verb.SENSITIVE,
    Step.Verb.REDACTED,
    Step.Verb.UNREDACTED,
)


@dataclass(frozen=True)
class Source:
    """One kind of change: what to call it, its rows, and whether they lie in an area."""

    kind: str
    label: _StrOrPromise
    rows: Callable[[Slice], QuerySet[Any]]
    acts: Callable[[], dict[str, _StrOrPromise]]
    link: Callable[[str], str] | None = None
    placed: bool = False


@dataclass(frozen=True)
class Edit:
    """One change as a page shows it."""

    kind: str
    at: datetime
    by: str
    act: str
    why: str
    link: str


def _text(value: Any) -> Any:
    return Cast(value, TextField())


def _rows(  # noqa: PLR0913 - the columns, all named
    rows: QuerySet[Any],
    kind: str,
    period: Period,
    *,
    on: str,
    who: Any,
    act: Any,
    reason: Any,
    about: Any,
) -> QuerySet[Any]:
    """The six columns of a source, within the period."""
    chosen = rows.filter(**{f"{on}__gte": period.starts_at, f"{on}__lt": period.ends_at})
    found: QuerySet[Any] = (
        chosen.order_by()
        .annotate(
            edit_kind=Value(kind, TextField()),
            edit_on=F(on),
            edit_who=Cast(who, BigIntegerField()),
            edit_act=_text(act),
            edit_reason=_text(reason),
            edit_about=_text(about),
        )
        .values_list(*(f"edit_{name}" for name in COLUMNS))
    )
    return found


def _steps(kind: str, these: Slice, which: Q) -> QuerySet[Any]:
    rows = Step.objects.filter(these.inside("concern__area__path"), by__isnull=False)
    return _rows(
        rows.filter(which, concern__sensitive=False),
        kind,
        these.period,
        on="at",
        who=F("by"),
        act=Concat("verb", Value(":"), "after", output_field=CharField()),
        reason=F("reason"),
        about=F("concern"),
    )


def states(these: Slice) -> QuerySet[Any]:
    return _steps("state", these, ~Q(before=F("after")))


def visibility(these: Slice) -> QuerySet[Any]:
    return _steps("visible", these, Q(verb__in=VISIBILITY))


def comments(these: Slice) -> QuerySet[Any]:
    return _rows(
        Hiding.objects.all(), "comment", these.period, on="at", who=F("by"),
        act=F("rule"), reason=F("why"), about=F("comment__consultation"),
    )  # fmt: skip


def decided(these: Slice) -> QuerySet[Any]:
    return _rows(
        Hiding.objects.exclude(decided_at=None), "appeal", these.period, on="decided_at",
        who=F("decided_by"), act=Value(""), reason=F("decision"),
        about=F("comment__consultation"),
    )  # fmt: skip


def words(these: Slice) -> QuerySet[Any]:
    decisions = apps.get_model("surveys", "OwnWordsDecision")
    return _rows(
        decisions._default_manager.all(), "words", these.period, on="pgh_created_at",
        who=F("read_by"), act=F("state"), reason=F("why"), about=F("pgh_obj__wave"),
    )  # fmt: skip


def releases(these: Slice) -> QuerySet[Any]:
    return _rows(
        Release.objects.all(), "release", these.period, on="released_at", who=F("released_by"),
        act=F("number"), reason=F("note"), about=F("wave"),
    )  # fmt: skip


def promises(these: Slice) -> QuerySet[Any]:
    return _rows(
        Postponement.objects.filter(these.inside("commitment__area__path")), "promise",
        these.period, on="at", who=F("by"), act=Value(""), reason=F("why"), about=F("commitment"),
    )  # fmt: skip


def outreach(these: Slice) -> QuerySet[Any]:
    reviewed = OutreachEntry.objects.exclude(reviewed_at=None).filter(these.inside())
    return _rows(
        reviewed, "outreach", these.period, on="reviewed_at", who=F("reviewed_by"),
        act=F("status"), reason=F("review_note"), about=F("pk"),
    )  # fmt: skip


def recommendations(these: Slice) -> QuerySet[Any]:
    return _rows(
        RecommendationAnswer.objects.all(), "recommendation", these.period, on="at", who=F("by"),
        act=F("verdict"), reason=F("reason"), about=F("recommendation"),
    )  # fmt: skip


def reviews(these: Slice) -> QuerySet[Any]:
    return _rows(
        Review.objects.all(), "review", these.period, on="reviewed_at", who=F("reviewed_by"),
        act=Value(""), reason=F("note"), about=F("report"),
    )  # fmt: skip


def publications(these: Slice) -> QuerySet[Any]:
    return _rows(
        Publication.objects.all(), "publication", these.period, on="published_at",
        who=F("published_by"), act=F("version"), reason=Value(""), about=F("report"),
    )  # fmt: skip


def withdrawals(these: Slice) -> QuerySet[Any]:
    return _rows(
        Withdrawal.objects.all(), "withdrawal", these.period, on="withdrawn_at",
        who=F("withdrawn_by"), act=Value(""), reason=F("because"), about=F("publication__report"),
    )  # fmt: skip


def roles(these: Slice) -> QuerySet[Any]:
    events = apps.get_model("accounts", "RoleEvent")
    who = Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())
    return _rows(
        events._default_manager.all(), "role", these.period, on="pgh_created_at", who=who,
        act=Concat("pgh_label", Value(":"), "kind", output_field=CharField()),
        reason=Value(""), about=Value(""),
    )  # fmt: skip


def demands(these: Slice) -> QuerySet[Any]:
    events = apps.get_model("records", "LegalDemandHistory")
    who = Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())
    return _rows(
        events._default_manager.all(), "demand", these.period, on="pgh_created_at", who=who,
        act=F("pgh_label"), reason=Value(""), about=Value(""),
    )  # fmt: skip


def _step_acts() -> dict[str, _StrOrPromise]:
    return {
        f"{verb.value}:{state.value}": f"{verb.label}: {state.label}"
        for verb in Step.Verb
        for state in State
    }


def _one(act: _StrOrPromise) -> Callable[[], dict[str, _StrOrPromise]]:
    return lambda: {"": act}


def _visibility_acts() -> dict[str, _StrOrPromise]:
    return {f"{verb.value}:{state.value}": verb.label for verb in VISIBILITY for state in State}


def _role_acts() -> dict[str, _StrOrPromise]:
    said = {"insert": _("given"), "update": _("changed"), "delete": _("taken away")}
    return {
        f"{label}:{kind.value}": f"{kind.label}: {words}"
        for label, words in said.items()
        for kind in Role.Kind
    }


def _to(name: str) -> Callable[[str], str]:
    return lambda about: reverse(name, args=[about])


SOURCES: tuple[Source, ...] = (
    Source(
        "state", gettext_lazy("Where a concern stands"), states, _step_acts,
        _to("oversight:concern"), placed=True,
    ),
    Source(
        "visible", gettext_lazy("Who may read a concern"), visibility, _visibility_acts,
        _to("oversight:concern"), placed=True,
    ),
    Source(
        "comment", gettext_lazy("A comment hidden"), comments,
        lambda: dict(Hiding.Rule.choices), _to("desk_boards:consultation"),
    ),
    Source(
        "appeal", gettext_lazy("A hidden comment looked at again"), decided,
        _one(gettext_lazy("Decided")), _to("desk_boards:consultation"),
    ),
    Source(
        "words", gettext_lazy("Words of a survey answer"), words,
        lambda: dict(OwnWords.State.choices), _to("desk_results:wave"),
    ),
    Source("release", gettext_lazy("Survey numbers released"), releases, dict,
           _to("desk_results:wave")),
    Source(
        "promise", gettext_lazy("A promise’s day moved"), promises,
        _one(gettext_lazy("The day moved")), placed=True,
    ),
    Source(
        "outreach", gettext_lazy("Outreach reviewed"), outreach,
        lambda: dict(OutreachEntry.Status.choices), placed=True,
    ),
    Source(
        "recommendation", gettext_lazy("A recommendation answered"), recommendations,
        lambda: dict(RecommendationAnswer._meta.get_field("verdict").flatchoices),
    ),
    Source("review", gettext_lazy("A report reviewed"), reviews,
           _one(gettext_lazy("Reviewed")), _to("reports:report")),
    Source("publication", gettext_lazy("A report published"), publications, dict,
           _to("reports:report")),
    Source("withdrawal", gettext_lazy("A published report withdrawn"), withdrawals,
           _one(gettext_lazy("Withdrawn")), _to("reports:report")),
    Source("role", gettext_lazy("Roles"), roles, _role_acts),
    Source("demand", gettext_lazy("A legal demand brought up to date"), demands,
           lambda: {"update": _("Changed"), "delete": _("Deleted")}),
)  # fmt: skip


def edits(these: Slice, kind: str = "") -> QuerySet[Any]:
    """All changes of the slice, the latest first; without the whole city only those in an area."""
    chosen = [source for source in SOURCES if kind in ("", source.kind)]
    if not these.whole_city:
        chosen = [source for source in chosen if source.placed]
    if not chosen:
        return states(these).none()
    first, *others = [source.rows(these) for source in chosen]
    rows = first.union(*others, all=True) if others else first
    return rows.order_by("-edit_on")


def shown(rows: Sequence[Any]) -> list[Edit]:
    """A page of them in words. Reasons lose what may point to a private person."""
    actors = Actors(row[2] for row in rows)
    known = list(Area.objects.values_list("name", flat=True)) if rows else []
    by_kind = {source.kind: source for source in SOURCES}
    acts = {kind: by_kind[kind].acts() for kind in {row[0] for row in rows}}
    return [_edit(by_kind[row[0]], acts[row[0]], row, actors, known) for row in rows]


def _edit(
    source: Source,
    acts: dict[str, _StrOrPromise],
    row: Sequence[Any],
    actors: Actors,
    known: Iterable[str],
) -> Edit:
    _kind, at, who, act, reason, about = row
    return Edit(
        kind=str(source.label),
        at=at,
        by=actors.words(who, at),
        act=str(acts.get(act) or _("Number %(n)s") % {"n": act}),
        why=redacted(reason or "", known),
        link=source.link(about) if source.link and about else "",
    )


def kinds() -> list[tuple[str, _StrOrPromise]]:
    return [(source.kind, source.label) for source in SOURCES]
