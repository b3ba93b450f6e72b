from dataclasses import replace
from datetime import UTC, date, datetime, time

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from metrics.dashboards.charts import Chart, Guard, Point, Series, Table
from metrics.reports import editions
from metrics.reports.document import (
    Document,
    Facts,
    Figure,
    Narrative,
    Numbers,
    Paragraph,
    Said,
    Section,
    Story,
)
from metrics.reports.models import (
    DistributionList,
    ListedPerson,
    Publication,
    Report,
    ReportFile,
    ReportSchedule,
)
from tests.factories.accounts import UserFactory


class ReportFactory(DjangoModelFactory[Report]):
    """Asked for and not begun; about the third quarter for the whole city."""

    class Meta:
        model = Report

    requested_by = factory.SubFactory(UserFactory)
    starts_on = date(2026, 7, 1)
    ends_on = date(2026, 9, 30)


class ReportScheduleFactory(DjangoModelFactory[ReportSchedule]):
    """On the fifth of each month at six, next in December."""

    class Meta:
        model = ReportSchedule

    kind = "district_quarterly"
    language = "en"
    every = "month"
    day = 5
    at = time(6)
    next_at = datetime(2026, 12, 5, 11, tzinfo=UTC)
    made_by = factory.SubFactory(UserFactory)


class DistributionListFactory(DjangoModelFactory[DistributionList]):
    class Meta:
        model = DistributionList

    name = "Council and press"
    made_by = factory.SubFactory(UserFactory)


class ListedPersonFactory(DjangoModelFactory[ListedPerson]):
    """Asked, and silent so far."""

    class Meta:
        model = ListedPerson

    of = factory.SubFactory(DistributionListFactory)
    email = factory.Sequence(lambda n: f"reader-{n}@example.org")
    language = "en"


def a_table(*counts, caption="Replies by place"):
    """Concerns by place, each place a row, the total below."""
    rows = tuple((f"Place {number}", count) for number, count in enumerate(counts, start=1))
    codes = tuple(f"p{number}" for number in range(1, len(counts) + 1))
    return Table(
        caption=caption,
        head=("Place", "Raised"),
        rows=rows,
        total=("All places", sum(counts)),
        guard=Guard(facts=(None, "raised"), along="place", codes=codes),
    )


def a_document(*counts, words=("Twelve words that quote a number.",)):
    """One of each block, about counts by place."""
    table = a_table(*counts)
    chart = Chart(
        shape="rows",
        title="Place 1 has the most.",
        about="Concerns by place",
        series=(Series("Raised"),),
        points=tuple(Point(str(name), (float(n),), str(n)) for name, n in table.rows),
        table=table,
    )
    return Document(
        title="Riverside: working with the community",
        subtitle="July to September 2026",
        author="Police Department",
        language="en",
        notice="Draft for staff.",
        summary=(*words, Paragraph("In all, people wrote.", of=("replies:total",))),
        sections=(
            Section(
                "Replies",
                (
                    Paragraph("Place 1 had a number of them."),
                    Figure("replies", chart),
                    Numbers("replies", table),
                ),
            ),
            Section(
                "Words",
                (
                    Narrative("obstacles", "Obstacles", "What stood in the way?"),
                    Said("You said, we did", (("The light is out.", "It is on again."),)),
                    Story("Noise at the mill", (("What we did", "We asked."),), of=()),
                    Facts("What the words mean", (("Raised", "Sent to us."),), of=()),
                ),
            ),
            Section("For staff", (Paragraph("Staff secret.", of=()),), staff_only=True),
        ),
        colophon=Facts("About this report", (("Filters", "None."),), of=()),
    )


def a_written_report(*counts, **about):
    """Ready, with a word in each file."""
    document = a_document(*(counts or (30, 40)))
    report = ReportFactory.create(
        state="ready",
        numbers=document.as_json(),
        data_as_of=timezone.now(),
        sha256=editions.fingerprint(document),
        **about,
    )
    for kind in ReportFile.Kind.values:
        report.files.create(kind=kind, content=b"words", size=5, sha256="0" * 64)
    return report


def a_reviewed_report(by, area=None, *counts, **about):
    report = a_written_report(*counts, area=area, requested_by=by, **about)
    report.review(by)
    return report


def a_publication(by, area=None, *counts, lists=(), **about):
    """Published with a word in each file."""
    report = a_reviewed_report(by, area, *counts, **about)
    edition = editions.public(report)
    files = dict.fromkeys(ReportFile.Kind.values, b"public words")
    edition = replace(edition, files=files)
    return Publication.objects.publish(report, edition, by=by, lists=lists)
