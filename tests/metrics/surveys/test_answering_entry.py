"""Staff type in what came on paper; they see how many there are, and no answer again."""

import re

import pytest
from django.urls import reverse

from metrics.surveys.models import Invitation, OwnWords, Response
from tests.factories.instruments import WHOLE, a_survey
from tests.factories.surveys import WaveFactory

TYPED = {code: said for code, said in WHOLE.items() if code != "heard"} | {"heard": "1, 3"}
SHEET = {"sheet-mode": "paper", "sheet-language": "es"}


@pytest.fixture
def wave(millrace):
    return WaveFactory.create(instrument=a_survey(), area=millrace, has_kiosk=True, link_code="x1")


@pytest.fixture
def path(wave):
    return reverse("desk_entry:enter", args=[wave.pk])


def test_dana_types_one_form_and_gets_the_next(client, path, dana, millrace):
    client.force_login(dana)
    page = client.get(path)
    assert "0 forms typed in so far" in " ".join(page.text.split())
    page = client.post(path, SHEET | TYPED | {"next": "A bench."}, follow=True)
    assert "1 form typed in so far" in " ".join(page.text.split())
    response = Response.objects.get()
    assert response.answers == WHOLE
    assert (response.mode, response.language, response.area) == ("paper", "es", millrace)
    assert response.flags == []
    assert OwnWords.objects.get().text == "A bench."
    assert "A bench." not in page.text


@pytest.mark.parametrize(
    "wrong", [{"listen": "12"}, {"heard": "1 7"}, {"explain": "x"}, {"sheet-mode": "web"}]
)
def test_a_slip_is_said_at_the_field_and_nothing_typed_is_lost(client, path, dana, wrong):
    client.force_login(dana)
    page = client.post(path, SHEET | TYPED | {"next": "A bench."} | wrong)
    assert "usa-error-message" in page.text
    assert "A bench." in page.text
    assert not Response.objects.exists()


def test_a_form_left_nearly_empty_is_laid_aside(client, path, dana):
    client.force_login(dana)
    page = client.post(path, SHEET | {"listen": "8"})
    assert "at least half" in page.text
    assert not Response.objects.exists()


def test_who_was_invited_and_answers_on_paper_uses_the_invitation(client, path, wave, dana):
    client.force_login(dana)
    invitation, token = Invitation.drawn(wave, "en")
    invitation.save()
    for code in (f" https://example.org/surveys/{token}/ ", token):
        page = client.post(path, SHEET | TYPED | {"sheet-code": code})
    assert "was used already" in page.text
    assert Response.objects.get().mode == "paper"
    assert "No invitation" in client.post(path, SHEET | TYPED | {"sheet-code": "made-up"}).text


def test_the_tablet_is_started_with_a_link_that_needs_no_account(client, wave, dana):
    client.force_login(dana)
    page = client.get(reverse("desk_entry:kiosk", args=[wave.pk]))
    link = re.search(r'href="[^"]*(/surveys/open/x1/kiosk/[^"]*)"', page.text).group(1)
    client.logout()
    assert "Begin" in client.get(link).text


def test_entry_costs_few_statements(client, path, dana, django_assert_max_num_queries):
    client.force_login(dana)
    assert client.get(path).status_code == 200
    with django_assert_max_num_queries(20):
        client.get(path)
