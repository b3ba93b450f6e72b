"""Reports that are asked for by themselves, by the clock of the agency."""

from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from metrics.reports.models import Report, ReportSchedule
from metrics.reports.rhythms import Rhythm
from metrics.reports.tasks import ask_for_due, write_reports
from portal.notices.models import Message
from tests.factories.reports import ReportScheduleFactory

NEW_YORK = ZoneInfo("America/New_York")
DECEMBER_5 = datetime(2026, 12, 5, 11, tzinfo=UTC)


def local(*parts, fold=0):
    return datetime(*parts, tzinfo=NEW_YORK, fold=fold)


@pytest.fixture
def monthly(kim, riverside):
    return ReportScheduleFactory.create(made_by=kim, area=riverside)


rhythms = st.builds(
    Rhythm,
    every=st.sampled_from(["week", "month", "quarter", "year"]),
    day=st.integers(1, 7),
    at=st.times(),
    month=st.integers(1, 12),
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is given beside


@given(rhythms, moments)
def test_the_next_time_is_later_and_by_the_clock_on_the_wall(rhythm, moment):
    due = rhythm.next_after(moment, NEW_YORK)

    assert due > moment
    assert due.time() == rhythm.at
    first, last = rhythm.period_before(due.date())
    assert first <= last < due.date()


@given(rhythms, moments)
def test_no_time_is_left_out_and_none_comes_twice(rhythm, moment):
    one = rhythm.next_after(moment, NEW_YORK)
    other = rhythm.next_after(one, NEW_YORK)

    longest = {"week": 7, "month": 31, "quarter": 92, "year": 366}[rhythm.every]
    assert timedelta(hours=2) < other - one <= timedelta(days=longest, hours=2)
    assert rhythm.next_after(one - timedelta(seconds=1), NEW_YORK) == one


@pytest.mark.parametrize(
    ("every", "period"),
    [
        ("week", (date(2026, 10, 26), date(2026, 11, 1))),
        ("month", (date(2026, 10, 1), date(2026, 10, 31))),
        ("quarter", (date(2026, 7, 1), date(2026, 9, 30))),
        ("year", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_it_is_about_the_last_whole_period(every, period):
    assert Rhythm(every, 5, time(6)).period_before(date(2026, 11, 5)) == period


def test_a_time_that_a_night_skips_comes_an_hour_later():
    sunday = Rhythm("week", 7, time(2, 30))

    due = sunday.next_after(local(2027, 3, 13, 12), NEW_YORK)

    assert due.astimezone(UTC) == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert sunday.next_after(due, NEW_YORK) == local(2027, 3, 21, 2, 30)


def test_a_time_that_a_night_has_twice_is_meant_once():
    sunday = Rhythm("week", 7, time(1, 30))

    due = sunday.next_after(local(2026, 10, 31, 12), NEW_YORK)

    assert due.astimezone(UTC) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert sunday.next_after(due, NEW_YORK) == local(2026, 11, 8, 1, 30)


def test_when_it_is_due_the_report_is_asked_for_once(monthly):
    for _ in range(3):
        ReportSchedule.objects.run_one(DECEMBER_5)

    report = Report.objects.get()
    assert (report.starts_on, report.ends_on) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (report.schedule, report.due_at) == (monthly, DECEMBER_5)
    monthly.refresh_from_db()
    assert monthly.next_at > DECEMBER_5


def test_before_it_is_due_nothing_happens(monthly):
    assert ReportSchedule.objects.run_one(DECEMBER_5 - timedelta(seconds=1)) is None
    assert not Report.objects.exists()


def test_what_was_missed_is_made_up_for_once(kim, riverside):
    weekly = ReportScheduleFactory.create(made_by=kim, every="week", next_at=DECEMBER_5)
    later = DECEMBER_5 + timedelta(days=24)

    while ReportSchedule.objects.run_one(later):
        pass

    assert Report.objects.count() == 1
    weekly.refresh_from_db()
    assert weekly.next_at > later


def test_two_schedules_of_one_night_both_run(kim, riverside, hillside):
    night = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    for area in (riverside, hillside):
        ReportScheduleFactory.create(
            made_by=kim, area=area, every="week", day=7, at=time(1, 30), next_at=night
        )

    for hours in (0, 1):
        while ReportSchedule.objects.run_one(night + timedelta(hours=hours)):
            pass

    assert Report.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_look_at_once_one_asks(kim, riverside, monkeypatch):
    monkeypatch.setattr(Report, "nudge", lambda _report: None)
    ReportScheduleFactory.create(made_by=kim, area=riverside)
    together = Barrier(4)

    def look():
        together.wait()
        ReportSchedule.objects.run_one(DECEMBER_5)
        connection.close()

    looks = [Thread(target=look) for _ in range(4)]
    for each in looks:
        each.start()
    for each in looks:
        each.join()

    assert Report.objects.count() == 1


def test_kim_hears_when_the_draft_is_there_and_gets_no_numbers(monthly, kim):
    ReportSchedule.objects.run_one(DECEMBER_5)
    write_reports()

    report = Report.objects.get()
    letter = Message.objects.get()
    assert report.is_ready, report.error
    assert (letter.to, letter.attachments) == (kim.email, [])
    assert report.get_absolute_url() in letter.text


def test_she_hears_why_one_could_not_be_written(kim, riverside):
    gone = ReportScheduleFactory.create(made_by=kim, area=riverside)
    ReportSchedule.objects.run_one(DECEMBER_5)
    Report.objects.update(kind="long-gone")
    write_reports()

    assert "This kind of report is no longer made." in Message.objects.get().text
    assert gone.reports.get().state == "failed"


def test_a_schedule_whose_maker_left_is_paused_and_says_so(monthly, kim):
    kim.roles.all().delete()

    ReportSchedule.objects.run_one(DECEMBER_5)

    monthly.refresh_from_db()
    assert monthly.paused_at
    assert "may no longer ask" in monthly.paused_because
    assert not Report.objects.exists()


def test_a_kind_that_is_no_longer_made_pauses_its_schedule(monthly):
    ReportSchedule.objects.update(kind="long-gone")

    ReportSchedule.objects.run_one(DECEMBER_5)

    monthly.refresh_from_db()
    assert monthly.paused_because == "This kind of report is no longer made."


@pytest.mark.parametrize("wrong", [{"day": 29}, {"day": 0}, {"every": "week", "day": 8}])
def test_the_database_knows_which_days_there_are(monthly, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportSchedule.objects.filter(pk=monthly.pk).update(**wrong)


def test_kim_makes_one_pauses_it_and_deletes_it(client, kim, riverside):
    client.force_login(kim)
    said = {"area": "riverside", "language": "es", "every": "week", "weekday": "1", "day": "5"}
    said |= {"month": "1", "at": "06:30"}

    address = "/command/reports/schedules/new/district_quarterly/"
    wrong = client.post(address, said | {"at": "late"}).text
    client.post(address, said)

    assert 'value="late"' in wrong
    one = ReportSchedule.objects.get()
    assert (one.every, one.day, one.at, one.language) == ("week", 1, time(6, 30), "es")
    client.post(f"/command/reports/schedules/{one.pk}/pause/")
    assert "Paused" in client.get("/command/reports/schedules/").text
    client.post(f"/command/reports/schedules/{one.pk}/pause/")
    one.refresh_from_db()
    assert one.paused_at is None
    client.post(f"/command/reports/schedules/{one.pk}/deletion/")
    assert not ReportSchedule.objects.exists()


def test_someone_elses_schedule_is_not_there(client, sam, kim, hillside):
    client.force_login(sam)
    one = ReportScheduleFactory.create(made_by=kim, area=hillside)

    assert client.post(f"/command/reports/schedules/{one.pk}/deletion/").status_code == 404


def test_beat_looks_for_what_is_due(settings, monthly):
    swept = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    ReportSchedule.objects.update(next_at=DECEMBER_5 - timedelta(days=60))

    ask_for_due()

    assert ask_for_due.name in swept
    assert Report.objects.count() == 1
