"""PostgreSQL and Redis of our own, as they are started, shared, killed and found again."""

import os
import signal
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from portal import embedded
from portal.embedded import Hold, Postgres, Redis
from portal.trouble import Trouble

HOLDER = """
import sys, time
from pathlib import Path
from portal.embedded import Hold, Postgres, Redis
data = Path(sys.argv[1])
with Hold(data, [Postgres(data, durable=False), Redis(data, durable=False)]):
    print("holds", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def hold(data):
    def hold():
        return Hold(data, [Postgres(data, durable=False), Redis(data, durable=False)])

    return hold


@pytest.fixture
def another_process(data):
    """Somebody in another terminal who holds the servers too."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], cwd=embedded.BASE_DIR, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"holds\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def ask(data, statement="SELECT 1"):
    with psycopg.connect(embedded.database_url(data), autocommit=True) as connection:
        return connection.execute(statement).fetchone()


def pid_of(data):
    return int((data / "postgres" / "postmaster.pid").read_text().split()[0])


def redis_pid_of(data):
    return next(
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if str(Redis(data).socket) in " ".join(process.info["cmdline"] or [])
    )


def test_both_answer_while_held_and_end_with_the_last_hold(data, hold):
    with hold() as held:
        assert ask(data) == (1,)
        assert all(server.listening() for server in held.servers)
        assert ask(data, "SHOW server_version_num")[0] >= "150000"
    assert not any(server.listening() for server in held.servers)


def test_nothing_listens_on_the_network(data, hold):
    with hold():
        ours = [psutil.Process(pid_of(data)), psutil.Process(redis_pid_of(data))]
        kinds = {line.family.name for process in ours for line in process.net_connections("all")}
    assert kinds <= {"AF_UNIX"}


def test_what_was_written_is_there_the_next_time(data):
    with Hold(data, [Postgres(data)]), psycopg.connect(embedded.database_url(data)) as connection:
        connection.execute("CREATE TABLE promise AS SELECT 'kept' AS state")
    with Hold(data, [Postgres(data)]):
        assert ask(data, "SELECT state FROM promise") == ("kept",)


def test_a_second_terminal_shares_them_and_does_not_stop_them(data, hold):
    with hold():
        first = pid_of(data)
        with hold():
            assert pid_of(data) == first
        assert ask(data) == (1,)


def test_they_outlive_whoever_started_them(data, hold, another_process):
    with hold():
        another_process.kill()
        another_process.wait()
        assert ask(data) == (1,)
    assert not Postgres(data).listening()


def test_a_killed_holder_leaves_nothing_in_the_way(data, hold, another_process):
    started = pid_of(data)
    another_process.kill()
    another_process.wait()
    with hold():
        assert pid_of(data) == started  # found running, and taken over
    assert not Postgres(data).listening()


def test_servers_killed_with_their_holder_are_started_again(data, hold, another_process):
    server = pid_of(data)
    for pid in (another_process.pid, server, redis_pid_of(data)):
        os.kill(pid, signal.SIGKILL)
    another_process.wait()
    assert (data / "postgres" / "postmaster.pid").exists()
    with hold():
        assert ask(data) == (1,)
        assert pid_of(data) != server


def test_a_pid_file_whose_number_belongs_to_somebody_else_is_no_obstacle(data, hold):
    with hold():
        pass
    lines = [
        str(os.getpid()),
        str(data / "postgres"),
        "1700000000",
        "5432",
        "",
        "",
        "",
        "ready",
    ]
    (data / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    with hold():
        assert ask(data) == (1,)


def test_what_is_killed_while_held_is_brought_back_by_name(data, hold):
    with hold() as held:
        assert held.restore() == []
        server = pid_of(data)
        os.kill(server, signal.SIGKILL)
        os.kill(redis_pid_of(data), signal.SIGKILL)
        deadline = time.monotonic() + 5
        while any(server.listening() for server in held.servers) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert held.restore() == ["PostgreSQL", "Redis"]
        assert ask(data) == (1,)


def test_many_who_come_at_once_share_one_server(data):
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(data)], cwd=embedded.BASE_DIR, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    assert [holder.stdout.readline() for holder in crowd] == [b"holds\n"] * 3
    servers = [
        process
        for process in psutil.process_iter(["cmdline"])
        if ["-D", str(data / "postgres")] == (process.info["cmdline"] or [])[1:3]
    ]
    assert len(servers) == 1
    for holder in crowd:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with Hold(data, [Postgres(data), Redis(data)]):
        pass


def test_a_long_path_gets_a_short_folder_for_its_sockets(tmp_path):
    data = tmp_path / ("a-folder-with-a-long-name-" * 4) / "data"
    assert len(str(embedded.sockets(data))) < 60
    with Hold(data, [Postgres(data, durable=False)]):
        assert ask(data) == (1,)
    assert embedded.sockets(data).stat().st_mode & 0o777 == 0o700
    embedded.sockets(data).rmdir()


def test_a_folder_of_somebody_else_is_not_trusted_with_sockets(tmp_path, monkeypatch):
    data = tmp_path / ("a-folder-with-a-long-name-" * 4) / "data"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    embedded.sockets(data).symlink_to(elsewhere)
    with pytest.raises(Trouble, match="belongs to somebody else"):
        Hold(data, [Redis(data)]).__enter__()
    embedded.sockets(data).unlink()


def test_a_machine_without_redis_is_told_what_to_install(data, monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Trouble, match="install the package redis or valkey, or set REDIS_URL"):
        Hold(data, [Redis(data)]).__enter__()
    assert not data.exists()


def test_a_machine_without_our_postgresql_is_told_what_to_set(data, monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda _name: None)
    with pytest.raises(Trouble, match="set DATABASE_URL"):
        Hold(data, [Postgres(data)]).__enter__()


def test_a_disk_too_full_to_begin_is_said_before_anything_is_written(data, monkeypatch):
    monkeypatch.setattr(embedded, "ROOM_TO_START", 1 << 60)
    with pytest.raises(Trouble, match="The disk is full"):
        Hold(data, [Postgres(data)]).__enter__()
    assert not (data / "postgres").exists()


def test_a_disk_that_fills_up_meanwhile_leaves_no_half_made_database(tmp_path, monkeypatch):
    """A cluster is made beside its place and moved in whole."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(small)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("Only root can make a small disk.")
    monkeypatch.setattr(embedded, "ROOM_TO_START", 0)
    try:
        with pytest.raises(Trouble, match="The disk is full"):
            Hold(small / "data", [Postgres(small / "data")]).__enter__()
        assert not (small / "data" / "postgres").exists()
        assert not (small / "data" / "postgres.new").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_with_addresses_in_the_environment_nothing_is_started(monkeypatch, data):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere/0")
    with embedded.hold(data) as held:
        assert held.servers == []
    assert not data.exists()


def test_one_address_given_starts_only_the_other(monkeypatch, data):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert [server.name for server in embedded.hold(data).servers] == ["Redis"]


def test_the_development_key_is_made_once_and_for_us_alone(monkeypatch, data):
    monkeypatch.setenv("DATA_DIR", str(data))
    key = embedded.secret_key()
    assert len(key) > 50
    assert embedded.secret_key() == key
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600
