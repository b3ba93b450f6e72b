"""Public pages, kept for a moment in the process that drew them.

Drawing a page costs a hundred times what one query does, and neighbors read the same few.
A page is kept for visitors who are not signed in, for `settings.KEEP_PAGES` seconds at most,
and only while the stamp stands: one statement that says when what is on public pages last
changed. So a change shows at once, and what a stamp cannot see (a partner's new name) shows
seconds later.

What belongs to one visitor alone is made anew each time: the token against forged forms, and
the number of a form.
"""

from __future__ import annotations

import re
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

P = ParamSpec("P")

MOST_PAGES = 500
# In a crowd, those who come within a hundredth of a second share one look at the stamp.
LOOK_EVERY = 0.01
LONGEST_ADDRESS = 300
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(")')
NUMBER = re.compile(rb'(name="submission" value=")[0-9a-f-]{36}(")')

_stamps: list[str] = []
pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
_looked: tuple[float, object] = (0.0, None)
_lock = Lock()


@dataclass(frozen=True)
class Page:
    drawn_at: float
    stamp: object
    parts: tuple[bytes, ...]  # between them stands, in turn, what `marks` names
    marks: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]


def stamped_by(sql: str) -> None:
    """Name a query whose one value changes when what this room shows in public does."""
    _stamps.append(f"({sql})")


def stamp() -> object:
    """When what is on public pages last changed, in every room. One statement."""
    if not _stamps:
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_stamps)}")
        return cursor.fetchone()


def kept(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Draw a public page once for all who come within a moment."""

    @wraps(view)
    def keeping(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not _may_keep(request):
            return view(request, *args, **kwargs)
        name, now = _name(request), time.monotonic()
        current = _stamp_at(now)
        page = pages.get(name)
        if page and page.stamp == current and now - page.drawn_at < settings.KEEP_PAGES:
            return _served(request, page)
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.streaming and not response.cookies:  # noqa: PLR2004
            _put(name, _taken_apart(response, current, now))
        return response

    return keeping


def forget() -> None:
    """Drop what this process keeps."""
    with _lock:
        pages.clear()


def _stamp_at(now: float) -> object:
    global _looked  # noqa: PLW0603 - one pair for the process, replaced whole
    looked_at, seen = _looked
    if now - looked_at >= LOOK_EVERY:
        seen = stamp()
        _looked = (now, seen)
    return seen


def _may_keep(request: HttpRequest) -> bool:
    return (
        settings.KEEP_PAGES > 0
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and "messages" not in request.COOKIES
    )


def _name(request: HttpRequest) -> tuple[str, ...]:
    theme = request.COOKIES.get("theme", "")
    return (request.get_host(), request.get_full_path(), str(get_language()), theme[:10])


def _taken_apart(response: HttpResponse, current: object, now: float) -> Page:
    """Cut the page where each visitor gets something of their own."""
    found = sorted(
        (hit.end(1), hit.start(2), mark)
        for mark, pattern in (("token", TOKEN), ("number", NUMBER))
        for hit in pattern.finditer(response.content)
    )
    parts, marks, begin = [], [], 0
    for cut, resume, mark in found:
        parts.append(response.content[begin:cut])
        marks.append(mark)
        begin = resume
    parts.append(response.content[begin:])
    return Page(now, current, tuple(parts), tuple(marks), tuple(response.items()))


def _served(request: HttpRequest, page: Page) -> HttpResponse:
    fresh = {}
    if "token" in page.marks:
        fresh["token"] = get_token(request).encode()
    if "number" in page.marks:
        fresh["number"] = str(uuid.uuid4()).encode()
    words = [page.parts[0]]
    for mark, part in zip(page.marks, page.parts[1:], strict=True):
        words += [fresh[mark], part]
    return HttpResponse(b"".join(words), headers=dict(page.headers))


def _put(name: tuple[str, ...], page: Page) -> None:
    with _lock:
        pages[name] = page
        pages.move_to_end(name)
        while len(pages) > MOST_PAGES:
            pages.popitem(last=False)
