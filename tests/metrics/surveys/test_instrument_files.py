"""An instrument travels as a file: what comes out goes in again, and what is wrong is named."""

import copy
import json

import pytest
from django.db import DatabaseError, transaction

from metrics.surveys.instruments.cursor import LARGEST, BadDocument
from metrics.surveys.instruments.reading import read
from metrics.surveys.instruments.writing import to_json, to_object
from metrics.surveys.models import Instrument, Question
from metrics.surveys.shipped import AFTER_CONTACT, COMMUNITY_TRUST, EVERY, PULSE

GOOD = {
    "format": 1,
    "slug": "parks",
    "version": 1,
    "kind": "general",
    "title": "Parks",
    "translations": {"en": {"title": "Parks"}},
    "sections": [
        {
            "questions": [
                {
                    "code": "visits",
                    "kind": "single",
                    "codes": [1, 2],
                    "words": {"en": {"ask": "Do you go?", "labels": {"1": "Yes", "2": "No"}}},
                },
                {
                    "code": "safe",
                    "kind": "scale",
                    "lowest": 0,
                    "highest": 10,
                    "asked_if": {"question": "visits", "codes": [1]},
                    "words": {"en": {"ask": "How safe?"}},
                },
            ]
        },
        {
            "asked_if": {"question": "visits", "codes": [2]},
            "questions": [{"code": "why", "kind": "open", "words": {"en": {"ask": "Why not?"}}}],
        },
    ],
    "indices": [
        {"code": "safety", "names": {"en": "Safety"}, "items": [{"question": "safe"}]},
    ],
}
FIRST = ("sections", 0, "questions", 0)
SECOND = ("sections", 0, "questions", 1)


def changed(path, value):
    """The good document with one thing put in its place; `...` takes it away."""
    document = copy.deepcopy(GOOD)
    at = document
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return json.dumps(document)


def the_refusal(raw):
    with pytest.raises(BadDocument) as refusal:
        read(raw)
    return refusal.value.words


@pytest.mark.parametrize("shipped", EVERY, ids=lambda shipped: shipped.slug)
def test_what_is_shipped_comes_out_as_it_went_in(db, shipped):
    instrument = Instrument.objects.shipped(shipped)
    assert instrument.is_shipped
    assert read(to_json(instrument)) == shipped.document
    assert set(to_object(instrument)["translations"]) == {"en", "es"}


def test_installing_costs_the_same_for_a_short_one_and_a_long_one(
    db, django_assert_max_num_queries
):
    for shipped in (AFTER_CONTACT, PULSE, COMMUNITY_TRUST):
        with django_assert_max_num_queries(12):
            Instrument.install(shipped.document)


def test_all_that_are_shipped_are_put_in_once(db, django_assert_num_queries):
    Instrument.objects.install_shipped()
    assert Instrument.objects.count() == len(EVERY)
    with django_assert_num_queries(1):
        Instrument.objects.install_shipped()


def test_what_the_community_is_asked(db):
    trust = Instrument.objects.shipped(COMMUNITY_TRUST)
    asked = {each.code: each for each in Question.objects.of(trust)}
    assert list(asked)[:3] == ["listen", "respect", "safe"]
    assert asked["explain"].row_of == asked["fair"]
    assert asked["explain"].codes == [1, 2, 3, 4, 5]
    assert asked["contact_fair"].asked_if == asked["contact"]
    assert asked["contact_fair"].asked_if_codes == [1]
    assert {each.trait for each in asked.values() if each.trait} == {
        "age_band",
        "sex",
        "race_ethnicity",
    }
    headline = trust.indices.get(is_headline=True)
    assert [str(item.question) for item in headline.items.all()] == ["listen", "respect"]


def test_a_good_file_is_read_and_goes_in_with_its_branching(db):
    instrument = Instrument.install(read(json.dumps(GOOD)))
    first, second = instrument.sections.all()
    assert first.asked_if is None
    assert (second.asked_if.code, second.asked_if_codes) == ("visits", [2])


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("format",), 2, "format: Only format 1"),
        (("slug",), "Parks!", "slug: A code is made of"),
        (("kind",), "census", "kind: Here must be one of"),
        (("version",), True, "version: Here must be a whole number"),
        (("title",), ..., "“title” is missing"),
        (("mood",), 1, "“mood” is not part of the format"),
        (("translations",), {}, "translations: The words in “en” are missing"),
        (("translations", "xx"), {"title": "?"}, "translations.xx: The portal does not have"),
        (("translations", "en", "status"), "fine", "translations.en.status: Here must be one"),
        (("translations", "en", "checked_on"), "soon", "translations.en.checked_on: Here must be"),
        (("sections",), [], "sections: Here must be 1 to"),
        (("sections",), {}, "sections: Here must be a list"),
        (("sections", 0), 7, "sections[0]: Here must be an object"),
        ((*FIRST, "code"), "a__b", "sections[0].questions[0].code: A code is made of"),
        ((*FIRST, "code"), 5, "sections[0].questions[0].code: Here must be a text"),
        ((*SECOND, "code"), "visits", "sections[0].questions[1].code: Another question has"),
        ((*FIRST, "kind"), "essay", "sections[0].questions[0].kind: Here must be one of"),
        ((*FIRST, "codes"), [1, 77], "sections[0].questions[0].codes[1]: 77 and 88 mean"),
        ((*FIRST, "codes"), [88, 1], "sections[0].questions[0].codes[0]: 77 and 88 mean"),
        ((*FIRST, "codes"), [1, 1], "sections[0].questions[0].codes[1]: This code stands"),
        ((*FIRST, "codes"), [1, -3], "sections[0].questions[0].codes[1]: Here must be a whole"),
        ((*FIRST, "codes"), [1, 1.5], "sections[0].questions[0].codes[1]: Here must be a whole"),
        ((*FIRST, "codes"), ..., "sections[0].questions[0].kind: For this kind “codes” is missing"),
        ((*FIRST, "codes"), [1, 2, 3], "questions[0].words.en.labels: “3” is missing"),
        ((*FIRST, "lowest"), 0, "sections[0].questions[0].lowest: A question of this kind"),
        ((*FIRST, "trait"), "sex", "sections[0].questions[0]: “trait” and “categories”"),
        ((*FIRST, "favorable"), [3], "sections[0].questions[0].favorable[0]: The question has no"),
        ((*FIRST, "words", "en", "ask"), " ", "questions[0].words.en.ask: This text is empty"),
        ((*FIRST, "words", "en", "ask"), "x" * 301, "words.en.ask: This text is too long"),
        ((*FIRST, "words", "en", "ask"), "a\0b", "words.en.ask: This text has characters"),
        ((*FIRST, "words", "en", "ask"), "\ud800", "words.en.ask: This text has characters"),
        ((*FIRST, "words", "en", "labels"), ..., "words.en: The names of the answers are missing"),
        ((*FIRST, "words", "en", "lowest_means"), "", "“lowest_means” is not part of the format"),
        ((*SECOND, "highest"), 77, "sections[0].questions[1].highest: Here must be"),
        ((*SECOND, "highest"), 0, "sections[0].questions[1]: A scale rises"),
        ((*SECOND, "asked_if", "question"), "safe", "No question before this one has the code"),
        ((*SECOND, "asked_if", "question"), "why", "asked_if.question: No question before"),
        ((*SECOND, "asked_if", "question"), "nobody", "asked_if.question: No question before"),
        ((*SECOND, "asked_if", "codes"), [3], "asked_if.codes[0]: The question has no answer"),
        ((*SECOND, "asked_if", "codes"), [], "asked_if.codes: Here must be 1 to 2 entries"),
        (("sections", 0, "asked_if"), {"question": "visits", "codes": [1]}, "sections[0].asked_if"),
        (("sections", 0, "shuffled"), "yes", "sections[0].shuffled: Here must be true or false"),
        (("indices", 0, "code"), "visits", "indices[0]: “visits” is already the code"),
        (("indices", 0, "items"), [{"question": "why"}], "indices[0].items[0]: There is no scale"),
        (("indices", 0, "items"), [], "indices[0].items: Here must be 1 to"),
        (("indices", 0, "least_answered"), 0, "indices[0].least_answered: Here must be a number"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_with_its_place(path, value, where):
    assert where in the_refusal(changed(path, value))


def test_two_cannot_wait_for_each_other():
    document = copy.deepcopy(GOOD)
    document["sections"][0]["questions"][0]["asked_if"] = {"question": "safe", "codes": [1]}
    refusal = the_refusal(json.dumps(document))
    assert "sections[0].questions[0].asked_if.question: No question before" in refusal


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xff\xfe{\x00", "not in UTF-8"),
        (b" " * (LARGEST + 1), "too large"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": 1, "a": 2}', "“a” stands twice"),
        (b'{"format": NaN}', "is no number"),
        (b'{"format": ' + b"9" * 5000 + b"}", "number that no instrument needs"),
        (b'{"format": 1,', "look at line 1"),
        (b"", "look at line 1"),
        (b"null", "Here must be an object"),
    ],
    ids=["utf-16", "large", "deep", "twice", "nan", "digits", "cut off", "empty", "null"],
)
def test_hostile_files_are_refused_with_a_sentence(raw, why):
    assert why in the_refusal(raw)


def test_a_mark_before_the_first_letter_is_no_fault():
    assert read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()).slug == "parks"


@pytest.mark.parametrize(
    ("breaking", "rule"),
    [
        (lambda it: it.indices.create(code="visits", names={}), "is taken in this instrument"),
        (lambda it: it.sections.last().questions.create(number=9, code="safe"), "is taken"),
        (lambda it: it.sections.last().questions.create(number=9, code="safety"), "is taken"),
        (lambda it: it.indices.update(code="why"), "is taken"),
        (lambda _it: Question.objects.filter(code="visits").update(codes=[1, 77]), "leave_room"),
        (lambda _it: Question.objects.filter(code="visits").update(codes=[88]), "leave_room"),
        (lambda it: it.indices.update(least_answered=0), "needs_some_of_its_items"),
        (
            lambda it: [
                it.indices.create(code=code, names={}, is_headline=True) for code in ("a", "b")
            ],
            "one_headline",
        ),
    ],
    ids=["index", "question", "question-index", "index-question", "77", "88", "none", "headline"],
)
def test_the_database_refuses_what_the_reader_would(db, breaking, rule):
    instrument = Instrument.install(read(json.dumps(GOOD)))
    with pytest.raises(DatabaseError, match=rule), transaction.atomic():
        breaking(instrument)


def test_a_code_may_mean_another_thing_in_another_instrument(db):
    Instrument.install(read(json.dumps(GOOD)))
    Instrument.install(read(changed(("version",), 2)))
