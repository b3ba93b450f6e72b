"""What every room's part of the API stands on, and the page that describes it."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView

from portal.api.people import SignedIn
from portal.api.problems import refused
from portal.api.throttles import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from drf_spectacular.openapi import AutoSchema
    from rest_framework.throttling import BaseThrottle

METHODS = ("get", "post", "put", "patch", "delete")


class SignedInScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as it is
    target_class = "portal.api.people.SignedIn"
    name = "signedIn"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "Signed in on the site with the second step. Writes also need the"
            " site's CSRF token in X-CSRFToken.",
        }


class OpenView(APIView):
    # For everyone. No cookie is read, so nobody can be acted for. (What stands in a
    # docstring here would stand in the description of every address.)

    authentication_classes = ()
    permission_classes = (AllowAny,)


class PublicView(OpenView):
    # Pages of other sites may read what is public. An address with a token is someone's own.

    throttle_classes: tuple[type[BaseThrottle], ...] = (Reading,)

    @classmethod
    def as_view(cls, **about: Any) -> Any:
        view: Any = super().as_view(**about)
        view.login_required = False
        return in_our_shape(view)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"} and "token" not in kwargs:
            response["Access-Control-Allow-Origin"] = "*"
        else:
            response["Cache-Control"] = "no-store"
        return response


class StaffView(APIView):
    # For people who work here; what each may do is asked of their roles.

    authentication_classes = (SignedIn,)
    permission_classes = (IsAuthenticated,)


class Schema(SpectacularAPIView):
    """The whole API as OpenAPI 3.1."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = [OpenApiJsonRenderer2, OpenApiYamlRenderer2]


class Operation(NamedTuple):
    method: str
    path: str
    summary: str
    about: str
    told: list[dict[str, Any]]  # what is sent: in the address, in headers, in the body


@require_safe
@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """The same as a page, with nothing from other hosts and no script."""
    sections = described(get_language() or "en")
    return render(request, "api/docs.html", {"sections": sections})


@lru_cache(maxsize=8)
def described(_language: str) -> dict[str, list[Operation]]:
    """Every operation by its first tag. The same until the code changes."""
    maker: Any = SchemaGenerator  # which says nothing of its types
    schema = maker().get_schema(request=None, public=True)
    sections: dict[str, list[Operation]] = {}
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if found := operations.get(method):
                tag = found.get("tags", ["api"])[0]
                sections.setdefault(tag, []).append(_operation(path, method, found, schema))
    return sections


def in_our_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A refusal that happens before a view is reached has the shape of all others."""
    from django.core.exceptions import PermissionDenied

    @wraps(view)
    def shaped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return refused(_("A page of another site may not send this from a browser."), 403)

    return shaped


def _operation(path: str, method: str, found: dict[str, Any], schema: dict[str, Any]) -> Operation:
    body = found.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        method=method.upper(),
        path=path,
        summary=found.get("summary", ""),
        about=_said(found),
        told=[
            *(_named(each, schema) for each in found.get("parameters", [])),
            *_fields(body.get("schema", {}), schema),
        ],
    )


def _named(parameter: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "about": _said(parameter),
        "kind": _kind(parameter["schema"], schema),
        "required": bool(parameter.get("required")),
    }


def _fields(body: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if name := body.get("$ref", "").rpartition("/")[2]:
        body = schema["components"]["schemas"][name]
    for name, about in body.get("properties", {}).items():
        yield {
            "name": name,
            "where": "body",
            "about": _said(about),
            "kind": _kind(about, schema),
            "required": name in body.get("required", []),
        }


def _said(about: dict[str, Any]) -> str:
    return str(about.get("description", "")).replace("`", "")


def _kind(about: dict[str, Any], schema: dict[str, Any]) -> str:
    """In a word: what may stand there."""
    about = about.get("items", about)
    if name := about.get("$ref", "").rpartition("/")[2]:
        about = schema["components"]["schemas"][name]
    if choices := about.get("enum"):
        return ", ".join(str(choice) for choice in choices if choice)
    kind = about.get("type", "")
    kinds = kind if isinstance(kind, list) else [kind]
    return str(about.get("format") or next((each for each in kinds if each != "null"), ""))
