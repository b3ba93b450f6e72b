"""What cannot start says why in one line, exits with 2, and leaves nothing half-done."""

import socket
import subprocess

import pytest

from portal.embedded import BASE_DIR
from portal.trouble import explain

SUPERVISOR = ("-m", "portal.supervisor")
MIGRATE = ("manage.py", "migrate")
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def refused(done, *words):
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    for word in words:
        assert word in lines[0]
    return True


@pytest.mark.parametrize("program", [SUPERVISOR, MIGRATE], ids=["make run", "migrate"])
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nonsense", "DATABASE_URL is not an address this portal can use"),
        ("mysql://root@localhost/portal", "postgres://user:password@host:5432/name"),
        ("postgres://[broken/portal", "DATABASE_URL is not an address"),
        ("postgres://portal:secret@127.0.0.1:1/portal", "PostgreSQL at 127.0.0.1:1/portal"),
    ],
)
def test_a_wrong_database_address(run, tmp_path, program, address, words):
    done = run(*program, DATABASE_URL=address, REDIS_URL="redis://127.0.0.1:1/0")
    assert refused(done, words)
    assert "secret" not in done.stderr.replace("SECRET", "")
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_wrong_redis_address(run):
    done = run(*SUPERVISOR, DATABASE_URL="postgres://x@127.0.0.1:1/x", REDIS_URL="http://redis")
    assert refused(done, "REDIS_URL is not an address", "redis://host:6379/0")


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none(run, port):
    assert refused(run(*SUPERVISOR, PORT=port), "PORT is", "between 1 and 65535")


def test_an_occupied_port(run, tmp_path):
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        done = run(*SUPERVISOR, PORT=str(port))
    assert refused(done, f"Port {port} of 127.0.0.1 cannot be used", "make run PORT=")
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_production_without_what_it_needs(run, name):
    done = run("manage.py", "check", **PRODUCTION | {name: ""})
    assert refused(done, f"{name} is not set")


def test_production_with_the_demo_sign_in(run):
    done = run("manage.py", "check", **PRODUCTION, DEMO_SIGN_IN="1")
    assert refused(done, "DEMO_SIGN_IN")


def test_a_full_disk(tmp_path, run):
    small = tmp_path / "data"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(small)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("Only root can make a small disk.")
    try:
        assert refused(run(*SUPERVISOR, PORT="18099"), "The disk is full")
        assert not (small / "postgres").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_folder_of_another_user():
    error = PermissionError(13, "Permission denied", "/data/secret-key")
    assert explain(error) == "/data/secret-key may not be used: it belongs to another user."


def test_a_machine_without_node_is_told_so(tmp_path):
    """The step of the Makefile that looks for Node, on a machine that has none."""
    rule = "look: ; @$(WITH_NODE) true\n"
    (tmp_path / "rule.mk").write_text(rule)
    done = subprocess.run(
        ["/usr/bin/make", "-f", "Makefile", "-f", str(tmp_path / "rule.mk"), "look", "PY=false"],
        cwd=BASE_DIR,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "install Node 20 or later" in done.stderr


def test_an_unknown_command_is_still_djangos_to_explain(run):
    done = run("manage.py", "chek", **PRODUCTION)
    assert "Did you mean check?" in done.stderr


def test_a_programming_error_keeps_its_traceback():
    assert explain(KeyError("x")) is None
