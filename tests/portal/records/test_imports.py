"""The frame of every import, tried with files people really send."""

import csv
import errno
import gzip
import io
import random
import resource
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.areas.models import Area, Population
from portal.records.imports import Records, Refused, RowError, mapping_of, open_source
from portal.records.imports.looking import look
from portal.records.imports.rejects import Rejects
from portal.records.imports.values import Moments, degrees, whole_number
from tests.servers import addresses

HEADER = "area,sex,people\n"


@pytest.fixture
def write(tmp_path):
    """Writes a file of bytes or text and gives its name."""

    def _write(content, name="people.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return str(path)

    return _write


@pytest.fixture
def city(millrace, eastbank):
    return millrace, eastbank


def import_people(file, capsys, **options):
    call_command("import_population", file, **options)
    return capsys.readouterr()


def refused(file, **options):
    with pytest.raises(CommandError) as error:
        call_command("import_population", file, **options)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    assert not Population.objects.exists()
    return str(error.value)


def rows_of(file, encoding=""):
    source = open_source(file)
    return list(Records.of(source, look(source, encoding)))


def test_rows_come_in_and_a_second_run_changes_nothing(city, write, capsys):
    file = write(HEADER + "11,female,50\n11,male,48\n12,female,7\n")

    assert import_people(file, capsys).out == "3 added, 0 changed, 0 unchanged, 0 rejected\n"
    assert import_people(file, capsys).out == "0 added, 0 changed, 3 unchanged, 0 rejected\n"


def test_without_a_terminal_progress_is_one_plain_line(city, write, capsys):
    err = import_people(write(HEADER + "11,female,50\n"), capsys).err

    assert err.startswith("people.csv: 1 rows in ")
    assert err.count("\n") == 1


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(city, write, capsys):
    out = import_people(write(HEADER + "11,female,50\n"), capsys, dry_run=True).out

    assert out == "Dry run, nothing was kept: 1 added, 0 changed, 0 unchanged, 0 rejected\n"
    assert not Population.objects.exists()


def test_rejected_rows_are_listed_with_line_reason_and_what_stood_there(
    city, write, capsys, tmp_path
):
    file = write(
        HEADER + '11,"fe\nmale",50\n99,male,48\n\n11,male,many\n11,male\n,male,3\n11,male,-4\n'
    )

    out = import_people(file, capsys).out
    rejects = [*csv.reader(io.StringIO((tmp_path / "people.csv.rejects.csv").read_text()))]

    assert out.startswith("1 added, 0 changed, 0 unchanged, 5 rejected (see ")
    assert rejects == [
        ["line", "reason", "area", "sex", "people"],
        ["4", "There is no area 99 here.", "99", "male", "48"],
        ["6", "people is 'many', which is not a number.", "11", "male", "many"],
        ["7", "It has 2 fields where the header names 3.", "11", "male"],
        ["8", "It has no area.", "", "male", "3"],
        ["9", "people is -4, which cannot be a count.", "11", "male", "-4"],
    ]


def test_the_list_of_rejects_goes_where_it_is_asked_to(city, write, capsys, tmp_path):
    file = write(HEADER + "99,male,48\n")
    (tmp_path / "lists").mkdir()

    import_people(file, capsys, rejects=str(tmp_path / "lists"))
    import_people(file, capsys, rejects=str(tmp_path / "mine.csv"))

    assert (tmp_path / "lists" / "people.csv.rejects.csv").exists()
    assert (tmp_path / "mine.csv").exists()
    assert "Give a place for it" in refused(file, rejects="/nowhere/at/all.csv")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "people.csv is empty."),
        ("\n\n", "has no header"),
        (HEADER, "has no rows"),
        ("a,b\n1,2\n", "has no column area, people. It has: a, b."),
        ("area,peeple\n11,2\n", "people may be peeple"),
        ("area,area,people\n11,2,3\n", "names a column twice: area"),
        (HEADER + '11,"female,50\n' + "x" * 1_100_000, "more than a million letters"),
        (HEADER + '11,"female,50\n' + "x,y,1\n" * 200_000, "quotation mark is never closed"),
        (HEADER.encode() + b"11,\x00,3\n", "it has zero bytes"),
        ("area,people\n11,2\n".encode("utf-16-le"), "UTF-16 without its mark"),
        ("<html><body>Sign in</body></html>", "is a web page"),
        (b"\xd0\xcf\x11\xe0old", "old Excel"),
        ('{"rows": 1}', "neither an array of rows nor GeoJSON"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(city, write, content, words):
    assert words in refused(write(content))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "Read as UTF-16."),
        ("cp1252", "Read as Windows-1252, since it is not UTF-8."),
    ],
)
def test_the_encoding_is_found_and_a_guess_is_said_aloud(write, encoding, said, capsys, city):
    city[0].name = "Peñón “del” Río"
    city[0].save()

    result = import_people(write("area,people\nPeñón “del” Río,9\n", encoding=encoding), capsys)

    assert "1 added" in result.out
    assert said in result.err
    assert bool(said) == ("Read as" in result.err)


def test_a_file_that_changes_its_encoding_on_the_way_is_refused(write):
    with pytest.raises(Refused, match="goes on as something else"):
        look(open_source(write(b"\xef\xbb\xbfarea\n\xe9\n")))
    with pytest.raises(Refused, match="is not written in utf-16"):
        look(open_source(write(b"\xff\xfea\x00,")))


def test_what_windows_never_writes_is_read_as_latin_1(write):
    assert look(open_source(write(b"area\n\x81\xe9\n"))).encoding == "latin-1"


def test_a_given_encoding_is_used_and_must_fit(city, write, capsys):
    file = write("area,people\nMillrace,9\n", encoding="utf-16-le")

    assert "1 added" in import_people(file, capsys, encoding="utf-16-le").out
    with pytest.raises(Refused, match="is not written in ascii"):
        look(open_source(write("é\n")), "ascii")
    with pytest.raises(Refused, match="There is no encoding"):
        look(open_source(file), "nonsense")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(write, delimiter):
    (row,) = rows_of(write(f"a{delimiter}b\n1{delimiter}2\n"))

    assert row.values == {"a": "1", "b": "2"}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_does(write, ends):
    text = ends.join(["a,b", "1,2", f'"x{ends}y",3', "", "4,5"])

    assert [row.line for row in rows_of(write(text))] == [2, 3, 6]


def test_what_is_packed_is_read(tmp_path, write):
    text = "a,b\n1,2\n"
    packed = write(gzip.compress(text.encode()), "t.csv.gz")
    zipped = tmp_path / "t.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("t.csv", text)
        archive.writestr("__MACOSX/t.csv", "junk")

    assert rows_of(packed)[0].values == rows_of(str(zipped))[0].values == {"a": "1", "b": "2"}


def test_what_is_cut_short_is_refused(write):
    noise = "".join(f"{random.Random(n).random()},2\n" for n in range(20_000))  # noqa: S311
    cut = gzip.compress(("a,b\n" + noise).encode())[:-2_000]

    with pytest.raises(Refused, match="was cut short"):
        rows_of(write(cut, "t.csv.gz"))


def test_what_is_packed_twice_is_refused(write):
    with pytest.raises(Refused, match="packed twice"):
        open_source(write(gzip.compress(gzip.compress(b"a,b\n1,2\n")), "t.csv.gz"))


def test_a_locked_archive_is_refused(tmp_path):
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("t.csv", "a,b\n")
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag of the file
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and of the list
    path.write_bytes(content)

    with pytest.raises(Refused, match="is locked"):
        open_source(str(path))


def test_a_file_of_endless_columns_is_no_table(write):
    with pytest.raises(Refused, match="That is no table"):
        rows_of(write(",".join(map(str, range(6_000))) + "\n1\n"))


def test_a_bomb_is_refused_before_it_goes_off(write):
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=9) as file:
        file.write(b"area,people\n")
        for _ in range(40):
            file.write(b"11,1\n" * 400_000)  # 2 MB each

    began = time.monotonic()
    assert "unpacks to more than 200 times its size" in refused(write(bomb.getvalue(), "b.csv.gz"))
    assert time.monotonic() - began < 20


def test_one_endless_line_is_refused_without_reading_it_all(tmp_path):
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.write(b"area,people\n")
        file.write(b"x" * 2**21)
        file.truncate(2 * 2**30)  # two gigabytes, most of them a hole

    assert "more than a million letters" in refused(str(path))


def test_memory_stays_the_same_whatever_the_size(write):
    def peak_of(rows):
        file = write("a,b\n" + "some words,2\n" * rows, f"{rows}.csv")
        source = open_source(file)
        for _row in Records.of(source, look(source)):
            pass
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    small = peak_of(1_000)
    assert peak_of(300_000) - small < 8_000  # kilobytes; the file has 4 MB, its rows 100


def test_json_arrays_and_geojson_are_tables_too(write):
    array = rows_of(write('[{"a": 1, "b": null}, {"a": 2.5, "c": {"d": [1]}}, 7]', "t.json"))
    features = rows_of(
        write('{"type": "FeatureCollection", "features": [{"properties": {"a": "é"}}]}', "t.json")
    )

    assert [row.values for row in array] == [
        {"a": "1", "b": ""},
        {"a": "2.5", "c": '{"d": [1]}'},
        {},
    ]
    assert array[2].problem == "It is not an object with fields."
    assert features[0].values == {"a": "é"}


def test_a_mapping_names_our_fields():
    assert mapping_of(["text=A", "text=B c", "state= S "], ["text", "state"]) == {
        "text": ["A", "B c"],
        "state": ["S"],
    }
    with pytest.raises(Refused, match="there is no field words"):
        mapping_of(["words=A"], ["text"])
    with pytest.raises(Refused, match="should read"):
        mapping_of(["text"], ["text"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2000-01-03", "2000-01-03T06:00:00+00:00"),
        ("2014-07-01T12:30:00Z", "2014-07-01T12:30:00+00:00"),
        ("2014-07-01T12:30:00.123-05:00", "2014-07-01T17:30:00.123000+00:00"),
        ("9/15/2020 2:41 PM", "2020-09-15T19:41:00+00:00"),
        ("09/15/2020 14:41:05", "2020-09-15T19:41:05+00:00"),
        ("9/15/20", "2020-09-15T05:00:00+00:00"),
        ("Sep 15, 2020", "2020-09-15T05:00:00+00:00"),
        (" 2020/09/15 ", "2020-09-15T05:00:00+00:00"),
    ],
)
def test_dates_are_read_as_other_systems_write_them(written, read):
    assert Moments(ZoneInfo("America/Chicago")).read(written).isoformat() == read


def test_days_come_first_when_told_so():
    moments = Moments(ZoneInfo("UTC"), day_first=True)

    assert moments.read("3/4/2020").isoformat() == "2020-04-03T00:00:00+00:00"


@pytest.mark.parametrize("written", ["", "yesterday", "31/31/2020", "0001-01-01", "2020-13-01"])
def test_what_is_no_date_is_rejected(written):
    with pytest.raises(RowError, match="is no date we can read"):
        Moments(ZoneInfo("UTC")).read(written)


def test_numbers_are_read_as_people_write_them():
    assert whole_number(" 2,955.0 ", "x") == 2955
    for wrong in ("", "*", "<10", "inf", "nan", "-1", "1e99"):
        with pytest.raises(RowError):
            whole_number(wrong, "x")
    assert degrees("", 90, "x") is degrees("NA", 90, "x") is None
    for wrong in ("91", "nan", "x"):
        with pytest.raises(RowError):
            degrees(wrong, 90, "x")


@hypothesis_settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "any.csv"
    path.write_bytes(content)
    with suppress(Refused):  # in words; anything else fails the test
        rows_of(str(path))


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
    )
)
def test_any_table_is_read_back_as_it_was_written(tmp_path_factory, table):
    path = tmp_path_factory.mktemp("table") / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *table])

    assert [list(row.raw) for row in rows_of(str(path))] == table


def test_a_full_disk_leaves_nothing_and_is_said(city, write, monkeypatch, tmp_path):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Rejects, "add", full)

    assert refused(write(HEADER + "11,male,4\n99,male,4\n")) == (
        "The disk is full. Nothing was imported."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_at_a_terminal_there_is_a_bar(city, write, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    err = import_people(write(HEADER + "11,male,4\n"), capsys).err

    assert "people.csv" in err
    assert "rows in" not in err


# From outside, as an administrator meets it


def manage(*words):
    return {
        "args": [sys.executable, "manage.py", *words],
        "cwd": settings.BASE_DIR,
        "env": {**addresses(), "PATH": "/usr/bin:/bin"},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
        # A shell that runs the tests in the background has its children ignore Ctrl-C.
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    }


@pytest.mark.django_db(transaction=True)
def test_the_command_ends_with_2_and_one_line():
    done = subprocess.run(**manage("import_population", "/nowhere/people.csv"), check=False)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip() == "Refused: There is no file /nowhere/people.csv."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_in_the_middle_leaves_nothing(tmp_path, blow):
    Area.objects.establish(level="beat", code="11", name="Millrace")
    path = tmp_path / "people.csv"
    with path.open("w") as file:
        file.write("area,age_band,people\n")
        file.writelines(f"11,{age},1\n" for age in range(900_000))
        file.write("99,all,1\n")

    process = subprocess.Popen(**manage("import_population", str(path)))
    _wait_for_copy(process)
    process.send_signal(blow)
    _out, err = process.communicate(timeout=60)

    # A shell says 130 of a process that let Ctrl-C end it; the process itself may say -2.
    assert process.returncode in ({130, -blow} if blow == signal.SIGINT else {-blow})
    if blow == signal.SIGINT:
        assert "Stopped. Nothing was imported." in err
    assert not Population.objects.exists()
    assert not (tmp_path / "people.csv.rejects.csv").exists()


def _wait_for_copy(process):
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_progress_copy"
                " WHERE tuples_processed > 99 AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("The import never began to copy.")
