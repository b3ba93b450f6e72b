from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from portal.celery import heartbeat
from portal.notices.models import Message
from portal.pages import health


@pytest.fixture(autouse=True)
def _silence():
    cache.delete(health.HEARTBEAT)


def waiting(minutes):
    return Message.objects.bulk_create(
        [
            Message(
                key=f"waiting {minutes}",
                to="rosa@example.org",
                topic="account",
                language="en",
                subject="Hello",
                text="Hello",
                due_at=timezone.now() - timedelta(minutes=minutes),
            )
        ]
    )


def test_the_process_answers_without_asking_anybody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/healthz")
    assert (page.status_code, page.content) == (200, b"ok")


def test_ready_when_everything_works(client):
    heartbeat()
    waiting(minutes=1)
    page = client.get("/readyz")
    assert page.status_code == 200
    assert page.json() == {
        "ready": True, "database": "ok", "broker": "ok", "worker": "ok", "outbox": "ok",
    }  # fmt: skip
    assert "no-store" in page["Cache-Control"]


def test_a_worker_nobody_has_heard_of(client):
    page = client.get("/readyz")
    assert page.status_code == 503
    assert page.json()["worker"] == "never heard from"


def test_a_worker_gone_silent(client):
    health.hear_heartbeat(timezone.now() - timedelta(minutes=5))
    page = client.get("/readyz")
    assert page.status_code == 503
    assert page.json()["worker"].startswith("silent for 30")


def test_mail_that_waits_too_long(client):
    heartbeat()
    waiting(minutes=16)
    waiting(minutes=2)
    page = client.get("/readyz")
    assert page.status_code == 503
    assert page.json()["outbox"].startswith("2 waiting, the oldest for 96")
    assert b"rosa@" not in page.content


def test_a_broker_that_is_away(client, monkeypatch):
    def away(*_):
        raise RedisAway("Error 111 connecting to secret-host:6379")

    monkeypatch.setattr(health.cache, "get", away, raising=False)
    page = client.get("/readyz")
    assert page.status_code == 503
    assert page.json()["broker"] == "cannot be reached"
    assert page.json()["worker"] == "unknown"
    assert b"secret-host" not in page.content


def test_a_database_that_is_away(client, monkeypatch):
    from django.db import OperationalError

    def away(*_, **__):
        raise OperationalError("connection to secret-host failed")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", away)
    page = client.get("/readyz")
    assert page.status_code == 503
    assert page.json()["database"] == "cannot be reached"
    assert page.json()["outbox"] == "unknown"
    assert b"secret-host" not in page.content
