"""A hint that a text is hard to read: only where it is, and never a refusal."""

import pytest

from engagement.events import plain_words

EASY = "We met at the hall. Ten people spoke of the light. It is dark there. We will mend it. " * 2
LONG_SENTENCE = "we met and " * 20 + "left."
LONG_WORDS = "Interdepartmental coordination necessitates comprehensive documentation. " * 6


@pytest.mark.parametrize("text", ["", "Short.", EASY])
def test_easy_or_short_words_need_no_hint(text):
    assert plain_words.read(text).hints == []


def test_long_sentences_are_counted():
    assert plain_words.read(LONG_SENTENCE).hints == [
        "A sentence has 61 words on average. Under 15 is easier to read."
    ]


def test_long_words_are_named():
    (hint,) = plain_words.read(LONG_WORDS).hints
    assert "Interdepartmental, coordination, necessitates" in hint


def test_words_of_any_language_count():
    reading = plain_words.read("¿Cuándo? La señora preguntó…\nNadie contestó: 15 personas.")
    assert (reading.words, reading.sentences) == (7, 3)
    assert plain_words.read("...").words_a_sentence == 0
