"""The numbers for programs: fixed cuts, and a plain refusal of any other."""

import hashlib

import pytest
from django.core.management import CommandError, call_command

from tests.factories.transparency import a_policy, a_publication
from tests.metrics.transparency.test_publication import busy  # noqa: F401  a fixture

OPEN = "/api/v1/open"


def test_programs_find_their_way_from_the_list_to_a_table(client, busy):  # noqa: F811
    publication = a_publication()
    (listed,) = client.get(f"{OPEN}/publications/").json()
    table = client.get(f"{OPEN}/publications/{listed['quarter']}/replies/").json()
    last = table["rows"][-1]

    assert (listed["sha256"], listed["edition"]) == (publication.sha256, 1)
    assert (last["district"], last["raised"]) == ("all", 40)
    assert table["rows"][1]["overdue"] is None
    assert "overdue" in table["rows"][1]["held_back"]


def test_the_whole_is_what_was_signed(client, busy):  # noqa: F811
    publication = a_publication()
    whole = client.get(f"{OPEN}/publications/latest/")

    assert hashlib.sha256(whole.content).hexdigest() == publication.sha256


@pytest.mark.parametrize("filter_", ["from", "to", "beat", "area", "district", "topic", "language"])
@pytest.mark.parametrize("path", ["publications/2026-q3/replies/", "publications/", "definitions/"])
def test_no_other_cut_is_given(client, path, filter_):
    a_publication()
    answer = client.get(f"{OPEN}/{path}", {filter_: "2026-07-01"})

    assert answer.status_code == 400
    assert "cannot be cut otherwise" in answer.json()["errors"][filter_][0]


def test_csv_comes_whatever_is_accepted_and_pages_of_other_sites_may_read_it(client):
    a_publication()
    answer = client.get(f"{OPEN}/publications/latest/routed.csv", headers={"accept": "text/csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = client.get(
        f"{OPEN}/publications/latest/routed.csv", headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("publications/2026-q9/", 400),
        ("publications/2026-q1/", 404),
        ("publications/2026-q3/none/", 404),
        ("publications/2026-q3/?edition=2", 404),
        ("publications/2026-q3/?edition=x", 400),
        ("publications/2026-q3/?edition=99999999999999999999", 400),
    ],
)
def test_what_is_not_there_is_said(client, path, status):
    a_publication()
    assert client.get(f"{OPEN}/{path}").status_code == status


@pytest.mark.parametrize("path", ["datasets/", "dictionary/", "definitions/"])
def test_what_numbers_mean_is_there_too(client, path):
    a_publication()
    assert len(client.get(f"{OPEN}/{path}").json()) > 10


def test_all_of_it_goes_into_a_folder_with_its_hashes(tmp_path, busy):  # noqa: F811
    publication = a_publication()
    a_policy()
    folder = tmp_path / "open"
    call_command("export_open_data", folder)

    sums = dict(
        reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    assert sums["2026-q3/1/all.json"] == publication.sha256
    assert {"LICENCE.txt", "2026-q3/1/replies.csv", "2026-q3/1/replies.dictionary.csv"} <= set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_a_folder_with_something_in_it_is_left_alone_unless_told_otherwise(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_open_data", tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"

    call_command("export_open_data", tmp_path, "--force")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["LICENCE.txt", "SHA256SUMS"]


def test_a_folder_stays_as_it_was_when_writing_fails(tmp_path, monkeypatch):
    folder = tmp_path / "open"
    call_command("export_open_data", folder)
    before = (folder / "SHA256SUMS").read_text()
    monkeypatch.setattr("metrics.transparency.exporting._files", lambda: iter([("a/../..", b"")]))
    with pytest.raises(CommandError):
        call_command("export_open_data", folder, "--force")

    assert (folder / "SHA256SUMS").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["open"]
