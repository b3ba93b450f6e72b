"""How every address of Open311 is entered: plain answers in the format asked for, no traces."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from engagement.concerns.open311.documents import Answer, format_asked, written
from engagement.concerns.open311.problems import Problem
from engagement.concerns.untraced import leaves_no_trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def door(*methods: str) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponse]]:
    """A view that returns an `Answer` or raises a `Problem`."""

    def made(view: Callable[..., Answer]) -> Callable[..., HttpResponse]:
        @leaves_no_trace
        def untraced(request: HttpRequest, form: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in {*methods, "HEAD"}:
                allowed = ", ".join([*methods, "HEAD"])
                words = _("Only %(methods)s is answered here.") % {"methods": allowed}
                raise Problem(405, words, Allow=allowed)
            check_jurisdiction(request.GET.get("jurisdiction_id", ""), request)
            return written(view(request, *args, **kwargs), form)

        @wraps(untraced)
        def opened(
            request: HttpRequest, *args: Any, ending: str = "", **kwargs: Any
        ) -> HttpResponse:
            form = "json"
            try:
                form = format_asked(request, ending)
                response = untraced(request, form, *args, **kwargs)
            except Problem as problem:
                response = refused(problem, form)
            except PermissionDenied:
                words = _("A page of another site may not send requests from a browser.")
                response = refused(Problem(403, words), form)
            if request.method in {"GET", "HEAD"}:
                response["Access-Control-Allow-Origin"] = "*"  # public, and no cookie is read
            patch_vary_headers(response, ["Accept", "Accept-Language"])
            return response

        return opened

    return made


def refused(problem: Problem, form: str) -> HttpResponse:
    response = written(Answer("errors", problem.errors, problem.code), form)
    for name, value in problem.headers.items():
        response[name] = value
    return response


def jurisdiction() -> str:
    """The name under which this agency answers."""
    return settings.OPEN311_JURISDICTION or urlsplit(settings.SITE_URL).hostname or ""


def check_jurisdiction(asked: str, request: HttpRequest) -> None:
    """One agency answers here. An empty name is no name; most clients leave it out."""
    asked, ours = asked.strip(), jurisdiction()
    if asked and asked.casefold() != ours.casefold():
        words = _("The jurisdiction_id %(theirs)s is not found here. Ours is %(ours)s.")
        raise Problem(404, words % {"theirs": asked[:80], "ours": ours})
    if not asked and settings.OPEN311_JURISDICTION_REQUIRED and request.method != "POST":
        words = _("The jurisdiction_id is missing. Ours is %(ours)s.")
        raise Problem(400, words % {"ours": ours})
