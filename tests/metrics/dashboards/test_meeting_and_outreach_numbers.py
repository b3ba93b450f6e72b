from datetime import date, timedelta

import pytest

from metrics.dashboards.numbers import meetings, outreach
from metrics.dashboards.numbers.meetings import Meetings
from metrics.dashboards.numbers.outreach import Outreach
from metrics.dashboards.periods import Period
from metrics.dashboards.rollups.reading import tallied
from metrics.dashboards.slices import Slice
from tests.factories.dashboards import at, rolled_up
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
NOW = at("2026-11-20T18:00")


@pytest.fixture
def city(riverside, millrace, hillside):
    return Slice.of(NOVEMBER, at=NOW)


def meetings_of(these):
    rolled_up(NOW)
    return meetings.meetings_by_part(these, tallied(these))


def outreach_of(these):
    rolled_up(NOW)
    return outreach.outreach_by_part(these, tallied(these))


def meeting(area, day, **about):
    event = {name: about.pop(name) for name in ("published_at", "cancelled_at") if name in about}
    if "cancelled_at" in event:
        event["cancel_reason"] = "The hall is flooded."
    return SessionFactory.create(
        event=EventFactory.create(area=area, **event), starts_at=at(f"{day}T18:30"), **about
    )


def test_meetings_are_held_planned_or_cancelled(city, millrace):
    meeting(millrace, "2026-11-05", adults_came=30, youth_came=4)
    meeting(millrace, "2026-11-06")
    meeting(millrace, "2026-11-25")
    meeting(millrace, "2026-11-07", cancelled_at=NOW, adults_came=None)
    meeting(millrace, "2026-11-08", published_at=None)
    meeting(millrace, "2026-10-08", adults_came=99)

    riverside, hillside = meetings_of(city)

    assert riverside.meetings == Meetings(
        held=2, planned=1, cancelled=1, counted=1, people=34, youth=4
    )
    assert hillside.meetings == Meetings()


def test_who_was_checked_in_counts_where_the_host_wrote_nothing(city, millrace):
    session = meeting(millrace, "2026-11-05")
    RsvpFactory.create(session=session, guests=2, checked_in_at=NOW)
    RsvpFactory.create(session=session, checked_in_at=NOW)
    RsvpFactory.create(session=session)

    assert meetings.total(meetings_of(city)).people == 4


def test_what_the_host_wrote_down_comes_before_the_ticks(city, millrace):
    session = meeting(millrace, "2026-11-05", adults_came=40)
    RsvpFactory.create(session=session, checked_in_at=NOW)

    assert meetings.total(meetings_of(city)).people == 40


def test_hours_are_those_of_all_officers_there(city, millrace, hillside, dana):
    on = date(2026, 11, 5)
    OutreachEntryFactory.create(area=millrace, lead=dana, happened_on=on, minutes=90, staff=2)
    OutreachEntryFactory.create(area=millrace, lead=dana, happened_on=on, minutes=30, kind="patrol")
    OutreachEntryFactory.create(area=hillside, happened_on=on, draft=True)
    OutreachEntryFactory.create(area=hillside, happened_on=on - timedelta(days=30))

    riverside, other = outreach_of(city)
    kinds = outreach.outreach_by_kind(tallied(city))

    assert riverside.outreach == Outreach(entries=2, hours=3.5, people=32, youth=4)
    assert other.outreach == Outreach()
    assert [(kind.code, kind.outreach.entries) for kind in kinds] == [("meeting", 1), ("patrol", 1)]
    assert outreach.total(kinds) == riverside.outreach


def test_the_last_day_of_the_period_counts(city, millrace):
    OutreachEntryFactory.create(area=millrace, happened_on=date(2026, 11, 30))
    meeting(millrace, "2026-11-30")

    assert outreach.total(outreach_of(city)).entries == 1
    assert meetings.total(meetings_of(city)).planned == 1
