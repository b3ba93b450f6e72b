"""A resident raises a concern: two screens, one code, nothing lost and nothing twice."""

import pytest
import time_machine
from django.core.cache import cache

from engagement.concerns.models import Concern
from portal.notices.models import Message
from tests.engagement.concerns.screens import WORDS, code_on, hidden, square
from tests.factories.areas import AreaFactory
from tests.factories.concerns import CategoryFactory


def test_the_first_screen_sorts_out_what_belongs_elsewhere(client):
    page = client.get("/concerns/new/").text
    assert "Is this the right place?" in page
    assert 'href="tel:911"' in page
    assert "Leave this page now" in page


def test_nothing_is_kept_before_it_is_sent(resident):
    response = resident.look_over(when_worst=["evenings", "late"], wish="Lock the gate.")
    assert "Look it over" in response.text
    assert "Evenings" in response.text
    assert "Lock the gate." in response.text
    assert not Concern.objects.exists()


def test_an_anonymous_concern_gets_a_code_and_a_clock(resident):
    response = resident.send(when_worst=["evenings"], wish="Lock the gate.")
    concern = Concern.objects.get()
    assert len(code_on(response)) == 16
    assert concern.anonymous
    assert concern.text == WORDS
    assert concern.when_worst == ["evenings"]
    assert (concern.reply_due_at - concern.raised_at).days == 3
    assert not Message.objects.exists()


def test_what_was_typed_is_kept_when_something_is_missing(resident):
    response = resident.look_over(place="", wish="A lamp would help.")
    assert "Near the library" in response.text
    assert "A lamp would help." in response.text
    assert WORDS in response.text


def test_they_can_go_back_and_change_it(resident):
    response = resident.look_over(change="1", when_worst=["late", "weekends"])
    assert "Step 1 of 2" in response.text
    assert WORDS in response.text
    assert response.text.count("checked") == 3  # two times, and anonymous


def test_a_point_alone_is_place_enough(resident):
    resident.send(place="", latitude="41.9", longitude="-87.7")
    concern = Concern.objects.get()
    assert (concern.latitude, concern.longitude) == (41.9, -87.7)
    assert len(concern.cell) == len(concern.near_cell) == 15


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("91", "0"), ("nan", "0"), ("1e999", "2"), ("41,9", "x"), ("41.9", "")],
)
def test_half_a_point_or_nonsense_is_no_point(resident, latitude, longitude):
    resident.send(latitude=latitude, longitude=longitude)
    assert Concern.objects.get().latitude is None


def test_the_area_is_found_from_the_point(resident, millrace):
    millrace.draw(square(-87.8, 41.8, -87.6, 42.0))
    page = resident.look_over(latitude="41.9", longitude="-87.7")
    assert '<option value="millrace" selected>' in page.text
    resident.send(latitude="41.9", longitude="-87.7")
    assert Concern.objects.get().area == millrace


def test_the_area_is_found_from_the_words(resident, millrace):
    assert '<option value="millrace" selected>' in resident.look_over(place="mill in Millrace").text


def test_the_area_page_they_came_from_is_remembered(client, resident, millrace):
    page = client.get("/concerns/new/?area=millrace")
    assert hidden(page, "near") == "millrace"
    assert '<option value="millrace" selected>' in resident.look_over(near="millrace").text


def test_the_area_a_person_chooses_wins_over_the_point(resident, millrace):
    millrace.draw(square(-87.8, 41.8, -87.6, 42.0))
    AreaFactory.create(name="Eastbank", code="12", parent=millrace.parent)
    resident.send(latitude="41.9", longitude="-87.7", area="eastbank")
    concern = Concern.objects.get()
    assert concern.area.name == "Eastbank"
    assert concern.area_supplied


def test_kind_and_public_page_are_asked_on_the_second_screen(resident):
    CategoryFactory.create()
    resident.send(category="noise", wants_public="on")
    concern = Concern.objects.get()
    assert concern.category.slug == "noise"
    assert concern.wants_public
    assert not concern.is_public


def test_a_named_person_says_how_to_be_reached(resident):
    response = resident.send(who="named")
    assert "Give an email address or a phone number" in response.text
    assert not Concern.objects.exists()

    resident.send(who="named", contact_email="nadia@example.org", contact_name="Nadia")
    concern = Concern.objects.get()
    mail = Message.objects.get()
    assert not concern.anonymous
    assert mail.to == "nadia@example.org"
    assert mail.subject == "We have your message"
    assert "/concerns/follow/" in mail.text


def test_contact_details_of_an_anonymous_person_are_not_even_read(resident):
    resident.send(contact_email="nadia@example.org", contact_phone="555-0100")
    concern = Concern.objects.get()
    assert (concern.contact_email, concern.contact_phone) == ("", "")


def test_a_signed_in_resident_owns_what_they_raise_by_name(client, resident, rosa):
    client.force_login(rosa)
    resident.send(who="named", contact_email="rosa@example.org")
    assert Concern.objects.get().resident == rosa


def test_a_signed_in_resident_can_stay_anonymous(client, resident, rosa):
    client.force_login(rosa)
    resident.send()
    assert Concern.objects.get().resident is None


def test_a_form_made_for_someone_else_does_not_act_in_my_name(client, resident, rosa, omar):
    client.force_login(omar)
    forged = resident.token(who="named")
    client.force_login(rosa)
    resident.send(token=forged, who="named", contact_email="x@example.org")
    assert Concern.objects.get().resident is None


def test_another_site_cannot_send_the_form(client):
    response = client.post("/concerns/new/", {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_a_double_click_makes_one_concern_and_shows_the_same_code(client, resident):
    form = {"token": resident.token()}
    first, second = resident.send(**form), resident.send(**form)
    assert code_on(first) == code_on(second) != ""
    assert Concern.objects.count() == 1


def test_a_replay_minutes_later_never_shows_the_code_again(resident):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        form = {"token": resident.token()}
        resident.send(**form)
        clock.shift(121)
        again = resident.send(**form)
    assert code_on(again) == ""
    assert "We have this concern already" in again.text
    assert Concern.objects.count() == 1


@pytest.mark.parametrize("token", ["", "made-up", "x" * 5000, "é:é"])
def test_a_token_that_is_not_ours_leads_to_another_look(resident, token):
    response = resident.send(token=token)
    assert "Look it over" in response.text
    assert not Concern.objects.exists()


def test_the_receipt_has_no_page_of_its_own(client):
    response = client.get("/concerns/receipt/")
    assert response.status_code == 302
    assert response.url == "/concerns/new/"


def test_a_concern_costs_at_most_twenty_statements(
    resident, millrace, django_assert_max_num_queries
):
    millrace.draw(square(-87.8, 41.8, -87.6, 42.0))
    form = {"who": "named", "contact_email": "nadia@example.org"}
    form |= {"latitude": "41.9", "longitude": "-87.7", "token": resident.token()}
    cache.clear()
    with django_assert_max_num_queries(20) as counted:
        assert code_on(resident.send(**form))
    assert len(counted) <= 20


def test_the_first_screen_works_in_spanish(client):
    response = client.get("/concerns/new/", headers={"Accept-Language": "es"})
    assert response.status_code == 200
    assert 'lang="es"' in response.text


def test_the_concern_remembers_the_language_of_the_page(resident):
    resident.client.cookies["django_language"] = "es"
    resident.send()
    assert Concern.objects.get().language == "es"
