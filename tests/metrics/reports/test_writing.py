import csv
import io
import json
import time
import zipfile
from datetime import date, timedelta
from threading import Barrier, Thread

import pypdf
import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from engagement.concerns.models import Category
from metrics.dashboards.periods import Period
from metrics.reports import editions, typesetting, writing
from metrics.reports.document import Document
from metrics.reports.models import LEASE, Report
from metrics.reports.tasks import write_reports
from tests.factories.dashboards import a_concern, at
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.reports import ReportFactory

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
HOUR = timedelta(hours=1)
HOSTILE = '=HYPERLINK("x") #panic("no") $x^2$ *b* @ref <tag> \\u{0} "]} 日本 😀 \u202e\x07 –'


def ask(kim, area=None, language="en"):
    return Report.objects.request(by=kim, period=OCTOBER, area=area, language=language)


def written(kim, area=None, language="en"):
    report = ask(kim, area, language)
    write_reports()
    report.refresh_from_db()
    return report


def pdf(report):
    return pypdf.PdfReader(io.BytesIO(bytes(report.files.get(kind="pdf").content)))


def text(report):
    return " ".join(" ".join(page.extract_text() for page in pdf(report).pages).split())


def tables(report):
    """The rows of each file in the bundle, by its name."""
    with zipfile.ZipFile(io.BytesIO(bytes(report.files.get(kind="csv").content))) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")))
            )
            for name in archive.namelist()
        }


@pytest.fixture
def october(millrace, eastbank, hillside):
    """A month in Riverside, and one concern in Hillside that is none of its business."""
    noise = Category.objects.get(slug="noise")
    for hours in (10, 20, 90):
        a_concern(millrace, at("2026-10-05T09:00"), after=hours * HOUR, category=noise)
    a_concern(eastbank, at("2026-10-20T09:00"))
    a_concern(hillside, at("2026-10-05T09:00"))
    event = EventFactory.create(area=millrace, title="Crossing at Mill Street")
    SessionFactory.create(
        event=event, starts_at=at("2026-10-14T18:30"), adults_came=21, youth_came=3
    )
    OutreachEntryFactory.create(
        area=eastbank, happened_on=date(2026, 10, 6), minutes=90, staff=2, adults=5, youth=1
    )


def test_kim_gets_a_pdf_with_the_numbers_of_riverside(october, kim, riverside):
    report = written(kim, riverside)

    said = text(report)
    assert report.is_ready, report.error
    assert "Riverside: working with the community" in said
    assert "2 of 4 replies that were due went out in time." in said
    assert "1 meeting was held, 24 people came, 0 are still planned." in said
    assert "Crossing at Mill Street" in said
    assert "Hillside" not in said
    assert "Draft for staff." in said
    assert report.sha256 in said.replace(" ", "")


def test_the_pdf_is_tagged_titled_and_speaks_its_language(october, kim, riverside):
    reader = pdf(written(kim, riverside))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Riverside: working with the community"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert "Public meetings" in [entry.title for entry in reader.outline if hasattr(entry, "title")]


def structure(node, found=None):
    """Every structure element of the tree, depth first."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            structure(node["/K"], found)
    return found


def test_every_figure_has_words_and_every_table_a_header(october, kim, riverside):
    elements = structure(pdf(written(kim, riverside)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    kinds = [element["/S"] for element in elements]

    figures = [element for element in elements if element["/S"] == "/Figure"]
    assert figures
    assert all(element.get("/Alt") for element in figures)
    assert kinds.count("/TH") >= kinds.count("/Table") > 9
    assert "/H1" in kinds
    assert "/H2" in kinds


def test_its_fonts_are_ours_and_embedded(october, kim, riverside):
    fonts = {
        font.get_object()["/BaseFont"]
        for page in pdf(written(kim, riverside)).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts
    assert all("PublicSans" in name for name in fonts)


def test_the_tables_add_up_to_the_totals_in_the_pages(october, kim, riverside):
    report = written(kim, riverside)

    for name in ("replies", "topics", "over_time"):
        rows = tables(report)[name]
        head, *body, total = rows
        for place, title in enumerate(head):
            if place and "median" not in title:
                assert sum(float(row[place]) for row in body) == float(total[place]), (name, title)
    places = {row[0]: row[1] for row in tables(report)["replies"]}
    assert places == {"Place": "Raised", "Millrace": "3", "Eastbank": "1", "All places": "4"}


def test_the_numbers_are_kept_beside_the_files(october, kim, riverside):
    report = written(kim, riverside)

    document = Document.from_json(report.numbers)
    replies = next(block.table for block in document.tables if block.key == "replies")
    assert [row[:2] for row in replies.rows] == [("Millrace", 3), ("Eastbank", 1)]
    assert editions.fingerprint(document) == report.sha256
    assert json.dumps(report.numbers)
    assert len(report.sha256) == 64


def test_the_same_numbers_set_the_same_pages(october, kim, riverside, monkeypatch):
    moment = at("2026-11-01T08:00")
    monkeypatch.setattr(writing.timezone, "now", lambda: moment)
    first = written(kim, riverside)
    again = Report.objects.get(pk=first.pk)
    Report.objects.filter(pk=first.pk).update(
        state="queued", numbers=None, data_as_of=None, sha256="", finished_at=None
    )
    before = {file.kind: file.sha256 for file in first.files.all()}
    first.files.all().delete()

    write_reports()

    again.refresh_from_db()
    assert again.sha256 == first.sha256
    assert {file.kind: file.sha256 for file in again.files.all()} == before


def test_what_a_resident_typed_is_only_ever_text(kim, millrace, riverside):
    noise = Category.objects.get(slug="noise")
    noise.name = HOSTILE[:80]
    noise.save()
    a_concern(millrace, at("2026-10-05T09:00"), category=noise)
    event = EventFactory.create(area=millrace, title=HOSTILE, venue_name="+1+1", venue_address="")
    SessionFactory.create(event=event, starts_at=at("2026-10-14T18:30"))

    report = written(kim, riverside)

    assert report.is_ready, report.error
    assert '=HYPERLINK("x") #panic("no") $x^2$ *b* @ref <tag>' in text(report)
    title, *others = tables(report)["meetings"][1]
    assert title.startswith("'=HYPERLINK")
    assert "日本 😀" in title
    assert "'+1+1" in others


def test_a_month_in_which_nothing_happened_is_still_a_report(kim, riverside):
    report = written(kim, riverside)

    said = text(report)
    assert report.is_ready, report.error
    assert "No concern was raised in this period." in said
    assert "No meeting was held or planned in this period." in said
    assert "No outreach was logged in this period." in said


def test_the_whole_city_names_its_districts(october, kim):
    assert "Hillside" in text(written(kim))


def test_a_spanish_report_says_so(october, kim, riverside):
    report = written(kim, riverside, language="es")

    assert report.is_ready, report.error
    assert pdf(report).trailer["/Root"]["/Lang"] == "es"


def test_a_report_that_fails_says_why_and_the_log_has_the_rest(kim, monkeypatch, caplog):
    def no_ink(*_args):
        raise RuntimeError("no ink")

    monkeypatch.setattr(typesetting, "pdf", no_ink)

    report = written(kim)

    assert report.state == "failed"
    assert "RuntimeError" in report.error
    assert "Ask for it again" in report.error
    assert "no ink" in caplog.text


def test_a_template_that_misses_a_word_fails_the_report_and_keeps_nothing(
    kim, monkeypatch, tmp_path
):
    """Someone took a variable out of the document that the template still asks for."""
    template = (typesetting.TEMPLATES / "report.typ").read_text(encoding="utf-8")
    (tmp_path / "report.typ").write_text(
        template.replace("data.subtitle", "data.undertitle"), encoding="utf-8"
    )
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)

    report = written(kim)

    assert (report.state, report.numbers) == ("failed", None)
    assert "a mistake in the template of reports" in report.error
    assert not report.files.exists()


def test_a_report_waits_while_the_database_is_away(kim, monkeypatch):
    report = ask(kim)

    def gone(*_args):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(typesetting, "pdf", gone)
    with pytest.raises(OperationalError):
        write_reports()
    monkeypatch.undo()

    report.refresh_from_db()
    assert report.state == "running"
    writing.write(Report.objects.claim(at=timezone.now() + 2 * LEASE))
    report.refresh_from_db()
    assert report.is_ready


def test_a_report_cancelled_half_way_is_not_finished(kim, monkeypatch):
    report = ask(kim)
    really = typesetting.pdf

    def meanwhile(*args):
        Report.objects.get(pk=report.pk).cancel()
        return really(*args)

    monkeypatch.setattr(typesetting, "pdf", meanwhile)
    write_reports()

    report.refresh_from_db()
    assert report.state == "cancelled"
    assert not report.files.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_reach_for_one_report_and_one_gets_it(kim):
    for _ in range(5):
        report = ReportFactory.create(requested_by=kim)
        together, got = Barrier(4), []

        def reach(together=together, got=got):
            together.wait()
            got.append(Report.objects.claim())
            connection.close()

        workers = [Thread(target=reach) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert [found for found in got if found] == [report]
        Report.objects.get(pk=report.pk).cancel()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_report(kim, monkeypatch):
    monkeypatch.setattr(Report, "nudge", lambda _report: None)
    together = Barrier(4)

    def click():
        together.wait()
        ask(kim)
        connection.close()

    clicks = [Thread(target=click) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_rings_the_bell_and_the_report_gets_written(kim):
    report = ask(kim)

    report.refresh_from_db()
    assert report.is_ready


def test_beat_looks_for_what_a_lost_nudge_left(settings):
    swept = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert write_reports.name in swept


@pytest.mark.django_db(transaction=True)
def test_a_long_step_does_not_cost_the_claim(kim, monkeypatch):
    monkeypatch.setattr(writing, "LEASE", timedelta(seconds=0.06))
    ReportFactory.create(requested_by=kim)
    report = Report.objects.claim()
    before = report.claimed_until

    with writing.kept_alive(report):
        time.sleep(0.3)

    report.refresh_from_db()
    assert report.claimed_until > before


@pytest.mark.django_db(transaction=True)
def test_the_sign_of_life_of_a_cancelled_report_ends_quietly(kim, monkeypatch):
    monkeypatch.setattr(writing, "LEASE", timedelta(seconds=0.06))
    ReportFactory.create(requested_by=kim)
    report = Report.objects.claim()
    Report.objects.get(pk=report.pk).cancel()

    with writing.kept_alive(report):
        time.sleep(0.2)

    report.refresh_from_db()
    assert report.state == "cancelled"


def test_a_report_cancelled_as_it_fails_stays_cancelled(kim, monkeypatch):
    report = ask(kim)

    def cancelled_and_broken(*_args):
        Report.objects.get(pk=report.pk).cancel()
        raise RuntimeError("no ink")

    monkeypatch.setattr(typesetting, "pdf", cancelled_and_broken)
    write_reports()

    report.refresh_from_db()
    assert (report.state, report.error) == ("cancelled", "")
