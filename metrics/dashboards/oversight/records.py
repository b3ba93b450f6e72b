"""Single records, as far as they can be read without knowing whose they are.

A concern is shown by its district, its week, its topic, what became of it and when. Its words are
shown only where its owner put them on a public page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Case, CharField, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern, Step
from engagement.concerns.models.querysets import past_due
from engagement.outreach.models import OutreachEntry
from engagement.outreach.models.choices import CONFIDENTIAL
from metrics.dashboards.oversight.equity import language_name
from metrics.dashboards.oversight.filters import ConcernsFilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from metrics.dashboards.slices import Slice

CHUNK = 1_000
REPLIES = dict(ConcernsFilter.REPLIES)


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def became(at: datetime) -> Case:
    """SQL for what became of the first reply, `replied`, as the board counts it."""
    return Case(
        When(reply_due_at=None, then=Value("no_promise")),
        When(Q(replied__lte=F("reply_due_at")), then=Value("in_time")),
        When(replied__isnull=False, then=Value("late")),
        When(past_due(at), then=Value("overdue")),
        default=Value("not_due"),
        output_field=CharField(),
    )


def all_concerns(these: Slice) -> Any:
    """Concerns of the places of the slice; sensitive ones are never among them."""
    rows = Concern.objects.filter(these.inside(), sensitive=False)
    replied = rows.annotate(replied=Coalesce("answered_at", "closed_at"))
    told = replied.annotate(became=became(these.at), district=top())
    return told.select_related("category")


def concerns(these: Slice, **chosen: str) -> Any:
    """Those of its days, narrowed to what was chosen."""
    rows = all_concerns(these)
    rows = rows.raised_between(these.period.starts_at, these.period.ends_at)
    if chosen.get("district"):
        rows = rows.filter(area__path__startswith=chosen["district"])
    if chosen.get("topic"):
        rows = rows.filter(category__slug=chosen["topic"])
    if chosen.get("state"):
        rows = rows.filter(state=chosen["state"])
    if chosen.get("reply"):
        rows = rows.filter(became=chosen["reply"])
    return rows.order_by("-raised_at", "-pk")


def top(path: str = "area__path") -> Func:
    """SQL for the code of the district a row lies in."""
    return Func(F(path), Value("/"), Value(1), function="split_part", output_field=CharField())


@dataclass(frozen=True)
class Line:
    """One concern in a list."""

    pk: int
    week: date
    district: str
    topic: str
    state: str
    reply: str
    language: str


def line(concern: Any, these: Slice) -> Line:
    return Line(
        pk=concern.pk,
        week=week_of(timezone.localdate(concern.raised_at)),
        district=these.name_of(concern.district),
        topic=str(concern.category) if concern.category else "",
        state=str(concern.get_state_display()),
        reply=str(REPLIES[concern.became]),
        language=language_name(concern.language),
    )


@dataclass(frozen=True)
class Moment:
    """One thing that was done with a concern: what, in which week, by which role, and why."""

    what: str
    before: str
    after: str
    week: date
    by: int | None
    at: datetime
    why: str


# Whose reason is about the concern. Of the others it may be somebody's name.
GIVES_REASON = (
    Step.Verb.PLANNED,
    Step.Verb.CLOSED,
    Step.Verb.REOPENED,
    Step.Verb.REDACTED,
    Step.Verb.WITHDRAWN,
)


def story(concern: Any) -> list[Moment]:
    """Everything that was done with it, in order."""
    return [
        Moment(
            what=str(step.get_verb_display()),
            before=str(step.get_before_display()),
            after=str(step.get_after_display()) if step.after != step.before else "",
            week=week_of(timezone.localdate(step.at)),
            by=step.by_id,
            at=step.at,
            why=step.reason if step.verb in GIVES_REASON else "",
        )
        for step in concern.steps.all()
    ]


def outreach(these: Slice, district: str = "") -> QuerySet[OutreachEntry]:
    """What officers sent in; drafts are theirs alone."""
    rows = OutreachEntry.objects.submitted().filter(these.inside())
    rows = rows.between(these.period.first, these.period.last + timedelta(days=1))
    if district:
        rows = rows.filter(area__path__startswith=district)
    return rows.annotate(district=top()).order_by("-happened_on", "-pk")


OUTREACH_HEAD = (
    *("week", "district", "kind", "purpose", "minutes", "officers"),
    *("adults", "youth", "topics", "summary"),
)


def outreach_line(entry: Any, these: Slice) -> dict[str, Any]:
    """An entry by its week. Of a visit to someone who was hurt only that there was one."""
    told = {
        "week": week_of(entry.happened_on),
        "district": these.name_of(entry.district),
        "kind": str(entry.get_kind_display()),
        "purpose": "",
        "minutes": entry.minutes,
        "officers": entry.staff,
        "adults": None,
        "youth": None,
        "topics": "",
        "summary": "",
    }
    if entry.kind in CONFIDENTIAL:
        return told
    return told | {
        "purpose": str(entry.get_purpose_display()),
        "adults": enough(entry.adults),
        "youth": enough(entry.youth),
        "topics": ", ".join(entry.topic_words),
        "summary": entry.public_summary if entry.is_public else "",
    }


def enough(people: int) -> int | None:
    """How many came; None where they are so few that they could be told apart."""
    return None if 0 < people < settings.PUBLISH_FLOOR else people


def outreach_rows(these: Slice, district: str) -> Iterator[list[Any]]:
    for entry in outreach(these, district).iterator(CHUNK):
        line = outreach_line(entry, these)
        yield ["" if line[name] is None else line[name] for name in OUTREACH_HEAD]


def promises(these: Slice, district: str = "") -> QuerySet[Commitment]:
    """Promises made in the period, public or not."""
    rows = Commitment.objects.filter(these.inside())
    rows = rows.filter(made_on__gte=these.period.first, made_on__lte=these.period.last)
    if district:
        rows = rows.filter(area__path__startswith=district)
    return rows.select_related("concern").annotate(district=top()).order_by("-made_on", "-pk")


def may_be_read(promise: Commitment) -> bool:
    """Whether its words are on a public page."""
    return promise.is_public and not (promise.concern and promise.concern.sensitive)


PROMISE_HEAD = ("week", "district", "what", "status", "due_on", "closed_on", "told_on", "moved")


def promise_line(promise: Any, these: Slice) -> dict[str, Any]:
    """A promise; its words only where everyone may read them."""
    return {
        "pk": promise.pk if may_be_read(promise) else None,
        "week": week_of(promise.made_on),
        "district": these.name_of(promise.district),
        "what": promise.what if may_be_read(promise) else "",
        "status": str(promise.get_status_display()),
        "due_on": promise.due_on,
        "closed_on": promise.closed_on,
        "told_on": promise.told_on,
        "moved": promise.due_on != promise.first_due_on,
    }


def promise_rows(these: Slice, district: str) -> Iterator[list[Any]]:
    for promise in promises(these, district).iterator(CHUNK):
        line = promise_line(promise, these)
        yield ["" if line[name] is None else line[name] for name in PROMISE_HEAD]
