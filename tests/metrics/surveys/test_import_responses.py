"""Surveys asked elsewhere: what a mapping may say, and what becomes of a row."""

import csv
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from metrics.surveys.imports.mapping import Mapping
from metrics.surveys.models import Instrument, OwnWords, Question, Response, Wave
from metrics.surveys.results.folding import check, fold
from metrics.surveys.shipped import PULSE
from portal.records.imports import Refused
from tests.factories.areas import AreaFactory
from tests.factories.surveys import WaveFactory
from tests.real_data import real

STEPS = {"1": "Bad", "2": "Middling", "3": "Good"}

ROW = {
    "how": "Web",
    "day": "2026-03-02",
    "ward": "7",
    "w": "1.25",
    "trust": "3",
    "a": "Y",
    "b": "",
    "age": "41",
    "sex": "F",
    "say": "",
}


def a_mapping(**changes):
    return {
        "instrument": {
            "slug": "town-survey",
            "title": "Town survey",
            "indices": [{"code": "esteem", "names": {"en": "Esteem"}, "items": ["trust"]}],
        },
        "mode": {"column": "how", "values": {"Web": "web", "Mail": "paper"}},
        "date": {"column": "day"},
        "weight": {"column": "w"},
        "area": {"column": "ward", "level": "district", "prefix": "W"},
        "waves": {
            "title": "Town survey, spring",
            "opens_on": "2026-03-01",
            "closes_on": "2026-03-31",
            "sample_type": "probability",
        },
        "questions": [
            {
                "code": "trust",
                "kind": "likert",
                "codes": [1, 2, 3],
                "dont_know": ["9"],
                "rather_not": ["8"],
                "absent": ["99"],
                "ask": "How good are they?",
                "labels": {"en": STEPS},
            },
            {
                "code": "heard",
                "kind": "multiple",
                "columns": {"a": 1, "b": 2},
                "codes": [1, 2],
                "ask": "How did you hear of it?",
            },
            {
                "code": "age",
                "kind": "single",
                "codes": [1, 2],
                "trait": "age_band",
                "categories": {"1": "18-34", "2": "35+"},
                "bands": [{"up_to": 34, "code": 1}, {"up_to": 120, "code": 2}],
                "ask": "How old are you?",
            },
            {
                "code": "sex",
                "kind": "single",
                "codes": [1, 2],
                "values": {"M": 1, "F": 2},
                "trait": "sex",
                "categories": {"1": "male", "2": "female"},
                "ask": "Are you",
            },
            {"code": "say", "kind": "open", "ask": "Anything else?"},
        ],
    } | changes


@pytest.fixture
def ward(db):
    return AreaFactory.create(level="district", code="W7", name="Ward 7")


@pytest.fixture
def bring_in(tmp_path, capsys):
    """Writes rows and a mapping, runs the command, and gives back what it said."""

    def bring_in(*people, mapping=None, options=(), name="town.csv", **changes):
        path, codebook = tmp_path / name, tmp_path / "mapping.json"
        codebook.write_text(json.dumps(mapping or a_mapping(**changes)))
        with path.open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, ROW)
            table.writeheader()
            table.writerows(ROW | person for person in people)
        call_command("import_responses", str(path), f"--codebook={codebook}", *options)
        return capsys.readouterr().out

    return bring_in


def test_a_row_becomes_an_answer_with_its_weight_day_place_and_mode(ward, bring_in):
    bring_in({"how": "mail", "say": "More light", "b": "x"})

    answer = Response.objects.get()
    assert answer.answers == {"trust": 3, "heard": [1, 2], "age": 2, "sex": 2}
    assert (answer.weight, answer.answered_on) == (Decimal("1.25"), date(2026, 3, 2))
    assert (answer.mode, answer.area) == ("paper", ward)
    assert (answer.age_band, answer.sex, answer.race_ethnicity) == ("35+", "female", "")
    words = OwnWords.objects.get()
    assert (words.text, words.state, words.wave) == ("More light", "held", answer.wave)


def test_the_wave_says_where_its_answers_come_from(ward, bring_in):
    bring_in({})

    wave = Wave.objects.get()
    assert (wave.frame, wave.sample_type) == ("imported", "probability")
    assert wave.margins == ["area", "age_band", "sex"]
    assert wave.instrument.fielded_at
    assert [index.code for index in wave.instrument.indices.all()] == ["esteem"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("9", 88), ("8", 77), ("99", None), ("NA", None), ("", None), (" 2 ", 2), ("2.0", 2)],
)
def test_what_is_no_answer_is_never_scored(ward, bring_in, written, kept):
    bring_in({"trust": written})

    answer = Response.objects.get()
    assert answer.answers.get("trust") == kept
    assert Response.objects.scored("trust").count() == (kept == 2)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"trust": "4"}, "trust is '4', which the codebook does not know"),
        ({"how": "Fax"}, "how is 'Fax', which the mapping does not know"),
        ({"ward": "9"}, "There is no area W9 here"),
        ({"w": "0"}, "w is '0', which is no weight"),
        ({"w": "NaN"}, "w is 'NaN', which is no weight"),
        ({"day": "soon"}, "'soon' is no date we can read"),
        ({"day": "2026-04-01"}, "The day 2026-04-01 is not within Town survey, spring"),
        ({"age": "old"}, "age is 'old'"),
        ({"age": "130"}, "age is '130'"),
        ({"trust": "", "a": "", "age": "", "sex": ""}, "No question is answered"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each),
)
def test_one_wrong_row_stops_the_file(ward, bring_in, tmp_path, wrong, why):
    with pytest.raises(Refused) as refused:
        bring_in({}, wrong, {})

    assert f"Line 3: {why}" in str(refused.value)
    assert (tmp_path / "town.csv.rejects.csv").exists()
    assert not Wave.objects.exists()
    assert not Instrument.objects.filter(slug="town-survey").exists()


def test_every_reason_of_a_row_is_told_at_once(ward, bring_in):
    with pytest.raises(Refused, match=r"trust is '4'.*how is 'Fax'"):
        bring_in({"trust": "4", "how": "Fax"})


def test_the_good_rows_come_in_where_someone_says_so(ward, bring_in):
    said = bring_in({}, {"trust": "4"}, options=["--keep-good"])

    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in said


def test_lenient_takes_unknown_codes_for_not_answered_and_counts_them(ward, bring_in):
    said = bring_in({"trust": "4"}, {"trust": "4", "ward": "9"}, options=["--lenient"])

    assert Response.objects.filter(answers__has_key="trust").count() == 0
    assert "Unknown, counted as not answered: 3 (trust '4' (2), ward '9' (1))." in said


def test_the_same_file_again_adds_nothing(ward, bring_in):
    bring_in({}, {})

    assert "0 added, 0 changed, 2 unchanged" in bring_in({}, {})
    assert Response.objects.count() == 2


def test_what_is_taken_back_is_taken_out_of_the_sums(ward, bring_in):
    bring_in({}, {"trust": "1"})
    fold()
    bring_in({}, {"trust": "1"}, {"trust": "2"}, options=["--replace"])
    fold()

    wave = Wave.objects.get()
    assert Response.objects.count() == 3
    assert wave.cells.filter(item="trust").count()
    assert not check(wave)


def test_rows_may_join_a_wave_that_is_here(ward, bring_in):
    instrument = Instrument.objects.shipped(PULSE)
    instrument.field()
    wave = WaveFactory.create(instrument=instrument, slug="spring-pulse")
    questions = [
        {"code": "listen", "column": "trust", "values": {"1": 0, "2": 5, "3": 10}},
        {"code": "age", "bands": [{"up_to": 24, "code": 1}, {"up_to": 120, "code": 6}]},
    ]
    mapping = a_mapping(instrument={"slug": "pulse"}, questions=questions)
    mapping |= {"date": {"column": "day", "values": {"2026-03-02": ""}}}

    bring_in({}, mapping=mapping, options=["--wave=spring-pulse"])

    answer = wave.responses.get()
    assert (answer.answers, answer.age_band) == ({"listen": 10, "age": 6}, "55+")
    # What the file has no column for was not asked there.
    assert not answer.is_partial


def test_what_has_been_asked_does_not_change(ward, bring_in):
    bring_in({})
    questions = a_mapping()["questions"]
    questions[0] |= {"codes": [1, 2, 3, 4]}

    with pytest.raises(Refused, match="asks trust in another way"):
        bring_in({}, name="later.csv", questions=questions)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"instrument": {"slug": "Town survey"}}, "“slug” may hold small letters"),
        ({"instrument": {"slug": "x", "kind": "odd"}}, "“kind” is odd. It may be event"),
        ({"questions": []}, "“questions” is empty"),
        (
            {"instrument": {"slug": "x", "indices": [{"code": "age", "items": ["trust"]}]}},
            "a question has this code",
        ),
        ({"questions": [{"code": "trust", "kind": "likert"}]}, "“codes” is missing"),
        ({"questions": [{"code": "trust"}] * 2}, "this code stands here twice"),
        ({"questions": [{"code": "trust", "clumn": "q1"}]}, "there is no “clumn” here"),
        ({"mode": {"always": "fax"}}, "fax is unknown. It may be web"),
        ({"mode": {}}, "give a “column” with “values”, or “always”"),
        ({"wave": {}}, "there is no “wave” here"),
        (
            {"waves": a_mapping()["waves"] | {"closes_on": "2026-02-01"}},
            "it closes before it opens",
        ),
        ({"waves": a_mapping()["waves"] | {"sample_type": "good"}}, "“sample_type” is good"),
        ({"waves": a_mapping()["waves"] | {"opens_on": "1.3."}}, "must be a day such as"),
        ({"area": {"column": "place"}}, "has no column place"),
    ],
    ids=lambda each: each if isinstance(each, str) else None,
)
def test_a_mapping_that_is_wrong_says_where(ward, bring_in, changes, words):
    mapping = a_mapping(**changes)
    if "indices" in mapping["instrument"] and "questions" in changes:
        mapping["instrument"].pop("indices")

    with pytest.raises(Refused, match=words):
        bring_in({}, mapping=mapping)


def test_a_mapping_that_cannot_be_read_is_refused(ward, bring_in, tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        Mapping.of_file(str(tmp_path / "none.json"))
    (tmp_path / "broken.json").write_text('{"a": ')
    with pytest.raises(Refused, match="is not JSON"):
        Mapping.of_file(str(tmp_path / "broken.json"))


def test_a_codebook_drafts_a_mapping(capsys):
    codebook = real("surveys/kcmo_resident_survey_codebook.csv")

    call_command("import_responses", str(codebook), "--draft-mapping")

    draft = json.loads(capsys.readouterr().out)
    by_code = {question["code"]: question for question in draft["questions"]}
    effective = by_code["q5_01"]
    assert effective["ask"] == {"en": "Effectiveness of local police protection"}
    assert (effective["codes"], effective["dont_know"]) == ([1, 2, 3, 4, 5], ["9"])
    assert effective["labels"]["en"]["1"] == "Very Dissatisfied"
    assert by_code["q31_02"]["kind"] == "single"
    assert all(not set(q["codes"]) & set(Question.MISSING) for q in draft["questions"])
