"""Asking another system: only whom we were told to, only what is new, only so much."""

import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from engagement.concerns.models import Concern, OtherSystem
from portal.records.imports import fetching


class City(ThreadingHTTPServer):
    """Another city's server. `answers`: by path, its status, headers and body."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Counter)
        self.asked = []
        self.answers = {}
        self.requests = []
        self.pages = True

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path):
        parts = urlsplit(path)
        if parts.path in self.answers:
            return self.answers[parts.path]
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        after = query.get("updated_after", "")
        found = [each for each in self.requests if each["updated_datetime"] >= after]
        if self.pages:
            start = 2 * (int(query.get("page", 1)) - 1)
            found = found[start : start + 2]
        return 200, {}, json.dumps(found).encode()


class Counter(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        status, headers, body = self.server.answer(self.path)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture
def city():
    server = City()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def ask(city, capsys, tmp_path, monkeypatch):
    """Runs the import from the city; gives what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def _ask(path="/open311/v2/requests.json", allow_host=("127.0.0.1",), **options):
        url = path if "://" in path else city.url + path
        call_command("import_concerns", url, source_system="city", allow_host=[*allow_host],
                     **options)  # fmt: skip
        return capsys.readouterr().out

    return _ask


def a_request(number, day):
    return {
        "service_request_id": number, "status": "open", "service_name": "Noise",
        "requested_datetime": f"2026-01-{day:02}T12:00:00Z",
        "updated_datetime": f"2026-01-{day:02}T12:00:00Z",
    }  # fmt: skip


def test_every_page_is_read_once(city, ask):
    city.requests = [a_request(str(number), number) for number in range(1, 6)]

    assert "5 added, 0 changed, 0 unchanged, 0 rejected" in ask("/requests.json?status=open")
    assert [path.partition("?")[2] for path in city.asked] == [
        "status=open", "status=open&page=2", "status=open&page=3", "status=open&page=4",
    ]  # fmt: skip


def test_a_server_without_pages_is_not_asked_for_ever(city, ask):
    city.pages = False
    city.requests = [a_request("1", 1), a_request("2", 2)]

    assert "2 added" in ask()
    assert len(city.asked) == 2


def test_the_next_time_only_what_changed_is_asked_for(city, ask):
    city.requests = [a_request("1", 1), a_request("2", 9)]
    ask()
    assert OtherSystem.objects.get().heard_until == datetime(2026, 1, 9, 12, tzinfo=UTC)

    city.asked.clear()
    city.requests.append(a_request("3", 10))
    assert "1 added, 0 changed, 1 unchanged" in ask()
    assert city.asked[0].endswith("?updated_after=2026-01-09T11%3A50%3A00Z")
    assert OtherSystem.objects.get().heard_until == datetime(2026, 1, 10, 12, tzinfo=UTC)

    city.asked.clear()
    assert "3 unchanged" in ask(full=True)
    assert "updated_after" not in city.asked[0]

    city.requests = []
    assert ask() == "Nothing new there.\n"


def test_a_dry_run_remembers_nothing(city, ask):
    city.requests = [a_request("1", 1)]

    assert "Dry run" in ask(dry_run=True)
    assert not OtherSystem.objects.exists()
    assert not Concern.objects.exists()


def test_a_clock_that_runs_ahead_is_not_believed(city, ask):
    city.requests = [{**a_request("1", 1), "updated_datetime": "2999-01-01T00:00:00Z"}]

    ask()
    assert OtherSystem.objects.get().heard_until < datetime(2999, 1, 1, tzinfo=UTC)


def test_xml_comes_over_the_wire_as_well(city, ask):
    body = b"<service_requests><request><service_request_id>7</service_request_id><status>open"
    body += b"</status><service_name>Noise</service_name><requested_datetime>2026-01-01T12:00:00Z"
    body += b"</requested_datetime></request></service_requests>"
    city.answers["/requests.xml"] = (200, {}, body)

    assert "1 added" in ask("/requests.xml")


@pytest.mark.django_db(transaction=True)
def test_we_are_our_own_best_source(live_server, ask, monkeypatch):
    from tests.factories.concerns import ConcernFactory

    concern = ConcernFactory.create(public=True)
    host = urlsplit(live_server.url).hostname
    monkeypatch.setenv("no_proxy", host)

    assert "1 added" in ask(f"{live_server.url}/open311/v2/requests.json", allow_host=[host])
    assert Concern.objects.get(source_system="city").external_id == str(concern.pk)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://169.254.169.254/latest", "169.254.169.254 is not allowed yet"),
        ("http://localhost:1/", "localhost is not allowed yet"),
        ("file:///etc/passwd", "no web address"),
        ("ftp://127.0.0.1/requests.json", "no web address"),
        ("http://me:secret@127.0.0.1/requests.json", "password out of the address"),
        ("http://127.0.0.1:1/requests.json", "cannot be reached"),
    ],
)
def test_no_other_place_is_asked(ask, address, words):
    with pytest.raises(CommandError, match=words):
        ask(address)


@pytest.mark.parametrize("where", ["http://localhost/", "file:///etc/passwd", "http://0/x"])
def test_a_redirect_leads_nowhere_else(city, ask, where):
    city.answers["/requests.json"] = (302, {"Location": where}, b"")

    with pytest.raises(CommandError, match=r"not allowed yet|no web address|answered 302"):
        ask("/requests.json")


def test_redirects_end(city, ask):
    city.answers["/requests.json"] = (302, {"Location": "/requests.json"}, b"")

    with pytest.raises(CommandError, match="answered 302"):
        ask("/requests.json")
    assert len(city.asked) < 10


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"", "answered 500"),
        (404, b"", "answered 404"),
        (200, b"", "is empty"),
        (200, b"<!doctype html><p>Hello", "is a web page"),
        (200, b'[{"code": 400, "description": "No."}]', "no service request"),
        (200, b'{"hello": 1}', "no list of requests"),
        (200, b'[{"service_request_id": "1"', "cut short"),
    ],
)
def test_an_answer_that_is_no_list_is_refused(city, ask, status, body, words):
    city.answers["/requests.json"] = (status, {}, body)

    with pytest.raises(CommandError, match=words):
        ask("/requests.json")
    assert not OtherSystem.objects.exists()


def test_a_page_that_never_ends_is_left(city, ask, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 1_000)
    city.answers["/requests.json"] = (200, {}, b"[" + b" " * 2_000)

    with pytest.raises(CommandError, match="sends more than"):
        ask("/requests.json")


def test_a_page_that_only_drips_is_left(city, ask, monkeypatch):
    monkeypatch.setattr(fetching, "PATIENCE", -1)
    city.requests = [a_request("1", 1)]

    with pytest.raises(CommandError, match="too slow"):
        ask()
