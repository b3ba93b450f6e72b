"""Where the database and the broker are: what the environment says, else our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

from portal import embedded

if TYPE_CHECKING:
    from environs import Env

A_DATABASE_LOOKS_SO = "postgres://user:password@host:5432/name"
A_REDIS_LOOKS_SO = "redis://host:6379/0"


def secret_key(env: Env, *, production: bool) -> str:
    given = env.str("SECRET_KEY", "")
    if production and not given:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set, and production needs one of its own. This makes one: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return given or embedded.secret_key()


def database(env: Env, *, production: bool) -> dict[str, object]:
    """Return Django's settings for PostgreSQL.

    Each thread keeps its connection (measured: four times the rate of a new one for
    each request) and looks at it before use, so that a restarted server is no error.
    """
    given = _address(env, "DATABASE_URL", A_DATABASE_LOOKS_SO, production=production)
    if given and not given.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(_not_so("DATABASE_URL", A_DATABASE_LOOKS_SO))
    import dj_database_url

    try:
        found = dj_database_url.parse(
            given or embedded.database_url(), conn_max_age=60, conn_health_checks=True
        )
    except ValueError:
        raise ImproperlyConfigured(_not_so("DATABASE_URL", A_DATABASE_LOOKS_SO)) from None
    settings: dict[str, object] = dict(found)
    settings["OPTIONS"] = {"connect_timeout": 10} | dict(found.get("OPTIONS", {}))
    return settings


def redis(env: Env, *, production: bool) -> str:
    given = _address(env, "REDIS_URL", A_REDIS_LOOKS_SO, production=production)
    if given and not given.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(_not_so("REDIS_URL", A_REDIS_LOOKS_SO))
    return given or embedded.redis_url()


def broker(redis_url: str) -> str:
    """Return the same Redis as Celery writes it."""
    if redis_url.startswith("unix://"):
        return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    return redis_url


def _address(env: Env, name: str, example: str, *, production: bool) -> str:
    given = env.str(name, "")
    if production and not given:
        raise ImproperlyConfigured(f"{name} is not set. In production it names a server: {example}")
    return given


def _not_so(name: str, example: str) -> str:
    return f"{name} is not an address this portal can use. It looks like {example}"
