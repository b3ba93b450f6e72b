"""Charts for other sites: files that carry all they need and nothing else."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from metrics.dashboards.charts import HELD, Chart, Point, Series, Table
from metrics.dashboards.specs import SHAPES
from metrics.dashboards.standing import DUSK

CLIPPING = {"defs", "clipPath"}  # a band that is wider than the scale
HOSTILE = [
    "<script>alert(1)</script>",
    "Mill & Main ]]> <!-- \"quoted\" 'twice'",
    "\u202eبيت السلام",
    "long " * 40,
    "W" * 200,
    "\U0001f600 emoji \u0007",
    "",
]


def chart(name, shape="rows", value=40):
    return Chart(
        shape=shape,
        title=f"{name} answered most.",
        about=f"In September, {name}.",
        series=tuple(Series(f"{name} {n}") for n in range(3)),
        points=(
            Point(name, (value, value, value), "77" if value == HELD else name),
            Point("Millrace", (1, 2, 3), "6"),
        ),
        table=Table("Replies", ("Place", "Replies"), ()),
    )


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_is_valid_and_brings_nothing_along(name, shape, scheme):
    file = chart(name, shape).svg_file(480, scheme, as_of=name, source=name)

    root = ET.fromstring(file)  # noqa: S314  # our own
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "text", "path", "line"} | CLIPPING
    names = {name.rpartition("}")[2] for element in root.iter() for name in element.attrib}
    assert not {each for each in names if each.startswith("on") or each in {"href", "style"}}
    assert not re.findall(r"https?://(?!www\.w3\.org/)", file)
    assert not re.findall(r"url\((?!#)", file)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_are_those_of_one_scheme(scheme):
    file = chart("Mill").svg_file(480, scheme)

    used = set(re.findall(r'"(#[0-9a-f]{6})"', file))
    assert used <= set(DUSK if scheme == "light" else DUSK.values())
    assert (DUSK["#ffffff"] in used) is (scheme == "dark")


def test_it_says_in_words_what_it_shows_and_from_when():
    file = chart("Mill").svg_file(480, as_of="Data as of May 2.", source="Linden Ferry, CC BY 4.0")
    root = ET.fromstring(file)  # noqa: S314  # our own
    space = "{http://www.w3.org/2000/svg}"

    assert root.find(f"{space}title").text == "Mill answered most."
    assert "Millrace: Mill 0 1, Mill 1 2, Mill 2 3." in root.find(f"{space}desc").text
    assert "Data as of May 2." in file
    assert "CC BY 4.0" in file


def test_nothing_held_back_slips_into_the_file():
    held = chart("Mill", value=HELD)
    assert "Held back" in held.svg_file(480)
    assert "77" not in re.sub(r"<[^>]*>", "", held.svg_file(480))

    all_held = replace(held, points=held.points[:1])
    assert all_held.nothing.split(":")[0] in all_held.svg_file(480)


def test_a_file_names_its_language():
    with translation.override("es"):
        assert 'xml:lang="es"' in chart("Mill").svg_file(480)
