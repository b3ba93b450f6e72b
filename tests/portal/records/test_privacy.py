"""What the warnings see in a text, and what they leave alone."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.privacy import Kind, warnings


def found(text, *known):
    return [(finding.kind.value, finding.found) for finding in warnings(text, known)]


@pytest.mark.parametrize(
    "phone",
    [
        "312-555-0142",
        "(312) 555-0142",
        "312.555.0142",
        "312 555 0142",
        "3125550142",
        "1-312-555-0142",
        "555-0142",
        "+44 20 7946 0958",
        "+525555123456",
    ],
)
def test_phone_numbers_as_people_write_them(phone):
    assert found(f"Call me at {phone}, please.") == [("phone", phone)]


@pytest.mark.parametrize(
    "plate", ["7KLM 204", "ABC-1234", "ABC 1234", "AB12 CDE", "abc1234", "7klm204", "TX-1234"]
)
def test_license_plates_as_people_write_them(plate):
    assert ("plate", plate) in found(f"the blue van {plate} is back most nights")


@pytest.mark.parametrize(
    "name",
    ["Maria Lopez-Garcia", "Janelle Brooks", "Juan de la Cruz", "John Q. Byrd", "O’Neil Hernandez"],
)
def test_full_names(name):
    assert found(f"We spoke with {name} about it.") == [("name", name)]


@pytest.mark.parametrize("name", ["Mr. Smith", "Mrs Lopez", "Dr. Pham", "Sra. Ruiz"])
def test_a_title_makes_a_surname_a_name(name):
    assert found(f"and {name} said so") == [("name", name)]


@pytest.mark.parametrize(
    "words",
    [
        "protest",
        "demonstrators",
        "worshippers",
        "prayers",
        "Muslims",
        "politics",
        "Republicans",
        "voted for",
        "manifestación",
    ],
)
def test_faith_politics_and_protest(words):
    assert found(f"someone spoke of {words} today") == [("belief", words)]


def test_an_email_address():
    assert found("write to rosa@example.org.") == [("email", "rosa@example.org")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On 2026-10-22 at 6:30 we met 12 people, 4 of 16 came back; 2025-2026 was calmer.",
        "US 101, I-95, Route 66, the 100 block, apt 204, beat 1112, at 10:30 PM 2026.",
        "code 4821 0937 5516 2048",
        "We walked Mill Street and Second Street to Cannery Hall, then Lincoln Park.",
        "Officer Lindqvist and Sgt. Marisol Okafor answered.",
        "On Thursday in October Cannery Park was calm. The Spanish notes help.",
        "Two shop owners asked when the walk signal comes.",
        "Nos dijeron que la luz de la Calle Ocho no sirve.",
    ],
)
def test_places_dates_and_officers_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "where",
    [
        *(
            "in Mill Yard",
            "at Harbor Point",
            "on Alder Green",
            "near Mill Yard",
            "behind Mill Yard",
        ),
        *("behind the Mill Yard", "inside Linden Gate", "Near Mill Yard", "Behind Mill Yard"),
        *("en Villa Alegre", "cerca de Villa Alegre", "detrás del Molino Viejo"),
        *(
            "junto a Villa Alegre",
            "frente al Molino Viejo",
            "En Villa Alegre",
            "en la Villa Alegre",
        ),
    ],
)
def test_what_follows_where_is_a_place(where):
    assert found(f"{where} it is dark after ten") == []


@pytest.mark.parametrize(
    "about",
    [
        *(
            "Someone yelled at {}.",
            "We checked in on {}.",
            "They met at {}’s house.",
            "People call on {}.",
        ),
        *(
            "She is mad at {}.",
            "La gente confía en {}.",
            "También hablamos de {}.",
            "con {}",
            "and {} said so",
        ),
    ],
)
def test_a_person_is_still_a_person_after_the_same_small_words(about):
    assert found(about.format("Marisol Vega")) == [("name", "Marisol Vega")]


def test_with_an_initial_it_is_a_person_wherever_it_stands():
    assert found("It is written on John Q. Byrd.") == [("name", "John Q. Byrd")]


def test_names_of_known_places_and_groups_are_left_alone():
    text = "Harbor Families came with Janelle Brooks."

    assert found(text, "Harbor Families") == [("name", "Janelle Brooks")]


def test_the_same_words_are_said_once_and_in_the_order_they_stand():
    text = "7KLM 204 again, then 312-555-0142, then 7KLM 204."

    assert found(text) == [("plate", "7KLM 204"), ("phone", "312-555-0142")]


def test_each_kind_has_a_sentence_with_the_words_in_it():
    text = "protest, ABC 1234, 312-555-0142, rosa@example.org and Maria Lopez"
    findings = warnings(text)

    assert {finding.kind for finding in findings} == set(Kind)
    assert all(finding.found in finding.words for finding in findings)


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault_and_what_is_found_stands_in_it(text):
    findings = warnings(text)

    assert all(text[f.start : f.start + len(f.found)] == f.found for f in findings)
    assert len({finding.key for finding in findings}) == len(findings)
    assert [f.start for f in findings] == sorted(f.start for f in findings)


@given(
    st.text(string.ascii_lowercase + " ,.;\n", max_size=80),
    st.from_regex(r"[2-9]\d{2}-[2-9]\d{2}-\d{4}", fullmatch=True),
    st.text(string.ascii_lowercase + " ,.;\n", max_size=80),
)
def test_a_phone_number_is_seen_wherever_it_stands(before, phone, after):
    assert ("phone", phone) in found(f"{before} {phone} {after}")


@given(st.text(string.ascii_lowercase + " ,.;!?\n", max_size=200))
def test_plain_lower_case_words_are_never_a_phone_a_plate_or_a_name(text):
    assert {finding.kind for finding in warnings(text)} <= {Kind.BELIEF}


@pytest.mark.parametrize("piece", ["Aa ", "1", "A-", "a@", "de ", "+1 ", "A1", "a.a@", "(312) "])
def test_a_long_strange_text_is_read_at_once(piece):
    began = time.perf_counter()
    warnings(piece * 20_000)
    assert time.perf_counter() - began < 5
