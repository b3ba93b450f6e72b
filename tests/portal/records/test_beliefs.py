"""Faith, politics and protest stay out of the record; churches and votes on benches do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.beliefs import RULES, told_in
from portal.records.privacy import Kind, warnings


def found(text):
    return [words for _, words in told_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two of them attended the protest on Saturday.", "attended the protest"),
        ("He was at the climate rally.", "was at the climate rally"),
        ("They organized a march downtown.", "organized a march"),
        ("She took part in the sit-in.", "took part in the sit-in"),
        ("The strikers asked for water.", "strikers"),
        ("A known activist lives there.", "activist"),
        ("The demonstrators want a permit.", "demonstrators"),
        ("The shop owner is a Muslim.", "Muslim"),
        ("Most tenants are Catholics.", "Catholics"),
        ("She goes to church on Front Street.", "goes to church"),
        ("He attends the mosque on Fifth.", "attends the mosque"),
        ("Her prayers were loud.", "prayers"),
        ("We asked about her religious views.", "religious views"),
        ("They told us who they voted for.", "who they voted for"),
        ("He voted for the mayor.", "voted for"),
        ("She campaigned for the other side.", "campaigned for"),
        ("A registered Republican runs the store.", "registered Republican"),
        ("Most of the talk was politics.", "politics"),
        ("Dijo que asistió a la marcha.", "asistió a la marcha"),
        ("Los manifestantes piden permiso.", "manifestantes"),
        ("El dueño es musulmán.", "musulmán"),
        ("La señora va a misa.", "va a misa"),
        ("Nos contó por quién votó.", "por quién votó"),
        ("Votaron por el alcalde.", "Votaron por"),
        ("Hablaron de sus ideas políticas.", "ideas políticas"),
        ("Están en huelga.", "en huelga"),
    ],
)
def test_what_people_believe_or_stand_for_is_pointed_out(text, words):
    assert words in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Grace Church hosted. We met in the church hall.",
        "Second Street Church opens its hall on cold nights.",
        "We went to the mosque to ask about parking.",
        "The Jewish Community Center lent us a room.",
        "Catholic Charities and the Christian school want a crosswalk.",
        "The house of worship on Third asked for lighting.",
        "In March the days get longer. The Saturday market marches on.",
        "The Fire Department gave a cooking demonstration.",
        "A demonstration of the speed trailer drew a crowd.",
        "The pep rally at the school was loud.",
        "Neighbors rally around the family.",
        "The picket fence is broken.",
        "The block voted for a new crosswalk.",
        "They voted for the second option and for more benches.",
        "Residents voted for three priorities.",
        "We went to the rally point.",
        "La iglesia prestó el salón. El colegio católico pide un semáforo.",
        "Los vecinos votaron por más luces.",
        "La política de la escuela cambió.",
        "El señor manifestó que la luz no sirve.",
    ],
)
def test_places_votes_about_benches_and_the_month_are_left_alone(text):
    assert found(text) == []


def test_the_warning_names_the_words_and_says_what_to_keep():
    (finding,) = warnings("Two of them attended the protest.")

    assert finding.kind is Kind.BELIEF
    assert "“attended the protest” is about faith, politics or protest" in finding.words


def test_of_words_that_overlap_the_longer_is_said_once():
    assert found("They attended the protest. A protest is lawful.") == [
        "attended the protest",
        "protest",
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_found_stands_in_it_in_order(text):
    stands = list(told_in(text))

    assert all(text[start : start + len(words)] == words for start, words in stands)
    assert stands == sorted(stands)


def test_each_rule_can_be_met():
    assert all(rule.pattern.search("") is None for rule in RULES)
