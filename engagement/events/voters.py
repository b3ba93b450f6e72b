"""One voice a person, without knowing who the person is.

A browser gets a random number of its own when it first speaks up; whoever is signed in is
told apart by their account. Kept is only a keyed hash that is another one for each meeting,
so that nobody can see what the same person wanted elsewhere. Neither address nor browser is kept.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from portal.api.throttles import within

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from engagement.events.models import Event

COOKIE = "voice"
KEPT = 180 * 24 * 3600
NUMBER = re.compile(r"[0-9a-f]{32}")
# From one caller in ten minutes: a meeting room shares one address.
VOICES, SUGGESTIONS = 40, 6


class Voter:
    """Who speaks up: an account, or a browser."""

    def __init__(self, request: HttpRequest) -> None:
        known = request.COOKIES.get(COOKIE, "")
        self.is_new = request.user.is_anonymous and not NUMBER.fullmatch(known)
        self.number = secrets.token_hex(16) if self.is_new else known
        self.name = f"browser:{self.number}" if request.user.is_anonymous else ""
        self.name = self.name or f"account:{request.user.pk}"

    def hash(self, event: Event) -> str:
        return keyed(f"{event.pk}:{self.name}")

    def remembered(self, response: HttpResponse) -> HttpResponse:
        """The browser keeps its number, and nothing else is known of it."""
        if self.is_new:
            response.set_cookie(
                COOKIE,
                self.number,
                max_age=KEPT,
                path="/events/",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def of_form(event: Event, submission: uuid.UUID) -> str:
    """A form makes one suggestion, however often it is sent."""
    return keyed(f"{event.pk}:form:{submission.hex}")


def keyed(words: str) -> str:
    return salted_hmac("events.voices", words, algorithm="sha256").hexdigest()


def may_speak(request: HttpRequest) -> bool:
    """Whoever is signed in is known, and slowed down by nothing."""
    return request.user.is_authenticated or within("events:voices", VOICES, request)


def may_suggest(request: HttpRequest) -> bool:
    return request.user.is_authenticated or within("events:suggestions", SUGGESTIONS, request)
