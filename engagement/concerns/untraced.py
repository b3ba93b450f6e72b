"""Pages that keep nothing of whoever reads them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import pghistory
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.utils.cache import add_never_cache_headers
from django.views.debug import SafeExceptionReporterFilter
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


class TellNothing(SafeExceptionReporterFilter):
    """A report of a failure on these pages names the failure and nobody's device."""

    def is_active(self, _request: HttpRequest | None) -> bool:
        return True

    def get_safe_request_meta(self, _request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, _request: HttpRequest) -> dict[str, Any]:
        return {}


def leaves_no_trace(view: View) -> View:
    """For pages an anonymous person uses: open to all, kept nowhere, named in no history.

    No cookie guards these forms: a page with `no-referrer` sends `Origin: null`, which
    Django's own check refuses, and a cookie is a trace. Nothing here acts in the name of a
    signed-in person unless the form carries a token made for that very person
    (`engagement.concerns.intake`). Browsers say when another site sends the form.
    """

    @csrf_exempt
    @login_not_required
    @sensitive_post_parameters()
    @wraps(view)
    def untraced(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.exception_reporter_filter = TellNothing()
        pghistory.context(user=None)
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return untraced
