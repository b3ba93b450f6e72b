"""What happened to a concern, and what comes next, as a person would tell it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.concerns.models import Step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engagement.concerns.models import Concern
    from portal.accounts.models import User


_IN_PUBLIC = frozenset(
    {
        Step.Verb.ACKNOWLEDGED,
        Step.Verb.ANSWERED,
        Step.Verb.STARTED,
        Step.Verb.PLANNED,
        Step.Verb.CLOSED,
        Step.Verb.REOPENED,
    }
)


@dataclass(frozen=True)
class Moment:
    state: str
    what: str
    when: str = ""
    voice: bool = False


def told(concern: Concern, steps: Iterable[Step], now: datetime | None = None) -> list[Moment]:
    """The whole story for its owner, from its arrival to what is still to come."""
    return [*so_far(concern, steps), *_to_come(concern, now or timezone.now())]


def so_far(concern: Concern, steps: Iterable[Step]) -> list[Moment]:
    """What was done, in the order it was done."""
    moments = [Moment("is-done", _("The concern arrived"), day(concern.raised_at))]
    for step in steps:
        if words := _words(step):
            state = "is-told" if step.verb == Step.Verb.CLOSED else "is-done"
            moments.append(Moment(state, words, _by(step)))
    return moments


def in_public(concern: Concern, steps: Iterable[Step]) -> list[Moment]:
    """What was done and when; nobody is named, and nothing that was written is quoted."""
    moments = [Moment("is-done", _("The concern arrived"), day(concern.raised_at))]
    shown = (step for step in steps if step.verb in _IN_PUBLIC)
    moments += [Moment("is-done", _words(step), day(step.at)) for step in shown]
    if concern.is_open and not concern.answered_at:
        due = _answer_due(concern, timezone.now())
        moments.append(replace(due, what=_("A person answers")))
    return moments


def first_steps(concern: Concern) -> list[Moment]:
    """The story on the day it begins."""
    return told(concern, [])


def day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "WEEKDAY_FORMAT")


def name_of(user: User | None) -> str:
    """How the public knows a member of staff; never the address."""
    return (user.name if user else "") or _("An officer")


def _words(step: Step) -> str:
    verbs = Step.Verb
    return {
        verbs.ACKNOWLEDGED: _("A person read it"),
        verbs.ANSWERED: _("An answer was written"),
        verbs.STARTED: _("Work began"),
        verbs.PLANNED: _("It is planned"),
        verbs.ASSIGNED: _("%(name)s looks after it now") % {"name": step.reason},
        verbs.CLOSED: str(step.get_after_display()),
        verbs.REOPENED: _("It was opened again"),
        verbs.WROTE_BACK: _("A message came back"),
        verbs.ASKED: _("A question was asked"),
        verbs.GIVEN_BACK: _("The team looks after it again"),
        verbs.JOINED: _("Another neighbor told us the same"),
    }.get(verbs(step.verb), "")


def _by(step: Step) -> str:
    about = [day(step.at)]
    if step.by:
        about.append(name_of(step.by))
    if step.reason and step.verb != Step.Verb.ASSIGNED:
        about.append(step.reason)
    return ". ".join(about)


def _to_come(concern: Concern, now: datetime) -> Iterable[Moment]:
    if not concern.is_open:
        if main := concern.duplicate_of:
            yield _goes_on(main)
        yield Moment("is-next", _("You tell us if it is not fixed"), _("Only if you want to"))
        return
    if concern.waiting_since:
        yield Moment("is-now", _("You answer our question"), _("Our clock stands until then"))
    elif not concern.answered_at:
        if not concern.acknowledged_at:
            yield Moment("is-now", _team_reads(concern))
        yield _answer_due(concern, now)
    yield Moment("is-next", _("You hear what we did, or why we cannot"))


def _goes_on(main: Concern) -> Moment:
    """Where the concern stands that this one was joined to; in its own words only if public."""
    stands = _("Where that stands: %(state)s") % {"state": main.get_state_display()}
    outcome = f". {main.outcome}" if main.is_public and main.outcome else ""
    return Moment("is-now", _("It goes on together with what others told us"), stands + outcome)


def _team_reads(concern: Concern) -> str:
    if concern.area is None:
        return _("A person reads it")
    return _("The %(area)s team reads it") % {"area": concern.area.name}


def _answer_due(concern: Concern, now: datetime) -> Moment:
    what = _("You get an answer from a person")
    if concern.reply_due_at is None:
        return Moment("is-next", what)
    if concern.is_overdue(now):
        late = _("This is late. It was due on %(day)s.") % {"day": day(concern.reply_due_at)}
        return Moment("is-late", what, late)
    return Moment("is-next", what, _("By %(day)s") % {"day": day(concern.reply_due_at)})
