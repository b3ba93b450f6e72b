"""From a draft to the public and back."""

import io
from datetime import timedelta
from threading import Barrier, Thread

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from metrics.reports import editions
from metrics.reports.document import Document
from metrics.reports.models import Publication, Report
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.reports import (
    DistributionListFactory,
    ListedPersonFactory,
    a_document,
    a_publication,
    a_reviewed_report,
    a_written_report,
)

pytestmark = pytest.mark.usefixtures("riverside")


@pytest.fixture
def as_kim(client, kim):
    client.force_login(kim)
    return client


def stage(report):
    return Report.objects.with_stages().get(pk=report.pk).stage


def test_a_document_survives_being_kept():
    document = a_document(30, 2)

    assert editions.canonical(Document.from_json(document.as_json())) == editions.canonical(
        document
    )


def test_a_report_goes_from_draft_to_published_and_gets_replaced(kim, riverside):
    report = a_written_report(area=riverside, requested_by=kim)
    assert stage(report) == "draft"
    report.review(kim, "The totals are those of the board.")
    assert stage(report) == "reviewed"
    first = Publication.objects.publish(report, editions.public(report).with_files(AT), by=kim)
    assert (stage(report), first.version) == ("published", 1)

    second = a_publication(kim, riverside)

    assert (second.version, second.supersedes) == (2, first)
    assert (stage(report), stage(second.report)) == ("superseded", "published")
    assert list(Publication.objects.current()) == [second]
    second.withdraw(kim, "A table was wrong.")
    assert stage(second.report) == "withdrawn"


AT = timezone.now() - timedelta(days=1)


def test_another_place_or_language_is_a_series_of_its_own(kim, riverside, hillside):
    a_publication(kim, riverside)

    others = [a_publication(kim, hillside), a_publication(kim, riverside, language="es")]

    assert [other.version for other in others] == [1, 1]


def test_words_go_into_the_report_and_end_its_review(kim, sam, riverside):
    report = a_reviewed_report(kim, riverside)

    assert report.tell({"obstacles": "Nobody spoke Spanish."}, sam)

    assert stage(report) == "draft"
    undone = report.reviews.get()
    assert (undone.undone_by, undone.undone_because) == (sam, "The words were changed.")
    assert editions.staff(report).narratives[0].text == "Nobody spoke Spanish."
    assert not report.tell({"obstacles": "Nobody spoke Spanish."}, sam)
    report.tell({"obstacles": "Two of three."}, kim)
    told = report.written.get()
    assert told.history.earliest("pgh_id").text == "Nobody spoke Spanish."


def test_what_was_not_reviewed_is_not_published(kim, riverside):
    report = a_written_report(area=riverside)

    with pytest.raises(NotPossible, match="review the report"):
        editions.public(report)


def test_what_changed_after_the_preview_is_not_published(kim, riverside):
    report = a_reviewed_report(kim, riverside)
    edition = editions.public(report)
    report.tell({"obstacles": "New."}, kim)
    report.review(kim)

    with pytest.raises(NotPossible, match="changed since"):
        Publication.objects.publish(report, edition, by=kim)


def test_small_counts_are_held_back_in_tables_charts_and_words(kim, riverside):
    report = a_reviewed_report(kim, riverside, 30, 2, 3, 40)

    edition = editions.public(report).with_files(AT)

    held = [row for row in edition.document.tables[0].table.rows if row[1] == "…"]
    assert len(held) >= 2
    said = editions.canonical(edition.document)
    assert "Twelve words" not in said
    assert "Place 1 had" not in said
    assert "Place 1 has the most" not in said
    assert "In all, people wrote." in said
    assert "Some of this section is left out here" in said
    assert "Staff secret" not in said
    assert "Staff secret" not in pages(edition.files["pdf"])


def test_with_no_small_count_all_of_it_goes_out_but_what_is_for_staff(kim, riverside):
    said = editions.canonical(editions.public(a_reviewed_report(kim, riverside, 30, 40)).document)

    for words in ("Twelve words", "Place 1 had", "Place 1 has the most", "The light is out."):
        assert words in said
    assert "Staff secret" not in said
    assert "Draft for staff" not in said


def test_the_public_fingerprint_tells_nothing_of_what_is_held_back(kim, riverside):
    report = a_reviewed_report(kim, riverside, 30, 2, 3, 40)

    edition = editions.public(report)

    assert report.sha256 not in editions.canonical(edition.document)
    assert edition.sha256 != report.sha256


def pages(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: Report.objects.filter(pk=one.report_id).update(numbers={}),
        lambda one: Report.objects.filter(pk=one.report_id).update(sha256="1" * 64),
        lambda one: one.report.files.update(content=b"other"),
        lambda one: one.report.files.all().delete(),
        lambda one: one.report.written.create(key="new", text="x", written_by=one.published_by),
        lambda one: Publication.objects.filter(pk=one.pk).update(title="Other"),
        lambda one: one.files.update(content=b"other"),
        lambda one: one.withdraw(one.published_by, "x") and one.withdrawal.delete(),
    ],
    ids=["numbers", "hash", "draft", "no-draft", "words", "title", "file", "withdrawal"],
)
def test_the_database_refuses_to_change_what_was_published(kim, riverside, change):
    published = a_publication(kim, riverside)

    with pytest.raises(DatabaseError), transaction.atomic():
        change(published)


def test_words_of_a_published_report_are_refused_in_words(kim, riverside):
    report = a_publication(kim, riverside).report

    for act in (lambda: report.tell({"obstacles": "x"}, kim), lambda: report.review(kim)):
        with pytest.raises(NotPossible, match="What was published does not change"):
            act()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_does(kim, riverside):
    report = a_reviewed_report(kim, riverside)
    edition = editions.public(report).with_files(AT)
    together, ended = Barrier(2), []

    def publish():
        together.wait()
        try:
            ended.append(Publication.objects.publish(report, edition, by=kim))
        except NotPossible as refusal:
            ended.append(str(refusal.words))
        finally:
            connection.close()

    both = [Thread(target=publish) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert Publication.objects.count() == 1
    assert "This report is published already." in ended


def test_kim_writes_reviews_looks_and_publishes(as_kim, kim, riverside):
    report = a_written_report(area=riverside, requested_by=kim)
    reader = ListedPersonFactory.create(confirmed_at=AT)
    ListedPersonFactory.create(of=reader.of)  # asked, and silent
    home = report.get_absolute_url()

    as_kim.post(f"{home}words/", {"obstacles": "Too few of us speak Spanish."})
    assert "Too few of us speak Spanish." in as_kim.get(home).text
    as_kim.post(f"{home}review/", {"note": "Read."})
    preview = as_kim.get(f"{home}publication/").text
    assert "Too few of us speak Spanish." in preview
    shown = as_kim.post(f"{home}publication/", {"lists": [reader.of_id]}, follow=True)

    assert "Version 1" in shown.text
    assert "Staff secret" not in shown.text
    letter = Message.objects.get()
    assert (letter.to, letter.topic) == (reader.email, "reports")
    assert Publication.objects.get().get_absolute_url() in letter.text
    assert letter.attachments == []


def test_sending_it_back_says_why(as_kim, kim, riverside):
    report = a_reviewed_report(kim, riverside)

    as_kim.post(f"{report.get_absolute_url()}return/", {"why": ""})
    assert stage(report) == "reviewed"
    as_kim.post(f"{report.get_absolute_url()}return/", {"why": "A street is missing."})

    assert stage(report) == "draft"
    assert "A street is missing." in as_kim.get(report.get_absolute_url()).text


def test_the_fingerprint_can_be_compared(as_kim, kim, riverside):
    report = a_written_report(area=riverside)
    address = f"{report.get_absolute_url()}check/"

    assert "are those the report was written from" in as_kim.get(address).text
    same = as_kim.get(address, {"fingerprint": f" {report.sha256.upper()} "}).text
    assert "It is the same" in same
    assert "It is another one" in as_kim.get(address, {"fingerprint": "abc"}).text
    Report.objects.filter(pk=report.pk).update(sha256="1" * 64)
    assert "are not those" in as_kim.get(address).text


def test_sam_may_review_but_not_publish(client, sam, kim, riverside):
    report = a_reviewed_report(kim, riverside)
    client.force_login(sam)

    assert client.get(f"{report.get_absolute_url()}publication/").status_code == 403


def test_a_download_has_the_words_in_it(as_kim, kim, riverside):
    report = a_written_report(area=riverside)
    report.tell({"obstacles": "=1+1 Too few."}, kim)

    assert "Too few." in pages(as_kim.get(f"{report.get_absolute_url()}files/pdf/").content)


def test_the_list_can_be_narrowed(as_kim, kim, riverside, hillside):
    a_publication(kim, riverside)
    a_written_report(area=hillside)

    def rows(**by):
        return as_kim.get("/command/reports/", by).text.count('class="cg-row"')

    assert rows() == 2
    assert rows(stage="published") == rows(area="hillside") == rows(stage="draft") == 1
    assert rows(area="*") == 0
    assert rows(kind="district_quarterly") == 2
    assert rows(kind="made-up") == 2


def test_a_list_is_kept_by_whoever_made_it_and_seen_by_kim(client, kim, sam, riverside):
    DistributionListFactory.create(made_by=kim)
    client.force_login(sam)

    assert "Council and press" not in client.get("/command/reports/lists/").text
