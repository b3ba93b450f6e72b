"""The boundaries and counts that cities publish, as they are."""

import csv
import gzip

import pytest
from django.core.management import call_command

from portal.areas.locate import locate_many
from portal.areas.models import Area, Population
from tests.real_data import real

pytestmark = pytest.mark.real_data

RACES = ("WHITE", "BLACK", "AMERICAN_INDIAN", "ASIAN", "PACIFIC_ISLANDER", "OTHER",
         "TWO_OR_MORE", "HISPANIC")  # fmt: skip


@pytest.fixture
def import_areas(tmp_path, capsys):
    def _import(name, id_field, level, **options):
        capsys.readouterr()
        call_command("import_areas", str(real(f"boundaries/{name}")), id_field=id_field,
                     level=level, rejects=str(tmp_path), **options)  # fmt: skip
        return capsys.readouterr().out

    return _import


@pytest.fixture
def districts(import_areas):
    return import_areas("chicago_police_districts_simplified.geojson", "DIST_NUM", "district")


@pytest.fixture
def chicago(districts, import_areas):
    return import_areas(
        "chicago_police_beats.geojson", "beat_num", "beat",
        parent_field="district", parent_level="district",
    )  # fmt: skip


def test_chicago_has_275_beats_in_23_districts(chicago, import_areas):
    assert "275 added, 0 changed, 0 unchanged, 0 rejected" in chicago
    assert "Joined from several pieces: 3100." in chicago
    assert Area.objects.districts().count() == 23
    beat = Area.objects.get(level="beat", code="0111")
    assert (beat.parent.code, beat.path) == ("1", "1/0111/")
    assert not Area.objects.beats().filter(parent=None).exists()

    again = import_areas("chicago_police_beats.geojson", "beat_num", "beat",
                         parent_field="district", parent_level="district")  # fmt: skip
    assert "0 added, 0 changed, 275 unchanged" in again


def test_the_districts_of_chicago_come_in_whole(import_areas):
    out = import_areas("chicago_police_districts.geojson", "dist_num", "district")

    assert "23 added, 0 changed, 0 unchanged, 0 rejected" in out
    assert "Joined from several pieces: 31." in out


def test_most_incidents_lie_in_the_beat_that_was_published_for_them(chicago):
    file = real("crime/chicago_crimes_2024-09_with_beat.csv.gz")
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["latitude"]]
    found = locate_many(
        [float(row["latitude"]) for row in rows], [float(row["longitude"]) for row in rows]
    )
    codes = dict(Area.objects.beats().values_list("pk", "code"))
    same = [codes.get(pk) == row["beat_id"].zfill(4) for pk, row in zip(found, rows, strict=True)]

    assert sum(same) / len(same) == pytest.approx(0.91, abs=0.005)
    assert sum(codes.get(pk) is None for pk in found) < 100


def test_the_shapefile_of_2012_finds_its_districts_by_overlap(districts, import_areas):
    out = import_areas("chicago_police_beats_shapefile_2012.zip", "BEAT_NUM", "beat",
                       parent_level="district")  # fmt: skip

    assert "275 added, 0 changed, 0 unchanged, 0 rejected" in out
    assert Area.objects.get(code="1713").parent.code == "17"


def test_kansas_city_has_four_neighborhoods_to_mend(import_areas):
    out = import_areas("kansas_city_neighborhoods_clickthathood.geojson", "name", "neighborhood")

    assert "145 added, 0 changed, 0 unchanged, 0 rejected" in out
    for name in ("Mission Lake", "Stayton Meadows", "Hidden Valley", "Richards Gebaur"):
        assert name in out


def test_kansas_citys_shapefile_has_six_places_without_a_name(import_areas, tmp_path):
    out = import_areas("kansas_city_neighborhoods_shapefile.zip", "nbhid", "neighborhood",
                       name_field="nbhname")  # fmt: skip

    assert "240 added, 0 changed, 0 unchanged, 6 rejected" in out
    rejects = next(tmp_path.glob("*.rejects.csv")).read_text()
    assert rejects.count("It has no nbhname.") == 6


def test_london_boroughs_come_in_as_they_are(import_areas):
    out = import_areas("london_boroughs.geojson", "name", "district")

    assert "33 added, 0 changed, 0 unchanged, 0 rejected" in out


def test_districts_get_their_people_from_geojson_properties(districts, capsys, tmp_path):
    mapping = ["TOTAL=total", *(f"{race}=race_ethnicity:{race.lower()}" for race in RACES)]

    for expected in ("207 added, 0 changed, 0 unchanged", "0 added, 0 changed, 207 unchanged"):
        capsys.readouterr()
        call_command(
            "import_population", str(real("district_demographics/chicago.geojson")),
            area_field="dist_num", level="district", map=mapping, rejects=str(tmp_path),
        )  # fmt: skip
        assert expected in capsys.readouterr().out

    assert Area.objects.get(level="district", code="10").population == 99_793
    assert Population.objects.by("race_ethnicity").count() == 23 * 8


def test_community_areas_get_their_people_by_age_and_sex(import_areas, capsys, tmp_path):
    import_areas("chicago_community_areas.geojson", "area_numbe", "neighborhood",
                 name_field="community")  # fmt: skip
    ages = ("0_to_17", "18_to_24", "25_to_34", "35_to_49", "50_to_64", "65")
    mapping = ["total_population=total"] + [
        f"{sex}_{age}=age_band:{age.replace('_to_', '-')},sex:{sex}"
        for sex in ("male", "female")
        for age in ages
    ]

    capsys.readouterr()
    call_command(
        "import_population",
        str(real("demographics/chicago_acs2023_community_area_age_sex_race.csv")),
        area_field="community_area", map=mapping, rejects=str(tmp_path),
    )  # fmt: skip

    assert "rejected" in (out := capsys.readouterr().out)
    assert "0 rejected" in out, out
    assert sum(Area.objects.values_list("population", flat=True)) == 2_647_621
