from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from engagement.concerns.models import Concern
from engagement.events.models import Rsvp, Session
from engagement.outreach.models import OutreachEntry
from metrics.demo import build
from metrics.demo.city import City
from metrics.demo.priorities import AT_ONE_CORNER
from metrics.surveys.models import Response, Wave
from portal.accounts.models import User
from portal.areas.locate import locate
from portal.areas.models import Area
from tests.factories.areas import AreaFactory

NOON = datetime(2026, 10, 15, 12, tzinfo=ZoneInfo("America/Chicago"))


def a_city(until="", **about):
    """Linden Ferry; up to the step of that name, if it need not be whole."""
    city = City(**{"now": NOON, "residents": 300, "responses": 120} | about)
    for name, step in build.STEPS:
        step(city)
        if name == until:
            break
    return city


@pytest.fixture(scope="class")
def one_city(django_db_setup, django_db_blocker):
    """Built once for all that only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_city(residents=2_000, responses=800)
        transaction.set_rollback(True)


@pytest.fixture
def city(one_city, db):
    return one_city


def test_the_city_stands_with_all_its_parts():
    call_command("demo", "--residents", "300", "--responses", "100")

    assert Area.objects.beats().count() == 9
    assert Concern.objects.count() == 135 + AT_ONE_CORNER
    assert OutreachEntry.objects.exists()
    assert Response.objects.count() > 60
    assert {user.demo_person for user in User.objects.demo()} >= {
        "Officer for Millrace",
        "A neighbor in Millrace",
        "Deputy chief, whole city",
    }


def said_in(seed):
    """What the people of a city say; the city itself is taken down again."""
    with transaction.atomic():
        a_city(seed=seed, until="Outreach")
        said = [
            *Concern.objects.order_by("raised_at", "pk").values_list("text", "raised_at"),
            *OutreachEntry.objects.order_by("pk").values_list("place", "happened_on", "purpose"),
        ]
        transaction.set_rollback(True)
    return said


def test_the_same_seed_builds_the_same_city_and_another_does_not():
    first = said_in(seed=1)

    assert said_in(seed=1) == first
    assert said_in(seed=2) != first


def test_it_builds_in_an_empty_database_only(millrace):
    with pytest.raises(CommandError, match="already holds areas") as refused:
        call_command("demo")

    assert refused.value.returncode == 2
    assert not Concern.objects.exists()


def test_a_city_without_people_is_refused():
    with pytest.raises(CommandError, match="--residents must be 1 or more"):
        call_command("demo", "--residents", "0")


def test_more_years_reach_further_back():
    a_city(until="Outreach", years=2)

    oldest = Concern.objects.order_by("raised_at").first()
    assert oldest.raised_at < NOON - timedelta(days=500)
    assert AreaFactory.create().pk


@pytest.mark.xdist_group("one city")
@pytest.mark.usefixtures("city")
class TestWhatStandsThere:
    def test_every_concern_lies_in_the_beat_it_names(self):
        for concern in Concern.objects.select_related("area")[:60]:
            assert locate(concern.latitude, concern.longitude) == concern.area

    def test_something_is_late_and_most_is_answered_in_time(self):
        late = Concern.objects.overdue(NOON).count()
        in_time = Concern.objects.filter(answered_at__lte=F("reply_due_at")).count()
        assert late >= 1
        assert in_time > 0.8 * Concern.objects.count()

    def test_no_room_holds_more_people_than_seats_and_no_wave_more_answers_than_people_asked(self):
        assert not Session.objects.filter(seats_taken__gt=F("capacity")).exists()
        for session in Session.objects.annotate(
            coming=Count("rsvps", filter=Q(rsvps__state="going"))
        ):
            assert session.coming == session.seats_taken, session
        invited = Wave.objects.filter(frame__in=["attended", "list"], closes_at__lte=NOON)
        for wave in invited.annotate(answers=Count("responses")):
            assert wave.answers <= wave.closed_invitations

    def test_nothing_has_happened_that_is_still_to_come(self):
        assert not Concern.objects.filter(raised_at__gt=NOON).exists()
        assert not Concern.objects.filter(closed_at__gt=NOON).exists()
        assert not Rsvp.objects.attended().filter(session__starts_at__gt=NOON).exists()
        assert not Response.objects.filter(answered_on__gt=timezone.localdate(NOON)).exists()
        assert Session.objects.upcoming(NOON).exists()

    def test_what_comes_next_gets_a_number_of_its_own(self):
        assert Concern.objects.submit(text="One more", place="Millrace")[0].pk
        assert User.objects.create(email="new@example.org").pk
