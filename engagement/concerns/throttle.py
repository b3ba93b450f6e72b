"""Slows down whoever tries codes, without knowing who that is.

The counter's name is a keyed hash that changes every day; it is gone after ten minutes.
Ten tries in ten minutes against sixteen digits: to hit any one of a million open threads
takes one caller nineteen thousand years on average.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from portal.accounts.callers import caller

if TYPE_CHECKING:
    from django.http import HttpRequest

TRIES = 10
SECONDS = 600

log = logging.getLogger(__name__)


def may_try(request: HttpRequest) -> bool:
    """Count one try; False when there were too many. Without Redis everyone may try."""
    return counted(_counter(request), TRIES)


def counted(name: str, most: int) -> bool:
    """Count one under this name; False when there were more than `most` in ten minutes."""
    try:
        cache.add(name, 0, SECONDS)
        return cache.incr(name) <= most
    except (RedisError, ValueError):
        log.warning("The counter of code tries could not be reached.")
        return True


def forget(request: HttpRequest) -> None:
    """A right code: this was no guess."""
    try:
        cache.delete(_counter(request))
    except RedisError:
        log.warning("The counter of code tries could not be reached.")


def _counter(request: HttpRequest) -> str:
    hashed = salted_hmac("concerns.tries", caller(request), secret=settings.RECEIPT_KEY)
    return f"concerns:tries:{hashed.hexdigest()[:32]}"
