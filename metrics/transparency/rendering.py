"""Public pages drawn ahead, one row each, and served with what one query finds.

A row counts while its stamp is that of what it shows: `STAMP` asks the database when that last
changed, in the statement that fetches the page, and `look` stands for templates, style and code.
Nobody waits for a task: a page that is missing or out of date is drawn when it is asked for, and
kept. The words of one process's last pages stay in its memory, so that their body need not travel.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from metrics.transparency.models import RenderedPage
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
View = "Callable[Concatenate[HttpRequest, P], HttpResponse]"

FRESH_FOR = 300  # seconds a browser or a proxy may show a page without asking
MOST_KEPT = 200
LONGEST_PATH = 300
STAMP = """
    concat_ws(' ',
        (SELECT concat(count(*), ' ', max(published_at)) FROM transparency_publication
          WHERE published_at IS NOT NULL),
        (SELECT concat(count(*), ' ', max(published_at)) FROM transparency_policyversion),
        (SELECT concat(count(*), ' ', max(released_at)) FROM surveys_release),
        %s::text)
"""
FIND = f"""
    WITH now AS (SELECT md5({STAMP}) AS stamp)
    SELECT now.stamp, page.etag, page.content_type,
           CASE WHEN page.etag = %s THEN NULL ELSE page.body END
      FROM now LEFT JOIN transparency_renderedpage page
        ON page.path = %s AND page.language = %s AND page.stamp = now.stamp
"""  # noqa: S608  no value is written into it

_bodies: OrderedDict[tuple[str, str], tuple[str, bytes, bytes]] = OrderedDict()


def ahead(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Serve the page as it was drawn for everyone; draw it for who is signed in or asks more."""

    @wraps(view)
    def served(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not _is_for_everyone(request):
            return view(request, *args, **kwargs)
        language = translation.get_language() or settings.LANGUAGE_CODE
        key = (request.path, language)
        known = _bodies.get(key)
        stamp, etag, kind, body = _find(known[0] if known else "", *key)
        if etag is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:  # noqa: PLR2004  only whole pages are kept
                return response
            etag, kind, body = _keep(key, stamp, response)
        if body is not None:
            _remember(key, etag, bytes(body))
        etag, packed, plain = _bodies[key]
        return _answer(request, etag, kind, packed, plain)

    return served


def render_all() -> int:
    """Draw every page that is out of date, in each language; how many those were."""
    from metrics.transparency.addresses import addresses

    paths, drawn = addresses(), 0
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for path in paths:
                if _find("", path, language)[1] is None:
                    drawn += _drawn(path)
    RenderedPage.objects.exclude(path__in=paths).delete()
    return drawn


def _drawn(path: str) -> bool:
    """Whether there was something to draw: a chart with no number in it has no page."""
    match = resolve(path)
    try:
        match.func(_nobody(path), *match.args, **match.kwargs)
    except Http404:
        return False
    return True


def _nobody(path: str) -> HttpRequest:
    """The request of a visitor nothing is known of."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    host = settings.SITE_URL.partition("://")[2].partition("/")[0]
    request.META = {"HTTP_HOST": host, "SERVER_NAME": host, "SERVER_PORT": "80"}
    request.user = AnonymousUser()
    return request


def _is_for_everyone(request: HttpRequest) -> bool:
    """Whoever is signed in has their own header, and whoever chose colors their own page."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and len(request.path) <= LONGEST_PATH
        and not any(
            name in request.COOKIES for name in (settings.SESSION_COOKIE_NAME, "theme", "messages")
        )
    )


def _find(known: str, path: str, language: str) -> tuple[str, str | None, str, bytes | None]:
    with connection.cursor() as cursor:
        cursor.execute(FIND, [look(), known, path, language])
        found: tuple[str, str | None, str, bytes | None] = cursor.fetchone()
        return found


def _keep(key: tuple[str, str], stamp: str, response: HttpResponse) -> tuple[str, str, bytes]:
    plain = response.content
    etag = hashlib.sha256(plain).hexdigest()[:32]
    kind, packed = response["Content-Type"], gzip.compress(plain, 6, mtime=0)
    # Two may draw it at once: the later row is as good.
    RenderedPage.objects.bulk_create(
        [
            RenderedPage(
                path=key[0], language=key[1], stamp=stamp, etag=etag, content_type=kind,
                body=packed, drawn_at=timezone.now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["path", "language"],
        update_fields=["stamp", "etag", "content_type", "body", "drawn_at"],
    )  # fmt: skip
    return etag, kind, packed


def _remember(key: tuple[str, str], etag: str, packed: bytes) -> None:
    _bodies[key] = (etag, packed, gzip.decompress(packed))
    _bodies.move_to_end(key)
    while len(_bodies) > MOST_KEPT:
        _bodies.popitem(last=False)


def _answer(
    request: HttpRequest, etag: str, kind: str, packed: bytes, plain: bytes
) -> HttpResponse:
    tag = f'W/"{etag}"'
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if takes_gzip else plain, content_type=kind)
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    patch_vary_headers(response, ("Accept-Encoding", "Accept-Language", "Cookie"))
    return get_conditional_response(request, etag=tag, response=response) or response


def look() -> str:
    """Stands for everything but data that a page is made of."""
    return (
        f"{_code()} {Agency.current().face} {settings.OPEN_DATA_LICENCE} {settings.PUBLISH_FLOOR}"
    )


@cache
def _code() -> str:
    """A hash of the templates, the words in other languages, the style and this room."""
    digest = hashlib.sha256()
    folders = (
        (settings.BASE_DIR / "templates", "*.html"),
        (settings.BASE_DIR / "locale", "*.mo"),
        (settings.BASE_DIR / "static" / "dist", "*.css"),
        (Path(__file__).parent, "*.py"),
    )
    for folder, pattern in folders:
        for file in sorted(folder.rglob(pattern)):
            digest.update(f"{file.relative_to(folder)}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
