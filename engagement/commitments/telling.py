"""Who hears how a promise ended: those who raised the concern, or came to the meeting.

Every letter is a row of the outbox with a key made of the promise and of what came of it, so
each person is told an outcome once, however often it is opened again.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from django.db.models import Q

from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from engagement.commitments.models import Commitment
    from engagement.events.models import Rsvp
    from portal.accounts.models import User

SPACE = uuid.UUID("5f2a0c1e-1c1b-4b7e-9a55-0d6a3c1f2b77")


def tell(promise: Commitment, by: User) -> int:
    """Write to everyone who is owed an answer; how many."""
    if promise.concern is not None:
        return _answer_the_concern(promise, by)
    if promise.event is not None:
        return _write_to_those_who_came(promise)
    return 0


def listeners(promise: Commitment) -> int:
    """How many would be written to."""
    if promise.concern_id is not None:
        return 1
    return len(came(promise)) if promise.event_id is not None else 0


def came(promise: Commitment) -> list[Rsvp]:
    """Those who were at the meeting and left an address, each address once."""
    from engagement.events.models import Rsvp

    here = Q(checked_in_at__isnull=False) | Q(attendances__isnull=False)
    found = Rsvp.objects.active().filter(here, session__event=promise.event_id)
    by_address = {
        rsvp.email.lower(): rsvp
        for rsvp in found.exclude(email="").select_related("user").order_by("-pk")
    }
    return sorted(by_address.values(), key=lambda rsvp: rsvp.pk)


def take_back_reminders(promise: Commitment) -> int:
    """Nobody is reminded of a day that moved, or of what is done."""
    return Message.objects.filter(key__startswith=reminder_key(promise)).take_back()


def reminder_key(promise: Commitment) -> str:
    return f"commitment-{promise.pk}-due-"


def _outcome(promise: Commitment) -> str:
    said = f"{promise.pk}|{promise.status}|{promise.closed_on}|{promise.result}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _answer_the_concern(promise: Commitment, by: User) -> int:
    """In its thread, which its code opens; and by mail to whoever left an address there."""
    from django.utils import translation
    from django.utils.translation import gettext

    concern = promise.concern
    if concern is None:  # pragma: no cover  # asked before
        return 0
    with translation.override(concern.language):
        opening = (
            gettext("We promised: “%(what)s”. This is done: %(result)s")
            if promise.is_kept
            else gettext("We promised: “%(what)s”. We cannot do it: %(result)s")
        )
        words = opening % {"what": promise.what, "result": promise.result}
    concern.answer(by, words, key=uuid.uuid5(SPACE, f"{promise.pk}|{_outcome(promise)}"))
    return 1


def _write_to_those_who_came(promise: Commitment) -> int:
    event = promise.event
    if event is None:  # pragma: no cover  # asked before
        return 0
    link = absolute(promise.public_url) if promise.is_public else ""
    letters = [
        Message.written(
            key=f"commitment-{promise.pk}-told-{_outcome(promise)}-{rsvp.pk}",
            to=rsvp.email,
            template="commitments/told",
            context={"promise": promise, "event": event, "name": rsvp.name, "link": link},
            topic="events",
            language=rsvp.language,
            user=rsvp.user,
        )
        for rsvp in came(promise)
    ]
    Message.objects.post_all(letters)
    return len(letters)
