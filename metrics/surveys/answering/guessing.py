"""Slows down whoever tries links, as the rest of the house does: counted, never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from engagement.concerns import flood, throttle
from metrics.surveys.answering.pages import closed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def is_slowed(request: HttpRequest) -> bool:
    try:
        return bool(cache.get(_counter(request), 0) >= settings.SURVEY_TRIES)
    except RedisError:
        return False


def count(request: HttpRequest) -> None:
    """One link that opened nothing."""
    throttle.counted(_counter(request), settings.SURVEY_TRIES)


def refused(request: HttpRequest) -> HttpResponse:
    what = _("That is many links that open nothing. Wait ten minutes, then try again.")
    return closed(request, what, status=429)


def _counter(request: HttpRequest) -> str:
    return flood.counter("surveys", request)
