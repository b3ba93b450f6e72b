from __future__ import annotations

import csv
import gzip
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from metrics.crime.models import Category, MonthlyCount, Program
from portal.areas.models import Area
from tests.factories.areas import AreaFactory
from tests.factories.crime import CrimeCategoryFactory, MonthlyCountFactory, ProgramFactory
from tests.real_data import real

INCIDENTS = """beat,when,type,name
11,2024-09-01T00:15:00,THEFT,whoever
011,2024-09-02T13:00:00,THEFT,whoever
12,2024-09-30T23:59:00,THEFT,whoever
12,2024-10-31T08:00:00,BURGLARY,whoever
"""
FIELDS = {"month_field": "when", "category_field": "type", "new_categories": True}


@pytest.fixture
def beats(millrace, eastbank):
    return millrace, eastbank


@pytest.fixture
def table(tmp_path):
    def write(text, name="crime.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def take(path, capsys, **options):
    call_command("import_crime", str(path), **(FIELDS | options))
    return capsys.readouterr().out


def counts():
    found = MonthlyCount.objects.values_list("area__code", "month", "category__code", "n")
    return {(area, f"{month:%Y-%m}", code): n for area, month, code, n in found}


def rejected(path):
    with path.with_name(path.name + ".rejects.csv").open() as stream:
        return list(csv.reader(stream))[1:]


@pytest.mark.usefixtures("beats")
def test_incidents_become_counts_and_nothing_else(table, capsys):
    said = take(table(INCIDENTS), capsys)

    assert counts() == {
        ("11", "2024-09", "theft"): 2,
        ("12", "2024-09", "theft"): 1,
        ("12", "2024-10", "burglary"): 1,
    }
    assert "3 added, 0 changed, 0 unchanged, 0 rejected" in said
    assert "whoever" not in str(list(MonthlyCount.objects.values()))
    assert {str(kind) for kind in Category.objects.all()} == {"Theft", "Burglary"}


@pytest.mark.usefixtures("beats")
def test_a_second_run_changes_nothing(table, capsys):
    path = table(INCIDENTS)
    take(path, capsys)

    assert "0 added, 0 changed, 3 unchanged, 0 rejected" in take(path, capsys)


@pytest.mark.usefixtures("beats")
def test_months_a_file_covers_are_replaced_and_others_stay(table, capsys):
    take(table(INCIDENTS), capsys)

    said = take(table("beat,when,type\n12,2024-09-05,THEFT\n12,2024-09-30,THEFT\n"), capsys)

    assert counts() == {("12", "2024-09", "theft"): 2, ("12", "2024-10", "burglary"): 1}
    assert "0 added, 2 changed, 0 unchanged" in said


@pytest.mark.usefixtures("beats")
def test_kinds_the_file_does_not_name_are_left_alone(table, capsys):
    take(table(INCIDENTS), capsys)

    take(table("beat,when,type\n11,2024-09-30,BURGLARY\n"), capsys)

    assert counts()["11", "2024-09", "theft"] == 2


@pytest.mark.usefixtures("beats")
def test_a_kind_the_map_names_is_covered_even_where_none_was_counted(table, capsys):
    take(table(INCIDENTS), capsys)

    take(table("beat,when,type\n11,2024-09-30,BURGLARY\n"), capsys, map=["THEFT=theft"])

    assert counts()["11", "2024-09", "burglary"] == 1
    assert ("11", "2024-09", "theft") not in counts()


@pytest.mark.usefixtures("beats")
def test_a_file_of_one_beat_replaces_that_beat_only(table, capsys):
    take(table(INCIDENTS), capsys)
    path = table("beat,when,type\n11,2024-09-30,THEFT\n12,2024-09-30,THEFT\n")

    said = take(path, capsys, within="11")

    assert counts()["11", "2024-09", "theft"] == 1
    assert counts()["12", "2024-09", "theft"] == 1
    assert "1 rejected" in said
    assert "outside Millrace" in rejected(path)[0][1]


@pytest.mark.usefixtures("beats")
def test_a_dry_run_says_so_and_keeps_nothing(table, capsys):
    said = take(table(INCIDENTS), capsys, dry_run=True)

    assert "nothing was kept: 3 added" in said
    assert not MonthlyCount.objects.exists()
    assert not Category.objects.exists()


@pytest.mark.usefixtures("beats")
def test_unknown_beats_bad_months_and_short_rows_are_rejected_by_line(table, capsys):
    path = table(
        "beat,when,type\n11,2024-09-01,THEFT\n99,2024-09-01,THEFT\n11,last week,THEFT\n"
        "11,2024-13-01,THEFT\n11,2024-09-01\n,2024-09-01,THEFT\n11,2024-09-01,\n11,2999-01-01,THEFT\n"
        "11,0024-09-01,THEFT\n"
    )

    said = take(path, capsys)

    assert "1 added, 0 changed, 0 unchanged, 8 rejected" in said
    assert [(int(line), reason) for line, reason, *_row in rejected(path)] == [
        (3, "There is no area 99 here."),
        (4, "'last week' is no month we can read."),
        (5, "'2024-13-01' is no month we can read."),
        (6, "It has 2 fields where the header names 3."),
        (7, "It names no area."),
        (8, "It does not say what kind of crime it was."),
        (9, "2999-01-01 has not come yet."),
        (10, "'0024-09-01' is no month we can read."),
    ]


@pytest.mark.usefixtures("beats")
def test_kinds_are_known_by_code_name_translation_or_map(table, capsys):
    CrimeCategoryFactory.create(code="break-ins", name="Break-ins", names={"es": "Robos"})
    CrimeCategoryFactory.create(code="other", name="Other")
    path = table(
        "beat,when,type\n11,2024-09-01,BREAK-INS\n11,2024-09-01,robos\n11,2024-09-01,BURGLARY\n"
        "11,2024-09-01,GAMBLING\n"
    )

    take(path, capsys, new_categories=False, map=["BURGLARY=break-ins", "*=other"])

    assert counts() == {("11", "2024-09", "break-ins"): 3, ("11", "2024-09", "other"): 1}


@pytest.mark.usefixtures("beats")
def test_unknown_kinds_are_rejected_unless_new_ones_may_be_made(table, capsys):
    path = table("beat,when,type\n11,2024-09-01,THEFT\n")
    with pytest.raises(CommandError, match=r"No row .* We do not know the kind"):
        take(path, capsys, new_categories=False)

    with pytest.raises(CommandError, match="There is no kind of crime theft"):
        take(path, capsys, new_categories=False, map=["THEFT=theft"])


MONTHLY = "month,beat,reported\n2024-08,11,7\n2024-08,12,0\n2024-09,11,5\n"
BY_MONTH = {
    "month_field": "month",
    "count_field": "reported",
    "category_field": "",
    "category": "all",
    "new_categories": True,
}


@pytest.mark.usefixtures("beats")
def test_monthly_counts(table, capsys):
    said = take(table(MONTHLY), capsys, **BY_MONTH)

    assert counts() == {("11", "2024-08", "all"): 7, ("11", "2024-09", "all"): 5}
    assert "2 added" in said
    assert "whole" not in said


@pytest.mark.usefixtures("beats")
def test_a_month_that_is_given_twice_is_rejected_the_second_time(table, capsys):
    path = table(MONTHLY + "2024-09,011,5\n")

    said = take(path, capsys, **BY_MONTH)

    assert counts()["11", "2024-09", "all"] == 5
    assert "1 rejected" in said
    assert rejected(path)[0][:2] == ["5", "Line 4 has given this count."]


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        ("-3", "cannot be a count"),
        ("=1+1", "not a number"),
        ("nan", "cannot be a count"),
        ("", "no number"),
        ("9e99", "cannot be a count"),
    ],
    ids=["negative", "formula", "nan", "nothing", "huge"],
)
@pytest.mark.usefixtures("beats")
def test_what_is_no_count_is_rejected(table, capsys, count, reason):
    path = table(MONTHLY + f"2024-10,11,{count}\n")

    assert "1 rejected" in take(path, capsys, **BY_MONTH)
    assert reason in rejected(path)[0][1]


@pytest.mark.usefixtures("beats")
def test_a_formula_does_not_become_the_name_of_a_kind(table, capsys):
    take(table('beat,when,type\n11,2024-09-01,"=HYPERLINK(""x"")"\n'), capsys)

    assert str(Category.objects.get()) == 'HYPERLINK("x")'


def test_a_supplied_beat_is_never_replaced_by_a_looked_up_one(beats, table, capsys):
    millrace, eastbank = beats
    square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    eastbank.draw({"type": "Polygon", "coordinates": [square]})
    path = table(
        "beat,when,type,lat,lon\n11,2024-09-01,THEFT,0.5,0.5\n,2024-09-01,THEFT,0.5,0.5\n"
        ",2024-09-01,THEFT,5,5\n99,2024-09-01,THEFT,0.5,0.5\n"
    )

    take(path, capsys, latitude_field="lat", longitude_field="lon")

    assert counts() == {
        (millrace.code, "2024-09", "theft"): 1,
        (eastbank.code, "2024-09", "theft"): 1,
    }
    assert [row[1] for row in rejected(path)] == [
        "It names no area, and its point lies in none.",
        "There is no area 99 here.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.usefixtures("beats")
def test_encodings(table, capsys, encoding):
    path = table("beat,when,type\n11,2024-09-01,AGRESIÓN\n".encode(encoding))

    take(path, capsys)

    assert str(Category.objects.get()) == "Agresión"


@pytest.mark.parametrize(
    "written",
    ["2024-09", "2024/09", "09/03/2024 11:15:00 PM", "9/3/2024", "2024-09-30T23:30:00-05:00",
     "2024-10-01T02:00:00Z", "20240903"],
    ids=["month", "slash", "american", "short", "offset", "utc", "compact"],
)  # fmt: skip
@pytest.mark.usefixtures("beats")
def test_dates_as_others_write_them(table, capsys, written):
    path = table(f"beat,when,type\n11,{written},THEFT\n11,2024-09-02,THEFT\n")

    take(path, capsys)

    if written == "20240903":
        assert "no month we can read" in rejected(path)[0][1]
    else:
        assert counts() == {("11", "2024-09", "theft"): 2}


@pytest.mark.usefixtures("beats")
def test_half_a_month_at_the_end_is_pointed_out(table, capsys):
    assert "is that month whole?" in take(table("beat,when,type\n11,2024-09-12,THEFT\n"), capsys)


@pytest.mark.usefixtures("beats")
def test_json_rows(table, capsys):
    path = table(
        '[{"beat": "11", "when": "2024-09-30", "type": "THEFT"}, {"beat": "77"}, 3]', "a.json"
    )

    assert "1 added, 0 changed, 0 unchanged, 2 rejected" in take(path, capsys)


@pytest.mark.usefixtures("beats")
def test_files_that_are_no_tables_are_refused(table, capsys, tmp_path):
    for text, reason in (
        (b"", "is empty"),
        (b"beat,when,type\n", "has no rows"),
        (b"a,b\n1,2\n", "has no column"),
        (b"beat,when,type\n" + b"x" * 10_000_000, "no table of rows"),
        (b"\x00\x01\x02" * 50, "without its mark|zero bytes"),
    ):
        with pytest.raises(CommandError, match=reason):
            take(table(text), capsys)
    with pytest.raises(CommandError, match="Give --category-field, or --category"):
        take(table(INCIDENTS), capsys, category="all")
    with pytest.raises(CommandError, match="--within: there is no area"):
        take(table(INCIDENTS), capsys, within="nowhere")
    with pytest.raises(CommandError, match="cannot be read"):
        take(table(INCIDENTS), capsys, map_file=str(tmp_path / "none.txt"))
    assert not MonthlyCount.objects.exists()


@pytest.mark.usefixtures("beats")
def test_new_counts_make_programs_be_looked_at_again(table, capsys):
    program = ProgramFactory.create(measured_at="2024-01-01T00:00:00Z")

    take(table(INCIDENTS), capsys)

    assert list(Program.objects.unmeasured()) == [program]


def test_counts_of_another_level_stay(beats, riverside, table, capsys):
    theft = CrimeCategoryFactory.create(code="theft")
    MonthlyCountFactory.create(area=riverside, category=theft, n=99, month=date(2024, 9, 1))

    take(table(INCIDENTS), capsys)

    assert counts()["1", "2024-09", "theft"] == 99


GONE = {"0430", "1650"}  # codes that stand in no boundary file


def monthly_rows():
    with gzip.open(real("crime/chicago_crime_monthly_by_beat_2002-2026.csv.gz"), "rt") as stream:
        return [row for row in csv.DictReader(stream) if row["beat"] not in GONE]


@pytest.fixture
def chicago():
    """The beats of twenty-five years, without boundaries."""
    Area.objects.bulk_create(
        AreaFactory.build(level="beat", code=code, name=code, slug=f"b{code}", path=f"{code}/")
        for code in sorted({row["beat"] for row in monthly_rows()})
    )


@pytest.mark.usefixtures("chicago")
def test_chicago_in_september_2024(capsys, tmp_path):
    path = real("crime/chicago_crimes_2024-09_with_beat.csv.gz")
    options = {
        "area_field": "beat_id",
        "month_field": "created_date",
        "category_field": "crime_type",
        "rejects": str(tmp_path / "rejects.csv"),
    }

    said = take(path, capsys, **options)

    with gzip.open(path, "rt") as stream:
        unknown = sum(row["beat_id"] in {"430", "1650"} for row in csv.DictReader(stream))
    total = MonthlyCount.objects.aggregate(n=Sum("n"))["n"]
    assert total == 22_919 - unknown
    assert set(MonthlyCount.objects.values_list("month", flat=True)) == {date(2024, 9, 1)}
    assert f"{unknown} rejected" in said
    assert "0 added, 0 changed" in take(path, capsys, **options)


@pytest.mark.usefixtures("chicago")
def test_chicago_by_beat_and_month_since_2002(capsys, tmp_path):
    path = real("crime/chicago_crime_monthly_by_beat_2002-2026.csv.gz")
    rejects = tmp_path / "rejects.csv"

    take(path, capsys, **BY_MONTH | {"count_field": "reported_crimes", "rejects": str(rejects)})

    total = MonthlyCount.objects.aggregate(n=Sum("n"))["n"]
    assert total == sum(int(row["reported_crimes"]) for row in monthly_rows())
    with rejects.open() as stream:
        assert {row[1] for row in csv.reader(stream)} >= {"There is no area 1650 here."}
