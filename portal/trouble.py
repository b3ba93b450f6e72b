"""What goes wrong outside the program, in one sentence a person can act on."""

from __future__ import annotations

import errno

DISK_FULL = "The disk is full. Free some space, then start again; nothing was left half-done."


class Trouble(Exception):  # noqa: N818 -- it is what a person calls it
    """Something a person can mend. Its text is the whole message; the exit code is 2."""


def explain(error: BaseException | None) -> str | None:
    """One line for an error that is nobody's bug, None for one that is."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import OperationalError
    from environs import EnvError
    from psycopg.errors import DiskFull
    from redis.exceptions import ConnectionError as RedisAway

    sentence: str | None = None
    if isinstance(error, Trouble | CommandError | ImproperlyConfigured | EnvError):
        sentence = str(error)
    elif isinstance(error, DiskFull) or getattr(error, "errno", None) == errno.ENOSPC:
        sentence = DISK_FULL
    elif isinstance(error, PermissionError) and error.filename:
        sentence = f"{error.filename} may not be used: it belongs to another user."
    elif isinstance(error, OperationalError) and not isinstance(error.__cause__, DiskFull):
        sentence = _database_away(error)
    elif isinstance(error, RedisAway):
        sentence = f"Redis cannot be reached: {error}. Check REDIS_URL."
    elif error is not None:
        sentence = explain(error.__cause__)
    return sentence


def _database_away(error: BaseException) -> str | None:
    """Connecting failed; a statement that failed later is another matter."""
    if getattr(error.__cause__, "sqlstate", None) is not None:
        return None
    from django.conf import settings

    database = settings.DATABASES["default"]
    where = f"{database['HOST'] or 'localhost'}:{database['PORT'] or 5432}/{database['NAME']}"
    reason = str(error).strip().splitlines()[0].rpartition(": ")[2].rstrip(".")
    return f"PostgreSQL at {where} cannot be used: {reason}. Check DATABASE_URL."
