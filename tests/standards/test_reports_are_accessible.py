"""Reports as PDF/UA-1, by their tags."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from metrics.reports import editions
from metrics.reports.document import Document
from metrics.reports.models import Publication
from metrics.reports.tasks import write_reports
from tests.factories.reports import ReportFactory, a_document, a_reviewed_report
from tests.standards import pdfua

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_block_keeps_the_rules(language):
    plain = a_document(30, 40).as_json() | {"language": language}
    for block in plain["sections"][1]["blocks"]:
        if block["is"] == "narrative":
            block["text"] = "First line.\n\nSecond line."

    with translation.override(language):
        content = editions.files(Document.from_json(plain), AT)["pdf"]

    assert pdfua.faults(content) == []


def test_a_report_of_the_whole_city_keeps_the_rules(kim, riverside):
    report = ReportFactory.create(requested_by=kim)
    write_reports()

    report.refresh_from_db()
    assert report.is_ready, report.error
    assert pdfua.faults(bytes(report.files.get(kind="pdf").content)) == []


def test_what_is_published_keeps_the_rules(kim, riverside):
    report = a_reviewed_report(kim, riverside, 30, 2, 3, 40)
    edition = editions.public(report).with_files(AT)

    published = Publication.objects.publish(report, edition, by=kim)

    assert pdfua.faults(bytes(published.files.get(kind="pdf").content)) == []
