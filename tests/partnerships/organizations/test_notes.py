"""Members-only notes: police and administrators find them nowhere."""

import json
import logging
import zipfile
from io import BytesIO

import pytest
from django.contrib import admin
from django.core.management import call_command

from partnerships.organizations.models import Note
from tests.factories.organizations import a_seat_for, grace_of

SECRET = "What stays among us: the blue door"
AGENCY = ("dana", "lee", "sam", "kim", "olivia", "ada")
PLACES = (
    "/", "/me/", "/partners/", "/partners/grace/", "/partners/?words=blue", "/partners/hsds.json",
    "/partners/services/?words=blue", "/workspace/", "/workspace/notes/", "/workspace/archive.zip",
    "/desk/", "/desk/partners/?words=blue", "/command/", "/admin/", "/me/data/",
    "/admin/organizations/organization/", "/api/v1/organizations/", "/api/v1/services/",
)  # fmt: skip


@pytest.fixture
def note(paul):
    grace = grace_of(paul)
    return Note.objects.create(organization=grace, text=SECRET, author=paul)


@pytest.mark.parametrize("who", [*AGENCY, "rosa", None])
def test_nobody_else_meets_it_on_any_page_or_in_the_api(client, request, note, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    for place in (*PLACES, f"/desk/partners/{note.organization_id}/"):
        answer = client.get(place)
        words = b"".join(answer) if answer.streaming else answer.content
        assert b"blue door" not in words, place


@pytest.mark.parametrize("who", AGENCY)
def test_a_seat_opens_the_notes_to_nobody_who_works_for_the_agency(client, request, note, who):
    person = request.getfixturevalue(who)
    a_seat_for(person, note.organization)
    client.force_login(person)

    assert not Note.objects.visible_to(person).exists()
    assert client.get("/workspace/notes/").status_code == 403
    assert client.post(f"/workspace/notes/{note.pk}/removal/").status_code == 403
    archive = zipfile.ZipFile(BytesIO(client.get("/workspace/archive.zip").content))
    assert "notes.json" not in archive.namelist()


def test_without_the_second_factor_it_is_the_same(note, dana):
    a_seat_for(dana, note.organization)
    dana.second_factor_given = False
    assert not Note.objects.visible_to(dana).exists()


def test_members_read_it_and_only_those_who_edit_write(client, paul, rosa, note):
    a_seat_for(rosa, note.organization, "viewer")
    client.force_login(rosa)
    assert SECRET in client.get("/workspace/notes/").content.decode()
    assert client.post("/workspace/notes/", {"text": "Mine"}).status_code == 403
    assert client.post(f"/workspace/notes/{note.pk}/removal/").status_code == 403


def test_sent_twice_it_is_kept_once(client, paul):
    grace_of(paul)
    client.force_login(paul)
    number = "5f2a0c1e-1c1b-4b7e-9a55-0d6a3c1f2b77"
    for _time in range(2):
        client.post("/workspace/notes/", {"text": "Once", "submission": number})
    assert Note.objects.count() == 1


def test_it_is_in_no_configuration_page_no_history_and_no_export(note, tmp_path):
    assert Note not in admin.site._registry  # noqa: SLF001  it offers no other list
    assert not hasattr(Note, "history")
    call_command("export_organizations", str(tmp_path / "all.json"))
    assert "blue door" not in (tmp_path / "all.json").read_text("utf-8")


def test_it_is_in_no_log(client, paul, caplog):
    grace_of(paul)
    client.force_login(paul)
    with caplog.at_level(logging.DEBUG):
        client.post("/workspace/notes/", {"text": SECRET})
    own = [line for line in caplog.records if not line.name.startswith("django.db")]
    assert all("blue door" not in line.getMessage() for line in own)
    assert str(Note.objects.get()) == f"Note {Note.objects.get().pk}"


def test_deleted_it_is_gone_for_good(client, paul, note):
    client.force_login(paul)
    client.post(f"/workspace/notes/{note.pk}/removal/")
    assert not Note.objects.exists()


def test_its_owner_takes_the_notes_along(client, paul, note):
    client.force_login(paul)
    archive = zipfile.ZipFile(BytesIO(client.get("/workspace/archive.zip").content))
    assert json.loads(archive.read("notes.json"))[0]["text"] == SECRET
    assert "hsds/organizations.csv" in archive.namelist()


def test_the_page_says_what_is_not_protected(client, paul, note):
    client.force_login(paul)
    page = client.get("/workspace/notes/").content.decode()
    assert "public records law" in page
    assert "not encrypted" in page
