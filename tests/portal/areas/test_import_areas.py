import gzip
import io
import json
import zipfile

import pyproj
import pytest
import shapefile
from django.core.management import CommandError, call_command

from portal.areas.models import Area
from tests.factories.areas import square

BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
STATE_PLANE = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3435", always_xy=True)


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def geojson(tmp_path):
    """Writes features to a file and gives its name."""

    def write(*features, name="beats.geojson", **top):
        path = tmp_path / name
        text = json.dumps({"type": "FeatureCollection", **top, "features": features})
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return str(path)

    return write


def import_areas(file, capsys, *, level="beat", **options):
    call_command("import_areas", file, id_field="num", level=level, **options)
    return capsys.readouterr().out


def refused(file, level="beat", **options):
    """The one sentence; nothing may have come in."""
    before = Area.objects.count()
    with pytest.raises(CommandError) as error:
        call_command("import_areas", file, id_field="num", level=level, **options)
    assert error.value.returncode == 2
    assert Area.objects.count() == before
    assert "\n" not in str(error.value)
    return str(error.value)


BEATS = [feature(square(-90, 40), num="0111"), feature(square(-89, 40), num="0112")]


def test_areas_come_in_with_their_leading_zeros(geojson, capsys):
    out = import_areas(geojson(*BEATS), capsys)

    assert out.startswith("2 added, 0 changed, 0 unchanged, 0 rejected")
    assert [*Area.objects.values_list("code", "name")] == [
        ("0111", "Beat 0111"),
        ("0112", "Beat 0112"),
    ]


def test_a_second_run_changes_nothing_and_a_third_what_is_new(geojson, capsys):
    import_areas(geojson(*BEATS), capsys)
    assert "2 unchanged" in import_areas(geojson(*BEATS), capsys)
    slugs = {*Area.objects.values_list("slug", flat=True)}

    redrawn = feature(square(-90, 39), num="0111", title="Mill Town")
    named = feature(square(-89, 40), num="0112", title="Beat 0112")
    out = import_areas(geojson(redrawn, named), capsys, name_field="title")

    assert "0 added, 1 changed, 1 unchanged" in out
    assert {*Area.objects.values_list("slug", flat=True)} == slugs


def test_an_area_that_vanished_from_the_file_stays_and_is_named(geojson, capsys):
    import_areas(geojson(*BEATS), capsys)

    out = import_areas(geojson(BEATS[0]), capsys)

    assert "No longer in the file and left as they are: 0112." in out
    assert Area.objects.count() == 2


def test_a_dry_run_keeps_nothing(geojson, capsys):
    out = import_areas(geojson(*BEATS), capsys, dry_run=True)

    assert out.startswith("Dry run, nothing was kept: 2 added")
    assert not Area.objects.exists()


def test_several_features_of_one_id_are_one_area(geojson, capsys):
    pieces = [feature(square(-90 + n, 40), num="31") for n in (0, 1, 5)]

    out = import_areas(geojson(*pieces), capsys)

    assert "1 added" in out
    assert "Joined from several pieces: 31." in out
    assert Area.objects.get().bbox == (-90, 40, -84, 41)


def test_a_parent_is_found_by_its_code_even_without_the_zero(geojson, capsys, riverside):
    file = geojson(feature(square(-90, 40), num="0111", district="01"))

    import_areas(file, capsys, parent_field="district", parent_level="district")

    assert Area.objects.get(code="0111").parent == riverside


def test_a_parent_is_found_by_the_largest_overlap(geojson, capsys, riverside, hillside):
    riverside.draw(square(-90, 40))
    hillside.draw(square(-89, 40))
    across = feature(square(-89.3, 40.2, 0.9), num="0111")
    far = feature(square(10, 10), num="0999")

    out = import_areas(geojson(across, far), capsys, parent_level="district")

    assert Area.objects.get(code="0111").parent == hillside
    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in out


def test_rows_that_cannot_come_in_are_listed_with_number_and_reason(geojson, capsys, tmp_path):
    out = import_areas(
        geojson(
            BEATS[0],
            feature(BOW_TIE, num="2"),
            feature(None, num="3"),
            feature({"type": "Point", "coordinates": [1, 2]}, num="4"),
            feature(square(-90, 41), num=None),
            feature(square(-90, 41), num="6" * 90),
        ),
        capsys,
    )
    rejects = (tmp_path / "beats.geojson.rejects.csv").read_text()

    assert "1 added, 0 changed, 0 unchanged, 5 rejected" in out
    assert "beats.geojson.rejects.csv" in out
    for line in ("2,It crosses itself", "3,It is a shape", "4,It is a Point", "5,It has no num",
                 "6,Its code or name is too long"):  # fmt: skip
        assert f"\n{line}" in rejects


def test_a_run_without_rejects_removes_the_old_list(geojson, capsys, tmp_path):
    import_areas(geojson(*BEATS, feature(None, num="3")), capsys)
    assert (tmp_path / "beats.geojson.rejects.csv").exists()

    import_areas(geojson(*BEATS), capsys)

    assert [path.name for path in tmp_path.iterdir()] == ["beats.geojson"]


def test_a_spike_is_mended_and_said(geojson, capsys):
    ring = [[0, 0], [4, 0], [4, 4], [2, 4], [2, 5], [2, 4], [0, 4], [0, 0]]

    out = import_areas(
        geojson(feature({"type": "Polygon", "coordinates": [ring]}, num="1")), capsys
    )

    assert "1 added" in out
    assert "Mended where they crossed themselves: Beat 1." in out


def test_what_is_packed_is_read(geojson, capsys):
    assert "2 added" in import_areas(geojson(*BEATS, name="beats.geojson.gz"), capsys)


def in_state_plane(west, south, size=0.1):
    ring = square(west, south, size)["coordinates"][0]
    corners = [STATE_PLANE.transform(*corner) for corner in ring]
    return {"type": "Polygon", "coordinates": [corners]}


@pytest.mark.parametrize("how", ["crs member", "option"])
def test_other_coordinate_systems_are_turned_into_degrees(geojson, capsys, how):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3435"}}
    top, options = ({"crs": crs}, {}) if how == "crs member" else ({}, {"crs": "EPSG:3435"})

    import_areas(geojson(feature(in_state_plane(-87.7, 41.8), num="1"), **top), capsys, **options)

    assert Area.objects.get().bbox == pytest.approx((-87.7, 41.8, -87.6, 41.9), abs=1e-5)


def test_a_crs_that_means_wgs_84_changes_nothing(geojson, capsys):
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        crs = {"type": "name", "properties": {"name": name}}
        import_areas(geojson(BEATS[0], crs=crs), capsys)

    assert Area.objects.get().bbox == (-90, 40, -89, 41)


def turned(geometry):
    ring = [[y, x] for x, y in geometry["coordinates"][0]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize("corner", [(-122.4, 37.7), (-87.7, 41.8)])
def test_swapped_coordinates_are_refused_and_turned_on_request(geojson, capsys, corner):
    file = geojson(feature(turned(square(*corner, 0.1)), num="1"))

    assert "the wrong way round" in refused(file)
    assert "1 added" in import_areas(file, capsys, swap=True)
    assert Area.objects.get().bbox[:2] == corner


def test_coordinates_are_known_as_swapped_by_the_areas_already_here(geojson, capsys):
    import_areas(geojson(feature(square(2, 48), num="1")), capsys)

    assert "the wrong way round" in refused(
        geojson(feature(turned(square(2, 48, 0.5)), num="2"), name="swapped.geojson")
    )


def test_a_city_apart_from_what_is_here_comes_in_with_a_note(geojson, capsys):
    import_areas(geojson(feature(square(2, 48), num="1")), capsys)

    call_command("import_areas", geojson(feature(square(-90, 40), num="2")), id_field="num",
                 level="beat")  # fmt: skip

    assert "lie apart" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"num,name\n1,Mill\n", "is not GeoJSON"),
        (b'{"type": "Topology", "objects": {}}', "is TopoJSON"),
        (b'{"a": 1}', "not a GeoJSON collection"),
        (b"[1, 2]", "not a GeoJSON collection"),
        (b'{"type": "FeatureCollection", "features": []}', "has no features"),
        (b'{"type": "FeatureCollection", "features": [7]}', "is not an object"),
        (b'{"type": "FeatureCollection", "features": [{"pro', "was cut short"),
        (b"{nonsense}", "is not JSON"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"%PDF-1.7", "is a PDF document"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\x1f\x8bnonsense", "damaged or was cut short"),
        (b"PK\x03\x04nonsense", "damaged or was cut short"),
        (b"\x00" * 100, "zero bytes"),
    ],
)
def test_a_file_that_holds_no_areas_is_refused_in_one_sentence(tmp_path, content, words):
    path = tmp_path / "odd.geojson"
    path.write_bytes(content)

    assert words in refused(str(path))


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    assert "There is no file" in refused(str(tmp_path / "none.geojson"))
    assert "is a folder" in refused(str(tmp_path))


def test_a_missing_property_is_named_with_those_there_are(geojson):
    words = refused(geojson(feature(square(-90, 40), nums="1", district="2")))

    assert "has no column num. It has: nums, district." in words
    assert "num may be nums" in words


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (BOW_TIE, "no area in it can be used. Beat 1: It crosses itself"),
        (square(1_165_166, 1_872_509, 100), "is not in degrees"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused(geojson, geometry, words):
    assert words in refused(geojson(feature(geometry, num="1")))


def test_an_unknown_coordinate_system_is_refused(geojson):
    crs = {"type": "name", "properties": {"name": "EPSG:999999"}}

    assert "a coordinate system we do not know" in refused(geojson(*BEATS, crs=crs))
    assert "a coordinate system we do not know" in refused(geojson(*BEATS), crs="nonsense")


def test_parents_must_be_here_first(geojson):
    assert "Import those first" in refused(geojson(*BEATS), parent_level="district")
    assert "must differ" in refused(geojson(*BEATS), parent_level="beat")


def shapefile_of(tmp_path, rows, prj="", encoding="utf-8", leave_out=()):
    parts = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON, encoding=encoding) as writer:
        writer.field("num", "C", 20)
        writer.field("title", "C", 40)
        for geometry, num, title in rows:
            writer.poly([ring[::-1] for ring in geometry["coordinates"]])
            writer.record(num, title)
    path = tmp_path / "beats.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for end, part in parts.items():
            if end not in leave_out:
                archive.writestr(f"in/beats.{end}", part.getvalue())
        if prj:
            archive.writestr("in/beats.prj", prj)
    return str(path)


def test_a_shapefile_is_turned_into_degrees_by_its_prj(tmp_path, capsys):
    prj = pyproj.CRS.from_epsg(3435).to_wkt("WKT1_ESRI")
    file = shapefile_of(tmp_path, [(in_state_plane(-87.7, 41.8), "0111", "Mill")], prj)

    import_areas(file, capsys, name_field="title")

    area = Area.objects.get()
    assert (area.code, area.name) == ("0111", "Mill")
    assert area.bbox == pytest.approx((-87.7, 41.8, -87.6, 41.9), abs=1e-5)


def test_a_shapefile_with_names_in_windows_letters_is_read(tmp_path, capsys):
    file = shapefile_of(tmp_path, [(square(-90, 40), "1", "Peñón")], encoding="cp1252")

    import_areas(file, capsys, name_field="title")

    assert Area.objects.get().name == "Peñón"


def test_a_shapefile_without_names_is_refused(tmp_path):
    file = shapefile_of(tmp_path, [(square(-90, 40), "1", "Mill")], leave_out=("dbf",))

    assert "has no .dbf" in refused(file)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a.csv", "b.csv"], "must hold one CSV, JSON or Shapefile. It holds 2"),
        (["readme.md"], "It holds 0"),
        (["xl/workbook.xml"], "is an Excel or Word document"),
    ],
)
def test_an_archive_must_hold_one_thing_to_import(tmp_path, names, words):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")

    assert words in refused(str(path))
