"""A little work done by the browser, so that nobody fills an open survey by machine.

The form carries a signed challenge. While a person answers, the script looks for a number that
with it gives a SHA-256 beginning with SURVEY_WORK_BITS zero bits, and one challenge makes one
answer. Without script an answer is taken too, marked `unproven`, and only a few an hour from
everyone together: there is no counter by person, and nobody's address is looked at.
"""

from __future__ import annotations

import logging
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from redis.exceptions import RedisError

from metrics.surveys.answering import hourly

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.surveys.models import Wave

HOURS = 6
SALT = "metrics.surveys.proof"
LONGEST = 20

log = logging.getLogger(__name__)


def challenge(wave: Wave) -> str:
    return signing.dumps([wave.pk, secrets.token_urlsafe(9)], salt=SALT)


def is_ours(challenge: str, wave: Wave) -> bool:
    """Made here, for this wave, not six hours ago."""
    try:
        made_for, _nonce = signing.loads(challenge, salt=SALT, max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return bool(made_for == wave.pk)


def is_solved(challenge: str, solution: str) -> bool:
    if not solution.isdecimal() or len(solution) > LONGEST:
        return False
    digest = sha256(f"{challenge}:{solution}".encode()).digest()
    zeros: int = settings.SURVEY_WORK_BITS
    return int.from_bytes(digest, "big") >> (256 - zeros) == 0


def spend(challenge: str) -> bool:
    """Use it up; False when it was used before. Without Redis nobody knows, and it counts."""
    name = f"surveys:spent:{sha256(challenge.encode()).hexdigest()[:40]}"
    try:
        return bool(cache.add(name, 1, HOURS * 3600))
    except RedisError:
        log.warning("Spent challenges of surveys could not be reached.")
        return True


def may_go_unproven(at: datetime | None = None) -> bool:
    """Count one answer without work; False when this hour had its share."""
    return hourly.may("unproven", settings.SURVEY_UNPROVEN_AN_HOUR, at)


def is_repeated(wave: Wave, key: str, said: str) -> bool:
    """Whether this device sent the very same before. Only a keyed hash is remembered, a month."""
    name = sha256(f"{wave.pk}\n{key}\n{said}".encode()).hexdigest()[:40]
    try:
        return not cache.add(f"surveys:sent:{name}", 1, 30 * 24 * 3600)
    except RedisError:
        return False
