"""Page after page: back and forth, stopping and coming back, with nothing lost."""

import re
import secrets
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from metrics.surveys.models import Draft, Invitation, OwnWords, Response
from metrics.surveys.tasks import tidy_waves
from tests.clients import PortalClient
from tests.factories.instruments import WHOLE, Kind, a_survey, an_instrument, ask
from tests.factories.surveys import WaveFactory

FIRST = {"listen": "8", "safe": "6"}
SECOND = {"explain": "1", "dignity": "2", "rights": "3", "contact": "2", "heard": ["1", "3"]}
THIRD = {"next": "A bench.", "age": "2"}


def hidden(page, name):
    found = re.search(rf'name="{re.escape(name)}"\s+value="([^"]*)"', page.text)
    return found.group(1) if found else ""


def state(page):
    """What the form carries by itself."""
    names = ("cg.language", "cg.began", "cg.key", "cg.kept", "cg.page", "cg.again", "cg.challenge")
    return {name: value for name in names if (value := hidden(page, name))}


def send(client, page, path, answers, go="next", **more):
    return client.post(path, state(page) | {"cg.go": go} | answers | more)


@pytest.fixture
def wave():
    return WaveFactory.create(instrument=a_survey())


@pytest.fixture
def path(wave):
    invitation, token = Invitation.drawn(wave, "en")
    invitation.save()
    return reverse("surveys:answer", args=[token])


def in_words(page):
    return " ".join(page.text.split())


def test_three_pages_make_one_answer(client, path):
    page = client.get(path)
    assert "Page 1 of 3" in in_words(page)
    page = send(client, page, path, FIRST)
    assert "Page 2 of 3" in in_words(page)
    page = send(client, page, path, SECOND)
    assert "Page 3 of 3" in in_words(page)
    assert "so that the numbers stand for everyone" in page.text
    page = send(client, page, path, THIRD)
    assert "Your answer is in" in page.text
    response = Response.objects.get()
    assert response.answers == WHOLE
    assert response.age_band == "25+"
    assert "speeding" in response.flags
    assert OwnWords.objects.get().text == "A bench."
    assert not Draft.objects.exists()


def test_it_works_without_a_cookie_too(path):
    page = PortalClient().get(path)
    for answers in (FIRST, SECOND, THIRD):
        page = send(PortalClient(), page, path, answers)
    assert Response.objects.get().answers == WHOLE


def test_what_was_begun_is_there_again_on_this_device_and_on_no_other(client, path):
    send(client, client.get(path), path, FIRST)
    cookie = client.cookies["survey_begun_here"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/surveys/", True, "Lax")
    assert "Page 2 of 3" in in_words(client.get(path))
    page = send(client, client.get(path), path, {}, go="back")
    assert re.search(r'name="listen" value="8"[^>]*checked', page.text)
    assert "Page 1 of 3" in in_words(PortalClient().get(path))


def test_two_links_on_one_device_are_two_drafts(client, path, wave):
    send(client, client.get(path), path, FIRST)
    invitation, token = Invitation.drawn(wave, "en")
    invitation.save()
    assert "Page 1 of 3" in in_words(client.get(reverse("surveys:answer", args=[token])))


def test_what_is_left_open_is_asked_once_more_and_may_stay_open(client, path):
    page = send(client, client.get(path), path, {"listen": "8"})
    assert "You left this open" in page.text
    assert re.search(r'name="listen" value="8"[^>]*checked', page.text)
    assert "Page 2 of 3" in in_words(send(client, page, path, {"listen": "8"}))


def test_back_keeps_what_is_half_done(client, path):
    page = send(client, client.get(path), path, FIRST)
    page = send(client, page, path, {"explain": "4"}, go="back")
    page = send(client, page, path, FIRST)
    assert re.search(r'name="explain" value="4"[^>]*checked', page.text)


def test_an_answer_that_leads_to_another_question_shows_it_on_the_same_page(client, path):
    page = send(client, client.get(path), path, FIRST)
    assert "contact_fair" not in page.text
    page = send(client, page, path, SECOND | {"contact": "1"})
    assert "contact_fair" in page.text
    assert "a little more on this page" in page.text
    page = send(client, page, path, SECOND | {"contact": "1", "contact_fair": "4"})
    page = send(client, page, path, {}, go="back")
    page = send(client, page, path, SECOND | {"contact": "2", "contact_fair": "4"})
    send(client, page, path, THIRD)
    assert Response.objects.get().answers == WHOLE


def test_a_page_that_does_not_apply_is_neither_shown_nor_counted(client):
    yes_no = ask("contact", Kind.SINGLE, labels={"1": "Yes", "2": "No"})
    instrument = an_instrument(
        [yes_no], {"questions": [ask("after")], "asked_if": ("contact", [1])}, [ask("listen")]
    )
    wave = WaveFactory.create(instrument=instrument)
    invitation, token = Invitation.drawn(wave, "en")
    invitation.save()
    path = reverse("surveys:answer", args=[token])
    page = send(client, client.get(path), path, {"contact": "2"})
    assert "Page 2 of 2" in in_words(page)
    page = send(client, page, path, {}, go="back")
    page = send(client, page, path, {"contact": "1"})
    assert "Page 2 of 3" in in_words(page)
    page = send(client, page, path, {"after": "3"})
    page = send(client, page, path, {}, go="back")
    page = send(client, page, path, {}, go="back")
    page = send(client, page, path, {"contact": "2"})
    send(client, page, path, {"listen": "5"})
    assert Response.objects.get().answers == {"contact": 2, "listen": 5}


def test_a_shuffled_page_keeps_its_order_for_one_person(client):
    questions = [ask(f"item{number}") for number in range(8)]
    instrument = an_instrument({"questions": questions, "is_shuffled": True}, [ask("last")])
    invitation, token = Invitation.drawn(WaveFactory.create(instrument=instrument), "en")
    invitation.save()
    path = reverse("surveys:answer", args=[token])

    def order(page):
        return list(dict.fromkeys(re.findall(r'name="(item\d)"', page.text)))

    page = client.get(path)
    first = order(page)
    page = send(client, page, path, {f"item{number}": str(number) for number in range(8)})
    assert order(send(client, page, path, {}, go="back")) == first
    orders = {tuple(order(PortalClient().get(path))) for _ in range(6)}
    assert len(orders) > 1
    page = send(client, client.get(path), path, {f"item{n}": str(n) for n in range(8)})
    send(client, page, path, {"last": "1"})
    assert Response.objects.get().lot is not None


def test_the_language_changes_and_what_was_said_stays(client, path):
    page = send(client, client.get(path), path, {"listen": "8"}, go="es")
    assert page["Content-Language"] == "es"
    assert "¿Escuchan?" in page.text
    assert re.search(r'name="listen" value="8"[^>]*checked', page.text)
    page = send(client, page, path, FIRST)
    assert 'lang="en"' in page.text
    page = send(client, page, path, SECOND)
    send(client, page, path, THIRD)
    assert Response.objects.get().language == "es"


def test_words_too_long_are_said_at_the_field_and_kept(client, path):
    page = send(client, client.get(path), path, FIRST)
    page = send(client, page, path, SECOND)
    page = send(client, page, path, {"next": "b" * 2001, "age": "2"})
    assert "at most 2,000 characters" in page.text
    assert "b" * 2001 in page.text
    assert not Response.objects.exists()


def test_less_than_half_is_not_sent(client, path):
    page = client.get(path)
    for answers in ({"listen": "1"}, {}, {}):
        page = send(client, page, path, answers, **{"cg.again": hidden(page, "cg.page")})
    assert "Answer at least half of the questions" in page.text
    assert not Response.objects.exists()


def test_a_wave_that_closes_half_way_takes_it_for_an_hour(client, path, wave):
    page = send(client, client.get(path), path, FIRST)
    with time_machine.travel(wave.closes_at + timedelta(minutes=50), tick=False):
        assert "Page 2 of 3" in in_words(client.get(path))
        assert PortalClient().get(path).status_code == 410
        page = send(client, page, path, SECOND)
        send(client, page, path, THIRD)
    assert Response.objects.get().is_late


def test_after_the_hour_it_is_closed(client, path, wave):
    page = send(client, client.get(path), path, FIRST)
    with time_machine.travel(wave.closes_at + timedelta(minutes=61), tick=False):
        assert send(client, page, path, SECOND).status_code == 410
        tidy_waves()
        assert not Draft.objects.exists()


def test_a_draft_is_forgotten_after_a_month(client, path):
    send(client, client.get(path), path, FIRST)
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=30))
    assert Draft.objects.expired().count() == 1
    assert "Page 1 of 3" in in_words(client.get(path))


def test_someone_elses_key_opens_nothing_without_their_link(client, path, wave):
    send(client, client.get(path), path, FIRST)
    key = client.cookies["survey_begun_here"].value
    assert key not in str(Draft.objects.values())
    assert Draft.hashed("another link", key) != Draft.objects.get().pk


def test_every_step_costs_few_statements(
    client, path, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(8):
        page = client.get(path)
    with django_assert_max_num_queries(10):
        page = send(client, page, path, FIRST)
    page = send(client, page, path, SECOND)
    # Fourteen, and a savepoint because the test has a transaction of its own.
    with django_assert_max_num_queries(16):
        send(client, page, path, THIRD)


def test_who_tries_many_links_is_slowed_down(client, path, settings):
    settings.SURVEY_TRIES = 3
    caller = {"REMOTE_ADDR": f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"}
    for _ in range(3):
        assert client.get("/surveys/guessed/", **caller).status_code == 404
    assert client.get("/surveys/guessed/", **caller).status_code == 429
    assert client.get(path, **caller).status_code == 429
    other = {"REMOTE_ADDR": f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"}
    assert client.get(path, **other).status_code == 200
