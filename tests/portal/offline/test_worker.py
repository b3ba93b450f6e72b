"""The service worker: which files it keeps, under which version, and what it never keeps."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from portal.offline import views


@pytest.fixture
def told(client):
    text = client.get("/desk/worker.js").text
    return json.loads(re.search(r"self\.told = (\{.*\});", text)[1])


def test_the_worker_is_asked_for_anew_each_time_and_reaches_the_desk_only(client):
    response = client.get("/desk/worker.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response["Service-Worker-Allowed"] == "/desk/"
    assert 'importScripts("/static/js/worker.js")' in response.text


def test_it_keeps_styles_and_scripts_and_no_page_of_anybody(told):
    assert {"/static/css/site.css", "/static/js/door.js", "/static/js/kept.js"} <= {*told["files"]}
    assert not [file for file in told["files"] if file.startswith("/desk/")]
    assert told["noSignal"] == "/desk/no-signal/"


def test_every_file_it_keeps_is_there(told):
    if not finders.find("css/site.css"):
        pytest.skip("No assets; `make assets` builds them.")
    for file in told["files"]:
        assert file == reverse("pages:favicon") or finders.find(file.removeprefix("/static/")), file


def test_the_version_changes_with_any_of_the_files(tmp_path, monkeypatch):
    script = tmp_path / "door.js"
    script.write_text("one")
    monkeypatch.setattr(views.finders, "find", lambda _name: str(script))
    first = views.version()
    assert views.version() == first

    script.write_text("two")
    assert views.version() != first


def test_without_built_files_there_is_still_a_worker(monkeypatch):
    monkeypatch.setattr(views.finders, "find", lambda _name: None)

    assert len(views.version()) == 16


def test_the_page_without_signal_is_nobody_s(client, dana):
    client.force_login(dana)
    text = client.get("/desk/no-signal/").text

    assert "There is no signal" in text
    assert "Dana" not in text
