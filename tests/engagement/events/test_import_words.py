"""What titles, places and contacts of other calendars mean, and what is never taken from them."""

import string
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engagement.events.imports.clocks import settled, span
from engagement.events.imports.places import Ground, place_key, venue
from engagement.events.imports.titles import beats_in, districts_in, kind_of, says_cancelled
from engagement.events.imports.words import line, office, plain
from tests.factories.areas import AreaFactory


@pytest.mark.parametrize(
    ("title", "beats"),
    [
        ("2514 Beat Meeting", ["2514"]),
        ("Beat 1012", ["1012"]),
        ("Bt. 312 Residential Mtg", ["312"]),
        ("Beats 511/512", ["511", "512"]),
        ("Beat Meeting: 1113,14,15", ["1113", "1114", "1115"]),
        ("Beat Meeting:1122/23", ["1122", "1123"]),
        ("Beat Meeting (321, 322, 323 & 324)", ["321", "322", "323", "324"]),
        ("2514's Beat Meeting", ["2514"]),
        ("Beat 5", ["5"]),
        ("Beat 0213, again beat 0213", ["0213"]),
        ("20th Dist Beat Meeting Beat 2013", ["2013"]),
        ("10 Sector Beat Meeting", []),
        ("Beat Facilitator Meeting", []),
        ("Beat meeting at 6:30, 7 pm, or 1030pm", []),
        ("Beat meeting, zip 60637", []),
        ("1600 Block Party", []),
        ("Beat the heat on 9th Street", []),
    ],
)
def test_beats_are_found_in_titles(title, beats):
    assert beats_in(title) == beats


CODES = st.integers(111, 2535).map(str)
BETWEEN = st.sampled_from([", ", "/", " & ", "-", ",", " and "])


@given(st.lists(CODES, min_size=1, max_size=5, unique=True), BETWEEN, st.booleans())
def test_every_beat_written_out_is_found(codes, between, first):
    said = between.join(codes)
    assert beats_in(f"{said} Beat Meeting" if first else f"Beat {said} Meeting") == codes


@given(st.text(max_size=200) | st.from_regex(r"(beat|bt\.?|[0-9 ,/&]){1,40}", fullmatch=True))
@example("beat " + "1" * 5_000)
@example("beat ²³ ١٢٣")
def test_no_title_breaks_the_search_for_beats(title):
    for code in beats_in(title):
        assert set(code) <= set(string.digits)
        assert 1 <= len(code) <= 4
    districts_in(title)
    kind_of(title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2514 Beat Meeting", "beat_meeting"),
        ("CAPS meeting", "beat_meeting"),
        ("Coffee with a Cop", "office_hours"),
        ("Outdoor Roll Call", "office_hours"),
        ("Court Advocacy Subcommittee", "advisory_board"),
        ("DAC Meeting", "advisory_board"),
        ("Beat Facilitator Meeting", "advisory_board"),
        ("Peer Jury", "youth_session"),
        ("Citizens Police Academy", "academy_session"),
        ("Healthy Kids Town Hall Meeting", "town_hall"),
        ("Back to School Health Fair", "festival"),
        ("Block Club Training", "watch_meeting"),
        ("Officer Friendly Program", "school_visit"),
        ("Burglary Prevention Workshop", "workshop"),
        ("Senior Meeting", "forum"),
    ],
)
def test_the_title_says_the_kind(title, kind):
    assert kind_of(title) == kind


def test_the_title_says_what_is_called_off():
    assert says_cancelled("GLWA Board Meeting (CANCELLED)")
    assert says_cancelled("Canceled: Beat 211")
    assert not says_cancelled("How to cancel a parking ticket")


@pytest.mark.parametrize(
    ("title", "districts"),
    [("6th District Open House", ["6"]), ("District 05", ["05"]), ("20th Dist. Party", ["20"]),
     ("Redistricting", [])],
)  # fmt: skip
def test_districts_are_found_in_titles(title, districts):
    assert districts_in(title) == districts


@pytest.fixture
def ground(db):
    """Two districts; the first has two beats, the second one."""
    first = AreaFactory.create(level="district", code="5", name="District 5")
    second = AreaFactory.create(level="district", code="9", name="District 9")
    areas = {"5": first, "9": second}
    for code, parent in (("0511", first), ("0512", first), ("0911", second)):
        areas[code] = AreaFactory.create(
            level="beat", code=code, name=f"Beat {code}", parent=parent
        )
    areas["ground"] = Ground("district", default=second.pk)
    return areas


@pytest.mark.parametrize(
    ("title", "column", "expected", "by"),
    [
        ("Beat 511 meeting", "", "0511", "beat"),
        ("Beats 511/512", "", "5", "beats"),
        ("Beats 511 and 911", "", "0511", "beats"),
        ("5th District open house", "", "5", "district"),
        ("Beat 511 meeting", "5", "0511", "beat"),
        ("Beat 911 meeting", "5", "5", "column"),
        ("Peer Jury", "5", "5", "column"),
        ("Peer Jury", "", "9", ""),
        ("Beat 2222", "", "9", ""),
    ],
)
def test_a_meeting_is_put_into_its_area(ground, title, column, expected, by):
    placed = ground["ground"].place(title, column)
    assert (placed.area, placed.by, placed.unknown) == (ground[expected].pk, by, "")


def test_an_area_nobody_here_knows_is_told(ground):
    assert ground["ground"].place("Peer Jury", "Atlantis").unknown == "Atlantis"
    assert not ground["ground"].place("Peer Jury", "0").unknown


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("St. Jerome's Parish Center 1709 W. Lunt", "St. Jerome's Parish Center", "1709 W. Lunt"),
        ("Wrightwood Library at 8530 S. Kedzie", "Wrightwood Library", "8530 S. Kedzie"),
        ("St. Ferdinand's3115 N. Mason", "St. Ferdinand's", "3115 N. Mason"),
        ("Park\n6200 S. Drexel\nChicago", "Park", "6200 S. Drexel, Chicago"),
        ("The meeting is at Academy Square, 318 S. Throop", "Academy Square", "318 S. Throop"),
        ("Playlot 3300-3099 W. Maypole", "Playlot", "3300-3099 W. Maypole"),
        ("Renaissance High School, Detroit, MI", "Renaissance High School", "Detroit, MI"),
        ("1000 Scotten Detroit", "", "1000 Scotten Detroit"),
        ("40 Mill Street", "", "40 Mill Street"),
        ("", "", ""),
    ],
)
def test_a_place_is_a_name_and_an_address(written, name, address):
    assert venue(written) == (name, address)


def test_two_spellings_of_a_place_are_one_place():
    assert place_key("3510 W. 55th Street") == place_key("Hernandez School at 3510 W. 55th St.")
    assert place_key("Madison/California") == place_key("Madison / California")
    assert place_key("9500 S. Lasalle Ave") != place_key("8000 S. Damen Ave")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("312-555-0190", "312-555-0190"),
        ("Community Policing (312) 555-0190", "Community policing, 312-555-0190"),
        ("CAPS Office 1.312.555.0190", "CAPS office, 312-555-0190"),
        ("Officer Quill (312)555-0190 CAPS016@example.org", "312-555-0190, CAPS016@example.org"),
        ("Sgt. Quill, quill@example.org, 11th District", None),
        ("Mr. Quill 773.555.0190", None),
        ("Pastor Quill of the CAPS committee 773 555 0190", None),
        ("Wren Quill, 773-555-0190", None),
        ("Ask at the desk", ""),
        ("", ""),
    ],
)
def test_only_an_office_is_shown_as_a_contact(written, kept):
    assert office(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Come &amp; talk</p><script>alert(1)</script>", "Come & talk"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("a\x00b\x1b[31m\u202ec", "ab[31mc"),
        ("5 < 7 and 8 > 2", "5 < 7 and 8 > 2"),
        ("<script>never closed", ""),
        ("first\r\nsecond", "first\nsecond"),
        ("&#1;&lt;b&gt;", "<b>"),
    ],
)
def test_words_come_without_markup_and_without_what_screens_obey(written, kept):
    assert plain(written) == kept


@given(st.text(max_size=500))
@example("<a" * 10_000)
@example("<script" * 3_000)
@example("- " * 10_000)
def test_no_words_break_the_cleaning(written):
    assert not set(plain(written)) & {"\x00", "\x1b", "\u202e", "\ud800"}
    assert "\n" not in line(written)
    venue(written)
    place_key(written)
    office(written)


@pytest.mark.parametrize(
    ("zone", "skipped", "after", "twice", "first"),
    [
        ("America/Chicago", "2026-03-08 02:30", "2026-03-08 08:30Z",
         "2026-11-01 01:30", "2026-11-01 06:30Z"),
        ("Europe/London", "2026-03-29 01:30", "2026-03-29 01:30Z",
         "2026-10-25 01:30", "2026-10-25 00:30Z"),
    ],
)  # fmt: skip
def test_times_that_clocks_skip_or_repeat_are_settled(zone, skipped, after, twice, first):
    at = datetime.fromisoformat
    assert settled(at(skipped), ZoneInfo(zone)) == (at(after), "skipped")
    assert settled(at(twice), ZoneInfo(zone)) == (at(first), "twice")


@pytest.mark.parametrize(
    ("hours", "lasts", "guessed", "note"),
    [(None, 1, True, "no_end"), (0, 1, True, "at_once"), (-3, 1, True, "backwards"),
     (2, 2, False, ""), (30, 30, False, "over_a_day"), (24 * 400, 1, True, "endless_day")],
)  # fmt: skip
def test_an_end_that_cannot_be_meant_is_guessed(hours, lasts, guessed, note):
    start = datetime(2026, 10, 22, 23, tzinfo=UTC)
    end = None if hours is None else start + timedelta(hours=hours)
    assert span(start, end) == (start, start + timedelta(hours=lasts), guessed, note)
