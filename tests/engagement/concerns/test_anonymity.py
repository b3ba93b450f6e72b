"""Anonymous means anonymous: nothing of the reader stays anywhere."""

import json
import logging

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import RequestFactory
from django.views.debug import get_exception_reporter_class, get_exception_reporter_filter

from engagement.concerns import receipts
from engagement.concerns.models import Concern
from engagement.concerns.untraced import leaves_no_trace
from tests.engagement.concerns.screens import WORDS, hidden
from tests.factories.concerns import ConcernFactory

TRACES = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.23",
    "HTTP_USER_AGENT": "Tell-tale/7.31 (Unusual Phone)",
    "HTTP_REFERER": "https://gossip.example/thread/99",
    "HTTP_ACCEPT_LANGUAGE": "en-tlh",
}


def everything_stored():
    """All rows of all tables, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")  # noqa: S608  our own names
            yield from (row[0] for row in cursor.fetchall())


def everything_cached():
    store = redis.Redis.from_url(settings.REDIS_URL)
    for key in store.scan_iter():
        yield f"{key!r}"


@pytest.fixture
def traced(resident):
    """The same browser, which tells everything a browser tells."""
    resident.client.defaults.update(TRACES)
    return resident


def walk(traced):
    """Raise, come back with the code, write back."""
    code = traced.code()
    page = traced.track(code)
    pass_, key = hidden(page, "pass"), hidden(page, "key")
    said = {"pass": pass_, "key": key, "text": "It was loud again."}
    traced.client.post("/concerns/track/reply/", said)
    return code


def test_no_table_holds_who_it_was(traced):
    code = walk(traced)

    stored = "\n".join([*everything_stored(), *everything_cached()])
    assert WORDS in stored
    assert "It was loud again." in stored
    for trace in TRACES.values():
        assert trace not in stored
    assert code not in stored
    assert " ".join(receipts.grouped(code)) not in stored
    assert not Session.objects.exists()


def test_no_log_line_holds_who_it_was(traced, caplog):
    caplog.set_level(logging.DEBUG)
    code = walk(traced)
    traced.track("0000 0000 0000 0000")
    traced.client.get("/concerns/track/nowhere/")

    lines = "\n".join(
        f"{record.getMessage()} {caplog.handler.format(record)}" for record in caplog.records
    )
    for trace in TRACES.values():
        assert trace not in lines
    assert code not in lines


def test_someone_signed_in_is_not_on_the_record_either(traced, rosa, dana):
    traced.client.force_login(rosa)
    code = walk(traced)
    concern = Concern.objects.get()
    concern.close(dana, "resolved", "We fixed it.")
    page = traced.track(code)
    traced.client.post(
        "/concerns/track/reopening/", {"pass": hidden(page, "pass"), "text": "Still loud."}
    )

    history = apps.get_model("concerns", "ConcernEvent")
    contexts = apps.get_model("pghistory", "Context").objects.values_list("metadata", flat=True)
    assert history.objects.count() == 3  # wrote back, closed, opened again
    assert {context.get("user") for context in contexts} <= {None}
    rows = [row for row in everything_stored() if WORDS in row or "Still loud." in row]
    assert rows
    assert all(json.loads(row).get("resident_id") is None for row in rows)


def test_a_closing_officer_is_named_in_history(client, dana, millrace):
    concern = ConcernFactory.create(area=millrace)
    client.force_login(dana)
    client.post(f"/desk/concerns/{concern.pk}/acknowledgement/")
    event = apps.get_model("concerns", "ConcernEvent").objects.get()
    assert event.pgh_context.metadata == {"user": dana.pk}
    assert event.state == "received"  # what it was


def test_history_keeps_no_receipt():
    names = {field.name for field in apps.get_model("concerns", "ConcernEvent")._meta.fields}
    assert not names & {"receipt_hash", "submission_hash"}


@pytest.mark.parametrize("address", ["/concerns/new/", "/concerns/track/"])
def test_pages_leave_no_cookie_no_cache_and_no_referrer(client, address):
    response = client.get(address)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_receipt_page_leaves_nothing_either(resident):
    response = resident.send()
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_pages_ask_nothing_of_other_hosts(resident):
    for page in (resident.client.get("/concerns/new/"), resident.look_over(), resident.send()):
        assert (
            "//"
            not in page.text.replace("https://www.weather.gov/", "")
            .replace("http://www.w3.org", "")
            .split("</head>")[0]
        )
        assert 'src="http' not in page.text


def test_a_failure_report_names_no_device():
    @leaves_no_trace
    def fails(request):
        raise ZeroDivisionError

    request = RequestFactory().post("/concerns/track/", {"code": "4821093755162048"}, **TRACES)
    with pytest.raises(ZeroDivisionError) as failure:
        fails(request)
    assert get_exception_reporter_filter(request).is_active(request)
    report = get_exception_reporter_class(request)(
        request, failure.type, failure.value, failure.tb
    ).get_traceback_text()
    for trace in [*TRACES.values(), "4821093755162048"]:
        assert trace not in report


@pytest.mark.parametrize(
    "person",
    [{"contact_email": "a@example.org"}, {"contact_phone": "555"}, {"contact_name": "Nadia"}],
)
def test_the_database_refuses_a_person_on_an_anonymous_concern(person):
    with pytest.raises(IntegrityError, match="anonymous_holds_no_person"), transaction.atomic():
        ConcernFactory.create(anonymous=True, **person)


def test_the_database_refuses_an_owner_on_an_anonymous_concern(rosa):
    with pytest.raises(IntegrityError, match="anonymous_holds_no_person"), transaction.atomic():
        ConcernFactory.create(anonymous=True, resident=rosa)


def test_a_counter_of_tries_is_gone_after_ten_minutes(traced):
    traced.track("0000 0000 0000 0000")
    store = redis.Redis.from_url(settings.REDIS_URL)
    keys = [key for key in store.scan_iter() if b"tries" in key]
    assert keys
    assert all(0 < store.ttl(key) <= 600 for key in keys)
    cache.clear()
