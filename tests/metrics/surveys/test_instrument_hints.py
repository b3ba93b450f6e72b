"""What a careful reader would say, in both languages, with what is no fault beside what is."""

import pytest

from metrics.surveys.instruments import hints
from metrics.surveys.instruments.document import Document, Item, Page, Score, Translated, Words
from metrics.surveys.instruments.reading_ease import (
    ease,
    grade,
    is_hard,
    syllables_in_english,
    syllables_in_spanish,
)
from metrics.surveys.shipped import AFTER_CONTACT, COMMUNITY_TRUST


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("cat", 1), ("police", 2), ("neighborhood", 3), ("safe", 1), ("table", 2), ("idea", 3)],
    ids=str,
)
def test_english_syllables(word, syllables):
    assert syllables_in_english(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("casa", 2), ("policía", 4), ("vecindario", 4), ("quiero", 2), ("muy", 1), ("leer", 2)],
    ids=str,
)
def test_spanish_syllables(word, syllables):
    assert syllables_in_spanish(word) == syllables


def test_the_grade_is_that_of_flesch_and_kincaid():
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_the_ease_is_that_of_szigriszt():
    # 4 words, 1 sentence, 7 syllables: 206.835 - 62.3 * 7 / 4 - 4
    assert ease("La casa es grande.") == pytest.approx(206.835 - 62.3 * 6 / 4 - 4)


@pytest.mark.parametrize(
    ("text", "language", "hard"),
    [
        ("How safe do you feel when you walk here at night?", "en", False),
        (
            (
                "To what extent do organizational accountability mechanisms adequately "
                "facilitate constitutional responsibilities?"
            ),
            "en",
            True,
        ),
        ("Excellent?", "en", False),
        ("¿Qué tan bien le trató el agente cuando usted habló con él?", "es", False),
        (
            (
                "¿Considera satisfactoriamente institucionalizados los procedimientos "
                "administrativos correspondientes?"
            ),
            "es",
            False,
        ),
        (
            (
                "¿Considera que las responsabilidades institucionales correspondientes garantizan "
                "suficientemente procedimientos administrativos constitucionales?"
            ),
            "es",
            True,
        ),
        ("Wie sicher fühlen Sie sich hier in der Nacht auf der Straße?", "de", False),
    ],
    ids=["plain", "hard", "short", "llano", "breve", "difícil", "other"],
)
def test_hard_words_are_noticed(text, language, hard):
    assert is_hard(text, language) is hard


@pytest.mark.parametrize(
    ("text", "language", "double"),
    [
        ("How polite and helpful was the officer?", "en", True),
        ("Are the streets clean and/or lit?", "en", True),
        ("Do the police listen or answer?", "en", True),
        ("How fairly or unfairly were you treated?", "en", False),
        ("How satisfied or dissatisfied are you?", "en", False),
        ("How safe are you between six and ten?", "en", False),
        ("Are you for or against it?", "en", False),
        ("How safe do you – or would you – feel here?", "en", False),
        ("How safe do you feel here?", "en", False),
        ("¿Fue el agente amable y útil?", "es", True),
        ("¿Están limpias y/o iluminadas las calles?", "es", True),
        ("¿Qué tan satisfecho o insatisfecho está usted?", "es", False),
        ("¿Qué tan probable o improbable sería?", "es", False),
        ("¿Se siente seguro o segura aquí?", "es", False),
        ("¿Qué tan de acuerdo o en desacuerdo está usted?", "es", False),
        ("¿Se siente bien entre las seis y las diez?", "es", False),
    ],
    ids=str,
)
def test_two_questions_in_one_are_noticed(text, language, double):
    assert hints.asks_two_things(text, language) is double


@pytest.mark.parametrize(
    ("text", "language", "leading"),
    [
        ("Don’t you agree that the police do well?", "en", True),
        ("Surely the police are fair?", "en", True),
        ("Do the police always listen?", "en", True),
        ("How satisfied are you with the police?", "en", True),
        ("How satisfied or dissatisfied are you with the police?", "en", False),
        ("How well do the police listen?", "en", False),
        ("All in all, how good a job do they do?", "en", False),
        ("¿No cree que la policía trabaja bien?", "es", True),
        ("La policía trabaja bien, ¿verdad?", "es", True),
        ("¿La policía siempre escucha?", "es", True),
        ("¿Qué tan satisfecho está usted?", "es", True),
        ("¿Qué tan satisfecho o insatisfecho está usted?", "es", False),
        ("¿Qué tan bien escucha la policía?", "es", False),
    ],
    ids=str,
)
def test_leaning_words_are_noticed(text, language, leading):
    assert hints.is_leading(text, language) is leading


def said(item, *languages):
    return {(hint.about, hint.language) for hint in hints.of_item(item, languages or ("en",))}


def test_a_scale_without_names_for_its_ends_and_a_missing_language():
    item = Item("safe", "scale", {"en": Words("How safe do you feel?")})
    assert said(item, "en", "es") == {("ends", "en"), ("missing", "es")}
    named = Item("safe", "scale", {"en": Words("How safe?", "", "Not safe", "Very safe")})
    assert said(named) == set()


def test_agreeing_is_asked_only_where_nothing_better_exists():
    item = Item("fair", "likert", {"en": Words("They are fair.", labels={1: "Agree", 2: "No"})})
    assert said(item) == {("agree", "")}


def document(*items, scores=()):
    return Document(
        "x", 1, "general", "X", "", "", {"en": Translated("X")}, (Page(tuple(items)),), scores
    )


def yes_or_no(code):
    return Item(code, "single", {"en": Words("Yes?", labels={1: "Yes", 2: "No"})}, codes=(1, 2))


def test_a_long_one_and_a_slow_one_are_noticed():
    twelve = [yes_or_no(f"q{number}") for number in range(12)]
    assert hints.of_document(document(*twelve)) == []
    [hint] = hints.of_document(document(*twelve, yes_or_no("more")))
    assert hint.about == "long"
    essays = [Item(f"q{number}", "open", {"en": Words("Why?")}) for number in range(7)]
    assert [hint.about for hint in hints.of_document(document(*essays))] == ["slow"]


def test_one_reversed_item_is_enough():
    def score(*turned):
        return Score("s", {"en": "S"}, ("a", "b"), frozenset(turned), 0.6)

    pair = (yes_or_no("a"), yes_or_no("b"))
    assert hints.of_document(document(*pair, scores=(score("a"),))) == []
    [hint] = hints.of_document(document(*pair, scores=(score("a", "b"),)))
    assert hint.about == "reversed"


def test_the_short_form_takes_under_two_minutes_and_the_long_one_under_five():
    assert hints.minutes(AFTER_CONTACT.document) < 2
    assert hints.minutes(COMMUNITY_TRUST.document) < 5
