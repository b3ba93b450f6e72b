"""The queue as a file: whole, safe to open, no more than its reader may see, and written down."""

import csv
import hashlib
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
import time_machine

from portal.records import export as files
from portal.records.models import Export
from tests.factories.concerns import CategoryFactory, ConcernFactory

CSV, XLSX = "/desk/concerns/export.csv", "/desk/concerns/export.xlsx"


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def cells_of(response):
    """Every text in the sheet, with whether it is a formula."""
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  ours
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f"))
    return [text.text for text in sheet.iter(f"{space}t")]


@pytest.fixture
def at_desk(client, dana):
    client.force_login(dana)
    return client


def test_the_file_holds_what_the_queue_shows(at_desk, millrace, hillside, riverside):
    noise = CategoryFactory.create()
    with time_machine.travel("2026-03-01 18:00Z", tick=False):
        mine = ConcernFactory.create(
            area=millrace, category=noise, when_worst=["late"], place="River path"
        )
    ConcernFactory.create(area=hillside)
    ConcernFactory.create(area=millrace, state="resolved")
    (row,) = rows_of(at_desk.get(CSV))
    assert row["Number"] == str(mine.pk)
    assert row["Raised"] == "2026-03-01T12:00:00-06:00"
    assert (row["Area"], row["About"], row["Where it stands"]) == ("Millrace", "Noise", "Received")
    assert (row["When it is worst"], row["Where"]) == ("Late at night", "River path")
    assert [one["Where it stands"] for one in rows_of(at_desk.get(f"{CSV}?state=resolved"))] == [
        "Done"
    ]
    assert rows_of(at_desk.get(f"{CSV}?show=wrote_back")) == []


def test_it_speaks_the_readers_language(at_desk, millrace):
    ConcernFactory.create(area=millrace)
    response = at_desk.get(CSV, headers={"Accept-Language": "es"})
    assert len(rows_of(response)) == 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", "\uff1d1"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_spreadsheet_runs_what_a_stranger_wrote(at_desk, millrace, text, kind):
    ConcernFactory.create(area=millrace, text=f"{text} x", place=text)
    response = at_desk.get(f"/desk/concerns/export.{kind}")
    if kind == "csv":
        (row,) = rows_of(response)
        assert row["What is happening"].startswith("'")
        assert row["Where"].startswith("'")
    else:
        assert f"'{text}" in [cell.replace("_x000D_", "\r") for cell in cells_of(response)]


def test_contact_is_for_those_who_answer(client, dana, olivia, sam, millrace):
    ConcernFactory.create(area=millrace, named=True)
    for person, told in ((dana, "nadia@example.org"), (sam, "nadia@example.org"), (olivia, None)):
        client.force_login(person)
        (row,) = rows_of(client.get(CSV))
        assert row.get("Email") == told


def test_contact_of_another_district_stays_there(client, lee, millrace, hillside):
    ConcernFactory.create(area=millrace, named=True, text="There.")
    ConcernFactory.create(area=hillside, named=True, text="Here.")
    from tests.factories.accounts import RoleFactory

    RoleFactory.create(user=lee, kind="oversight", area=None)
    client.force_login(lee)
    found = {row["What is happening"]: row["Email"] for row in rows_of(client.get(CSV))}
    assert found == {"Here.": "nadia@example.org", "There.": ""}


def test_sensitive_ones_leave_only_with_a_supervisor(client, dana, sam, millrace):
    ConcernFactory.create(area=millrace, sensitive=True, assigned_to=dana)
    for person, count in ((dana, 0), (sam, 1)):
        client.force_login(person)
        assert len(rows_of(client.get(CSV))) == count


def test_covered_words_stay_covered(at_desk, millrace):
    ConcernFactory.create(area=millrace, text="Mr. Smith shouts.", redacted_text="█████ shouts.")
    (row,) = rows_of(at_desk.get(CSV))
    assert row["What is happening"] == "█████ shouts."


def test_who_took_what_is_written_down_before_and_after(at_desk, dana, millrace):
    ConcernFactory.create_batch(3, area=millrace)
    response = at_desk.get(f"{CSV}?area=millrace&show=")
    begun = Export.objects.get()
    assert (begun.what, begun.rows, begun.user) == ("concerns csv begun", 0, dana)
    content = b"".join(response.streaming_content)
    done = Export.objects.get(what="concerns csv")
    assert (done.rows, done.filters) == (3, {"area": "millrace"})
    assert done.sha256 == hashlib.sha256(content).hexdigest()
    assert "no-store" in response["Cache-Control"]
    assert 'filename="concerns-' in response["Content-Disposition"]


def test_a_file_broken_off_is_written_down_too(at_desk, millrace, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 1)
    ConcernFactory.create_batch(3, area=millrace)
    response = at_desk.get(CSV)
    stream = iter(response.streaming_content)
    next(stream)
    next(stream)
    for hang_up in response._resource_closers:  # noqa: SLF001 - what its end calls, and no more
        hang_up()
    assert Export.objects.get(what="concerns csv broken off").rows < 3


def test_the_excel_file_is_written_down_with_its_hash(at_desk, millrace):
    ConcernFactory.create_batch(2, area=millrace, text="Cars race.")
    response = at_desk.get(XLSX)
    content = b"".join(response.streaming_content)
    kept = Export.objects.get()
    assert (kept.what, kept.rows) == ("concerns xlsx", 2)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


def test_more_than_an_excel_file_takes_is_refused_in_a_sentence(at_desk, millrace, monkeypatch):
    monkeypatch.setattr(files, "XLSX_ROWS", 2)
    ConcernFactory.create_batch(3, area=millrace)
    response = at_desk.get(f"{XLSX}?area=millrace", follow=True)
    assert response.redirect_chain[0][0] == "/desk/concerns/?area=millrace"
    assert "An Excel file takes at most 2 rows." in response.text
    assert not Export.objects.exists()


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_a_file_costs_the_same_however_long(
    at_desk, millrace, how_many, django_assert_max_num_queries
):
    ConcernFactory.create_batch(how_many, area=millrace, category=CategoryFactory.create())
    rows_of(at_desk.get(CSV))
    with django_assert_max_num_queries(12):
        assert len(rows_of(at_desk.get(CSV))) == how_many
