from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from metrics.reports.models import Report, ReportFile
from tests.factories.accounts import UserFactory


class ReportFactory(DjangoModelFactory[Report]):
    """Asked for and not begun; about October for the whole city."""

    class Meta:
        model = Report

    requested_by = factory.SubFactory(UserFactory)
    starts_on = date(2026, 10, 1)
    ends_on = date(2026, 10, 31)


def a_written_report(**about):
    """Ready, with a word in each file."""
    report = ReportFactory.create(
        state="ready", numbers={}, data_as_of=timezone.now(), sha256="0" * 64, **about
    )
    for kind in ReportFile.Kind.values:
        report.files.create(kind=kind, content=b"words", size=5, sha256="0" * 64)
    return report
