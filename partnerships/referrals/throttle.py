"""Slows down whoever tries links, without knowing who that is.

The counter's name is a keyed hash that changes every day; it is gone after ten minutes.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.cache import cache
from redis.exceptions import RedisError

from portal.accounts.callers import caller

if TYPE_CHECKING:
    from django.http import HttpRequest

HITS = 300
SECONDS = 600

log = logging.getLogger(__name__)


def may_try(request: HttpRequest) -> bool:
    """Count one hit; False when there were too many. Without Redis everyone may try."""
    name = f"referrals:hits:{caller(request)[:32]}"
    try:
        cache.add(name, 0, SECONDS)
        return cache.incr(name) <= HITS
    except (RedisError, ValueError):
        log.warning("The counter of links could not be reached.")
        return True
