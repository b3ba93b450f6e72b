"""One shape for everything that can be wrong: a field, and sentences about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

# Where a sentence stands that is about no one field.
WHOLE = "request"


class Conflict(exceptions.APIException):
    """Somebody else was faster, or it cannot follow on what is."""

    status_code = status.HTTP_409_CONFLICT


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


def answer(failure: Exception, _context: Mapping[str, Any]) -> Response | None:
    """What a view that raised this answers; None for what is broken on our side."""
    if isinstance(failure, Http404):
        failure = exceptions.NotFound()
    elif isinstance(failure, PermissionDenied):
        failure = exceptions.PermissionDenied()
    if not isinstance(failure, exceptions.APIException):
        return None
    from rest_framework.views import set_rollback  # which asks the settings, which name this

    set_rollback()
    return Response(
        {"errors": _errors(failure)}, status=failure.status_code, headers=_headers(failure)
    )


def refused(words: str, code: int) -> JsonResponse:
    """The same shape, where no view of the API has been reached."""
    return JsonResponse({"errors": {WHOLE: [words]}}, status=code)


def nothing(_request: HttpRequest, rest: str) -> JsonResponse:  # noqa: ARG001  any
    return refused(_("There is nothing at this address. See /api/v1/docs/."), 404)


def _errors(failure: exceptions.APIException) -> dict[str, list[str]]:
    if isinstance(failure, exceptions.ValidationError):
        return dict(_flat(failure.detail))
    return {WHOLE: [_sentence(failure)]}


def _sentence(failure: exceptions.APIException) -> str:
    """Ours where the framework's would not say what to do."""
    if isinstance(failure, exceptions.Throttled):
        return _("That is a lot in a short time. Wait ten minutes, then try again.")
    if isinstance(failure, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return _("Sign in first, with your second step.")
    if failure.detail == failure.default_detail:
        if isinstance(failure, exceptions.NotFound):
            return _("This is not found here.")
        if isinstance(failure, exceptions.PermissionDenied):
            return _("Your role does not allow this.")
    return str(failure.detail)


def _headers(failure: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if asks := getattr(failure, "auth_header", None):
        headers["WWW-Authenticate"] = asks
    if wait := getattr(failure, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    return headers


def _flat(detail: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Nested details as one level: `when_worst.0` is the first of several."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            part = "" if key == "non_field_errors" else str(key)
            yield from _flat(inner, ".".join(filter(None, [name, part])))
    elif isinstance(detail, list) and any(isinstance(each, dict | list) for each in detail):
        for place, inner in enumerate(detail):
            yield from _flat(inner, ".".join(filter(None, [name, str(place)])))
    else:
        sentences = detail if isinstance(detail, list) else [detail]
        yield name or WHOLE, [str(sentence) for sentence in sentences]
