"""No line of a log says who asked."""

import io
import logging

import pytest

from portal.logs import Discreet

READER = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.9, 2001:db8:85a3:0:0:8a2e:370:7334",
    "HTTP_USER_AGENT": "Rosa's Telephone/9",
    "HTTP_REFERER": "https://shelter.example/help",
}


@pytest.fixture
def log():
    """What the console would show, through the formatter of the settings."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("{levelname} {name}: {message}", style="{"))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/nowhere/", **READER),
        lambda client: client.get("/", headers={"host": "evil.example"}, **READER),
        lambda client: client.post("/concerns/new/", secure=True, **READER),
        lambda client: client.get("/surveys/kT9-rZ3xQ8mW1vB7nL5pY2hD/", **READER),
    ],
    ids=["not found", "wrong host", "no CSRF token", "a token in the address"],
)
def test_a_refused_request_does_not_say_who_asked(client, log, ask):
    client.handler.enforce_csrf_checks = True
    ask(client)
    said = log.getvalue()
    for trace in (
        "203.0.113",
        "198.51.100",
        "2001:db8",
        "Telephone",
        "shelter.example",
        "kT9-rZ3x",
    ):
        assert trace not in said


def test_a_crash_does_not_say_who_asked(client, log, monkeypatch):
    client.raise_request_exception = False

    def crash(*_):
        raise RuntimeError("Nobody at rosa@example.org, code 1234 5678 9012 3456")

    monkeypatch.setattr("portal.pages.health.database", crash)
    assert client.get("/readyz", **READER).status_code == 500
    said = log.getvalue()
    assert "RuntimeError" in said
    for trace in ("203.0.113", "Telephone", "shelter", "rosa@", "1234 5678"):
        assert trace not in said


@pytest.mark.parametrize(
    "line",
    [
        "Listening at http://127.0.0.1:8000",
        "Task portal.celery.heartbeat succeeded in 0.0163213213213s",
        "PostgreSQL 18.4 took 12 ms",
        "Not Found: /areas/millrace-and-the-old-harbor-district/",
        "at 2026-11-20 23:28:18",
    ],
)
def test_what_names_nobody_stays(line):
    record = logging.LogRecord("x", logging.INFO, "", 0, line, None, None)
    assert Discreet("{message}", style="{").format(record) == line
