"""What an open link keeps of those who only begin, and whom it asks once it has enough."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from metrics.surveys.models import Draft, Response
from metrics.surveys.models.quota import Quota
from tests.clients import PortalClient
from tests.factories.instruments import WHOLE, a_survey, an_instrument, ask
from tests.factories.surveys import ResponseFactory, WaveFactory
from tests.metrics.surveys.test_answering_pages import (
    FIRST,
    SECOND,
    THIRD,
    in_words,
    send,
    state,
)

PATH = "/surveys/open/poster/"
POSTER = {"frame": "link", "sample_type": "open", "link_code": "poster"}


@pytest.fixture(autouse=True)
def _light_work(settings):
    settings.SURVEY_WORK_BITS = 0
    cache.clear()


@pytest.fixture
def wave():
    return WaveFactory.create(instrument=a_survey(), **POSTER)


@pytest.fixture
def short(riverside, hillside):
    """Two questions, after where one lives."""
    instrument = an_instrument([ask("listen"), ask("safe")])
    return WaveFactory.create(instrument=instrument, asks_area=True, **POSTER)


@pytest.fixture
def one_place_left(short, riverside):
    short.quotas.create(area=riverside, wanted=2)
    ResponseFactory.create(wave=short, area=riverside)
    return short


class TestBeginning:
    @pytest.mark.parametrize("go", ["es", "back", "next"])
    @pytest.mark.usefixtures("wave")
    def test_with_nothing_said_nothing_is_kept(self, client, go):
        send(client, client.get(PATH), PATH, {}, go=go)
        assert not Draft.objects.exists()

    @pytest.mark.usefixtures("short")
    def test_where_one_lives_is_worth_keeping(self, client, riverside):
        send(client, client.get(PATH), PATH, {"area": riverside.pk})
        assert Draft.objects.get().area == riverside

    @pytest.mark.usefixtures("short")
    def test_whoever_would_rather_not_say_is_kept_with_the_first_answer(self, client):
        page = send(client, client.get(PATH), PATH, {"area": "not-said"})
        assert not Draft.objects.exists()
        send(client, page, PATH, {"listen": "8"})
        assert Draft.objects.get().answers == {"listen": 8}

    @pytest.mark.usefixtures("wave")
    def test_past_the_hours_share_it_is_answered_in_one_go(self, settings):
        settings.SURVEY_DRAFTS_AN_HOUR = 1
        first, second = PortalClient(), PortalClient()
        send(first, first.get(PATH), PATH, FIRST)
        page = send(second, second.get(PATH), PATH, FIRST)
        assert Draft.objects.count() == 1
        assert "Page 2 of 3" in in_words(page)
        assert "come back on this device" not in page.text
        for answers in (SECOND, THIRD):
            page = second.post(PATH, state(page) | {"cg.go": "next"} | answers)
        assert "Your answer is in" in page.text
        assert Response.objects.get().answers == WHOLE
        # Whoever was kept before stays so, however many came since.
        send(first, first.get(PATH), PATH, SECOND)
        assert "Page 3 of 3" in in_words(first.get(PATH))

    def test_another_hour_and_another_survey_have_shares_of_their_own(self, settings, wave):
        settings.SURVEY_DRAFTS_AN_HOUR = 1
        send(PortalClient(), PortalClient().get(PATH), PATH, FIRST)
        later = PortalClient()
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            send(later, later.get(PATH), PATH, FIRST)
        WaveFactory.create(instrument=wave.instrument, **POSTER | {"link_code": "other"})
        other = PortalClient()
        send(other, other.get("/surveys/open/other/"), "/surveys/open/other/", FIRST)
        assert Draft.objects.count() == 3


@pytest.mark.usefixtures("wave")
class TestLanguage:
    def test_what_was_begun_comes_back_in_its_language(self, client):
        page = send(client, client.get(PATH), PATH, FIRST)
        assert send(client, page, PATH, {}, go="es")["Content-Language"] == "es"
        assert client.get(PATH)["Content-Language"] == "es"
        assert PortalClient().get(PATH)["Content-Language"] == "en"
        assert "django_language" not in client.cookies

    def test_the_language_chosen_for_all_pages_last_counts(self, client):
        client.cookies["django_language"] = "en"
        page = send(client, client.get(PATH), PATH, FIRST)
        send(client, page, PATH, {}, go="es")
        assert client.get(PATH)["Content-Language"] == "es"
        client.cookies["django_language"] = "en"
        assert client.get(PATH)["Content-Language"] == "en"


class TestEnough:
    def test_it_is_asked_again_when_the_answer_is_sent(self, client, one_place_left, riverside):
        page = send(client, client.get(PATH), PATH, {"area": riverside.pk})
        ResponseFactory.create(wave=one_place_left, area=riverside)
        page = send(client, page, PATH, FIRST)
        assert page.status_code == 410
        assert "We have enough answers from Riverside" in page.text
        assert "nothing of what you answered is kept" in page.text
        assert one_place_left.responses.count() == 2
        assert not Draft.objects.exists()

    def test_an_answer_from_a_beat_counts_for_its_district(
        self, client, one_place_left, riverside, millrace
    ):
        ResponseFactory.create(wave=one_place_left, area=millrace)
        assert [quota.area for quota in Quota.objects.over(millrace)] == [riverside]
        page = send(client, client.get(PATH), PATH, {"place": millrace.name})
        assert "We have enough answers from" in page.text

    def test_a_wave_about_one_place_with_enough_from_there_asks_nobody(self, client, riverside):
        wave = WaveFactory.create(general=True, area=riverside, **POSTER)
        wave.quotas.create(area=riverside, wanted=1)
        assert client.get(PATH).status_code == 200
        ResponseFactory.create(wave=wave)
        assert "We have enough answers from Riverside" in client.get(PATH).text

    @pytest.mark.django_db(transaction=True)
    def test_the_last_place_of_a_quota_goes_to_one(self, one_place_left, riverside):
        gate = threading.Barrier(4)

        def answer(number):
            client = PortalClient()
            page = send(client, client.get(PATH), PATH, {"area": riverside.pk})
            gate.wait()
            try:
                return send(client, page, PATH, {"listen": str(number), "safe": "6"}).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            told = sorted(pool.map(answer, range(4)))
        assert told == [200, 410, 410, 410]
        assert one_place_left.responses.count() == 2
