import hashlib

import pytest
from django.db import InternalError, NotSupportedError, ProgrammingError

from portal.records.models import AccessLog, Export, record_access, record_export

REFUSED = (InternalError, NotSupportedError, ProgrammingError)


def test_a_reading_says_who_read_what_and_why(dana, harbor_health):
    record_access(dana, "read the name", harbor_health, why="to call back")

    (row,) = AccessLog.objects.about(harbor_health).by(dana)
    assert (row.what, row.why) == ("read the name", "to call back")
    assert (row.model, row.record) == ("organizations.organization", str(harbor_health.pk))


def test_readings_since_some_time(dana, harbor_health):
    row = record_access(dana, "read the name", harbor_health)
    assert list(AccessLog.objects.since(row.at)) == [row]


def test_an_export_can_be_recognized_later(kim):
    export = record_export(kim, "concerns", b"a,b\n1,2\n", rows=1, filters={"area": "millrace"})

    assert export.sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    assert str(export) == "Kim: concerns, 1"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_reading(dana, harbor_health, change):
    record_access(dana, "read the name", harbor_health)
    rows = AccessLog.objects.all()
    with pytest.raises(REFUSED, match="readings_stay"):
        rows.update(what="nothing") if change == "update" else rows.delete()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_export(kim, change):
    record_export(kim, "concerns", b"", rows=0)
    rows = Export.objects.all()
    with pytest.raises(REFUSED, match="exports_stay"):
        rows.update(rows=9) if change == "update" else rows.delete()
