"""A link open to all, and a tablet many share."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from metrics.surveys.answering import proof
from metrics.surveys.answering.doors import kiosk_pass
from metrics.surveys.models import Draft, Response, Wave
from tests.clients import PortalClient
from tests.factories.instruments import a_survey, an_instrument, ask
from tests.factories.surveys import WaveFactory
from tests.metrics.surveys.test_answering_pages import FIRST, SECOND, THIRD, hidden, in_words, send


@pytest.fixture
def about():
    """What the wave is like, where it is not as all others."""
    return {}


@pytest.fixture
def wave(about):
    """Two questions behind a poster."""
    plan = {"frame": "link", "sample_type": "open", "link_code": "poster", "has_kiosk": True}
    instrument = an_instrument([ask("listen"), ask("safe")])
    return WaveFactory.create(**{"instrument": instrument} | plan | about)


@pytest.fixture(autouse=True)
def _light_work(settings):
    settings.SURVEY_WORK_BITS = 4
    settings.SURVEY_UNPROVEN_AN_HOUR = 100
    cache.delete(f"surveys:unproven:{timezone.now():%Y%m%d%H}")


PATH = "/surveys/open/poster/"


def solve(challenge, bits=4):
    return next(
        str(number)
        for number in range(10_000)
        if sha256(f"{challenge}:{number}".encode()).digest()[0] >> (8 - bits) == 0
    )


def wrong(challenge):
    return next(str(number) for number in range(100) if not proof.is_solved(challenge, str(number)))


@pytest.mark.usefixtures("wave")
class TestProof:
    def test_with_the_work_done_an_answer_has_no_mark(self, client):
        page = client.get(PATH)
        work = solve(hidden(page, "cg.challenge"))
        assert "Your answer is in" in send(client, page, PATH, FIRST, **{"cg.work": work}).text
        response = Response.objects.get()
        assert (response.flags, response.area) == (["speeding"], None)

    @pytest.mark.parametrize("work", ["", "x", "9" * 30, "-1"])
    def test_without_it_the_answer_is_taken_and_marked(self, client, work):
        send(client, client.get(PATH), PATH, FIRST, **{"cg.work": work})
        assert "unproven" in Response.objects.get().flags

    def test_a_wrong_solution_is_none(self, client):
        page = client.get(PATH)
        work = wrong(hidden(page, "cg.challenge"))
        send(client, page, PATH, FIRST, **{"cg.work": work})
        assert "unproven" in Response.objects.get().flags

    def test_a_challenge_too_old_or_of_another_wave_or_made_up_is_none(self, client, wave):
        page = client.get(PATH)
        work = solve(hidden(page, "cg.challenge"))
        with time_machine.travel(timezone.now() + timedelta(hours=7)):
            send(client, page, PATH, FIRST, **{"cg.work": work})
        assert "unproven" in Response.objects.get().flags
        other = proof.challenge(WaveFactory.create())
        assert not proof.is_ours(other, wave)
        assert not proof.is_ours("made up", wave)

    def test_a_challenge_is_spent_once(self, client):
        page = client.get(PATH)
        work = {"cg.work": solve(hidden(page, "cg.challenge"))}
        send(client, page, PATH, FIRST, **work)
        again = send(client, page, PATH, FIRST, **work)
        assert "This form was sent already" in again.text
        assert hidden(again, "cg.challenge") != hidden(page, "cg.challenge")
        assert Response.objects.count() == 1

    def test_only_a_few_an_hour_without_work_and_nothing_is_lost(self, client, settings):
        settings.SURVEY_UNPROVEN_AN_HOUR = 1
        send(PortalClient(), PortalClient().get(PATH), PATH, FIRST)
        page = send(client, client.get(PATH), PATH, FIRST)
        assert page.status_code == 429
        assert "we take only a few answers an hour" in page.text
        assert re.search(r'name="listen" value="8"[^>]*checked', page.text)
        assert Response.objects.count() == 1
        assert Draft.objects.count() == 1

    def test_the_very_same_from_one_device_is_marked(self, client):
        send(client, client.get(PATH), PATH, FIRST)
        send(client, client.get(PATH), PATH, FIRST)
        send(client, client.get(PATH), PATH, {"listen": "1", "safe": "2"})
        send(PortalClient(), PortalClient().get(PATH), PATH, FIRST)
        marked = ["duplicate" in response.flags for response in Response.objects.all()]
        assert sorted(marked) == [False, False, False, True]


class TestArea:
    pytestmark = pytest.mark.usefixtures("wave")

    @pytest.fixture
    def about(self, riverside, hillside):
        return {"asks_area": True, "area": None} if riverside != hillside else {}

    def test_the_area_is_asked_first(self, client, riverside):
        page = client.get(PATH)
        assert "Where do you live?" in page.text
        page = send(client, page, PATH, {"area": riverside.pk})
        assert "listen" in page.text
        send(client, page, PATH, FIRST)
        assert Response.objects.get().area == riverside

    def test_a_beat_by_its_name_will_do(self, client, riverside, millrace):
        page = send(client, client.get(PATH), PATH, {"place": millrace.name})
        send(client, page, PATH, FIRST)
        assert Response.objects.get().area == riverside

    @pytest.mark.parametrize(
        "said", [{}, {"place": "Nowhere at all"}, {"area": "999999"}, {"area": "x"}]
    )
    def test_what_names_no_area_is_asked_again(self, client, said):
        page = send(client, client.get(PATH), PATH, said)
        assert "usa-error-message" in page.text
        assert not Draft.objects.exists()

    def test_whoever_would_rather_not_say_is_asked_all_the_same(self, client):
        page = send(client, client.get(PATH), PATH, {"area": "not-said"})
        send(client, page, PATH, FIRST)
        assert Response.objects.get().area is None

    def test_who_lives_elsewhere_is_shown_other_doors(self, client):
        page = send(client, client.get(PATH), PATH, {"area": "elsewhere"})
        assert "for people who live here" in page.text
        assert reverse("concerns:new") in page.text

    @pytest.mark.parametrize("about", [{"asks_area": True, "launched_at": None}])
    def test_with_enough_answers_others_are_asked(self, client, wave, riverside):
        wave.quotas.create(area=riverside, wanted=1)
        Wave.objects.update(launched_at=wave.opens_at)
        Response.objects.create(wave=wave, area=riverside, language="en", answers={"listen": 1})
        page = client.get(PATH)
        page = send(client, page, PATH, {"area": riverside.pk})
        assert "We have enough answers from" in page.text
        assert not Draft.objects.exists()


@pytest.mark.parametrize("about", [{"frame": "list"}, {"launched_at": None}])
@pytest.mark.usefixtures("wave")
def test_what_is_not_open_to_all_is_not_found(client):
    assert client.get(PATH).status_code == 404


def test_a_closed_wave_says_so(client, wave):
    with time_machine.travel(wave.closes_at + timedelta(minutes=5)):
        assert client.get(PATH).status_code == 410


@pytest.mark.usefixtures("wave")
def test_opening_is_cheap(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(PATH)


class TestKiosk:
    @pytest.fixture
    def about(self):
        return {"instrument": a_survey(slug="kiosk")}

    @pytest.fixture
    def path(self, wave):
        return f"{PATH}kiosk/?by={kiosk_pass(wave)}"

    def test_many_answer_one_after_the_other(self, client, path):
        for _ in range(2):
            page = client.get(path)
            assert "Begin" in page.text
            page = client.post(path, {"cg.go": "begin", "cg.language": "es"})
            assert 'name="survey-idle" content="90"' in in_words(page)
            assert 'http-equiv="refresh" content="300' in in_words(page)
            for answers in (FIRST, SECOND, THIRD):
                page = send(client, page, path, answers)
            assert 'content="10' in page.text
            assert not page.cookies
        responses = Response.objects.all()
        assert [(each.mode, each.language) for each in responses] == [("kiosk", "es")] * 2
        assert not Draft.objects.exists()

    def test_who_reads_a_long_page_slowly_loses_nothing(self, client, path):
        page = client.post(path, {"cg.go": "begin"})
        page = send(client, page, path, FIRST)
        with time_machine.travel(timezone.now() + timedelta(minutes=10)):
            page = send(client, page, path, SECOND)
        assert "Page 3 of 3" in in_words(page)

    def test_what_was_left_behind_is_not_the_next_persons(self, client, path):
        page = client.post(path, {"cg.go": "begin"})
        page = send(client, page, path, FIRST)
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            page = send(client, page, path, SECOND)
        assert "Begin" in page.text
        assert "cg.page" not in page.text

    @pytest.mark.parametrize("by", ["", "1:made-up", None])
    @pytest.mark.usefixtures("wave")
    def test_only_staff_start_a_tablet(self, client, by):
        by = kiosk_pass(WaveFactory.create()) if by is None else by
        assert client.get(f"{PATH}kiosk/", {"by": by}).status_code == 404

    @pytest.mark.parametrize("about", [{"has_kiosk": False}])
    def test_a_wave_without_tablets_has_none(self, client, path):
        assert client.get(path).status_code == 404
