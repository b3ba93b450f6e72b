"""`make run`: brings up everything the portal is made of, and keeps it up.

Servers of our own where none are configured, the database in its present shape, a demo
city where there is nothing yet; then web, worker and beat, each line with its name.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NoReturn

from portal import embedded
from portal.trouble import Trouble, explain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

STOP_SECONDS = 12  # a server told to stop while it still starts may not hear it
DEATHS_ALLOWED, DEATHS_WITHIN = 5, 60
COLORS = {"web": 36, "worker": 35, "beat": 33, "PostgreSQL": 34, "Redis": 34}
say_lock = threading.Lock()


def say(text: str, name: str = "", out: IO[str] | None = None) -> None:
    """Print whole lines, each behind its name; a reader that went away is no reason to stop."""
    out = out or sys.stdout
    prefix = f"{name:<6} | " if name else ""
    if name and out.isatty():
        prefix = f"\x1b[{COLORS.get(name, 0)}m{prefix}\x1b[0m"
    with say_lock, contextlib.suppress(OSError, ValueError):
        out.writelines(f"{prefix}{line}\n" for line in text.splitlines() or [""])
        out.flush()


@dataclass
class Part:
    """A program that is kept running, and the times at which it died."""

    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    deaths: deque[float] = field(default_factory=deque)

    def start(self) -> None:
        """Start it in a group of its own, which ends with us even if we are killed."""
        self.process = subprocess.Popen(
            self.command,
            cwd=embedded.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 -- it makes one system call
        )
        threading.Thread(target=self._repeat, args=(self.process.stdout,), daemon=True).start()

    def dead(self) -> int | None:
        """Return the exit code if it ended."""
        return self.process.poll() if self.process else 0

    def ask_to_end(self) -> None:
        if self.process and self.dead() is None:
            self.process.terminate()

    def end(self) -> None:
        """End whatever is left of it, children included."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _repeat(self, lines: IO[str]) -> None:
        with contextlib.suppress(ValueError):
            for line in lines:
                say(line.rstrip(), self.name)


class House:
    """All parts together."""

    def __init__(self, hold: embedded.Hold, port: int) -> None:
        self.hold = hold
        self.port = port
        self.parts = [Part(name, command) for name, command in commands(port).items()]
        self.deaths = {server.name: deque[float]() for server in hold.servers}

    def open(self) -> None:
        for part in self.parts:
            part.start()

    def answers(self) -> bool:
        """Whether a page comes back."""
        url = f"http://{_reachable(host())}:{self.port}/healthz"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except urllib.error.HTTPError:  # answered, if only to send us to https
            return True
        except OSError:
            return False

    def mend(self) -> None:
        """Restart what died, in the order in which the parts need one another."""
        for name in self.hold.restore():
            say(f"{name} had ended and was started again.")
            count(self.deaths[name], name)
        for part in self.parts:
            code = part.dead()
            if code is not None:
                how = signal.Signals(-code).name if code < 0 else f"code {code}"
                say(f"{part.name} ended ({how}) and is started again.")
                count(part.deaths, part.name)
                part.end()
                part.start()

    def close(self) -> None:
        """Ask all to stop, wait a bounded time, then insist."""
        for part in self.parts:
            part.ask_to_end()
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and any(part.dead() is None for part in self.parts):
            time.sleep(0.05)
        for part in self.parts:
            part.end()


class GaveUp(Exception):  # noqa: N818
    """A part died again and again."""


def host() -> str:
    return os.environ.get("HOST") or "127.0.0.1"


def commands(port: int) -> dict[str, list[str]]:
    python = [sys.executable, "-u", "-m"]
    # That root should not do this is for the one who decided to be root.
    python_for_root = [sys.executable, "-u", "-W", "ignore:You're running the worker", "-m"]
    celery = [*python_for_root, "celery", "--quiet", "--app", "portal"]
    web = ["granian", "--interface", "wsgi", "portal.wsgi:application", "--no-access-log"]
    web += ["--host", host(), "--port", str(port), "--log-level", "warning"]
    web += ["--workers", os.environ.get("WEB_WORKERS") or "1"]
    web += ["--blocking-threads", os.environ.get("WEB_THREADS") or "4"]
    worker = ["worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    worker += ["--concurrency", os.environ.get("WORKERS") or "2", "--hostname", "worker@%h"]
    schedule = embedded.data_dir() / "beat-schedule"
    return {
        "web": [*python, *web],
        "worker": [*celery, *worker],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(schedule)],
    }


def count(deaths: deque[float], name: str) -> None:
    """Note one death; give up when they come too fast for a restart to help."""
    now = time.monotonic()
    deaths.append(now)
    while now - deaths[0] > DEATHS_WITHIN:
        deaths.popleft()
    if len(deaths) >= DEATHS_ALLOWED:
        raise GaveUp(
            f"{name} ended {len(deaths)} times within {DEATHS_WITHIN} seconds: giving up. "
            "What it said is above."
        )
    time.sleep(0.5 * len(deaths))


def port_number() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:  # noqa: PLR2004
        raise Trouble(f"PORT is «{given}», which is not a number between 1 and 65535.")
    return int(given)


def check_port(port: int) -> None:
    """Refuse a port somebody listens on: granian would share it, and get half the visitors."""
    family = socket.AF_INET6 if ":" in host() else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port))
        except OSError as error:
            raise Trouble(
                f"Port {port} of {host()} cannot be used ({error.strerror}): choose another, "
                f"as in: make run PORT={port % 65535 + 1}"
            ) from None


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two supervisors over one database would only get in each other's way."""
    path = embedded.data_dir() / "supervisor.lock"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(
                "The portal already runs from this folder: stop that one first."
            ) from None
        yield


def furnish() -> None:
    """Bring the database into its present shape, with a demo city in it if it is empty."""
    from django.conf import settings
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int < 150000")
        too_old = cursor.fetchone()[0]
    if too_old:
        raise Trouble("This PostgreSQL is too old: the portal needs version 15 or later.")
    cache.get("anyone-there")
    if _behind():
        say("Bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)
    if any(embedded.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")):
        call_command("translations", compile=True, verbosity=0, stdout=io.StringIO())
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    elif os.environ.get("DEMO_CITY", "1") != "0":
        from portal.areas.models import Area

        if not Area.objects.exists():
            say("Building the demo city")
            call_command("demo")
    connection.close()


def _behind() -> bool:
    """Whether a migration waits. Asking is quicker than having migrate find nothing."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def welcome(port: int) -> None:
    """Print the address, and as whom one can sign in."""
    from django.db import DatabaseError
    from django.urls import reverse

    from portal.accounts import second_factor
    from portal.accounts.models import User

    address = f"http://{_reachable(host())}:{port}"
    say(f"\nCommon Ground is open at {address}/   (Ctrl-C closes it)")
    if second_factor.demo_is_open():
        with contextlib.suppress(DatabaseError):
            people = list(User.objects.demo().order_by("pk"))
            if people:
                door = address + reverse("demo_people")
                say(f"\nTo look around as one of these, without a password: {door}")
            for person in people:
                say(f"  {person.name:<20} {person.demo_person}")
    say("")


def watch(house: House) -> None:
    """Until somebody says stop."""
    welcomed = False
    while True:
        house.mend()
        if not welcomed and house.answers():
            welcomed = True
            welcome(house.port)
        time.sleep(0.2 if not welcomed else 1)


def serve() -> None:
    import django
    from django.conf import settings

    port = port_number()
    check_port(port)
    os.environ["PORT"] = str(port)
    django.setup()
    with only_one(), embedded.hold(settings.DATA_DIR) as hold:
        furnish()
        house = House(hold, port)
        try:
            house.open()
            watch(house)
        finally:
            say("Closing")
            house.close()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        embedded.environment()
        serve()
    except KeyboardInterrupt:
        return 0
    except GaveUp as error:
        say(str(error), out=sys.stderr)
        return 1
    except Exception as error:
        sentence = explain(error)
        if sentence is None:
            raise
        say(sentence, out=sys.stderr)
        return 2
    return 0


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """Stop once; a second Ctrl-C does not interrupt the tidying up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Ask Linux to end this child when its parent is killed. Elsewhere nothing asks."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _reachable(address: str) -> str:
    """Return an address a browser here can open."""
    if address in {"0.0.0.0", "::"}:  # noqa: S104 -- compared, not listened on
        return "127.0.0.1"
    return f"[{address}]" if ":" in address else address


if __name__ == "__main__":
    ended_with = main()
    sys.stderr.flush()
    os._exit(ended_with)  # everything is closed; taking Python apart would only take time
