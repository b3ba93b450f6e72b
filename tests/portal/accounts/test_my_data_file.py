"""A person takes along all that is held about them, and nobody else does."""

import io
import json
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from portal.accounts import my_data
from portal.records.models import DataExport, Export
from portal.records.my_data_words import WORDS
from portal.records.tasks import erase_data_exports, make_data_exports
from tests.factories.concerns import ConcernFactory, ThreadMessageFactory
from tests.factories.records import DataExportFactory

PASSWORD = "a long walk by the river"
ADDRESS = "/me/data/"


@pytest.fixture
def as_rosa(client, rosa):
    """Rosa has just shown that it is her."""
    rosa.set_password(PASSWORD)
    rosa.save()
    client.force_login(rosa)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def unpacked(response):
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_rosa_asks_for_her_data_and_fetches_it(as_rosa, rosa):
    mine = ConcernFactory.create(
        resident=rosa, anonymous=False, contact_name="Rosa", text="The lamp is out <b>again</b>."
    )
    ThreadMessageFactory.create(concern=mine, text="It came back on, then went out.")
    ConcernFactory.create(text="Somebody else’s words")

    as_rosa.post(ADDRESS)
    make_data_exports()
    page = as_rosa.get(ADDRESS)
    copy = DataExport.objects.get()
    got = as_rosa.get(copy.get_absolute_url())

    assert copy.get_absolute_url() in page.text
    assert got["Content-Type"] == "application/zip"
    assert "no-store" in got["Cache-Control"]
    files = unpacked(got)
    assert {"my-data.en.html", "my-data.es.html", "my-data.json"} <= set(files)
    held = json.loads(files["my-data.json"])
    assert held["account"]["email"] == "rosa@example.org"
    assert held["concerns"][0]["written"][0]["said"] == "It came back on, then went out."
    assert not any("Somebody else" in text for text in files.values())
    assert "The lamp is out &lt;b&gt;again" in files["my-data.en.html"]
    assert '<html lang="es">' in files["my-data.es.html"]
    assert "The lamp is out" in files["tables/concerns.csv"]


def test_fetching_it_is_written_down(as_rosa, rosa):
    copy = DataExportFactory.create(requested_by=rosa)

    as_rosa.get(copy.get_absolute_url())

    left = Export.objects.get()
    copy.refresh_from_db()
    assert (left.user, left.what, left.sha256) == (rosa, "my data zip", copy.sha256)
    assert copy.fetched_at


def test_nobody_else_fetches_it(as_rosa, omar):
    theirs = DataExportFactory.create(requested_by=omar)

    assert as_rosa.get(theirs.get_absolute_url()).status_code == 404
    assert not Export.objects.exists()


@pytest.mark.parametrize("what", ["ask", "fetch"])
def test_it_takes_the_password_again(client, rosa, what):
    rosa.set_password(PASSWORD)
    rosa.save()
    client.force_login(rosa)
    copy = DataExportFactory.create(requested_by=rosa)

    answer = client.post(ADDRESS) if what == "ask" else client.get(copy.get_absolute_url())

    assert urlsplit(answer.url).path == "/accounts/reauthenticate/"
    assert DataExport.objects.count() == 1
    assert not Export.objects.exists()


def test_after_a_week_the_link_ends_and_the_file_is_erased(as_rosa, rosa):
    copy = DataExportFactory.create(
        requested_by=rosa, expires_at=timezone.now() - timedelta(minutes=1)
    )

    assert as_rosa.get(copy.get_absolute_url()).status_code == 404
    assert copy.get_absolute_url() not in as_rosa.get(ADDRESS).text
    erase_data_exports()
    copy.refresh_from_db()
    assert copy.content is None
    assert copy.sha256


def test_a_copy_lasts_seven_days_and_a_new_one_ends_the_one_before(as_rosa, rosa):
    before = DataExportFactory.create(requested_by=rosa)
    at = timezone.now()

    as_rosa.post(ADDRESS)
    DataExport.objects.filter(state="queued").update(requested_at=at)
    make_data_exports()

    newest = DataExport.objects.exclude(pk=before.pk).get()
    assert newest.expires_at - newest.finished_at == timedelta(days=7)
    assert as_rosa.get(before.get_absolute_url()).status_code == 404


def test_asking_twice_makes_one_copy(rosa, monkeypatch):
    monkeypatch.setattr(DataExport, "nudge", lambda _self: None)

    assert DataExport.objects.ask(rosa) == DataExport.objects.ask(rosa)


def test_the_page_tells_how_far_it_is(as_rosa, rosa, monkeypatch):
    monkeypatch.setattr(DataExport, "nudge", lambda _self: None)
    DataExport.objects.ask(rosa)
    DataExport.objects.claim().advance(3, 12, "Concerns you raised")

    part = as_rosa.get(ADDRESS, headers={"HX-Request": "true"}).text

    assert "Concerns you raised" in part
    assert "25%" in part
    assert 'hx-trigger="every 1s"' in part


def test_progress_goes_up_to_the_end(rosa):
    from portal.records.my_data_file import pack

    told = []
    pack(rosa, lambda done, total, _step: told.append((done, total)))

    assert [done for done, _total in told] == list(range(told[-1][1]))


def test_a_failure_is_said(as_rosa, rosa, monkeypatch):
    def broken(_room, _user):
        raise ValueError

    monkeypatch.setattr(my_data, "collected", broken)
    as_rosa.post(ADDRESS)
    make_data_exports()

    copy = DataExport.objects.get()
    assert (copy.state, copy.content) == ("failed", None)
    assert copy.error in as_rosa.get(ADDRESS).text


def test_whoever_leaves_leaves_no_copy_behind(rosa):
    copy = DataExportFactory.create(requested_by=rosa)

    rosa.close()

    copy.refresh_from_db()
    assert copy.content is None


def test_every_room_has_a_name_in_words():
    assert [room for room in my_data.rooms() if room not in WORDS] == []
