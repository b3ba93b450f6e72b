"""Slows a caller down without keeping who it was.

The counter's name is a keyed hash of the network address that changes every day; it is
gone after ten minutes. Without Redis everyone may call.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, ClassVar

from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from portal.accounts.callers import caller

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request
    from rest_framework.views import APIView

SECONDS = 600

log = logging.getLogger(__name__)


def within(kind: str, most: int, request: HttpRequest) -> bool:
    """Count one act of this kind; False when this caller did it more than `most` times."""
    name = f"{kind}:{caller(request)[:32]}"
    try:
        cache.add(name, 0, SECONDS)
        return cache.incr(name) <= most
    except (RedisError, ValueError):
        log.warning("The counter of calls could not be reached.")
        return True


class CallerThrottle(BaseThrottle):
    """At most `most` calls of one kind by one caller in ten minutes."""

    kind: ClassVar[str]
    most: ClassVar[int]
    methods: ClassVar[frozenset[str]]

    def allow_request(self, request: Request, view: APIView) -> bool:  # noqa: ARG002  DRF's
        if request.method not in self.methods:
            return True
        return within(f"api:{self.kind}", self.most, request._request)  # noqa: SLF001  Django's own

    def wait(self) -> float:
        return SECONDS


class Reading(CallerThrottle):
    kind, most, methods = "reading", 1_200, frozenset({"GET", "HEAD"})


class Raising(CallerThrottle):
    """A library or a school may share one address."""

    kind, most, methods = "raising", 60, frozenset({"POST"})
