from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.areas.finders import Found, _finders, finder
from portal.areas.models import Area
from tests.factories.accounts import UserFactory
from tests.factories.areas import AreaFactory, TeamMemberFactory, square


@pytest.fixture
def officer(millrace):
    """Maria leads the team of Millrace."""
    return TeamMemberFactory.create(
        area=millrace,
        user=UserFactory.create(name="Maria Okafor"),
        title="Sgt.",
        duty="leads the team",
        languages=["en", "es"],
        hours="Tuesdays 4 to 6, Cannery Hall",
    )


def page(client, area):
    return client.get(area.get_absolute_url()).content.decode()


def test_a_neighbor_sees_who_is_here_for_them(client, millrace, officer):
    text = page(client, millrace)

    assert "Sgt. Maria Okafor" in text
    assert "Leads the team." in text
    assert "Here since 2022." in text
    assert "Speaks English and Spanish." in text
    assert "Tuesdays 4 to 6, Cannery Hall" in text
    assert ">MO</text>" in text
    assert "One person is here for you." in text


def test_a_neighbor_who_reads_spanish_sees_the_languages_in_spanish(client, millrace, officer):
    client.cookies["django_language"] = "es"

    assert "inglés" in page(client, millrace)


def test_who_covers_is_said_while_an_officer_is_away(client, millrace, officer):
    theo = TeamMemberFactory.create(area=millrace, user__name="Theo Lind")
    officer.away_until_on = timezone.localdate() + timedelta(days=9)
    officer.covered_by = theo
    officer.save()

    assert "Officer Theo Lind answers meanwhile." in page(client, millrace)


def test_nobody_is_away_on_the_day_they_are_back(officer):
    officer.away_until_on = timezone.localdate()

    assert not officer.is_away


@pytest.mark.parametrize("gone", ["posting ended", "not begun", "left the agency"])
def test_who_no_longer_serves_is_not_shown(client, millrace, officer, gone):
    today = timezone.localdate()
    if gone == "posting ended":
        officer.until_on = today
    elif gone == "not begun":
        officer.since_on = today + timedelta(days=1)
    else:
        officer.user.is_active = False
        officer.user.save()
    officer.save()

    assert "Maria" not in page(client, millrace)


def test_a_beat_without_a_team_shows_the_team_of_its_district(client, eastbank, riverside):
    TeamMemberFactory.create(area=riverside, user__name="Ann Doe")

    text = page(client, eastbank)

    assert "Ann Doe" in text
    assert "Eastbank has no team of its own. The team of Riverside answers." in text


def test_a_district_lists_its_beats_and_not_its_beats_teams(client, riverside, eastbank, officer):
    text = page(client, riverside)

    assert text.index("Eastbank") < text.index('href="/areas/millrace/"')
    assert "Maria" not in text


def test_the_population_is_said_in_a_round_number(client, millrace):
    millrace.population, millrace.about = 6187, "between Mill Street and the river"
    millrace.save()

    assert "Home to about 6,200 people between Mill Street and the river." in page(client, millrace)


def test_a_page_of_no_area_is_not_found(client):
    assert client.get("/areas/atlantis/").status_code == 404


def test_markup_in_a_name_is_text(client):
    area = AreaFactory.create(name="<script>alert(1)</script>", slug="odd")
    TeamMemberFactory.create(area=area, user__name="<b>Bold</b> Name")

    text = page(client, area)

    assert "<script>alert" not in text
    assert "<b>Bold" not in text


@pytest.mark.parametrize("address", ["/areas/", "/areas/millrace/", "/areas/riverside/"])
def test_the_queries_of_a_page_never_grow_with_its_rows(client, riverside, millrace, address):
    counts = []
    for rows in (0, 1, 3):
        for number in range(rows):
            TeamMemberFactory.create(area=millrace)
            AreaFactory.create(parent=riverside, code=f"{rows}-{number}").draw(square(rows, number))
            AreaFactory.create(parent=millrace, code=f"n{rows}-{number}", level="neighborhood")
        client.get(address)  # draws the map, which is kept
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    nothing, one, three = counts
    assert three == one <= nothing


def test_areas_are_listed_in_the_order_people_count(client):
    for number in ("10", "9", "2"):
        AreaFactory.create(level="district", code=number, name=f"District {number}")

    text = client.get("/areas/").content.decode()

    assert text.index("District 2") < text.index("District 9") < text.index("District 10")


def test_a_city_of_many_beats_leaves_them_to_the_pages_of_their_districts(
    client, riverside, hillside
):
    for number in range(81):
        AreaFactory.create(parent=riverside, code=f"9{number}", name=f"Corner {number}")

    assert "Corner 80" not in client.get("/areas/").content.decode()
    assert "Corner 80" in page(client, riverside)


def test_an_empty_city_says_what_will_fill_the_page(client):
    assert "No area is drawn yet" in client.get("/areas/").content.decode()


def test_a_point_leads_to_its_neighborhood(client):
    area = Area.objects.establish(level="beat", code="1", name="Mill", geometry=square(-90, 40))

    for asked in (
        {"latitude": "40.5", "longitude": "-89.5"},
        {"place": "40.5, -89.5"},
        {"place": "40.5 -89.5"},
    ):
        assert client.get("/areas/find/", asked).url == area.get_absolute_url()


def test_a_point_outside_says_so(client, millrace):
    answer = client.get("/areas/find/", {"latitude": "1", "longitude": "1"})

    assert "outside our areas" in answer.content.decode()


def test_words_lead_to_the_one_area_they_mean(client, millrace, eastbank):
    assert client.get("/areas/find/", {"place": "near Mill Street"}).url == "/areas/millrace/"


def test_words_that_may_mean_two_ask_which(client, riverside):
    for name in ("Mill Hill", "Mill Park"):
        AreaFactory.create(name=name, parent=riverside)

    text = client.get("/areas/find/", {"place": "Mill"}).content.decode()

    assert "Which of these is it?" in text
    assert "Mill Hill" in text
    assert "Riverside" in text


def test_a_name_said_exactly_is_not_asked_about(client):
    for name in ("Mill", "Mill Park"):
        AreaFactory.create(name=name)

    assert client.get("/areas/find/", {"place": "mill"}).url == "/areas/mill/"


@pytest.mark.parametrize("place", ["Atlantis", "<script>alert(1)</script>", "\x00\x00", "x" * 9000])
def test_words_nobody_knows_are_kept_for_another_try(client, millrace, place):
    answer = client.get("/areas/find/", {"place": place})

    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert "could not find" in answer.content.decode()
        assert "<script>alert" not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("asked", [{}, {"place": " "}, {"latitude": "x", "longitude": ""}])
def test_asking_nothing_leads_to_the_list(client, asked):
    assert client.get("/areas/find/", asked).url == "/areas/"


def test_other_rooms_find_their_places(client, millrace):
    find = finder(lambda text: [Found("Cannery Hall", millrace)] if "cannery" in text else [])
    try:
        assert client.get("/areas/find/", {"place": "cannery"}).url == "/areas/millrace/"
    finally:
        _finders.remove(find)
