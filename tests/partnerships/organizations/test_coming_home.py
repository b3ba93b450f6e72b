"""Members find their workspace, funders get numbers, and a search leaves no trace."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.homes import home_of
from portal.logs import Discreet
from portal.pages import kept, navigation
from tests.factories.organizations import a_seat_for, grace_of
from tests.factories.referrals import a_request
from tests.factories.resources import VolunteerHoursFactory


def test_a_member_without_the_role_finds_the_workspace_until_it_leaves(client, rosa, paul):
    assert home_of(rosa) == "/me/"
    grace = grace_of(paul)
    a_seat_for(rosa, grace, "viewer")
    rosa = type(rosa).objects.get(pk=rosa.pk)
    assert home_of(rosa) == "/workspace/"
    assert "workspace" in [link.name for link in navigation.rooms_of(rosa)]
    client.force_login(rosa)
    assert 'href="/workspace/problems/"' in client.get("/workspace/").text

    grace.left_at = timezone.now()
    grace.save(update_fields=["left_at"])
    rosa = type(rosa).objects.get(pk=rosa.pk)
    assert home_of(rosa) == "/me/"
    assert navigation.rooms_of(rosa) == []


def test_staff_pages_do_not_ask_for_seats(dana, django_assert_num_queries):
    assert dana.roles_held
    with django_assert_num_queries(0):
        navigation.rooms_of(dana)


@pytest.mark.parametrize(("asked", "told"), [(2, False), (12, True)])
def test_funders_read_how_many_were_referred_unless_few(client, dana, paul, settings, asked, told):
    settings.PUBLISH_FLOOR = 10
    grace = grace_of(paul)
    for _each in range(asked):
        a_request(grace, dana)
    VolunteerHoursFactory.create(organization=grace, hours=7)
    client.force_login(paul)
    page = client.get("/workspace/export/").text
    rows = client.get("/workspace/export.csv").text
    assert ("12 people, with their consent" in page) is told
    assert ("Too few to give a number" in page) is not told
    assert ("people referred" in rows) is told
    assert "7 volunteer hours" in page
    assert "volunteer hours" in rows


def test_funders_read_nothing_of_another_period(client, dana, paul):
    grace = grace_of(paul)
    a_request(grace, dana)
    VolunteerHoursFactory.create(organization=grace)
    day = timezone.localdate() - timedelta(days=400)
    client.force_login(paul)
    page = client.get(f"/workspace/export/?since={day}&until={day}").text
    assert "People referred" not in page
    assert "Hours and gifts</h2>" not in page


def test_what_is_searched_stays_nowhere(client, rosa, settings, caplog):
    settings.KEEP_PAGES = 30
    kept.forget()
    caplog.set_level(logging.DEBUG)
    address = "/partners/services/?words=shelter-for-me&category=housing"
    answer = client.get(address)
    client.get("/partners/nowhere/?words=shelter-for-me")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not any("shelter" in part for name in kept.pages for part in name)
    lines = [
        Discreet().format(record)
        for record in caplog.records
        if not record.name.startswith("django.db")  # statements, while looking for a mistake only
    ]
    assert not any("shelter" in line for line in lines)
    client.force_login(rosa)
    assert client.get(address)["Referrer-Policy"] == "same-origin"  # or signing out is refused


def test_a_server_that_logs_addresses_leaves_out_what_was_asked():
    said = '"GET /partners/services/?words=shelter HTTP/1.1" 200 5'
    record = logging.LogRecord("django.server", logging.INFO, "", 0, said, None, None)
    assert Discreet().format(record) == '"GET /partners/services/?… HTTP/1.1" 200 5'
