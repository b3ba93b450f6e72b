"""What everyone may read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from engagement.concerns.models import Concern
from engagement.concerns.panels import of_this_area, raised_by_me, you_said_we_did
from tests.factories.concerns import CategoryFactory, ConcernFactory

SECRETS = {"contact_name": "Nadia", "contact_email": "nadia@example.org", "anonymous": False}


def test_only_public_concerns_are_listed_and_only_coarsely(client, millrace):
    ConcernFactory.create(
        public=True,
        area=millrace,
        text="A lamp is out.",
        place="14 Mill Street, second floor",
        latitude=41.9,
        longitude=-87.7,
        state="resolved",
        outcome="The lamp is new.",
        **SECRETS,
    )
    ConcernFactory.create(area=millrace, text="Not for everyone.")
    page = client.get("/concerns/").text
    assert "A lamp is out." in page
    assert "The lamp is new." in page
    assert "Millrace" in page
    for secret in ("Mill Street", "41.9", "Nadia", "nadia@", "Not for everyone"):
        assert secret not in page


def test_the_list_is_narrowed_by_area_and_by_what_was_done(client, millrace, hillside):
    ConcernFactory.create(public=True, area=millrace, text="one", state="resolved")
    ConcernFactory.create(public=True, area=hillside, text="two")

    def shown(query):
        rows = client.get(f"/concerns/?{query}").context["rows"]
        return {row.concern.text for row in rows}

    assert shown("") == shown("area=nowhere") == {"one", "two"}
    assert shown("area=riverside") == {"one"}
    assert shown("show=done") == {"one"}
    assert shown("show=open") == {"two"}


def test_the_list_is_narrowed_by_what_it_is_about_and_says_when_nothing_fits(client):
    noise = CategoryFactory.create()
    ConcernFactory.create(public=True, category=noise, support_count=3)
    CategoryFactory.create(slug="parks", name="Parks")
    page = client.get("/concerns/?category=noise").text
    assert "Motorbikes race" in page
    assert "3 more neighbors say the same." in page
    assert "No public concern fits" in client.get("/concerns/?category=parks").text
    assert "Motorbikes race" in client.get("/concerns/?category=nowhere").text


def test_the_area_page_says_how_many_say_the_same(client, millrace):
    ConcernFactory.create(public=True, area=millrace, support_count=1)
    page = client.get(millrace.get_absolute_url()).text
    assert "One more neighbor says the same." in page


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_the_list_costs_the_same_however_long(client, how_many, django_assert_max_num_queries):
    ConcernFactory.create_batch(how_many, public=True)
    client.get("/concerns/")
    with django_assert_max_num_queries(4):
        client.get("/concerns/")


def test_a_visitor_may_know_of_public_concerns_only(rosa):
    ConcernFactory.create()
    shown = ConcernFactory.create(public=True)
    mine = ConcernFactory.create(anonymous=False, resident=rosa)
    assert set(Concern.objects.visible_to(AnonymousUser())) == {shown}
    assert set(Concern.objects.visible_to(rosa)) == {shown, mine}


def test_home_says_what_was_done_only_when_something_was(rf, client, millrace):
    ConcernFactory.create(public=True, area=millrace)
    ConcernFactory.create(state="resolved", area=millrace)
    assert you_said_we_did(rf.get("/")) is None
    ConcernFactory.create(
        public=True, area=millrace, text="A lamp is out.", state="resolved", outcome="It is new."
    )
    page = client.get("/").text
    assert "A lamp is out." in page
    assert "It is new." in page


def test_the_area_page_shows_its_own_and_its_parts(rf, client, riverside, millrace, hillside):
    ConcernFactory.create(public=True, area=millrace, text="inside")
    ConcernFactory.create(public=True, area=hillside, text="outside")
    rows = of_this_area(rf.get("/"), area=riverside)["rows"]
    assert [row.concern.text for row in rows] == ["inside"]
    page = client.get("/areas/millrace/").text
    assert "inside" in page
    assert "/concerns/new/?area=millrace" in page


def test_my_page_lists_what_i_raised_by_name(rf, rosa):
    ConcernFactory.create()
    mine = ConcernFactory.create(anonymous=False, resident=rosa)
    request = rf.get("/me/")
    request.user = rosa
    assert list(raised_by_me(request)["concerns"]) == [mine]


@pytest.mark.parametrize("address", ["/concerns/", "/concerns/new/", "/concerns/track/"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_open_in_both_languages(client, address, language):
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert f'lang="{language}"' in response.text
