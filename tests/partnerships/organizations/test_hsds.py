"""What comes in as HSDS goes out as it came in."""

import csv
import io
import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from partnerships.organizations.hsds.items import items_of
from partnerships.organizations.models import Location, Organization, Service, ServiceAtLocation
from tests.real_data import real

CHICAGO = [
    "organization=Agency",
    "service=Division",
    "service=Program Model",
    "site=Site Name",
    "address=Address",
    "address_2=Address Line 2",
    "city=City",
    "state=State",
    "zip=ZIP",
    "phone=Phone Number",
    "extension=Phone Extension",
    "latitude=Latitude",
    "longitude=Longitude",
]


def brought_in(path, tmp_path, **options):
    """The last lines of what the command says."""
    out, err = io.StringIO(), io.StringIO()
    options.setdefault("rejects", str(tmp_path / "rejects.csv"))
    call_command("import_organizations", str(path), stdout=out, stderr=err, **options)
    return out.getvalue()


def sent_out(path, **options):
    call_command("export_organizations", str(path), stdout=io.StringIO(), **options)
    return path


def written(tmp_path, document, name="partners.json"):
    path = tmp_path / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return path


def taken_apart(documents):
    """Everything a list of documents says, by kind and id."""
    return {
        (item.kind, item.id): item.values for document in documents for item in items_of(document)
    }


def as_said(value):
    """As a table would say it: text, and nothing where nothing is."""
    if isinstance(value, dict):
        return {key: as_said(one) for key, one in value.items() if one not in (None, "", [])}
    if isinstance(value, list):
        return [as_said(one) for one in value]
    return str(value)


def covers(whole, part):
    """Whether `whole` says all that `part` says."""
    if isinstance(part, dict):
        return all(key in whole and covers(whole[key], one) for key, one in part.items())
    if isinstance(part, list):
        return all(any(covers(other, one) for other in whole) for one in part)
    return whole == part


@pytest.mark.parametrize("kind", ["organization", "service", "service_at_location"])
def test_the_examples_of_the_standard_come_back_equal(tmp_path, kind):
    path = real(f"partners/hsds3_example_{kind}_full.json")
    brought_in(path, tmp_path)
    back = json.loads(sent_out(tmp_path / "out.json").read_text("utf-8"))

    assert taken_apart(back) == taken_apart([json.loads(path.read_text("utf-8"))])


def test_a_whole_organization_comes_back_word_for_word(tmp_path):
    path = real("partners/hsds3_example_organization_full.json")
    brought_in(path, tmp_path)

    assert json.loads(sent_out(tmp_path / "out.json").read_text("utf-8")) == [
        json.loads(path.read_text("utf-8"))
    ]


def test_it_comes_back_by_way_of_tables_too(tmp_path):
    """A table knows text alone; apart from that nothing is lost."""
    path = real("partners/hsds3_example_organization_full.json")
    brought_in(path, tmp_path, source="one")
    tables = sent_out(tmp_path / "tables", format="tabular")
    Organization.objects.all().delete()
    brought_in(tables, tmp_path, source="two")
    back = taken_apart(json.loads(sent_out(tmp_path / "out.json").read_text("utf-8")))
    before = taken_apart([json.loads(path.read_text("utf-8"))])

    assert back.keys() == before.keys()
    for key, values in before.items():
        assert covers(as_said(back[key]), as_said(values)), key


def test_the_legal_aid_tables_of_illinois_come_back_cell_by_cell(tmp_path):
    folder = real("partners/illinois_legal_aid_hsds")
    said = brought_in(folder, tmp_path, placeholders=True)
    assert "1 rejected" in said  # the last row of its services is empty but for one number
    assert Service.objects.count() == 429
    assert Location.objects.count() == 520
    assert Organization.objects.exclude(hsds__has_key="placeholder").count() == 33

    back = sent_out(tmp_path / "tables", format="tabular")
    for before, after in {
        "organizations": "organizations",
        "services": "services",
        "locations": "locations",
        "phones": "phones",
        "regular_schedules": "schedules",
        "postal_addresses": "addresses",
    }.items():
        was = rows_of(folder / f"{before}.csv")
        del was[frozenset({("organization_id", "24441")})]
        assert was == rows_of(back / f"{after}.csv"), before


def rows_of(path):
    """Each row once, as the set of what stands in it; an address of its kind, older or newer."""
    with path.open(encoding="utf-8-sig", newline=None) as file:
        return Counter(
            dict.fromkeys(
                frozenset(
                    (key, " ".join(cell.split()))
                    for key, cell in row.items()
                    if cell.strip() and key != "address_type"
                )
                for row in csv.DictReader(file)
            )
        )


def test_without_placeholders_a_missing_parent_is_named_row_by_row(tmp_path):
    said = brought_in(real("partners/illinois_legal_aid_hsds"), tmp_path)
    rejects = (tmp_path / "rejects.csv").read_text("utf-8")

    assert "789 rejected" in said
    assert "It belongs to organization 91676, which is not in the file" in rejects
    assert Service.objects.count() == 430 - 341


def test_chicagos_sites_are_told_apart_from_their_agencies(tmp_path):
    path = real("partners/chicago_dfss_delegate_agencies.csv")
    said = brought_in(path, tmp_path, map=CHICAGO, approve=True)
    agencies, sites = Organization.objects.count(), Location.objects.count()
    places = ServiceAtLocation.objects.count()

    assert "0 rejected" in said
    assert agencies == 308
    assert agencies < sites <= places

    again = brought_in(path, tmp_path, map=CHICAGO, approve=True)
    assert again.startswith("0 added, 0 changed")
    assert Organization.objects.count() == agencies


def test_once_more_changes_nothing_and_a_change_is_one_change(tmp_path):
    one = {"id": "a", "name": "Mill Pantry", "services": [{"id": "s", "name": "Food"}]}
    assert brought_in(written(tmp_path, one), tmp_path).startswith("2 added, 0 changed")
    assert brought_in(written(tmp_path, one), tmp_path).startswith("0 added, 0 changed, 2")
    one["services"][0]["name"] = "Food and soap"
    assert brought_in(written(tmp_path, one), tmp_path).startswith("0 added, 1 changed, 1")
    assert Service.objects.get().name == "Food and soap"


def test_a_dry_run_keeps_nothing(tmp_path):
    said = brought_in(written(tmp_path, {"id": "a", "name": "X"}), tmp_path, dry_run=True)
    assert said.startswith("Dry run")
    assert not Organization.objects.exists()


def test_staff_looks_first_unless_told_otherwise(tmp_path):
    brought_in(written(tmp_path, {"id": "a", "name": "Waits"}), tmp_path)
    brought_in(written(tmp_path, {"id": "b", "name": "Shown"}), tmp_path, approve=True)
    assert list(Organization.objects.approved().values_list("name", flat=True)) == ["Shown"]


def test_what_its_own_people_look_after_is_left_alone(tmp_path, paul):
    path = written(tmp_path, {"id": "a", "name": "Mill Pantry"})
    brought_in(path, tmp_path)
    pantry = Organization.objects.get()
    pantry.memberships.create(user=paul, role="owner")
    Organization.objects.filter(pk=pantry.pk).update(name="Our Pantry")

    said = brought_in(path, tmp_path)
    assert "looked after by their own people" in said
    assert Organization.objects.get().name == "Our Pantry"


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"id": "a"}, "This organization has no name."),
        ({"name": "No number"}, "It has no id."),
        (["just", "words"], "It is not an object with fields."),
        ({"id": "s", "name": "Lost", "organization_id": "zz"}, "which is not in the file"),
        ({"id": "a", "name": "X", "services": "many"}, "Its services are not a list of objects."),
        ({"id": "a", "name": "X\x00"}, "It has a zero byte in a text."),
        (
            {
                "id": "a",
                "name": "X",
                "services": [{"id": "s", "name": "Y", "minimum_age": 9, "maximum_age": 3}],
            },
            "It is for people from 9 to 3, which is nobody.",
        ),
        ([{"id": "a", "name": "X"}, {"id": "a", "name": "Y"}], "There is one with id a already"),
    ],
)
def test_what_cannot_be_is_said_row_by_row(tmp_path, document, why):
    brought_in(written(tmp_path, document), tmp_path)
    assert why in (tmp_path / "rejects.csv").read_text("utf-8")


def test_nothing_is_part_of_itself_however_far_round(tmp_path):
    ring = [
        {"id": "a", "name": "A", "parent_organization_id": "b"},
        {"id": "b", "name": "B", "parent_organization_id": "c"},
        {"id": "c", "name": "C", "parent_organization_id": "a"},
        {"id": "d", "name": "D", "parent_organization_id": "e"},
        {"id": "e", "name": "E", "parent_organization_id": "gone"},
    ]
    said = brought_in(written(tmp_path, ring), tmp_path)

    assert "part of themselves" in said
    assert "a, b, c" in said
    assert "1 are part of an organization that is not in the file" in said
    assert [one.name for one in Organization.objects.exclude(parent=None)] == ["D"]


def test_lines_and_pages_of_documents_are_read_too(tmp_path):
    lines = '{"id": "a", "name": "A"}\n{"id": "b", "name": "B"}\n'
    assert brought_in(written(tmp_path, lines), tmp_path).startswith("2 added")
    page = {"total_items": 1, "contents": [{"id": "c", "name": "C"}]}
    assert brought_in(written(tmp_path, page, "page.json"), tmp_path).startswith("1 added")


def test_a_file_cut_short_brings_nothing(tmp_path):
    with pytest.raises(CommandError, match="cut short"):
        brought_in(written(tmp_path, '[{"id": "a", "name": "A"}, {"id": "b"'), tmp_path)
    assert not Organization.objects.exists()


def test_a_folder_without_organizations_is_refused(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "phones.csv").write_text("id,number\n1,555\n")
    with pytest.raises(CommandError, match=r"has no organizations\.csv"):
        brought_in(folder, tmp_path)


def test_tax_numbers_stay_out_of_what_everyone_gets(tmp_path):
    brought_in(
        written(tmp_path, {"id": "a", "name": "A", "tax_id": "12-345"}), tmp_path, approve=True
    )
    assert "12-345" in sent_out(tmp_path / "all.json").read_text("utf-8")
    assert "12-345" not in sent_out(tmp_path / "public.json", public=True).read_text("utf-8")
