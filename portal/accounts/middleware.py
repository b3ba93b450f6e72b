"""What is asked of people with confidential work, and whose name history carries."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pghistory
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts import second_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from portal.accounts.models import User

CHANGES = {"POST", "PUT", "PATCH", "DELETE"}


class SecondFactorMiddleware:
    """Guarded roles count for nothing until the session has seen the second factor.

    The roles fall away, so a page, a list or an address nobody thought of here refuses too.
    Under GUARDED_PATHS the person is led to set one up rather than told "no".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated:
            user.second_factor_given = second_factor.given(request, user)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        user = request.user
        if not user.is_authenticated or user.second_factor_given:
            return None
        if request.path.startswith(settings.GUARDED_PATHS) and user.needs_second_factor:
            return redirect("accounts:second_step")
        return None


class IdleLockMiddleware:
    """Locks the session of someone with a guarded role after a time of doing nothing.

    Unlocking takes the password or the second factor. A form sent while locked is kept
    and goes through after that, so nothing typed is lost.
    """

    OPEN = (
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
        "set_language",
    )
    # Asked for by an open page, not by the person before it.
    BY_ITSELF = ("desk_concerns:counts",)
    SEEN = "seen_at"
    PRECISION = 30  # seconds; writing the session at each request would cost a statement each

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        now = time.time()
        match = request.resolver_match
        page = match.view_name if match else ""
        if now - self._active_at(request, user, now) > settings.STAFF_IDLE_MINUTES * 60:
            return None if page in self.OPEN else self._lock(request, user)
        if page not in self.BY_ITSELF and now - request.session.get(self.SEEN, 0) > self.PRECISION:
            request.session[self.SEEN] = now
        return None

    def _active_at(self, request: HttpRequest, user: User, now: float) -> float:
        """When this person last did something here, or proved again who they are."""
        proofs = [record["at"] for record in get_authentication_records(request, user)]
        return max([request.session.get(self.SEEN, 0), *proofs]) or now

    def _lock(self, request: HttpRequest, user: User) -> HttpResponseBase:
        ways = get_adapter().get_reauthentication_methods(user)
        if not ways:
            logout(request)
            return redirect(settings.LOGIN_URL)
        words = _("You were away for a while. Show us that it is still you.")
        if "application/json" in request.headers.get("Accept", ""):
            # A script asked, which cannot show who it is; its page keeps what it has to send.
            return JsonResponse({"errors": {"request": [words]}}, status=401)
        messages.info(request, words)
        unlock = ways[0]["url"]
        if "HX-Request" in request.headers:
            here = urlencode({"next": urlsplit(request.headers.get("HX-Current-URL", "/")).path})
            return HttpResponse(headers={"HX-Redirect": f"{unlock}?{here}"})
        suspended: HttpResponse = reauthentication.suspend_request(request, unlock)
        return suspended


class HistoryMiddleware:
    """History says which signed-in person changed a row, and of a visitor nothing at all.

    No address, no page, no device: an anonymous concern must not be traceable here either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        who = request.user.pk if request.method in CHANGES else None
        with pghistory.context(user=who) if who else nullcontext():
            return self.get_response(request)
