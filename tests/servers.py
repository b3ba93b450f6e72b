"""The servers the tests talk to: those of the environment, else our own, quick and forgetful."""

import os
from urllib.parse import quote

import pytest
from django.conf import settings

from portal import embedded, services


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """One PostgreSQL and one Redis serve all xdist workers, and stop with the session."""
    data = settings.DATA_DIR / "tests"
    hold = embedded.hold(data, durable=False)
    if hold.servers and not config.option.help:
        hold.__enter__()
        config.add_cleanup(hold.let_go)
    if not os.environ.get("DATABASE_URL"):
        settings.DATABASES["default"]["HOST"] = str(embedded.sockets(data))
    _point_redis_at(os.environ.get("REDIS_URL") or embedded.redis_url(data))


def _point_redis_at(url):
    """Each worker has a database of its own, so that one may clear it."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if url.startswith("unix:"):
        url = url.replace("?db=0", f"?db={worker}")
    elif worker:
        address, _, number = url.rpartition("/")
        url = f"{address}/{(int(number or 0) + worker) % 16}"
    settings.REDIS_URL = settings.CACHES["default"]["LOCATION"] = url
    settings.CELERY_BROKER_URL = services.broker(url)


def addresses():
    """What a process started by a test needs to talk to the test's own database and Redis."""
    there = settings.DATABASES["default"]
    user, host = quote(there["USER"]), quote(there["HOST"], safe="")
    if there["PASSWORD"]:
        user += f":{quote(there['PASSWORD'], safe='')}"
    port = f":{there['PORT']}" if there["PORT"] else ""
    return {
        "DATABASE_URL": f"postgres://{user}@{host}{port}/{there['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
    }
