"""One voice a person and draft (`portal.accounts.voters`), and how fast one may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.accounts import voters
from portal.api.throttles import within

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partnerships.boards.models import Consultation

# From one caller in ten minutes: a library has one address.
COMMENTS, APPEALS = 20, 6


class Voter(voters.Voter):
    """Who comments on a draft."""

    path = "/boards/"
    salt = "boards.comments"

    def on(self, consultation: Consultation) -> str:
        return self.hash(consultation.pk)


def may_comment(request: HttpRequest) -> bool:
    """Whoever is signed in is known, and slowed down by nothing but the most there may be."""
    return request.user.is_authenticated or within("boards:comments", COMMENTS, request)


def may_appeal(request: HttpRequest) -> bool:
    return within("boards:appeals", APPEALS, request)
