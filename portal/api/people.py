from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.http import UserRequest


class SignedIn(SessionAuthentication):
    """Someone signed in on the site. Their writes need its CSRF token, as its forms do."""

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002  the framework's
        return "Session"


class StaffRequest(Request):
    """What a view receives once somebody who is signed in has been let through."""

    user: User
    _request: UserRequest
