"""Limits on what everyone together may do in an hour: nobody is counted by themselves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)


def may(what: str, most: int, at: datetime | None = None) -> bool:
    """Count one of these; False when this hour had its share. Without Redis nothing is limited."""
    name = f"surveys:{what}:{(at or timezone.now()):%Y%m%d%H}"
    try:
        cache.add(name, 0, 3600)
        return cache.incr(name) <= most
    except (RedisError, ValueError):
        log.warning("The counter of an hour of surveys could not be reached.")
        return True
