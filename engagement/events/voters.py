"""One voice a person and meeting (`portal.accounts.voters`), and how fast one may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.accounts import voters
from portal.api.throttles import within

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

    from engagement.events.models import Event

# From one caller in ten minutes: a meeting room shares one address.
VOICES, SUGGESTIONS = 40, 6


class Voter(voters.Voter):
    """Who wants a meeting to talk about something."""

    path = "/events/"
    salt = "events.voices"

    def at(self, event: Event) -> str:
        return self.hash(event.pk)


def of_form(event: Event, submission: uuid.UUID) -> str:
    """A form makes one suggestion, however often it is sent."""
    return voters.keyed(Voter.salt, f"{event.pk}:form:{submission.hex}")


def may_speak(request: HttpRequest) -> bool:
    """Whoever is signed in is known, and slowed down by nothing."""
    return request.user.is_authenticated or within("events:voices", VOICES, request)


def may_suggest(request: HttpRequest) -> bool:
    return request.user.is_authenticated or within("events:suggestions", SUGGESTIONS, request)
