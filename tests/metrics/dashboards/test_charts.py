import re
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from django.core.cache import cache
from django.utils import translation
from redis import ConnectionError as RedisIsAway

from metrics.dashboards import drawings, standing, typefaces
from metrics.dashboards.charts import NARROW, PAGE, WIDE, Chart, Point, Series, Table
from metrics.dashboards.remember import remember
from metrics.dashboards.specs import SHAPES, spec

TABLE = Table("Replies by place", ("Place", "Replies"), (("Millrace", 1234), ("Eastbank", None)))


def chart(shape="rows", names=("Millrace", "Eastbank"), **about):
    series = (Series("In time"), Series("Late", "range"), Series("Waiting", "late"))
    points = tuple(Point(name, (20, 40, 60), "40") for name in names)
    return Chart(
        shape=shape,
        title="Millrace answered <most>.",
        about="In September.",
        series=series,
        points=points,
        table=TABLE,
        **about,
    )


@pytest.mark.parametrize("width", [NARROW, WIDE, PAGE])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_a_whole_drawing_as_wide_as_asked(shape, width):
    root = ET.fromstring(chart(shape).svg(width))  # noqa: S314  # our own

    assert root.get("width") == str(width)
    words = " ".join(root.itertext())
    assert "Millrace" in words


@pytest.mark.parametrize("shape", SHAPES)
def test_each_spec_is_valid_vega_lite(shape):
    """But for a background of none, which Vega-Lite knows and its schema does not."""
    for width in (NARROW, WIDE):
        made = spec(chart(shape), width)
        config = {key: told for key, told in made["config"].items() if key != "background"}
        alt.Chart.from_dict(made | {"config": config}).to_dict(validate=True)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_drawing_fits_our_content_policy_and_colors(shape):
    inline = chart(shape).wide

    assert "style=" not in inline
    assert "<script" not in inline
    assert "href" not in inline.replace("xmlns:xlink", "")
    colors = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', inline))
    assert colors <= set(standing.DUSK)


def test_a_screen_reader_hears_the_finding():
    inline = chart().wide

    assert inline.startswith('<svg role="img" aria-label="Millrace answered &lt;most&gt;. In Sept')
    assert inline.count("aria-") == 1


def test_two_drawings_on_one_page_share_no_id():
    first, second = chart("columns").wide, chart("columns", names=("Northgate",)).wide

    def ids(svg):
        return set(re.findall(r'id="([^"]+)"', svg))

    assert not ids(first) & ids(second)


@pytest.mark.parametrize(
    "name",
    [
        "bell\x07",
        "nothing\x00",
        "half \ud800",
        "turned \u202e",
        "日本",
        "😀",
        "<b>&amp;",
        "=1+1",
        "\ufffe",
    ],
)
def test_no_name_ends_the_process_that_draws_it(name):
    for shape in SHAPES:
        ET.fromstring(chart(shape, names=(name, "Millrace")).svg(WIDE))  # noqa: S314


def test_nothing_to_draw_is_drawn_all_the_same():
    for shape in SHAPES:
        assert chart(shape, names=()).svg(NARROW).startswith("<svg")


def test_the_same_numbers_are_drawn_once(monkeypatch):
    cache.clear()
    first = chart().svg(WIDE)
    monkeypatch.setattr(drawings, "draw", lambda *_: pytest.fail("drawn again"))

    assert chart().svg(WIDE) == first


def test_another_language_is_another_drawing():
    with translation.override("es"):
        assert chart().svg(WIDE)


def test_without_a_cache_it_is_drawn_again(monkeypatch):
    def away(*_args, **_more):
        raise RedisIsAway

    monkeypatch.setattr(cache, "get", away)
    assert remember("anything", 60, lambda: "made") == "made"
    monkeypatch.undo()
    cache.delete("anything")
    monkeypatch.setattr(cache, "set", away)
    assert remember("anything", 60, lambda: "made") == "made"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Señor Nguyễn", "Señor Nguyễn"),
        ("Sen\u0303or", "Señor"),
        ("日本", "??"),
        ("a\tb\nc", "a b c"),
        ("a\x00\u202eb", "ab"),
    ],
)
def test_what_our_fonts_cannot_draw_gets_a_placeholder(typed, printed):
    assert typefaces.printable(typed) == printed


def test_a_table_says_which_columns_are_numbers_and_writes_them_as_here():
    assert TABLE.numeric == [False, True]
    assert [[cell.words for cell in line] for line in TABLE.lines] == [
        ["Millrace", "1,234"],
        ["Eastbank", "–"],
    ]
