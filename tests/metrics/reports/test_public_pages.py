"""What anyone may read, with no login and no cookie."""

import csv
import io
import uuid
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from metrics.reports import editions, sheets
from portal.notices.models import Message
from tests.factories.reports import (
    DistributionListFactory,
    ListedPersonFactory,
    a_publication,
    a_reviewed_report,
    a_written_report,
)

HERE = "/transparency/reports/"
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_a_draft_is_nowhere(client, kim, riverside):
    a_written_report(area=riverside)
    a_reviewed_report(kim, riverside)

    assert "No report is published yet" in client.get(HERE).text
    assert client.get(f"{HERE}made-up/").status_code == 404


def test_everyone_reads_it_without_a_cookie(client, kim, riverside):
    published = a_publication(kim, riverside)

    shown = client.get(published.get_absolute_url())

    assert published.title in client.get(HERE).text
    for words in ("Version 1", "You said", "It is on again.", published.sha256, "Data as of"):
        assert words in shown.text
    assert "Staff secret" not in shown.text
    assert not shown.cookies


def test_whoever_has_it_already_is_told_so_until_something_changes(client, kim, riverside):
    published = a_publication(kim, riverside)
    first = client.get(published.get_absolute_url())
    known = {"If-None-Match": first["ETag"]}

    assert client.get(published.get_absolute_url(), headers=known).status_code == 304
    published.withdraw(kim, "A table was wrong.")
    assert client.get(published.get_absolute_url(), headers=known).status_code == 200


def test_a_replaced_version_leads_to_the_newest(client, kim, riverside):
    first = a_publication(kim, riverside)
    a_publication(kim, riverside)
    third = a_publication(kim, riverside)

    shown = client.get(first.get_absolute_url()).text

    assert "This version is replaced by a newer one." in shown
    assert third.get_absolute_url() in shown
    listed = client.get(HERE).text
    assert third.get_absolute_url() in listed
    assert first.get_absolute_url() not in listed


def test_what_was_taken_back_says_why_and_gives_no_files(client, kim, riverside):
    published = a_publication(kim, riverside)
    published.withdraw(kim, "A table was wrong.")

    shown = client.get(published.get_absolute_url()).text

    assert "A table was wrong." in shown
    assert "You said" not in shown
    assert client.get(f"{published.get_absolute_url()}pdf/").status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_a_file_is_the_same_for_ever(client, kim, riverside, kind):
    published = a_publication(kim, riverside)

    file = client.get(f"{published.get_absolute_url()}{kind}/")

    assert file.content == b"public words"
    assert "max-age=86400" in file["Cache-Control"]
    assert not file.cookies
    known = {"If-None-Match": file["ETag"]}
    again = client.get(f"{published.get_absolute_url()}{kind}/", headers=known)
    assert again.status_code == 304


def test_an_area_that_is_renamed_keeps_its_old_name_in_print(client, kim, riverside):
    published = a_publication(kim, riverside)
    riverside.name = "Waterside"
    riverside.save()

    shown = client.get(published.get_absolute_url())

    assert shown.status_code == 200
    assert "Riverside" in shown.text
    assert "Waterside" not in shown.text


def test_areas_of_one_name_get_addresses_of_their_own(kim, riverside, hillside):
    hillside.name = riverside.name
    hillside.save()

    slugs = {a_publication(kim, riverside).slug, a_publication(kim, hillside).slug}

    assert len(slugs) == 2


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_the_list_asks_as_often_however_many_rows(
    client, kim, riverside, rows, django_assert_max_num_queries
):
    for day in range(rows):
        a_publication(kim, riverside, starts_on=date(2026, 7, day + 1))

    with django_assert_max_num_queries(4):
        client.get(HERE)


def test_a_reader_says_yes_before_anything_is_sent(client, kim, riverside):
    listed = DistributionListFactory.create(made_by=kim)
    person = listed.invite("Reader@Example.org", "es")
    address = f"{HERE}mail/{person.token}/"
    assert address in Message.objects.get().text

    client.get(address)
    a_publication(kim, riverside, lists=[listed])
    assert Message.objects.count() == 1
    client.post(address)
    a_publication(kim, riverside, lists=[listed])

    letter = Message.objects.order_by("pk").last()
    assert (letter.to, letter.language) == ("reader@example.org", "es")
    assert client.get(f"{HERE}mail/{uuid.uuid4()}/").status_code == 404


def test_who_is_on_two_lists_gets_one_mail(kim, riverside):
    lists = [DistributionListFactory.create(made_by=kim) for _ in range(2)]
    for each in lists:
        each.add_colleague(kim)
        ListedPersonFactory.create(of=each, email="one@example.org", confirmed_at=AT)

    a_publication(kim, riverside, lists=lists)

    assert sorted(Message.objects.values_list("to", flat=True)) == [
        "kim@example.org",
        "one@example.org",
    ]


def test_no_cell_is_a_formula(kim, riverside):
    report = a_reviewed_report(kim, riverside)
    report.tell({"obstacles": '=HYPERLINK("http://x")'}, kim)
    report.review(kim)
    files = editions.public(report).with_files(AT).files

    with zipfile.ZipFile(BytesIO(files["csv"])) as bundle:
        rows = list(csv.reader(io.StringIO(bundle.read("words.csv").decode("utf-8-sig"))))
    with zipfile.ZipFile(BytesIO(files["xlsx"])) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}

    assert rows == [["Obstacles", '\'=HYPERLINK("http://x")']]
    assert "'=HYPERLINK(" in parts["xl/sharedStrings.xml"]
    assert not any("<f>" in part for part in parts.values())


def test_sheets_have_names_that_excel_takes():
    taken = set()

    names = [sheets.name(wish, taken) for wish in ("a" * 40, "A" * 40, "x:y/z", "''", "History")]

    assert names == ["a" * 31, "A" * 29 + " 2", "x y z", "table", "History 2"]


def test_the_same_numbers_give_the_same_bytes(kim, riverside):
    document = editions.public(a_reviewed_report(kim, riverside)).document

    assert editions.files(document, AT) == editions.files(document, AT)
