import pytest
from django.core.checks import run_checks

from portal.accounts.models import User
from tests.factories.accounts import UserFactory


@pytest.fixture
def city(settings, dana, rosa):
    settings.DEMO_SIGN_IN = True
    User.objects.filter(pk=dana.pk).update(demo_person="Officer for Millrace")
    User.objects.filter(pk=rosa.pk).update(demo_person="Neighbor in Millrace")


def test_anyone_may_try_the_demo_as_one_of_its_people(client, city, omar):
    page = client.get("/accounts/demo/").content.decode()

    assert "Officer for Millrace" in page
    assert "Omar" not in page


def test_one_button_signs_in_and_counts_as_the_second_factor(client, city, dana):
    response = client.post("/accounts/demo/", {"person": dana.pk})

    assert response.url == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_the_site_speaks_the_language_of_the_person_chosen(client, city, rosa):
    response = client.post("/accounts/demo/", {"person": rosa.pk})

    assert response.url == "/me/"
    assert client.cookies["django_language"].value == "es"


@pytest.mark.parametrize("person", ["", "0", "nobody", "1 or 1=1", "²"])
def test_only_people_of_the_demo_can_be_chosen(client, city, person):
    assert client.post("/accounts/demo/", {"person": person}).status_code == 404


def test_a_real_person_is_never_one_button_away(client, city, omar):
    assert client.post("/accounts/demo/", {"person": omar.pk}).status_code == 404


def test_choosing_someone_never_leads_to_another_site(client, city, dana):
    evil = {"person": dana.pk, "next": "https://evil.example/"}
    assert client.post("/accounts/demo/", evil).url == "/desk/"


@pytest.mark.parametrize("how", [("DEMO_SIGN_IN", False), ("PRODUCTION", True)])
def test_where_it_is_off_the_page_does_not_exist(client, settings, city, dana, how):
    setattr(settings, *how)

    assert client.get("/accounts/demo/").status_code == 404
    assert client.post("/accounts/demo/", {"person": dana.pk}).status_code == 404
    assert "/accounts/demo/" not in client.get("/accounts/login/").content.decode()


def test_a_demo_session_is_worth_no_second_factor_once_it_is_off(client, settings, city, dana):
    client.post("/accounts/demo/", {"person": dana.pk})
    settings.DEMO_SIGN_IN = False

    assert client.get("/desk/").url == "/me/second-step/"


def test_production_refuses_to_start_with_it(settings):
    settings.DEMO_SIGN_IN, settings.PRODUCTION = True, True
    assert "accounts.C001" in [found.id for found in run_checks(tags=["security"])]

    settings.DEMO_SIGN_IN = False
    assert "accounts.C001" not in [found.id for found in run_checks(tags=["security"])]


def test_the_demo_city_may_be_empty(client, settings):
    settings.DEMO_SIGN_IN = True
    assert "The demo city is empty" in client.get("/accounts/demo/").content.decode()


@pytest.mark.parametrize("people", [0, 1, 3])
def test_the_list_costs_the_same_however_many_there_are(
    client, settings, django_assert_num_queries, people
):
    settings.DEMO_SIGN_IN = True
    client.get("/accounts/demo/")
    UserFactory.create_batch(people, demo_person="Neighbor")
    with django_assert_num_queries(1):
        client.get("/accounts/demo/")
