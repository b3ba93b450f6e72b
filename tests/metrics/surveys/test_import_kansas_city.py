"""The resident surveys of Kansas City, read where they stand: 2,017 people in two waves."""

import csv
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command

from metrics.surveys.models import Batch, Instrument, Response, Wave
from portal.records.imports import Refused
from tests.factories.areas import AreaFactory
from tests.real_data import real

MAPPING = Path(__file__).parent / "kansas_city_mapping.json"
FILES = {
    "kansas-city-2021-09": "surveys/kcmo_resident_survey_FY2022Q1_2021-09.csv",
    "kansas-city-2022-03": "surveys/kcmo_resident_survey_2022-03.csv",
}
COLUMNS = {
    question["code"]: question["column"]
    for question in json.loads(MAPPING.read_text())["questions"]
    if question["kind"] == "likert"
}


@pytest.fixture
def districts(db):
    return [AreaFactory(level="district", code=str(n), name=f"District {n}") for n in range(1, 7)]


@pytest.fixture
def bring_in(tmp_path, capsys):
    """Runs the command and gives back what it said."""

    def bring_in(path, *options, mapping=MAPPING):
        rejects = tmp_path / "rejects.csv"
        call_command(
            "import_responses", str(path), f"--codebook={mapping}", f"--rejects={rejects}", *options
        )
        return capsys.readouterr().out

    return bring_in


@pytest.fixture
def both(districts, bring_in):
    for name in FILES.values():
        bring_in(real(name))


def rows_of(slug):
    with real(FILES[slug]).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_2017_people_come_in_as_two_waves(both):
    counted = {wave.slug: wave.responses.count() for wave in Wave.objects.all()}

    assert counted == {"kansas-city-2021-09": 1_033, "kansas-city-2022-03": 984}
    assert set(Wave.objects.values_list("sample_type", "frame")) == {("probability", "imported")}
    modes = Counter(Response.objects.values_list("mode", flat=True))
    assert modes == {"web": 1_218, "paper": 770, "phone": 29}
    assert Response.objects.exclude(area=None).count() == 2_017


@pytest.mark.parametrize("slug", sorted(FILES))
def test_every_answer_is_what_stands_in_the_file_and_dont_know_is_none(both, slug):
    theirs = defaultdict(Counter)
    for row in rows_of(slug):
        for code, column in COLUMNS.items():
            theirs[row["counci"], code][int(row[column])] += row[column] != "NA"
    ours = defaultdict(Counter)
    for response in Response.objects.filter(wave__slug=slug).select_related("area"):
        for code in COLUMNS:
            if code in response.answers:
                ours[response.area.code, code][response.answers[code]] += 1

    for key, counts in theirs.items():
        counts[88] = counts.pop(9, 0)
        assert +ours[key] == +counts, key


@pytest.mark.parametrize("slug", sorted(FILES))
def test_means_leave_out_those_who_do_not_know(both, slug):
    wave = Wave.objects.get(slug=slug)
    for code, column in COLUMNS.items():
        said = [int(row[column]) for row in rows_of(slug) if row[column] not in {"9", "NA"}]
        estimate = wave.responses.estimate(code)

        assert estimate.n == len(said)
        assert estimate.value == pytest.approx(sum(said) / len(said), rel=1e-12)


def test_people_are_told_apart_as_the_file_tells_them_apart(both):
    ages = Counter(Response.objects.values_list("age_band", flat=True))
    theirs = Counter(row["q40_w"] for slug in FILES for row in rows_of(slug))

    assert ages["18-24"] == theirs["1"]
    assert ages["65+"] == theirs["6"]
    assert ages[""] == theirs["NA"] + theirs["9"]
    races = Counter(Response.objects.values_list("race_ethnicity", flat=True))
    assert (races["Black"], races["Hispanic"], races[""]) == (511, 151, 81)


def test_the_same_file_again_adds_nothing(both, bring_in):
    said = bring_in(real(FILES["kansas-city-2021-09"]))

    assert "0 added, 0 changed, 1,033 unchanged, 0 rejected" in said
    assert (Response.objects.count(), Batch.objects.count()) == (2_017, 2)


def test_a_dry_run_keeps_nothing(districts, bring_in):
    said = bring_in(real(FILES["kansas-city-2021-09"]), "--dry-run")

    assert said.startswith("Dry run, nothing was kept: 1,033 added")
    assert not Response.objects.exists()
    assert not Instrument.objects.filter(slug="kansas-city-resident-survey").exists()


def test_a_file_with_errors_says_the_lines_and_leaves_the_database_as_it_was(
    districts, bring_in, tmp_path
):
    lines = real(FILES["kansas-city-2021-09"]).read_text().splitlines(keepends=True)
    spoilt = tmp_path / "survey.csv"
    lines[2] = lines[2].replace(",Web,", ",Pigeon,")
    lines[9] = lines[9].replace("1QSEP2021", "9QSEP2021")
    spoilt.write_text("".join(lines))

    with pytest.raises(Refused) as refused:
        bring_in(spoilt)

    words = str(refused.value)
    assert "2 rows have errors, and nothing was imported" in words
    assert "Line 3: method is 'Pigeon'" in words
    assert "Line 10: quarte is '9QSEP2021'" in words
    with (tmp_path / "rejects.csv").open() as file:
        assert [row["line"] for row in csv.DictReader(file)] == ["3", "10"]
    assert not Response.objects.exists()
    assert not Wave.objects.exists()
    assert not Instrument.objects.filter(slug="kansas-city-resident-survey").exists()


def test_without_its_districts_the_file_is_refused(db, bring_in):
    with pytest.raises(Refused, match="There is no area 1 here"):
        bring_in(real(FILES["kansas-city-2021-09"]))


def test_a_mended_file_takes_the_place_of_the_one_before(districts, bring_in, tmp_path):
    mended = tmp_path / "survey.csv"
    shutil.copyfile(real(FILES["kansas-city-2021-09"]), mended)
    mended.chmod(0o600)
    bring_in(mended)
    mended.write_text("".join(mended.read_text().splitlines(keepends=True)[:-1]))

    with pytest.raises(Refused, match="--replace"):
        bring_in(mended)
    bring_in(mended, "--replace")

    assert Response.objects.count() == 1_032
    assert Batch.objects.count() == 1
