"""Pages behind a mailed link: open to whoever holds it, kept nowhere, told to nobody."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import pghistory
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from partnerships.referrals import throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


def sealed(view: View) -> View:
    """For pages whose address is the key.

    No cookie guards these forms: whoever could forge one would have to know the address, and
    then needs no forging. A page with `no-referrer` sends `Origin: null`, which Django's own
    check refuses. Browsers say when another site sends the form. What is done here is done by
    the link, also when somebody happens to be signed in.
    """

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def behind_the_link(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pghistory.context(user=None)
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise PermissionDenied
        if throttle.may_try(request):
            response = view(request, *args, **kwargs)
        else:
            response = render(request, "429.html", status=429)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return behind_the_link
