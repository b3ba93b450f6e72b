import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from metrics.dashboards.withholding import withhold
from metrics.reports.document import Document, Figure
from metrics.reports.packs import packs
from metrics.reports.withheld import all_tables

KINDS = (
    "district_quarterly",
    "annual",
    "calea_quarterly",
    "recommendations_register",
    "cops_grant",
    "guarantee_card",
    "cswb",
    "programs",
    "meeting_brief",
    "monthly",
)
every = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def wished(written, grant):
    """Each pack with what its own form asks for."""

    def write(kind, area=None, **about):
        answers = {"grant": grant.slug} if kind == "cops_grant" else {}
        return written(kind, area, **answers, **about)

    return write


def quoted(document):
    """Every table that a text says it quotes."""
    texts = [*document.findings, *document.blocks]
    return {
        name.removesuffix(":total") for text in texts for name in getattr(text, "of", None) or ()
    }


def test_all_of_them_are_offered():
    assert tuple(packs()) == KINDS


@every
def test_a_city_in_which_nothing_happened_gets_a_report_that_says_so(wished, riverside, kind):
    for area in (None, riverside):
        document = wished(kind, area)

        assert document.sections
        assert document.summary
        assert all(section.blocks for section in document.sections)


@every
def test_it_is_the_same_after_it_was_kept(wished, october, riverside, kind):
    document = wished(kind, riverside)

    kept = Document.from_json(json.loads(json.dumps(document.as_json())))

    assert (kept.sections, kept.findings) == (document.sections, document.findings)
    assert kept.colophon == document.colophon


@every
def test_each_table_has_a_name_of_its_own_and_each_text_quotes_one_that_is_there(
    wished, october, riverside, kind
):
    document = wished(kind, riverside)
    keys = [block.key for block in document.tables]
    boxes = [block.key for block in document.narratives]

    assert len(keys) == len(set(keys))
    assert len(boxes) == len(set(boxes))
    assert quoted(document) <= set(keys)
    assert {block.key for block in document.blocks if isinstance(block, Figure)} <= set(keys)


@every
def test_its_counts_agree_so_that_small_ones_can_be_held_back(wished, october, riverside, kind):
    for area in (None, riverside):
        assert withhold(all_tables(wished(kind, area)))


@every
def test_it_is_written_in_spanish_where_that_is_asked_for(wished, october, riverside, kind):
    document = wished(kind, riverside, language="es")

    assert document.language == "es"
    assert translation.get_language() == "en"


@every
def test_it_says_where_when_and_by_which_definitions(wished, october, riverside, kind):
    document = wished(kind, riverside)
    said = dict(document.colophon.pairs)

    assert said["Area"] == "Riverside"
    assert said["Period"] == "Oct. 1, 2026 to Oct. 31, 2026"
    assert said["Data as of"].startswith("Nov. 10, 2026")
    assert {"Filters", "Definitions", "Small counts", "Kinds of samples"} <= set(said)


@every
def test_it_asks_the_database_no_more_where_more_happened(wished, october, another, kind):
    def statements():
        wished(kind)  # what a process remembers is remembered now
        with CaptureQueriesContext(connection) as asked:
            wished(kind)
        return [each["sql"] for each in asked if each["sql"].startswith("SELECT")]

    before = statements()
    another()
    another()

    assert len(statements()) == len(before)


@every
def test_nobody_of_the_cast_is_named_in_it(wished, october, riverside, kim, dana, kind):
    told = json.dumps(wished(kind, riverside).as_json())

    assert kim.name not in told
    assert dana.name not in told
    assert "Mina" not in told
