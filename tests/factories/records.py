import hashlib
from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.records.models import DataExport, LegalDemand, RecordsExport, RecordsRequest
from tests.factories.accounts import UserFactory

A_FILE = b"PK\x05\x06" + b"\x00" * 18  # an empty ZIP


class LegalDemandFactory(DjangoModelFactory[LegalDemand]):
    """A subpoena nobody has answered yet."""

    class Meta:
        model = LegalDemand

    kind = "subpoena"
    from_whom = "A law firm"
    scope = "Concerns about the loading yard since March."
    entered_by = factory.SubFactory(UserFactory)


class RecordsRequestFactory(DjangoModelFactory[RecordsRequest]):
    """Someone asked today."""

    class Meta:
        model = RecordsRequest

    requester = "A reporter"
    what = "All concerns about speeding."
    requested_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyAttribute(lambda request: request.requested_on + timedelta(days=14))
    first_due_on = factory.SelfAttribute("due_on")
    taken_by = factory.SubFactory(UserFactory)


def kept():
    return {
        "state": "ready",
        "content": A_FILE,
        "size": len(A_FILE),
        "sha256": hashlib.sha256(A_FILE).hexdigest(),
    }


class RecordsExportFactory(DjangoModelFactory[RecordsExport]):
    """A file of concerns that waits for a worker."""

    class Meta:
        model = RecordsExport

    request = factory.SubFactory(RecordsRequestFactory)
    requested_by = factory.SubFactory(UserFactory)
    first = date(2026, 1, 1)
    last = date(2026, 3, 31)
    kinds = ["concerns"]

    class Params:
        ready = factory.Trait(**kept())


class DataExportFactory(DjangoModelFactory[DataExport]):
    """A copy of someone's data that they may fetch."""

    class Meta:
        model = DataExport

    requested_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    state, content, size, sha256 = kept().values()
