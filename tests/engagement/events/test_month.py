"""The month: a table of days, and on a phone a list of them."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from engagement.events.months import Month
from tests.factories.events import SessionFactory

CHICAGO = ZoneInfo("America/Chicago")


def at(*when):
    return datetime(*when, tzinfo=CHICAGO)


def cells(client, address, **asked):
    """What stands in each cell, by the day as it is read out."""
    text = client.get(address, asked).text
    found = {}
    for cell in re.findall(r"<td class=\"[^\"]*\">(.*?)</td>", text, re.DOTALL):
        if name := re.search(r'ev-day__name">(.*?)<', cell):
            found[name[1]] = re.findall(r'<a href="[^"]*">(.*?)</a>', cell, re.DOTALL)
    return found


def test_each_meeting_stands_on_the_day_the_agency_s_clocks_have(client):
    SessionFactory.create(event__title="Late in November", starts_at=at(2026, 11, 30, 23, 30))
    SessionFactory.create(event__title="Early in December", starts_at=at(2026, 12, 1, 0, 30))
    SessionFactory.create(event__title="Clocks went back", starts_at=at(2026, 11, 1, 18, 0))

    days = cells(client, "/events/month/2026-11/")
    assert len(days) == 30
    assert days["Monday, November 30"] == ["Late in November"]
    assert days["Sunday, November 1"] == ["Clocks went back"]
    assert cells(client, "/events/month/2026-12/")["Tuesday, December 1"] == ["Early in December"]


def test_past_days_keep_their_meetings(client):
    SessionFactory.create(event__title="Long ago", starts_at=at(2024, 2, 29, 18, 0))

    assert cells(client, "/events/month/2024-02/")["Thursday, February 29"] == ["Long ago"]


def test_the_table_has_a_caption_and_a_heading_for_each_day_of_the_week(client):
    text = client.get("/events/month/2026-11/").text

    assert re.search(r"<caption[^>]*>November 2026</caption>", text)
    assert text.count('<th scope="col">') == 7
    assert text.index(">Sunday</th>") < text.index(">Monday</th>")


def test_in_spanish_the_week_begins_on_monday(client):
    text = client.get("/events/month/2026-11/", headers={"Accept-Language": "es"}).text

    assert text.index(">Lunes</th>") < text.index(">Domingo</th>")
    with translation.override("es"):
        assert Month(2026, 11).weeks(SessionFactory._meta.model.objects.all())[0][0].date == date(
            2026, 10, 26
        )


@time_machine.travel(at(2026, 12, 31, 20, 0), tick=False)
def test_it_opens_at_today_and_turns_over_the_end_of_the_year(client):
    answer = client.get("/events/month/", {"kind": "forum", "on": "2026-01-01"})
    assert answer.url == "/events/month/2026-12/?kind=forum"

    text = client.get(answer.url).text
    assert 'href="/events/month/2026-11/?kind=forum"' in text
    assert 'href="/events/month/2027-01/?kind=forum"' in text
    assert text.count("is-today") == 1


def test_the_calendar_ends_somewhere(client):
    first, last = (client.get(f"/events/month/{month}/").text for month in ("2000-01", "2100-12"))
    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    assert 'rel="next"' not in last


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "1999-12", "2101-01", "26-11", "2026-1", "9999-12", "٢٠٢٦-11"]
)
def test_a_month_that_is_none_is_not_found(client, month):
    assert client.get(f"/events/month/{month}/").status_code == 404


def test_a_very_full_day_leads_to_its_list(client):
    for hour in range(9, 18):
        SessionFactory.create(event__title=f"At {hour}", starts_at=at(2031, 3, 4, hour))

    [*shown, more] = cells(client, "/events/month/2031-03/", q="at")["Tuesday, March 4"]
    assert shown == ["At 9", "At 10", "At 11", "At 12", "At 13"]
    assert more.strip().startswith("4 more")
    text = client.get("/events/month/2031-03/", {"q": "at"}).text
    assert 'href="/events/?q=at&amp;on=2031-03-04"' in text
    assert len(client.get("/events/?q=at&on=2031-03-04").context["page"].object_list) == 9


def test_an_empty_month_says_what_to_do(client):
    text = client.get("/events/month/2031-03/", {"q": "dragons"}).text

    assert "No meeting fits in this month" in text
    assert 'href="/events/month/2031-03/"' in text


def test_the_month_asks_the_same_few_questions_however_full_it_is(client):
    counts = []
    for more in (0, 1, 2):
        for _ in range(more):
            SessionFactory.create(starts_at=at(2031, 3, 4, 18))
        with CaptureQueriesContext(connection) as queries:
            client.get("/events/month/2031-03/")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 4
