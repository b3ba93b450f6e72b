"""What is written down while a meeting goes on, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.concerns import intake, queue, receipts
from engagement.concerns.models import Concern
from engagement.events.models import Minutes, MinutesLine
from engagement.events.notes_forms import CarriedForm, HeardForm, LineForm, PromiseForm

if TYPE_CHECKING:
    from engagement.commitments.models.querysets import CommitmentQuerySet
    from engagement.events.models import Event, Session
    from portal.accounts.models import User

SECTIONS = ("carried", "decisions", "questions", "promises", "concerns")
LINES = {"decisions": MinutesLine.Kind.DECISION, "questions": MinutesLine.Kind.QUESTION}

# What a section says of itself unless it has something to say.
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("carried", "lines", "promises", "concerns", "code"), ()),
    "form": None,
    "kept": False,
    "wrong": 0,
}


def section(name: str, event: Event, user: User, **more: Any) -> dict[str, Any]:
    """What one section shows; `more` replaces its fresh form by one that needs another look."""
    shows = {
        "carried": _carried,
        "decisions": lambda *_: _lines(event, "decisions"),
        "questions": lambda *_: _lines(event, "questions"),
        "promises": _promises,
        "concerns": _concerns,
    }
    return {**EMPTY, "event": event, "section": name, **shows[name](event, user), **more}


def carried_over(event: Event, user: User) -> CommitmentQuerySet:
    """What is still owed from before, as far as this person may know of it."""
    return Commitment.objects.from_before(event).unsettled().workable_by(user)


def _carried(event: Event, user: User) -> dict[str, Any]:
    promises = carried_over(event, user).select_related("owner", "area")
    return {"carried": [(each, CarriedForm(auto_id=f"c{each.pk}_%s")) for each in promises]}


def _lines(event: Event, name: str) -> dict[str, Any]:
    kind = LINES[name]
    lines = MinutesLine.objects.filter(minutes__event=event, kind=kind)
    return {"kind": kind, "lines": list(lines), "form": LineForm(kind=kind)}


def _promises(event: Event, user: User) -> dict[str, Any]:
    promises = event.commitments.workable_by(user).select_related("owner", "area")
    return {
        "promises": list(promises.order_by("created_at", "pk")),
        "form": PromiseForm(event=event, user=user),
    }


def _concerns(event: Event, user: User) -> dict[str, Any]:
    raised = Concern.objects.workable_by(user).filter(meeting_links__session__event=event)
    rows = [(each, queue.title_of(each)) for each in raised.distinct().order_by("raised_at", "pk")]
    return {"concerns": rows, "form": HeardForm(user=user)}


def note(event: Event, kind: str, by: User, *, text: str, answer: str = "") -> MinutesLine:
    return Minutes.objects.begin(event, by).note(kind, text, by, answer=answer)


def promise(event: Event, by: User, **about: Any) -> Commitment:
    """A promise made at this meeting; written up later, it was still made that day."""
    held_on = timezone.localdate(sitting_of(event).starts_at)
    made_on = held_on if held_on < timezone.localdate() else None
    Minutes.objects.begin(event, by)
    return Commitment.objects.promise(**about, made_on=made_on, by=by, event=event)


@transaction.atomic
def hear(event: Event, by: User, token: str, **about: Any) -> tuple[Concern, str]:
    """A real concern, tied to this meeting. The code is empty when it is no longer shown."""
    concern = Concern.objects.sent_with(token)
    if concern is None:
        concern, code = Concern.objects.submit(
            token=token, source=Concern.Source.MEETING, area=event.area, entered_by=by, **about
        )
    else:  # the same form again, maybe because the phone lost the first reply
        fresh = timezone.now() - concern.raised_at < intake.SAME_PAGE
        code = receipts.code_from(token) if fresh else ""
    concern.meeting_links.get_or_create(session=sitting_of(event), defaults={"by": by})
    return concern, code


def sitting_of(event: Event) -> Session:
    """The one that goes on now, else the last that began, else the first."""
    sessions = event.sessions.filter(cancelled_at=None)
    begun = sessions.filter(starts_at__lte=timezone.now()).order_by("starts_at").last()
    return begun or sessions.earliest("starts_at", "pk")
