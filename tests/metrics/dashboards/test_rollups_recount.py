"""Every count that is kept, counted once more by hand from a small city."""

import math
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.concerns.models import Concern, Diversion
from engagement.events import minutes_due
from engagement.events.models import Event, Rsvp, Session
from engagement.outreach.models import OutreachEntry
from engagement.priorities.models import Priority
from engagement.problems.models import Problem
from metrics.dashboards.models import MonthTally, Standing, Tally
from metrics.dashboards.rollups import keeping
from metrics.dashboards.rollups.facts import STANDING, TALLIED
from metrics.dashboards.rollups.subjects import SUBJECTS
from metrics.demo import build
from metrics.demo.city import City
from partnerships.agreements.models import Agreement
from partnerships.boards.models import Recommendation
from partnerships.organizations.models import Organization
from partnerships.referrals.models import Referral
from partnerships.resources.models import VolunteerHours
from portal.areas.models import TeamMember

NOON = datetime(2026, 10, 15, 12, tzinfo=ZoneInfo("America/Chicago"))
TODAY = NOON.date()
DAY = timedelta(days=1)
TRAINING = {"trained", "training_current", "training_lapsed"}


@pytest.fixture
def city():
    """Linden Ferry with fewer neighbors, and what happens there too rarely."""
    city = City(now=NOON, residents=300, responses=1)
    for _, step in build.STEPS:
        step(city)
    Diversion.objects.create(kind="complaint", on=TODAY - DAY, times=3)
    Diversion.objects.create(kind="tip", on=TODAY - DAY, times=5)
    first, second, third = Concern.objects.order_by("-raised_at")[:3]
    Concern.objects.filter(pk=first.pk).update(area=None, category=None)
    Concern.objects.filter(pk=second.pk).update(reply_due_at=None, source="import")
    Concern.objects.filter(pk=third.pk).update(waiting_since=third.raised_at)
    OutreachEntry.objects.filter(pk=OutreachEntry.objects.first().pk).update(diverted=True)
    Session.objects.filter(pk=Session.objects.first().pk).update(cancelled_at=NOON)
    done = Priority.objects.current().exclude(action="").first()
    Priority.objects.filter(pk=done.pk).update(retired_on=TODAY, retire_reason="It is quiet.")
    keeping.refresh(NOON)
    return city


def local(instant):
    return timezone.localdate(instant)


def concerns():
    found = Counter()
    for one in Concern.objects.select_related("category"):
        key = (local(one.raised_at), one.area_id)
        replied, due = one.answered_at or one.closed_at, one.reply_due_at
        if due is None:
            became = "no_promise"
        elif replied is not None:
            became = "in_time" if replied <= due else "late"
        elif due < NOON and (one.waiting_since is None or one.waiting_since > due):
            became = "overdue"
        else:
            became = "not_due"
        if due and replied:
            hours = max((replied - one.raised_at).total_seconds() / 3600, 1 / 3600)
            step = math.ceil(math.log(hours) / math.log(1.01 / 0.99))
            found["reply_hours", *key, str(step)] += 1
        topic = one.category.slug if one.category else ""
        days = ((one.closed_at or NOON) - one.raised_at) / DAY
        age = sum(days >= bound for bound in (1, 3, 7, 30))
        found["raised", *key, topic] += 1
        found[became, *key, one.language] += 1
        found["outcome", *key, one.state] += 1
        found["aged", *key, f"{one.state} {age}"] += 1
        found["channel", *key, one.source] += 1
        if one.cell:
            found["raised_near", *key, one.cell] += 1
    for led in Diversion.objects.filter(kind="complaint"):
        found["routed", led.on, None, ""] += led.times
    return found


def came_to(session):
    """How many came, as the host wrote down, else by the ticks; None where nobody counted."""
    if session.adults_came is not None or session.youth_came is not None:
        return (session.adults_came or 0) + (session.youth_came or 0)
    return Rsvp.objects.attended_session(session).seats() or None


def meetings():
    found = Counter()
    for session in Session.objects.select_related("event"):
        event = session.event
        if event.is_draft:
            continue
        key = (local(session.starts_at), event.area_id)
        if session.is_cancelled:
            found["cancelled", *key, event.kind] += 1
        elif not session.is_over(NOON):
            found["planned", *key, event.kind] += 1
        else:
            found["held", *key, event.kind] += 1
            people = came_to(session)
            found["counted", *key, event.kind] += people is not None
            found["people", *key, event.kind] += people or 0
            found["youth", *key, event.kind] += session.youth_came or 0
    return found + minutes()


def minutes():
    found = Counter()
    events = Event.objects.filter(kind__in=minutes_due.OWING, cancelled_at=None)
    for event in events.exclude(published_at=None).select_related("minutes"):
        sittings = [each for each in event.sessions.all() if each.cancelled_at is None]
        if not sittings or not minutes_due.is_over(event, NOON):
            continue
        last = max(sittings, key=lambda each: (each.ends_at, each.pk))
        if event.imported_from and event.created_at > last.ends_at:
            continue
        due_on = minutes_due.due_on(last.ends_at)
        written = getattr(event, "minutes", None)
        published_on = written and written.published_at and local(written.published_at)
        key = (local(last.starts_at), event.area_id, "")
        if published_on and published_on <= due_on:
            found["minutes_in_time", *key] += 1
        elif published_on or due_on < TODAY:
            found["minutes_late", *key] += 1
    return found


def outreach():
    found = Counter()
    for entry in OutreachEntry.objects.submitted():
        key = (entry.happened_on, entry.area_id, entry.kind)
        found["outreach", *key] += 1
        found["officer_minutes", *key] += entry.minutes * entry.staff
        found["diverted_minutes", *key] += entry.diverted * entry.minutes * entry.staff
        found["people_met", *key] += entry.adults + entry.youth
        found["youth_met", *key] += entry.youth
    return found


def promises():
    found = Counter()
    for promise in Commitment.objects.all():
        found["promised", promise.made_on, promise.area_id, ""] += 1
        if promise.status == "open" and promise.first_due_on >= TODAY:
            continue
        key = (promise.first_due_on, promise.area_id, "")
        found["promise_due", *key] += 1
        if promise.status == "kept":
            found["kept" if promise.closed_on <= promise.first_due_on else "kept_late", *key] += 1
        else:
            found["not_kept", *key] += 1
        found["told", *key] += promise.told_on is not None
    return found


def work():
    found = Counter()
    for one in Priority.objects.all():
        found["priority_set", one.issue_on, one.area_id, ""] += 1
        if one.retired_on and one.action:
            found["priority_done", one.retired_on, one.area_id, ""] += 1
    for one in Problem.objects.all():
        found["problem_opened", one.since_on, one.area_id, ""] += 1
        if one.closed_on:
            found["problem_closed", one.closed_on, one.area_id, one.close_reason] += 1
    return found


def the_rest():
    found = work()
    for one in Recommendation.objects.all():
        key = (one.made_on, one.area_id, "")
        found["recommended", *key] += 1
        if one.answered_on:
            name = "recommendation_late" if one.was_late else "recommendation_in_time"
            found[name, *key] += 1
        elif one.status_at(TODAY) == "overdue":
            found["recommendation_late", *key] += 1
    for one in Referral.objects.all():
        key = (local(one.sent_at), one.area_id, "")
        found["referred", *key] += 1
        found["referral_accepted", *key] += one.answered_at is not None and one.state != "declined"
    hours = Counter()
    for given in VolunteerHours.objects.all():
        hours[given.given_on] += given.hours
    for day, sum_of in hours.items():
        found["contributed", day, None, ""] += int(sum_of + type(sum_of)("0.5"))
    return found


def test_every_count_is_what_one_counts_by_hand(city):
    """One city for all of it: it takes a while to build."""
    counted = concerns() + meetings() + outreach() + promises() + the_rest()

    kept = {
        (row.fact, row.day, row.area_id, row.of): row.n
        for row in Tally.objects.exclude(fact__in=TRAINING)
    }
    assert kept == dict(counted)
    assert {fact for fact, *_ in kept} == {fact.name for fact in TALLIED} - TRAINING
    months_are_their_days_added_up()
    what_stands_is_what_one_counts()


def months_are_their_days_added_up():
    added = Counter()
    for row in Tally.objects.all():
        added[row.fact, row.day.replace(day=1), row.area_id, row.of] += row.n

    kept = {(row.fact, row.month, row.area_id, row.of): row.n for row in MonthTally.objects.all()}
    assert kept == dict(added)


def what_stands_is_what_one_counts():
    found = Counter()
    for one in Concern.objects.open():
        age = sum((NOON - one.raised_at) / DAY >= bound for bound in (1, 3, 7, 30))
        found["concerns_open", one.area_id, ""] += 1
        found["open_for", one.area_id, str(age)] += 1
        found["replies_overdue", one.area_id, ""] += one.is_overdue(NOON)
    rows = {
        "promises_open": Commitment.objects.open(),
        "promises_overdue": Commitment.objects.overdue(TODAY),
        "promises_untold": Commitment.objects.untold(),
        "priorities_current": Priority.objects.current(),
        "priorities_stale": Priority.objects.stale(TODAY),
        "minutes_overdue": minutes_due.overdue(NOON),
        "recommendations_open": Recommendation.objects.waiting(),
        "recommendations_overdue": Recommendation.objects.overdue(TODAY),
    }
    for fact, those in rows.items():
        for one in those:
            found[fact, one.area_id, ""] += 1
    for one in Problem.objects.open():
        found["problems_open", one.area_id, one.stage] += 1
    found["partners_active", None, ""] += Organization.objects.approved().count()
    found["agreements_in_force", None, ""] += Agreement.objects.in_force(TODAY).count()
    a_year_ago = TODAY.replace(year=TODAY.year - 1)
    lapsed = Agreement.objects.lapsed(TODAY).filter(ends_on__gte=a_year_ago)
    found["agreements_lapsed", None, ""] += lapsed.count()
    for member in TeamMember.objects.current(TODAY).filter(user__is_active=True):
        found["areas_with_contact", member.area_id, ""] = 1

    kept = {
        (row.fact, row.area_id, row.of): row.n
        for row in Standing.objects.exclude(fact__in=TRAINING)
    }
    assert kept == dict(+found)


def test_each_fact_has_one_subject():
    counted = [fact for subject in SUBJECTS.values() for fact in subject.facts]
    standing = [fact for subject in SUBJECTS.values() for fact in subject.standing_facts]

    assert sorted({*counted, *TRAINING} - TRAINING) == sorted(
        {fact.name for fact in TALLIED} - TRAINING
    )
    assert sorted(set(standing) - TRAINING) == sorted({fact.name for fact in STANDING} - TRAINING)
    assert len(counted) == len(set(counted))
    assert len(standing) == len(set(standing))
