from datetime import timedelta

import pytest
from django.utils import timezone

from metrics.reports.models import Report
from portal.records.models import Export
from tests.factories.reports import ReportFactory, a_written_report

pytestmark = pytest.mark.usefixtures("riverside", "hillside")
JULY = {"period": "custom", "from": "2026-07-01", "to": "2026-07-31", "language": "en"}


@pytest.fixture
def as_kim(client, kim):
    client.force_login(kim)
    return client


def test_kim_asks_for_a_report_and_lands_on_its_page(as_kim):
    shown = as_kim.post(
        "/command/reports/new/district_quarterly/", JULY | {"area": "riverside"}, follow=True
    )

    report = Report.objects.get()
    assert shown.redirect_chain == [(report.get_absolute_url(), 302)]
    assert "Waiting to start" in shown.text
    assert (report.where, report.starts_on.isoformat()) == ("Riverside", "2026-07-01")


def test_she_reads_how_far_it_is_without_any_script(as_kim, kim):
    report = ReportFactory.create(requested_by=kim)
    Report.objects.claim().advance(Report.Step.TYPESETTING, 75)

    shown = as_kim.get(report.get_absolute_url()).text

    assert "Setting the pages. 75%" in shown
    assert "See how far it is now" in shown
    assert 'hx-trigger="every 1s"' in shown


def test_the_page_asks_for_its_part_alone_and_is_drawn_anew_when_the_report_is_there(as_kim):
    asks = {"HX-Request": "true"}
    report = ReportFactory.create()
    part = as_kim.get(report.get_absolute_url(), headers=asks).text

    assert part.strip().startswith("<section")
    assert "hx-get" in part
    ready = as_kim.get(a_written_report().get_absolute_url(), headers=asks)
    assert ready["HX-Refresh"] == "true"


def test_she_cancels_it(as_kim):
    report = ReportFactory.create()

    shown = as_kim.post(f"{report.get_absolute_url()}cancellation/", follow=True).text

    assert "The report is cancelled." in shown
    assert "Ask for it again" in shown
    again = as_kim.post(f"{report.get_absolute_url()}cancellation/", follow=True).text
    assert "It was finished already." in again


def test_a_report_that_failed_says_why_and_how_to_go_on(as_kim, riverside):
    report = ReportFactory.create(state="failed", error="The press broke.", area=riverside)

    shown = as_kim.get(report.get_absolute_url()).text
    form = as_kim.get(
        "/command/reports/new/district_quarterly/",
        {"period": "custom", "from": "2026-10-01", "to": "2026-10-31", "area": "riverside"},
    ).text

    assert "The press broke." in shown
    assert "area=riverside" in shown
    assert 'value="2026-10-01"' in form
    assert '<option value="riverside" selected>' in form


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [("pdf", "application/pdf", "pdf"), ("csv", "application/zip", "zip")],
)
def test_a_download_has_a_name_and_is_noted(as_kim, kim, riverside, kind, content_type, ending):
    report = a_written_report(area=riverside)

    file = as_kim.get(f"{report.get_absolute_url()}files/{kind}/")

    assert file.content == b"words"
    assert file["Content-Type"] == content_type
    name = f'attachment; filename="riverside-2026-07-01-2026-09-30.{ending}"'
    assert file["Content-Disposition"] == name
    assert Export.objects.get().user == kim


@pytest.mark.parametrize("kind", ["exe", "html"])
def test_there_is_no_other_kind_of_file(as_kim, kind):
    report = a_written_report()

    assert as_kim.get(f"{report.get_absolute_url()}files/{kind}/").status_code == 404


def test_nothing_can_be_downloaded_before_it_is_ready(as_kim):
    report = ReportFactory.create()

    assert as_kim.get(f"{report.get_absolute_url()}files/pdf/").status_code == 404


def test_a_wrong_period_gets_a_sentence_and_keeps_what_was_typed(as_kim):
    wrong = JULY | {"area": "*", "from": "2026-07-31", "to": "2026-07-01"}

    shown = as_kim.post("/command/reports/new/district_quarterly/", wrong).text

    assert "The last day is before the first day. Change one of them." in shown
    assert 'value="2026-07-31"' in shown
    assert not Report.objects.exists()


def test_kim_asks_about_the_whole_city(as_kim):
    as_kim.post("/command/reports/new/district_quarterly/", JULY | {"area": "*"})

    assert Report.objects.get().where == "Whole city"


def test_sam_asks_about_riverside_and_about_nothing_else(client, sam):
    client.force_login(sam)

    for area in ("hillside", "", "*", "atlantis"):
        client.post("/command/reports/new/district_quarterly/", JULY | {"area": area})
    assert not Report.objects.exists()
    client.post("/command/reports/new/district_quarterly/", JULY | {"area": "riverside"})
    assert Report.objects.get().where == "Riverside"


def test_lee_cannot_know_that_there_is_a_report(client, lee, riverside):
    client.force_login(lee)

    report = a_written_report(area=riverside)

    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get("/command/reports/").status_code == 403


def test_no_report_yet_is_said_in_words(as_kim):
    assert "No report yet" in as_kim.get("/command/reports/").text


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_the_list_asks_as_often_however_many_rows(
    as_kim, riverside, rows, django_assert_max_num_queries
):
    for row in range(rows):
        ReportFactory.create(area=riverside, requested_at=timezone.now() - timedelta(days=row))

    with django_assert_max_num_queries(10):
        shown = as_kim.get("/command/reports/").text

    assert shown.count('class="cg-row"') == rows
