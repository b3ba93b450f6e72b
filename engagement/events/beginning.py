"""What a new meeting can begin from: a starter, or an earlier meeting. Never its people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from engagement.events.models import Event, Question, Session, Starter
from engagement.events.models.starter import SAME
from engagement.events.translating import State, first_words
from portal.wordings import in_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from portal.accounts.models import User

A_FEW = 5
A_MONTH = timedelta(days=31)
LARGEST_KEY = 18  # digits
# Of an earlier meeting also these; a starter belongs to no place.
OF_A_MEETING = ("area", "online_link")


class Nothing:
    """A clean sheet."""

    name = ""

    @property
    def initial(self) -> dict[str, Any]:
        return {}

    def carry(self, event: Event) -> None:
        """There is nothing to carry."""


class FromStarter(Nothing):
    def __init__(self, starter: Starter) -> None:
        self.starter = starter
        self.name = str(starter)

    @property
    def initial(self) -> dict[str, Any]:
        return alike(self.starter) | {
            "starts": self.starter.starts,
            "ends": self.starter.ends,
            "capacity": self.starter.capacity,
        }

    def carry(self, event: Event) -> None:
        ask(event, self.starter.questions)
        if translations(self.starter, event):
            event.save(update_fields=[*event.OWN, "changed_at"])


class FromMeeting(Nothing):
    def __init__(self, meeting: Event) -> None:
        self.meeting = meeting
        self.name = str(meeting)

    @property
    def initial(self) -> dict[str, Any]:
        session = self.meeting.sessions.first()
        times = {}
        if session:
            begins, ends = (
                timezone.localtime(session.starts_at),
                timezone.localtime(session.ends_at),
            )
            times = {
                "starts": begins.time().replace(second=0, microsecond=0),
                "ends": ends.time().replace(second=0, microsecond=0),
                "capacity": session.capacity,
            }
        of_its_own = {name: getattr(self.meeting, name) for name in OF_A_MEETING}
        partners = {"partners": list(self.meeting.partners.values_list("pk", flat=True))}
        return alike(self.meeting) | of_its_own | partners | times

    def carry(self, event: Event) -> None:
        asked = self.meeting.questions.in_order()
        ask(
            event,
            [{"kind": each.kind, "text": each.text, "choices": each.choices} for each in asked],
        )
        same = translations(self.meeting, event)
        today = event.original_digest()
        # What was old stays old, and what was changed on the way is old now.
        event.translated = {
            code: made
            | {"of": today if same and self.meeting.translation_state(code) in CURRENT else ""}
            for code, made in self.meeting.translated.items()
            if code != event.written_in and in_languages(event.title).get(code)
        }
        event.save(update_fields=[*event.OWN, "translated", "changed_at"])


CURRENT = {State.HUMAN, State.MACHINE}


def asked_for(query: Mapping[str, str], user: User) -> Nothing:
    """What `?starter=` or `?like=` names; a meeting only where its reader may run it."""
    if pk := key_of(query.get("starter", "")):
        return FromStarter(get_object_or_404(Starter, pk=pk))
    if pk := key_of(query.get("like", "")):
        mine = Event.objects.filter(sessions__in=Session.objects.hosted_by(user)).distinct()
        return FromMeeting(get_object_or_404(mine, pk=pk))
    return Nothing()


def key_of(text: str) -> int:
    """0, which no row has, for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LARGEST_KEY else 0


def choices_for(user: User) -> dict[str, Any]:
    """What the page offers: all starters, and the meetings this person held last."""
    held = Session.objects.hosted_by(user).filter(
        event__cancelled_at=None, starts_at__lte=timezone.now() + A_MONTH
    )
    # Of a series one is enough: its days are alike.
    latest: dict[int, Session] = {}
    for session in held.select_related("event").order_by("-starts_at", "-pk")[: 4 * A_FEW]:
        latest.setdefault(session.event.series_id or -session.event_id, session)
    return {
        "starters": Starter.objects.all(),
        "earlier": list(latest.values())[:A_FEW],
        "may_keep_starters": user.has_perm("events.keep_starters"),
    }


def alike(source: Starter | Event) -> dict[str, Any]:
    same = {name: getattr(source, name) for name in SAME}
    words = {name: first_words(source, name) for name in Event.OWN}
    return same | words | {"languages": ", ".join(source.languages)}


def ask(event: Event, questions: Iterable[Mapping[str, Any]]) -> None:
    Question.objects.bulk_create(
        Question(event=event, position=position, **question)
        for position, question in enumerate(questions, start=1)
    )


def translations(source: Starter | Event, event: Event) -> bool:
    """Bring the other languages of each piece that kept its words. Whether all of them did."""
    kept = []
    for name in event.OWN:
        words = in_languages(getattr(event, name))
        same = first_words(source, name).split() == words.get(event.written_in, "").split()
        if same:
            setattr(event, name, in_languages(getattr(source, name)) | words)
        kept.append(same)
    return all(kept)
