"""Rollups follow the record: whatever is written, whoever writes it, however time passes."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.concerns.models import Category, Concern, Diversion
from engagement.events.models import Minutes, Rsvp, Session
from engagement.events.models.attendance import Attendance
from metrics.dashboards.models import Rollup, Standing, Tally, Touched
from metrics.dashboards.rollups import keeping
from metrics.dashboards.rollups.subjects import SUBJECTS
from metrics.dashboards.tasks import add_up
from partnerships.resources.models import VolunteerHours
from tests.factories.boards import RecommendationFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.dashboards import a_concern, at, rolled_up
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory
from tests.factories.minutes import a_held_meeting
from tests.factories.organizations import OrganizationFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.priorities import PriorityFactory
from tests.factories.problems import ProblemFactory
from tests.factories.referrals import a_member, a_request, brought_to

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NOW = at("2026-11-20T18:00")


def wrong(moment=None):
    return [each for name in SUBJECTS for each in keeping.differences(name, moment)]


def n(fact):
    return sum(Tally.objects.filter(fact=fact).values_list("n", flat=True))


def stands(fact):
    return sum(Standing.objects.filter(fact=fact).values_list("n", flat=True))


@pytest.fixture
def added_up(millrace, hillside):
    rolled_up(NOW)
    assert not Touched.objects.exists()


def test_the_triggers_of_the_database_are_those_of_the_code():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'dashboards_watch%%'"
        )
        found = {name: body.strip() for name, body in cursor.fetchall()}

    watches = [watch for subject in SUBJECTS.values() for watch in subject.watches]
    assert found == {watch.name: watch.body for watch in watches}


def test_a_trigger_comes_and_goes_with_its_migration(millrace):
    watch = SUBJECTS["outreach"].watches[0]
    with connection.cursor() as cursor:
        cursor.execute(watch.drop)
        OutreachEntryFactory.create(area=millrace)
        assert not Touched.objects.filter(subject="outreach").exists()
        cursor.execute(watch.create)
    OutreachEntryFactory.create(area=millrace)

    assert Touched.objects.filter(subject="outreach").exists()


def test_a_concern_counts_once_it_is_added_up_and_no_more_once_it_is_gone(added_up, millrace):
    concern = a_concern(millrace, NOW - DAY, after=HOUR)
    assert n("raised") == 0

    rolled_up(NOW)
    assert (n("raised"), n("in_time"), n("reply_hours")) == (1, 1, 1)

    concern.delete()
    rolled_up(NOW)
    assert not Tally.objects.exists()


def test_a_concern_that_moves_leaves_no_count_behind(added_up, millrace, hillside):
    concern = a_concern(millrace, NOW - DAY)
    rolled_up(NOW)

    Concern.objects.filter(pk=concern.pk).update(area=hillside, raised_at=NOW - 40 * DAY)
    rolled_up(NOW)

    (raised,) = Tally.objects.filter(fact="raised")
    assert (raised.area, raised.day) == (hillside, date(2026, 10, 11))
    assert wrong(NOW) == []


def test_what_changes_nothing_that_is_counted_touches_nothing(added_up, millrace):
    concern = a_concern(millrace, NOW - DAY)
    rolled_up(NOW)

    Concern.objects.filter(pk=concern.pk).update(place="Mill Street", support_count=3)

    assert not Touched.objects.exists()


def test_a_reply_becomes_late_while_nobody_writes_anything(added_up, millrace):
    a_concern(millrace, NOW - 71 * HOUR)
    rolled_up(NOW)
    assert (n("not_due"), n("overdue"), stands("replies_overdue")) == (1, 0, 0)

    rolled_up(NOW + 2 * HOUR)
    assert (n("not_due"), n("overdue"), stands("replies_overdue")) == (0, 1, 1)

    rolled_up(NOW)  # a clock that was put back
    assert (n("not_due"), n("overdue"), stands("replies_overdue")) == (1, 0, 0)


def test_a_meeting_is_held_once_it_is_over_and_its_minutes_late_after_their_day(added_up, millrace):
    event = EventFactory.create(area=millrace, kind="beat_meeting")
    SessionFactory.create(event=event, starts_at=NOW + HOUR, ends_at=NOW + 3 * HOUR)
    rolled_up(NOW)
    assert (n("planned"), n("held")) == (1, 0)

    rolled_up(NOW + 4 * HOUR)
    assert (n("planned"), n("held"), n("minutes_late")) == (0, 1, 0)

    rolled_up(NOW + 14 * DAY + 4 * HOUR)
    assert (n("minutes_late"), stands("minutes_overdue")) == (0, 0)
    rolled_up(NOW + 15 * DAY)
    assert (n("minutes_late"), stands("minutes_overdue")) == (1, 1)

    Minutes.objects.create(event=event, closed_at=NOW, published_at=NOW + 2 * DAY)
    rolled_up(NOW + 15 * DAY)
    assert (n("minutes_late"), n("minutes_in_time"), stands("minutes_overdue")) == (0, 1, 0)


def test_a_promise_is_due_on_the_day_after_its_day(added_up, millrace):
    CommitmentFactory.create(area=millrace, made_on=date(2026, 11, 2), due_on=date(2026, 11, 20))
    rolled_up(NOW)
    assert (n("promised"), n("promise_due")) == (1, 0)

    rolled_up(NOW + DAY)
    assert (n("promise_due"), n("not_kept"), stands("promises_overdue")) == (1, 1, 1)
    assert wrong(NOW + DAY) == []


def test_a_recommendation_is_late_after_its_day(added_up):
    RecommendationFactory.create(made_on=date(2026, 10, 7), due_on=date(2026, 11, 20))
    rolled_up(NOW)
    assert n("recommendation_late") == 0

    rolled_up(NOW + DAY)
    assert (n("recommended"), n("recommendation_late")) == (1, 1)
    assert wrong(NOW + DAY) == []


def test_who_came_follows_ticks_and_marks(added_up, millrace, dana):
    meeting = SessionFactory.create(
        event=EventFactory.create(area=millrace), starts_at=NOW - 5 * HOUR
    )
    course = EventFactory.create(area=millrace, sessions_needed=1)
    evenings = [SessionFactory.create(event=course, starts_at=NOW - days * DAY) for days in (9, 2)]
    seat = RsvpFactory.create(session=evenings[0], guests=1)
    rolled_up(NOW)
    assert (n("people"), n("counted")) == (0, 0)

    ticked = RsvpFactory.create(session=meeting, guests=2, checked_in_at=NOW)
    mark = Attendance.objects.create(rsvp=seat, session=evenings[1], by=dana)
    rolled_up(NOW)
    assert (n("people"), n("counted")) == (5, 2)

    Rsvp.objects.filter(pk=seat.pk).update(guests=0)
    ticked.delete()
    rolled_up(NOW)
    assert n("people") == 1
    mark.delete()
    rolled_up(NOW)
    assert n("people") == 0
    Session.objects.filter(pk=meeting.pk).update(adults_came=20)
    rolled_up(NOW)
    assert n("people") == 20
    assert wrong(NOW) == []


def test_a_whole_meeting_that_goes_takes_its_counts_along(added_up, millrace):
    event = EventFactory.create(area=millrace)
    for days in (3, 4):
        SessionFactory.create(event=event, starts_at=NOW - days * DAY, adults_came=9)
    rolled_up(NOW)
    assert n("people") == 18

    event.delete()
    rolled_up(NOW)

    assert n("people") == n("held") == 0


def test_a_topic_that_is_renamed_is_counted_by_its_new_name(added_up, millrace):
    noise = Category.objects.get(slug="noise")
    a_concern(millrace, NOW - DAY, category=noise)
    rolled_up(NOW)

    Category.objects.filter(pk=noise.pk).update(slug="loud")
    rolled_up(NOW)

    assert [row.of for row in Tally.objects.filter(fact="raised")] == ["loud"]


def test_everything_else_that_is_written_is_followed(millrace, hillside, dana):
    rolled_up()
    organization = OrganizationFactory.create(approved_at=timezone.now())
    entry = OutreachEntryFactory.create(area=millrace, draft=True)
    promise = CommitmentFactory.create(area=millrace)
    priority = PriorityFactory.create(area=millrace)
    problem = ProblemFactory.create(area=millrace)
    advice = RecommendationFactory.create(area=hillside)
    a_member(organization)
    request = a_request(organization, dana, area=millrace)
    given_hours = VolunteerHours.objects.create(
        organization=organization, hours="3.5", people=2, what="Cleaned the path"
    )
    Diversion.objects.count_one("complaint")
    a_held_meeting(area=millrace, kind="town_hall")
    rolled_up()
    assert wrong() == []
    assert (n("outreach"), n("routed"), n("contributed"), n("referred")) == (0, 1, 4, 1)

    type(entry).objects.filter(pk=entry.pk).update(status="submitted", sent_at=timezone.now())
    promise.keep("It is up.", dana)
    priority.retire("It is quiet.", dana)
    type(problem).objects.filter(pk=problem.pk).update(
        stage="closed", closed_on=timezone.localdate(), close_reason="solved", lessons="Light."
    )
    advice.answer("accept", "It is right.", dana)
    brought_to(request, "accepted")
    given_hours.delete()
    Diversion.objects.count_one("complaint")
    rolled_up()
    assert wrong() == []
    facts = ("outreach", "kept", "priority_done", "problem_closed", "recommendation_in_time")
    assert {fact: n(fact) for fact in facts} == dict.fromkeys(facts, 1)
    assert (n("referral_accepted"), n("routed"), n("contributed")) == (1, 2, 0)


@settings(max_examples=25)
@given(st.data())
def test_whatever_is_written_in_whatever_order_ends_as_a_recount(data):
    """Days lie on both sides of the change of clocks, and of midnight in Greenwich."""
    from tests.factories.areas import AreaFactory

    with transaction.atomic():
        areas = [AreaFactory.create(), AreaFactory.create(), None]
        now = NOW
        rolled_up(now)
        for _ in range(data.draw(st.integers(1, 12))):
            act = data.draw(st.sampled_from(["raise", "answer", "move", "go", "wait", "add"]))
            known = list(Concern.objects.order_by("pk"))
            if act == "raise":
                ago = timedelta(minutes=data.draw(st.integers(0, 60 * 24 * 40)))
                after = data.draw(st.none() | st.integers(1, 100))
                a_concern(
                    data.draw(st.sampled_from(areas)),
                    now - ago,
                    after=after and timedelta(hours=after),
                )
            elif act == "wait":
                now += timedelta(minutes=data.draw(st.integers(1, 60 * 24 * 5)))
            elif act == "add":
                keeping.refresh(now, names=["concerns"])
            elif known:
                one = Concern.objects.filter(pk=data.draw(st.sampled_from(known)).pk)
                if act == "answer":
                    one.update(answered_at=now, state="acknowledged", closed_at=None)
                elif act == "move":
                    one.update(area=data.draw(st.sampled_from(areas)))
                else:
                    one.delete()
        assert keeping.differences("concerns", now) == []
        keeping.refresh(now, names=["concerns"])
        assert n("raised") == n("outcome") == n("aged") == Concern.objects.count()
        transaction.set_rollback(True)


def test_much_at_once_is_added_up_in_several_goes(added_up, millrace, monkeypatch):
    monkeypatch.setattr(keeping, "AT_MOST", 2)
    for days in range(7):
        a_concern(millrace, NOW - days * DAY)

    rolled_up(NOW)

    assert n("raised") == 7
    assert not Touched.objects.exists()


def test_as_of_is_the_moment_it_was_added_up_for(added_up):
    assert set(Rollup.objects.values_list("as_of", flat=True)) == {NOW}
    rolled_up(NOW + HOUR)
    assert set(Rollup.objects.values_list("as_of", flat=True)) == {NOW + HOUR}


def test_another_setting_counts_all_anew(added_up, millrace, settings):
    event = EventFactory.create(area=millrace, kind="beat_meeting")
    SessionFactory.create(event=event, starts_at=NOW - 5 * DAY)
    a_concern(millrace, at("2026-11-10T23:30"))
    rolled_up(NOW)
    assert n("minutes_late") == 0

    settings.MINUTES_DAYS = 3
    rolled_up(NOW)
    assert n("minutes_late") == 1


def test_the_task_adds_up(millrace):
    add_up.delay()
    a_concern(millrace, timezone.now() - DAY)
    add_up.delay()

    assert n("raised") == 1


def test_the_command_finds_what_is_wrong_and_mends_it(added_up, millrace):
    a_concern(millrace, timezone.now() - DAY)
    rolled_up()
    Tally.objects.filter(fact="raised").update(n=41)
    Standing.objects.filter(fact="concerns_open").delete()
    out = StringIO()

    with pytest.raises(CommandError, match="counts are wrong") as failed:
        call_command("rebuild_rollups", "--check", stdout=out)

    assert failed.value.returncode == 1
    assert "raised, Millrace" in out.getvalue()
    assert "kept 41, counted 1." in out.getvalue()
    assert n("raised") == 41  # it was only looked at

    call_command("rebuild_rollups", "--subject", "concerns", stdout=out)
    assert n("raised") == 1
    call_command("rebuild_rollups", "--check", stdout=out)
    assert "are right" in out.getvalue()


def test_what_is_touched_but_not_added_up_yet_is_no_difference(added_up, millrace):
    a_concern(millrace, NOW - DAY)

    assert wrong(NOW) == []
    assert n("raised") == 0
    assert Touched.objects.exists()
