import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse

from metrics.surveys.models import OwnWords
from metrics.surveys.words.signs import signs
from portal.records.models import AccessLog
from portal.refusals import NotPossible
from tests.factories.own_words import (
    NeighborsWaveFactory,
    OwnWordsFactory,
    answered,
)

HELD, SHOWN, WITHHELD = OwnWords.State.HELD, OwnWords.State.SHOWN, OwnWords.State.WITHHELD


@pytest.fixture
def wave(millrace):
    """Enough people of Millrace answered that no reader knows who wrote what."""
    wave = NeighborsWaveFactory.create(area=millrace)
    answered(wave, 10)
    return wave


def page(wave):
    return reverse("desk_words:wave", args=[wave.pk])


def decide(client, wave, verdict, *texts):
    address = reverse("desk_words:decide", args=[wave.pk])
    return client.post(address, {"verdict": verdict, "texts": [text.pk for text in texts]})


def test_what_people_wrote_is_held_and_quoted_nowhere(wave):
    OwnWordsFactory.create_batch(12, wave=wave)
    answered(wave, 40)
    assert OwnWords.objects.held().count() == 12
    assert not OwnWords.objects.quotable(wave).exists()


def test_a_question_is_quoted_once_enough_of_its_texts_are_shown(wave, kim):
    answered(wave, 20)
    OwnWordsFactory.create_batch(9, wave=wave)
    OwnWords.objects.decide(SHOWN, kim)
    assert not OwnWords.objects.quotable(wave).exists()
    OwnWordsFactory.create_batch(2, wave=wave)
    OwnWordsFactory.create(wave=wave, state=WITHHELD, why="names")
    OwnWords.objects.decide(SHOWN, kim)
    assert OwnWords.objects.quotable(wave).count() == 11


def test_a_wave_of_few_answers_is_quoted_nowhere(wave, kim):
    answered(wave, 19)
    OwnWordsFactory.create_batch(12, wave=wave)
    OwnWords.objects.decide(SHOWN, kim)
    assert not OwnWords.objects.quotable(wave).exists()
    answered(wave, 1)
    assert OwnWords.objects.quotable(wave).count() == 12


def test_words_of_another_wave_do_not_help(wave, kim):
    answered(wave, 20)
    OwnWordsFactory.create_batch(5, wave=wave)
    OwnWordsFactory.create_batch(20)
    OwnWords.objects.decide(SHOWN, kim)
    assert not OwnWords.objects.quotable(wave).exists()


def test_quotes_come_in_the_order_of_the_lot(wave, kim):
    answered(wave, 20)
    OwnWordsFactory.create_batch(12, wave=wave)
    OwnWords.objects.decide(SHOWN, kim)
    drawn = [text.pk for text in OwnWords.objects.quotable(wave)]
    assert drawn == sorted(drawn)


def test_the_second_reader_changes_nothing(wave, kim, ada):
    text = OwnWordsFactory.create(wave=wave)
    assert OwnWords.objects.decide(SHOWN, kim) == 1
    assert OwnWords.objects.decide(WITHHELD, ada, why="insults") == 0
    text.refresh_from_db()
    assert (text.state, text.read_by) == (SHOWN, kim)


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_at_once_each_text_hears_one(wave, kim, ada):
    OwnWordsFactory.create_batch(40, wave=wave)
    gate = threading.Barrier(2)

    def work(reader):
        gate.wait()
        try:
            if reader == kim:
                return OwnWords.objects.decide(SHOWN, kim)
            return OwnWords.objects.decide(WITHHELD, ada, why="names")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        decided = list(pool.map(work, [kim, ada]))
    assert sorted(decided) == [0, 40]
    assert sum(text.decisions.count() for text in OwnWords.objects.all()) == 40


def test_mixing_keeps_every_word_and_moves_what_is_held(wave, kim):
    OwnWordsFactory.create_batch(12, wave=wave)
    OwnWords.objects.filter(pk=OwnWords.objects.by_lot()[0].pk).decide(SHOWN, kim)
    before = set(OwnWords.objects.values_list("pk", "text", "state"))
    OwnWords.mix(wave)
    assert set(OwnWords.objects.values_list("pk", "text", "state")) == before


def test_words_are_withheld_for_a_reason(wave, kim):
    text = OwnWordsFactory.create(wave=wave)
    with pytest.raises(NotPossible):
        OwnWords.objects.decide(WITHHELD, kim)
    with pytest.raises(NotPossible):
        OwnWords.objects.decide(SHOWN, kim, why="names")
    with pytest.raises(IntegrityError, match="for_a_reason"), transaction.atomic():
        OwnWords.objects.filter(pk=text.pk).update(state=WITHHELD)


def test_who_decided_what_is_kept(wave, kim, ada):
    text = OwnWordsFactory.create(wave=wave)
    OwnWords.objects.decide(WITHHELD, kim, why="points")
    assert OwnWords.objects.take_back(ada) == 1
    OwnWords.objects.decide(SHOWN, ada)
    decisions = text.decisions.order_by("pgh_id").values_list("state", "why", "read_by")
    assert list(decisions) == [
        ("withheld", "points", kim.pk),
        ("held", "", ada.pk),
        ("shown", "", ada.pk),
    ]


def test_a_text_that_comes_in_leaves_no_hour_in_the_history(wave):
    assert not OwnWordsFactory.create(wave=wave).decisions.exists()


def test_words_can_be_black_wherever_they_stand(wave, kim):
    text = OwnWordsFactory.create(wave=wave, text="Ana Ruiz waits. Ask ana ruiz, not Ana.")
    text.show_without(["Ana Ruiz", " "], kim)
    assert text.said == "█████ waits. Ask █████, not Ana."
    assert text.state == SHOWN
    OwnWords.objects.take_back(kim)
    text.refresh_from_db()
    assert text.blacked_out == []


def test_words_that_do_not_stand_there_are_not_black(wave, kim):
    text = OwnWordsFactory.create(wave=wave, text="Ask Ana.")
    for words in (["Rosa"], [], ["  "]):
        with pytest.raises(NotPossible):
            text.show_without(words, kim)
    text.show_without(["Ana"], kim)
    with pytest.raises(NotPossible, match="just now"):
        text.show_without(["Ask"], kim)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Call me at 312-555-0142.", "312-555-0142", id="phone"),
        pytest.param("I live at 14 Mill Street.", "14 Mill Street", id="address"),
        pytest.param("Vivo en calle Olmo 12.", "calle Olmo 12", id="address in Spanish"),
        pytest.param("A car, ABC 1234, waits.", "ABC 1234", id="plate"),
        pytest.param("We asked Rosa Marin.", "Rosa Marin", id="name"),
        pytest.param("Write to me@example.org", "me@example.org", id="email"),
    ],
)
def test_signs_of_a_person_are_pointed_out(text, found):
    assert found in [sign.words for sign in signs(text)]


def test_the_name_of_an_area_is_no_sign():
    assert signs("More light for Olmo Verde please", ["Olmo Verde"]) == []


def test_the_list_shows_what_waits_with_its_signs_and_is_recorded(client, kim, wave):
    OwnWordsFactory.create(wave=wave, text="Ask Rosa Marin <b>now</b>")
    OwnWordsFactory.create(wave=wave, state=SHOWN, text="Shown before")
    client.force_login(kim)
    html = client.get(page(wave)).content.decode()
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    assert "Someone’s name?" in html
    assert "Shown before" not in html
    assert AccessLog.objects.about(wave).by(kim).count() == 1


def test_texts_wait_until_enough_have_answered(client, kim, millrace):
    wave = NeighborsWaveFactory.create(area=millrace)
    answered(wave, 9)
    text = OwnWordsFactory.create(wave=wave, text="Sentinel")
    client.force_login(kim)
    assert "Sentinel" not in client.get(page(wave)).content.decode()
    assert "Sentinel" not in decide(client, wave, "shown", text).content.decode()
    black_out = reverse("desk_words:black_out", args=[wave.pk, text.pk])
    assert "Sentinel" not in client.post(black_out, {"also": "Sentinel"}).content.decode()
    text.refresh_from_db()
    assert text.state == HELD


def test_one_text_is_shown_and_the_list_stays_narrowed(client, kim, wave):
    text, other = OwnWordsFactory.create_batch(2, wave=wave)
    client.force_login(kim)
    address = reverse("desk_words:decide", args=[wave.pk]) + "?language=en"
    answer = client.post(address, {"verdict": "shown", "texts": [text.pk]})
    assert answer.url == page(wave) + "?language=en"
    states = {each.pk: each.state for each in OwnWords.objects.all()}
    assert states == {text.pk: SHOWN, other.pk: HELD}


def test_several_are_withheld_at_once_and_held_again(client, kim, wave):
    texts = OwnWordsFactory.create_batch(3, wave=wave)
    client.force_login(kim)
    decide(client, wave, "names", *texts)
    assert set(OwnWords.objects.values_list("state", "why")) == {("withheld", "names")}
    withheld = client.get(page(wave) + "?state=withheld").content.decode()
    assert "Names a person" in withheld
    assert "Kim" in withheld
    decide(client, wave, "held", *texts)
    assert OwnWords.objects.held().count() == 3


def test_what_another_decided_meanwhile_is_said(client, kim, ada, wave):
    texts = OwnWordsFactory.create_batch(2, wave=wave)
    OwnWords.objects.filter(pk=texts[0].pk).decide(WITHHELD, ada, why="names")
    client.force_login(kim)
    address = reverse("desk_words:decide", args=[wave.pk])
    chosen = {"verdict": "shown", "texts": [text.pk for text in texts]}
    answer = client.post(address, chosen, follow=True)
    assert "The others were decided already" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"verdict": "shown"}, id="nothing ticked"),
        pytest.param({"verdict": "shown", "texts": ["1"]}, id="no number"),
        pytest.param({"verdict": "burn"}, id="no verdict"),
    ],
)
def test_a_decision_about_nothing_is_refused(client, kim, wave, sent):
    OwnWordsFactory.create(wave=wave)
    client.force_login(kim)
    answer = client.post(reverse("desk_words:decide", args=[wave.pk]), sent)
    assert answer.status_code == 200
    assert "cg-errors" in answer.content.decode()
    assert OwnWords.objects.held().count() == 1


def test_texts_of_another_wave_are_out_of_reach(client, kim, wave):
    foreign = OwnWordsFactory.create()
    client.force_login(kim)
    assert decide(client, wave, "shown", foreign).status_code == 200
    black_out = reverse("desk_words:black_out", args=[wave.pk, foreign.pk])
    assert client.post(black_out, {"also": "lamp"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == HELD


def test_found_and_other_words_are_black_at_once(client, kim, wave):
    text = OwnWordsFactory.create(wave=wave, text="Rosa Marin at the shop knows, says Omar")
    client.force_login(kim)
    black_out = reverse("desk_words:black_out", args=[wave.pk, text.pk])
    client.post(black_out, {"found": ["Rosa Marin"], "also": "the shop, Omar"})
    text.refresh_from_db()
    assert text.said == "█████ at █████ knows, says █████"


def test_a_mistyped_word_to_black_out_is_said_at_its_field(client, kim, wave):
    text = OwnWordsFactory.create(wave=wave, text="Rosa knows")
    client.force_login(kim)
    black_out = reverse("desk_words:black_out", args=[wave.pk, text.pk])
    html = client.post(black_out, {"also": "Rossa"}).content.decode()
    assert "does not stand there" in html
    assert 'value="Rossa"' in html


@pytest.mark.parametrize("n", [1, 3, 20])
def test_the_list_costs_the_same_however_long(client, kim, wave, n, django_assert_max_num_queries):
    OwnWordsFactory.create_batch(n, wave=wave)
    OwnWords.objects.decide(SHOWN, kim)
    client.force_login(kim)
    with django_assert_max_num_queries(22):
        assert client.get(page(wave) + "?state=all").status_code == 200
