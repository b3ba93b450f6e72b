"""Chicago's own calendar of police meetings, and calendars of boards elsewhere, as they stand."""

import csv
import re

import pytest
from django.core.management import CommandError, call_command

from engagement.events.models import Event, Session
from tests.real_data import real

pytestmark = pytest.mark.real_data

ENTRIES = 5_006
WITHOUT_END, BACKWARDS, AT_ONCE = 755, 28, 35
ONE_BEAT, SEVERAL_BEATS = 1_667, 923  # 2,590 titles name a beat there is today
TWICE, ELSEWHERE = 17, 10
CAPS = [
    "title=title", "start=start", "end=end", "purpose=eventDetails", "place=location",
    "contact=contactDetails", "link=eventUrl", "area=calendarId",
]  # fmt: skip


@pytest.fixture
def chicago(tmp_path):
    for name, id_field, level, parent in (
        ("districts", "DIST_NUM", "district", {}),
        ("beats", "BEAT_NUM", "beat", {"parent_field": "DISTRICT", "parent_level": "district"}),
    ):
        file = real(f"boundaries/chicago_police_{name}_simplified.geojson")
        call_command("import_areas", str(file), id_field=id_field, level=level,
                     rejects=str(tmp_path), **parent)  # fmt: skip


def import_caps(tmp_path, capsys):
    """The summary, and what is said after it."""
    file = real("events/chicago_caps_calendar_2016-2017.json")
    capsys.readouterr()
    call_command("import_events", str(file), source="CAPS", map=CAPS, area_level="district",
                 zone="America/Chicago", rejects=str(tmp_path))  # fmt: skip
    summary, *sentences = capsys.readouterr().out.splitlines()
    numbers = [int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", summary.split("(")[0])]
    return numbers, "\n".join(sentences)


def test_two_years_of_meetings_come_in_and_can_be_looked_through(
    chicago, tmp_path, capsys, client, django_assert_max_num_queries
):
    numbers, told = import_caps(tmp_path, capsys)

    assert numbers == [ENTRIES - TWICE, 0, 0, TWICE]
    assert f"Without an end: {WITHOUT_END}, taken to last an hour." in told
    assert f"End before they start: {BACKWARDS}, taken to last an hour." in told
    assert f"End as they start: {AT_ONCE}, taken to last an hour." in told
    assert f"Name a beat in the title: {ONE_BEAT:,}, put there." in told
    assert f"Name several beats in the title: {SEVERAL_BEATS}, put where all of those lie." in told
    assert f"Come twice, with the same title, start and place: {TWICE}" in told
    assert f"but not its place: {ELSEWHERE}, kept apart." in told
    with next(tmp_path.glob("*.rejects.csv")).open(encoding="utf-8", newline="") as file:
        assert {each["reason"].split(" ", 2)[2] for each in csv.DictReader(file)} == {
            "has the same meeting, and counts."
        }

    assert Event.objects.published().count() == Session.objects.count() == ENTRIES - TWICE
    assert not Event.objects.filter(area=None).exists()
    four = Event.objects.filter(title__contains="(321, 322, 323 & 324)").first()
    assert (four.area.level, four.area.code) == ("district", "3")
    assert Event.objects.filter(area__level="beat").count() > ONE_BEAT - TWICE
    names = re.compile(r"\b(Officer|Sgt|Mr|Mrs|Ms|P\.O)\b")
    assert not [each for each in Event.objects.values_list("contact", flat=True)
                if names.search(each)]  # fmt: skip

    assert import_caps(tmp_path, capsys) == ([0, 0, ENTRIES - TWICE, TWICE], told)

    for path in ("/events/?when=past", "/events/?when=past&page=40",
                 *(f"/events/month/{year}-{month:02}/" for year in (2016, 2017)
                   for month in range(1, 13))):  # fmt: skip
        with django_assert_max_num_queries(12):
            page = client.get(path)
        assert page.status_code == 200, path
        assert "Beat Meeting" in page.text, path


@pytest.mark.parametrize(
    ("name", "entries", "cancelled"),
    [
        ("detroit_board_of_education_2019.ics", 33, 0),
        ("detroit_great_lakes_water_authority_2018.ics", 7, 4),
        ("st_paul_public_schools.ics", 34, 0),
    ],
)
def test_calendars_of_public_boards_come_in(tmp_path, capsys, name, entries, cancelled):
    def bring():
        call_command("import_events", str(real(f"events/ics/{name}")), source=name,
                     rejects=str(tmp_path))  # fmt: skip
        return capsys.readouterr().out

    assert bring().startswith(f"{entries} added, 0 changed, 0 unchanged, 0 rejected\n")
    assert Event.objects.exclude(cancelled_at=None).count() == cancelled
    assert bring().startswith(f"0 added, 0 changed, {entries} unchanged, 0 rejected\n")


def test_a_calendar_with_a_broken_zone_is_refused_in_a_sentence(tmp_path):
    file = real("events/ics/chicago_low_income_housing_trust_fund_2024.ics")

    with pytest.raises(CommandError, match=r"line 12: a time zone has more than one name") as said:
        call_command("import_events", str(file), source="Trust fund", rejects=str(tmp_path))

    assert said.value.returncode == 2
    assert not Event.objects.exists()
