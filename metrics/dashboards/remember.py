"""A cache that may be away: then the work is done again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import cache
from redis import RedisError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
T = TypeVar("T")


def remember(key: str, seconds: int, make: Callable[[], T]) -> T:
    """What is kept under the key, or what `make` returns, kept for so many seconds."""
    try:
        kept: T | None = cache.get(key)
    except RedisError:
        log.warning("The cache cannot be reached.")
        return make()
    if kept is not None:
        return kept
    made = make()
    try:
        cache.set(key, made, seconds)
    except RedisError:
        log.warning("The cache cannot be reached.")
    return made
