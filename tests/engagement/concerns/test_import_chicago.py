"""Chicago's 74,401 sanitation complaints, each imported or rejected with its line and reason."""

import csv
import re

import pytest
from django.core.management import call_command

from engagement.concerns.models import Concern
from portal.areas.models import Area
from tests.real_data import real

pytestmark = pytest.mark.real_data

ROWS = 74_401
CLOSED_IN_2012 = {"13", "21", "23"}
MAP = [
    "external_id=Service_Request_Number",
    "text=Type_of_Service_Request",
    "text=What_is_the_Nature_of_this_Code_Violation",
    "place=Street_Address",
    "raised_at=Creation_Date",
    "closed_at=Completion_Date",
    "state=Status",
    "latitude=Latitude",
    "longitude=Longitude",
    "area=Police_District",
]


@pytest.fixture
def chicago(tmp_path):
    for name, id_field, level, parent in (
        ("districts", "DIST_NUM", "district", {}),
        ("beats", "BEAT_NUM", "beat", {"parent_field": "DISTRICT", "parent_level": "district"}),
    ):
        file = real(f"boundaries/chicago_police_{name}_simplified.geojson")
        call_command("import_areas", str(file), id_field=id_field, level=level,
                     rejects=str(tmp_path), **parent)  # fmt: skip


def import_complaints(tmp_path, capsys):
    """The four numbers of the summary."""
    file = real("service_requests/chicago_311_sanitation_complaints.csv.gz")
    capsys.readouterr()
    call_command("import_concerns", str(file), source_system="chicago-311", map=MAP,
                 area_level="district", rejects=str(tmp_path))  # fmt: skip
    summary = capsys.readouterr().out.split("(")[0]
    return [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", summary)]


def test_every_complaint_comes_in_or_says_why_not(chicago, tmp_path, capsys):
    added, changed, unchanged, rejected = import_complaints(tmp_path, capsys)
    with next(tmp_path.glob("*.rejects.csv")).open(encoding="utf-8", newline="") as file:
        rejects = [*csv.DictReader(file)]

    assert (changed, unchanged) == (0, 0)
    assert added + rejected == ROWS
    assert added == Concern.objects.count()
    assert len(rejects) == rejected
    for reject in rejects:
        assert reject["Police_District"] in CLOSED_IN_2012 or "same number" in reject["reason"]

    supplied = Concern.objects.filter(area_supplied=True)
    assert not supplied.exclude(area__level="district").exists()
    found = Concern.objects.filter(area_supplied=False)
    assert {concern.area and concern.area.level for concern in found} <= {"beat", "district", None}
    assert 1 <= found.count() <= 12  # four rows name none and eight name district 0
    assert Concern.objects.filter(state="duplicate").count() > 3_000
    assert not Concern.objects.exclude(source="import", anonymous=False, receipt_hash="").exists()

    assert import_complaints(tmp_path, capsys) == [0, 0, added, rejected]


def test_the_areas_are_those_of_the_city(chicago):
    assert Area.objects.beats().count() == 275
    assert Area.objects.districts().count() == 23
