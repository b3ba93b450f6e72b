"""Concerns from another system: what its rows become, and what they never touch."""

import csv
import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from engagement.concerns.models import Concern
from portal.areas.models import Area
from tests.factories.areas import square
from tests.factories.concerns import CategoryFactory

COLUMNS = "id,what,where,raised,closed,status,lat,lon,district,kind"
MAP = [
    "external_id=id", "text=what", "place=where", "raised_at=raised", "closed_at=closed",
    "state=status", "latitude=lat", "longitude=lon", "area=district", "category=kind",
]  # fmt: skip


@pytest.fixture
def city(riverside, hillside, millrace):
    """Riverside with its beat Millrace, and Hillside east of it, where nobody drew a beat."""
    riverside.draw(square(-90, 40))
    millrace.draw(square(-90, 40, 0.5))
    hillside.draw(square(-89, 40))


@pytest.fixture
def write(tmp_path):
    def _write(*rows, columns=COLUMNS, name="concerns.csv"):
        path = tmp_path / name
        path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
        return str(path)

    return _write


def import_concerns(file, capsys, mapping=MAP, **options):
    options.setdefault("source_system", "city-311")
    call_command("import_concerns", file, map=mapping, **options)
    return capsys.readouterr().out


def row(number="1", what="Garbage", *, raised="2014-07-01", closed="", status="Open",
        point="40.2,-89.8", district="", kind=""):  # fmt: skip
    return f"{number},{what},4853 S Wood,{raised},{closed},{status},{point},{district},{kind}"


def test_a_row_becomes_a_concern_of_another_system(city, write, capsys):
    CategoryFactory.create(slug="rubbish", name="Rubbish", names={"es": "Desperdicios"})

    out = import_concerns(write(row(kind="desperdicios")), capsys)
    concern = Concern.objects.get()

    assert out == "1 added, 0 changed, 0 unchanged, 0 rejected\n"
    assert (concern.source, concern.source_system, concern.external_id) == (
        "import", "city-311", "1",
    )  # fmt: skip
    assert (concern.text, concern.place, concern.state) == ("Garbage", "4853 S Wood", "received")
    assert concern.raised_at == datetime(2014, 7, 1, 5, tzinfo=UTC)
    assert concern.category.slug == "rubbish"
    assert not concern.anonymous
    assert not concern.receipt_hash
    assert not concern.is_public
    assert concern.cell


def test_a_row_without_an_area_gets_the_deepest_one_around_its_point(city, write, capsys):
    import_concerns(write(row("1"), row("2", point="40.2,-88.5"), row("3", point="1,1")), capsys)

    assert [*Concern.objects.order_by("external_id").values_list("area__name", flat=True)] == [
        "Millrace",
        "Hillside",
        None,
    ]


def test_a_supplied_area_is_never_replaced_by_one_looked_up(city, write, capsys):
    import_concerns(
        write(row(district="2"), row("2", district="02")), capsys, area_level="district"
    )

    for concern in Concern.objects.all():
        assert concern.area.name == "Hillside"
        assert concern.area_supplied


def test_a_later_file_without_the_area_leaves_the_supplied_one(city, write, capsys):
    import_concerns(write(row(district="2")), capsys, area_level="district")

    out = import_concerns(write(row(what="More garbage")), capsys, area_level="district")

    concern = Concern.objects.get()
    assert "1 changed" in out
    assert (concern.text, concern.area.name) == ("More garbage", "Hillside")


@pytest.mark.parametrize(
    ("choice", "area", "supplied"), [("locate", "Millrace", False), ("keep", None, True)]
)
def test_an_area_that_is_not_here_is_rejected_unless_told_otherwise(
    city, write, capsys, choice, area, supplied
):
    file = write(row(district="21"))

    out = import_concerns(file, capsys)
    assert "0 added, 0 changed, 0 unchanged, 1 rejected" in out
    assert "Rows that name an area not here: 1 (21), rejected" in out

    import_concerns(file, capsys, unknown_area=choice)
    concern = Concern.objects.get()
    assert (concern.area and concern.area.name, concern.area_supplied) == (area, supplied)


def test_zero_is_how_systems_write_that_they_do_not_know(city, write, capsys):
    import_concerns(write(row(district="0")), capsys)

    assert Concern.objects.get().area.name == "Millrace"


@pytest.mark.parametrize(
    ("status", "closed", "state"),
    [
        ("Open", "", "received"),
        ("Completed", "2014-07-03", "resolved"),
        ("Completed - Dup", "2014-07-03", "duplicate"),
        ("OPEN - DUP", "", "duplicate"),
        ("In Progress", "", "in_progress"),
        ("Transferred", "2014-07-03", "referred"),
        ("Invalid", "2014-07-03", "no_action"),
        ("", "", "received"),
        ("", "2014-07-03", "resolved"),
    ],
)
def test_statuses_become_states(city, write, capsys, status, closed, state):
    import_concerns(write(row(status=status, closed=closed)), capsys)

    concern = Concern.objects.get()
    assert concern.state == state
    assert bool(concern.closed_at) == (state in {"resolved", "duplicate", "referred", "no_action"})
    if closed:
        assert concern.closed_at == datetime(2014, 7, 3, 5, tzinfo=UTC)


def test_a_status_of_theirs_can_be_told(city, write, capsys):
    file = write(row(status="Gone fishing", closed="2014-07-03"))

    assert "1 rejected" in import_concerns(file, capsys)
    assert "1 added" in import_concerns(file, capsys, status=["gone fishing=resolved"])


def test_every_row_that_cannot_come_in_says_why(city, write, capsys, tmp_path):
    out = import_concerns(
        write(
            row("1"),
            row("", "No number"),
            row("3", " "),
            row("4", raised=""),
            row("5", raised="yesterday"),
            row("6", raised="2999-01-01"),
            row("7", closed="2014-06-01", status="Completed"),
            row("8", status="Gone fishing"),
            row("9", point="x,1"),
            row("10", point="140,-89"),
            "11,too short",
            row("1", "The same again"),
        ),
        capsys,
    )
    rejects = csv.reader((tmp_path / "concerns.csv.rejects.csv").read_text().splitlines())
    reasons = {int(line): reason for line, reason, *_ in [*rejects][1:]}

    assert out.startswith("1 added, 0 changed, 0 unchanged, 11 rejected")
    assert Concern.objects.get().text == "The same again"
    assert reasons == {
        2: "Line 13 has the same number and counts.",
        3: "It has no id.",
        4: "It says nothing in what.",
        5: "It has no raised.",
        6: "'yesterday' is no date we can read.",
        7: "It was raised in the future: 2999-01-01.",
        8: "It was closed before it was raised.",
        9: 'Its status "Gone fishing" is unknown. Use --status "…=resolved".',
        10: "Its latitude is 'x', which is not a number.",
        11: "Its latitude is 140, outside the world.",
        12: "It has 2 fields where the header names 10.",
    }


def test_a_second_run_changes_nothing_and_writes_no_history(city, write, capsys):
    file = write(row("1"), row("2", status="Completed", closed="2014-07-03"))
    import_concerns(file, capsys)
    before = [*Concern.objects.order_by("pk").values()]

    assert "0 added, 0 changed, 2 unchanged" in import_concerns(file, capsys)
    assert [*Concern.objects.order_by("pk").values()] == before
    assert not apps.get_model("concerns", "ConcernEvent").objects.exists()


def test_news_from_the_other_system_comes_in(city, write, capsys):
    import_concerns(write(row()), capsys)

    out = import_concerns(write(row(status="Completed", closed="2014-07-03")), capsys)

    assert "1 changed" in out
    assert Concern.objects.get().state == "resolved"


def test_what_people_here_have_worked_on_is_left_alone(city, write, capsys, dana):
    import_concerns(write(row()), capsys)
    Concern.objects.get().acknowledge(dana)

    out = import_concerns(write(row(status="Completed", closed="2014-07-03")), capsys)

    assert "0 changed, 1 unchanged" in out
    assert Concern.objects.get().state == "acknowledged"


def test_two_systems_may_use_the_same_number(city, write, capsys):
    import_concerns(write(row()), capsys)

    assert "1 added" in import_concerns(write(row()), capsys, source_system="parks")


def test_rows_without_numbers_are_known_by_what_they_say(city, write, capsys):
    mapping = [pair for pair in MAP if not pair.startswith("external_id")]
    file = write(row(), row(what="Other"), row())

    assert "2 added, 0 changed, 0 unchanged, 1 rejected" in import_concerns(file, capsys, mapping)
    assert "0 added, 0 changed, 2 unchanged" in import_concerns(file, capsys, mapping)


def test_text_may_be_put_together_from_two_columns(city, write, capsys):
    mapping = ["text=kind", *MAP]
    file = write(row("1", "In the alley", kind="Garbage"), row("2", "", kind="Garbage"))

    import_concerns(file, capsys, mapping)

    texts = Concern.objects.order_by("external_id").values_list("text", flat=True)
    assert [*texts] == ["Garbage: In the alley", "Garbage"]


def test_public_is_what_the_other_system_publishes_already(city, write, capsys):
    import_concerns(write(row()), capsys, public=True)

    assert Concern.objects.get().is_public


def test_a_withdrawn_concern_stays_withdrawn(city, write, capsys, dana):
    import_concerns(write(row()), capsys, public=True)
    Concern.objects.get().withdraw(dana)

    import_concerns(write(row(what="Again")), capsys, public=True)

    assert not Concern.objects.get().is_public


def test_a_json_array_comes_in_like_a_table(city, tmp_path, capsys):
    path = tmp_path / "concerns.json"
    rows = [{"id": 1, "what": "Garbage", "raised": "2014-07-01T12:00:00"}, {"id": 2}]
    path.write_text(json.dumps(rows))

    out = import_concerns(str(path), capsys)

    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in out


def test_markup_and_zero_bytes_are_only_text(city, write, capsys):
    import_concerns(write(row(what='"<script>alert(1)</script>\\N\\t"')), capsys)

    assert Concern.objects.get().text == "<script>alert(1)</script>\\N\\t"


def test_a_dry_run_keeps_nothing(city, write, capsys):
    assert import_concerns(write(row()), capsys, dry_run=True).startswith("Dry run")
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("", {}, "is empty"),
        (COLUMNS, {}, "has a header and no rows"),
        ("a,b\n1,2", {}, "has no column id, what"),
        (COLUMNS, {"mapping": ["text=what"]}, "Say which column holds raised_at"),
        (COLUMNS, {"mapping": ["words=what"]}, "there is no field words"),
        (COLUMNS, {"status": ["x=nonsense"]}, "there is no state nonsense"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_sentence(
    city, tmp_path, capsys, content, options, words
):
    path = tmp_path / "concerns.csv"
    path.write_text(content)

    with pytest.raises(CommandError, match=words) as error:
        import_concerns(str(path), capsys, **options)

    assert error.value.returncode == 2
    assert not Concern.objects.exists()


def test_an_address_nobody_allowed_is_not_fetched(capsys):
    with pytest.raises(CommandError, match="is not allowed yet") as error:
        import_concerns("https://311.example.org/requests.json", capsys)

    assert error.value.returncode == 2


@pytest.mark.parametrize("at", ["copy", "move"])
def test_a_failure_in_the_middle_leaves_nothing(city, write, capsys, monkeypatch, at, tmp_path):
    from engagement.concerns import imports

    if at == "move":
        monkeypatch.setattr(imports, "MOVE", "SELECT 1 / 0, %s, %s, %s, %s, %s")
    else:
        monkeypatch.setattr(imports, "located", lambda _drafts, _atlas: [("x",) * 15])

    with pytest.raises(CommandError, match="nothing was imported") as error:
        import_concerns(write(row(), row("")), capsys)

    assert error.value.returncode == 2
    assert not Concern.objects.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["concerns.csv"]
    with connection.cursor() as cursor:  # the connection is still good
        cursor.execute("SELECT 1")


def test_the_number_of_statements_does_not_grow_with_the_rows(
    city, write, capsys, django_assert_max_num_queries
):
    file = write(*(row(str(number)) for number in range(500)))

    with django_assert_max_num_queries(20):
        import_concerns(file, capsys)

    assert Concern.objects.count() == 500
    assert Area.objects.count() == 3
