import pytest
from django.core.management import CommandError, call_command

from portal.areas.models import Population
from tests.factories.areas import AreaFactory


@pytest.fixture
def write(tmp_path, millrace, eastbank):
    def _write(text, name="people.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return _write


def import_people(file, capsys, **options):
    call_command("import_population", file, **options)
    return capsys.readouterr().out


def cells(area):
    return {
        (cell.age_band, cell.sex, cell.race_ethnicity): cell.people for cell in area.cells.all()
    }


def test_one_count_a_row_with_blank_meaning_all(write, capsys, millrace):
    import_people(
        write("area,age_band,sex,people\n11,,,98\n11,,female,50\n11,,all,98\n11,18-24,male,9\n"),
        capsys,
    )

    assert cells(millrace) == {("", "", ""): 98, ("", "female", ""): 50, ("18-24", "male", ""): 9}


def test_one_area_a_row_with_a_map_for_each_column(write, capsys, millrace, tmp_path):
    mapping = tmp_path / "map.txt"
    mapping.write_text("# the census\nFemale 0 to 17=age_band:0-17,sex:female\n\n")

    import_people(
        write('beat,All,"Male, all","Female 0 to 17"\n11,"6,187",3000.0,700\n'),
        capsys,
        area_field="beat",
        map=["All=total", "Male, all=sex:male"],
        map_file=str(mapping),
    )

    millrace.refresh_from_db()
    assert millrace.population == 6187
    assert cells(millrace) == {
        ("", "", ""): 6187,
        ("", "male", ""): 3000,
        ("0-17", "female", ""): 700,
    }


def test_a_row_comes_in_whole_or_not_at_all(write, capsys, millrace, eastbank):
    out = import_people(
        write("area,All,Men\n11,98,*\n12,90,40\n"), capsys, map=["All=total", "Men=sex:male"]
    )

    assert "2 added, 0 changed, 0 unchanged, 1 rejected" in out
    assert not millrace.cells.exists()


def test_margins_and_joint_cells_are_kept_apart(write, capsys, millrace):
    import_people(write("area,age_band,sex,people\n11,,male,48\n11,,female,50\n"), capsys)
    import_people(write("area,age_band,sex,people\n11,18-24,male,9\n"), capsys)

    by = Population.objects.filter(area=millrace).by
    assert [cell.people for cell in by("sex")] == [50, 48]
    assert [cell.people for cell in by("age_band", "sex")] == [9]
    assert not by().exists()


def test_new_bands_replace_the_old_ones_of_the_same_kind(write, capsys, millrace):
    import_people(write("area,age_band,people\n11,0-17,20\n11,18+,80\n12,0-17,5\n"), capsys)

    out = import_people(write("area,age_band,people\n11,0-14,15\n11,15+,85\n"), capsys)

    assert "Older counts of the same kind, removed: 2." in out
    assert {age for age, _, _ in cells(millrace)} == {"0-14", "15+"}
    assert Population.objects.count() == 3


@pytest.mark.parametrize(
    ("rows", "population"),
    [
        (["11,,,,98", "11,0-17,,,20"], 98),
        (["11,,male,,48", "11,,female,,50", "11,,,white,70", "11,,,hispanic,60"], 98),
        (["11,0-17,male,,20", "11,18+,male,,30"], 50),
    ],
)
def test_the_population_is_the_surest_sum(write, capsys, millrace, rows, population):
    import_people(
        write("area,age_band,sex,race_ethnicity,people\n" + "\n".join(rows) + "\n"), capsys
    )

    millrace.refresh_from_db()
    assert millrace.population == population


def test_counts_that_leave_people_out_do_not_set_the_population(write, capsys, millrace):
    import_people(write("area,age_band,people\n11,0-17,20\n"), capsys, partial=True)

    millrace.refresh_from_db()
    assert millrace.population is None


def test_counts_that_overlap_are_pointed_out(write, capsys):
    out = import_people(
        write("area,race_ethnicity,people\n11,,100\n11,white,80\n11,hispanic,50\n"), capsys
    )

    assert "Counts by race or ethnicity add up to 130% of everyone." in out


def test_people_counted_twice_are_rejected_the_second_time(write, capsys, millrace):
    out = import_people(write("area,sex,people\n11,male,48\n12,male,3\n11,male,49\n"), capsys)

    assert "2 added, 0 changed, 0 unchanged, 1 rejected" in out
    assert cells(millrace) == {("", "male", ""): 48}


def test_an_area_is_found_by_name_and_by_number_without_its_zeros(write, capsys):
    AreaFactory.create(code="0112", name="Rogers Park")

    assert "2 added" in import_people(
        write("area,sex,people\nROGERS PARK,male,1\n112.0,female,2\n"), capsys
    )


def test_a_code_of_two_levels_needs_the_level(write, capsys):
    AreaFactory.create(level="neighborhood", code="11", slug="other", path="n11/")
    file = write("area,people\n11,5\n")

    assert "1 rejected" in import_people(file, capsys)
    assert "1 added" in import_people(file, capsys, level="beat")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"map": ["All"]}, "should read"),
        ({"map": ["All=age:3"]}, "should read age_band"),
        ({"map": ["All=total", "area=total"]}, "the same people"),
        ({"map": ["Everyone=total"]}, "has no column Everyone"),
        ({"map_file": "/nowhere/map.txt"}, "cannot be read"),
        ({"area_field": "beat"}, "has no column beat"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(write, capsys, options, words):
    with pytest.raises(CommandError, match=words) as error:
        import_people(write("area,people,All\n11,5,5\n"), capsys, **options)

    assert error.value.returncode == 2
