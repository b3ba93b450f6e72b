import csv
import io
from collections import Counter
from datetime import date
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.urls import reverse

from metrics.surveys.words.packet import WHO, packet, refusal
from portal.records.models import Export
from portal.refusals import NotPossible
from tests.factories.own_words import NeighborsWaveFactory, OwnWordsFactory, answered, over


@pytest.fixture
def wave(millrace, eastbank, hillside):
    """Closed: 33 people answered in Riverside, most of them alike, and two in Hillside."""
    wave = NeighborsWaveFactory.create(title="Neighbors in spring")
    answered(wave, 12, area=millrace, age_band="25-34", sex="f", race_ethnicity="white")
    answered(wave, 18, area=eastbank, age_band="35-44", sex="m", race_ethnicity="black")
    answered(wave, 3, area=millrace, age_band="65+", sex="f", race_ethnicity="white")
    answered(wave, 2, area=hillside, age_band="25-34", sex="f", race_ethnicity="asian")
    return over(wave)


def files(wave, by):
    with packet(wave, by) as file, ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(wave, by):
    return list(csv.DictReader(io.StringIO(files(wave, by)["answers.csv"])))


def test_there_is_a_row_a_person_with_the_codes_as_given(wave, kim):
    found = rows(wave, kim)
    assert len(found) == 35
    assert {(row["listen"], row["where"]) for row in found} == {("7", "1;2")}
    assert set(found[0]) == {
        *("age_band", "sex", "race_ethnicity", "district", "month", "mode", "language"),
        *("is_partial", "flags", "weight", "listen", "where"),
    }


def test_every_combination_shown_is_shared_by_enough(wave, kim):
    alike = Counter(tuple(row[trait] for trait in WHO) for row in rows(wave, kim))
    assert min(alike.values()) >= settings.PUBLISH_FLOOR
    assert alike["35-44", "m", "black", "Riverside"] == 18


def test_nothing_below_the_district_and_no_day_leaves(wave, kim):
    text = files(wave, kim)["answers.csv"]
    assert "Millrace" not in text
    assert "Hillside" not in text
    assert "2026-05-14" not in text
    assert "2026-05" in text


def test_a_rare_language_and_a_rare_month_are_left_out(wave, kim, eastbank):
    traits = {"age_band": "35-44", "sex": "m", "race_ethnicity": "black"}
    answered(wave, 2, area=eastbank, language="es", **traits)
    answered(wave, 25, area=eastbank, answered_on=date(2026, 6, 1), **traits)
    found = Counter((row["month"], row["language"]) for row in rows(wave, kim))
    assert all(language != "es" for _month, language in found)
    assert ("2026-06", "en") in found


def test_own_words_and_the_answers_behind_a_trait_stay_here(wave, kim):
    OwnWordsFactory.create(wave=wave, text="Sentinel", state="shown")
    everything = "".join(files(wave, kim).values())
    assert "Sentinel" not in everything
    assert "woman" not in everything


def test_the_codebook_says_what_each_code_means(wave, kim):
    book = list(csv.DictReader(io.StringIO(files(wave, kim)["codebook.csv"])))
    meanings = {(row["column"], row["code"]): row["meaning"] for row in book}
    assert meanings["where", "2"] == "Meeting"
    assert meanings["listen", "10"] == "Yes"
    assert ("listen", "88") in meanings
    assert ("weight", "") in meanings


def test_the_text_beside_it_says_how_to_read_it(wave, kim):
    text = files(wave, kim)["README.txt"]
    assert "Neighbors in spring" in text
    assert str(settings.PUBLISH_FLOOR) in text


def test_rare_weights_are_shared(wave, kim, millrace):
    answered(wave, 1, area=millrace, weight="4.75")
    weights = Counter(row["weight"] for row in rows(wave, kim))
    assert min(weights.values()) >= settings.PUBLISH_FLOOR


def test_the_same_answers_give_the_same_file(wave, kim, ada):
    files(wave, kim)
    files(wave, ada)
    first, second = Export.objects.order_by("pk")
    assert first.sha256 == second.sha256
    assert (first.rows, first.filters["responses"]) == (35, 35)


def test_a_file_with_a_few_new_answers_is_refused(wave, kim, millrace):
    files(wave, kim)
    answered(wave, 9, area=millrace)
    with pytest.raises(NotPossible, match="9 answers have come in"):
        packet(wave, kim)
    answered(wave, 1, area=millrace)
    assert len(rows(wave, kim)) == 45


def test_answers_cannot_be_had_while_people_may_answer(kim, millrace):
    wave = NeighborsWaveFactory.create(area=millrace)
    answered(wave, 40)
    assert "may still answer" in refusal(wave)
    with pytest.raises(NotPossible):
        packet(wave, kim)


def test_answers_of_few_cannot_be_had(kim, millrace):
    wave = over(NeighborsWaveFactory.create(area=millrace))
    answered(wave, 29)
    assert "Too few" in refusal(wave)
    answered(wave, 1)
    assert refusal(wave) == ""


def test_the_page_says_what_is_in_it_and_who_had_it(client, olivia, wave):
    client.force_login(olivia)
    address = reverse("desk_words:export", args=[wave.pk])
    assert "Download" in client.get(address).content.decode()
    answer = client.post(address)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "Olivia" in client.get(address).content.decode()
    assert Export.objects.get().user == olivia


def test_the_page_says_why_not(client, olivia, millrace):
    wave = NeighborsWaveFactory.create(area=millrace)
    client.force_login(olivia)
    address = reverse("desk_words:export", args=[wave.pk])
    answer = client.post(address)
    assert answer.status_code == 409
    assert "may still answer" in answer.content.decode()
    assert not Export.objects.exists()


@pytest.mark.parametrize("n", [40, 400])
def test_a_larger_file_asks_no_more_questions(kim, wave, n, millrace, django_assert_num_queries):
    answered(wave, n, area=millrace)
    with django_assert_num_queries(14):
        packet(wave, kim).close()
