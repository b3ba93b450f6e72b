"""The house that is measured: databases of its own, a demo city, the server of `make run`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from portal import embedded, supervisor
from tests.performance import load

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.performance.settings",
    "SECRET_KEY": "measured-and-thrown-away",
    "DEBUG": "0",
    "PRODUCTION": "0",
    "LOG_LEVEL": "ERROR",
    "EMAIL_URL": "dummymail://",
    "QUIET_HOURS": "0,0",
    # Many forms are not a flood here.
    "FORMS_FROM_ONE": "1000000000",
    "FORMS_IN_ALL": "1000000000",
    "SEATS_FROM_ONE": "1000000000",
}


@dataclass
class City:
    """A copy of the demo city, in a database of its own."""

    house: House
    name: str

    def use(self) -> None:
        """From now on Django in this process speaks to this copy."""
        from django.db import connections

        connections["default"].close()
        connections["default"].settings_dict["NAME"] = self.name

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.house.url(self.name), "BENCH_PREFIX": f"bench-{self.name}"
        }  # fmt: skip

    @contextmanager
    def served(self, **environment: str) -> Iterator[int]:
        """A web server over it, as `make run` starts it; its port."""
        port = free_port()
        process = subprocess.Popen(
            supervisor.commands(port)["web"],
            cwd=embedded.BASE_DIR,
            env=self.environment | environment,
        )
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def manage(self, *words: str) -> subprocess.Popen[bytes]:
        """A management command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=embedded.BASE_DIR,
            env=self.environment,
            stdout=subprocess.DEVNULL,
        )

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            cursor = connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def connect(self) -> psycopg.Connection:
        return self.house.connect(self.name)


class House:
    """A database server, on which each measure gets a fresh copy of one city."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)
        self.template = f"{self.parts.path.lstrip('/')}_bench"
        self.made: list[str] = []

    def url(self, name: str) -> str:
        return urlunsplit(self.parts._replace(path=f"/{name}"))

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(name), autocommit=True)

    def create(self, name: str, template: str = "template1") -> None:
        self.drop(name)
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.made.append(name)

    def drop(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def city(self, name: str = "one") -> Iterator[City]:
        """A copy, in use by this process until another is."""
        from django.db import connections

        connections.close_all()
        copy = f"{self.template}_{name}"
        self.create(copy, self.template)
        city = City(self, copy)
        city.use()
        try:
            yield city
        finally:
            connections.close_all()
            self.drop(copy)

    def version(self) -> str:
        with self.connect() as connection:
            number = connection.info.server_version
        return f"PostgreSQL {number // 10_000}.{number % 10_000}"


@contextmanager
def opened() -> Iterator[House]:
    """The template city stands; it and all its copies are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        embedded.environment()  # what .env says counts as said
        os.environ |= ENVIRONMENT | {"DATA_DIR": folder}
        with embedded.hold(Path(folder)):
            redis = os.environ.get("REDIS_URL")
            house = House(os.environ.get("DATABASE_URL") or embedded.database_url(Path(folder)))
            os.environ["REDIS_URL"] = redis or embedded.redis_url(Path(folder))
            os.environ["DATABASE_URL"] = house.url(house.template)
            try:
                house.create(house.template)
                furnish()
                yield house
            finally:
                for name in house.made:
                    house.drop(name)
                if redis:
                    forget(redis)


def furnish() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    print("Building the demo city", flush=True)
    call_command("migrate", verbosity=0)
    call_command("demo")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def forget(redis_url: str) -> None:
    """Leave nothing of ours in a Redis that is somebody else's too."""
    import redis

    with redis.Redis.from_url(redis_url) as client:
        for pattern in ("bench*", ":1:bench*"):
            for key in client.scan_iter(pattern):
                client.delete(key)


def free_port() -> int:
    """One of those given in BENCH_PORTS that nobody uses, else any."""
    for port in [*map(int, os.environ.get("BENCH_PORTS", "").split()), 0]:
        with socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError("no port is free")


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            load.ask(port, load.get("/bench/empty/"))
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The web server did not start: see above.") from None
            time.sleep(0.1)
        else:
            return
