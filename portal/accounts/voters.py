"""One voice a person, without knowing who the person is.

A browser gets a random number of its own when it first speaks up; whoever is signed in is
told apart by their account. What is kept is only a keyed hash, another one for each use and each
thing voted on, so that nobody can see what the same person wanted elsewhere. Neither address
nor browser is kept.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "voice"
KEPT = 180 * 24 * 3600
NUMBER = re.compile(r"[0-9a-f]{32}")


class Voter:
    """Who speaks up: an account, or a browser.

    Each use names the part of the site that may read its number, so that no other page, least
    of all one for anonymous concerns, is ever told it.
    """

    path: ClassVar[str]
    salt: ClassVar[str]

    def __init__(self, request: HttpRequest) -> None:
        known = request.COOKIES.get(COOKIE, "")
        self.is_new = request.user.is_anonymous and not NUMBER.fullmatch(known)
        self.number = secrets.token_hex(16) if self.is_new else known
        self.name = f"browser:{self.number}" if request.user.is_anonymous else ""
        self.name = self.name or f"account:{request.user.pk}"

    def hash(self, about: object) -> str:
        """The name of this person for one thing, such as meeting 7, and for nothing else."""
        return keyed(self.salt, f"{about}:{self.name}")

    def remembered(self, response: HttpResponse) -> HttpResponse:
        """The browser keeps its number, and nothing else is known of it."""
        if self.is_new:
            response.set_cookie(
                COOKIE,
                self.number,
                max_age=KEPT,
                path=self.path,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def keyed(salt: str, words: str) -> str:
    """Words as a hash that only this site can make, and for this use alone."""
    return salted_hmac(salt, words, algorithm="sha256").hexdigest()
