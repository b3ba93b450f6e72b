"""The servers the tests talk to: those of the environment, else our own, quick and forgetful."""

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from psycopg import sql

from portal import embedded, services

TEMPLATE = "template_of_common_ground_tests_"
ONE_AT_A_TIME = 6_033_042  # any number, the same for all who make the template


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request,
    django_db_modify_db_settings_parallel_suffix,
):
    """Each worker copies one migrated database, since migrating takes a minute of work."""
    if not request.config.getvalue("nomigrations"):
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = migrated()


def migrated():
    """The name of an empty database with every table, made by whoever needs it first."""
    name = f"{TEMPLATE}{state_of_migrations()}"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            half = f"{name}_half"
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(half))
            )
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=settings.BASE_DIR,
                env={**os.environ, "DATABASE_URL": address(half)},
                check=True,
            )
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(rename.format(sql.Identifier(half), sql.Identifier(name)))
            forget_others(server, name)
    return name


def forget_others(server, name):
    """Templates of earlier migrations, but for those that someone copies just now."""
    known = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s"
    for (old,) in server.execute(known, [TEMPLATE, name]).fetchall():
        with contextlib.suppress(psycopg.errors.ObjectInUse):
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))


def state_of_migrations():
    """The same for the same migrations and triggers; nothing else matters to the tables."""
    from metrics.dashboards.rollups.subjects import SUBJECTS

    told = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            told.update(file.read_bytes())
    for subject in SUBJECTS.values():  # a migration sets up what these say at the time
        for watch in subject.watches:
            told.update(watch.body.encode())
    return told.hexdigest()[:12]


def addresses():
    """What a process started by a test needs to talk to the test's own database and Redis."""
    return {
        "DATABASE_URL": address(settings.DATABASES["default"]["NAME"]),
        "REDIS_URL": settings.REDIS_URL,
    }


def address(database):
    there = settings.DATABASES["default"]
    user, host = quote(there["USER"]), quote(there["HOST"], safe="")
    if there["PASSWORD"]:
        user += f":{quote(there['PASSWORD'], safe='')}"
    port = f":{there['PORT']}" if there["PORT"] else ""
    return f"postgres://{user}@{host}{port}/{database}"
