from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories.commitments import CommitmentFactory
from tests.factories.dashboards import a_concern, at
from tests.factories.events import a_meeting
from tests.factories.priorities import PriorityFactory

DAY = timedelta(days=1)


def desk(client, person):
    client.force_login(person)
    return client.get("/desk/")


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        ("08:00", "Good morning, Dana"),
        ("12:00", "Good afternoon, Dana"),
        ("19:30", "Good evening, Dana"),
    ],
)
def test_dana_is_greeted_by_the_clock_on_her_wall(client, dana, hour, words):
    with time_machine.travel(at(f"2036-01-16T{hour}"), tick=False):
        assert words in desk(client, dana).text


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ([], "No answer is late, and none is due by tomorrow night."),
        ([5], "1 answer is late. The rest can wait."),
        ([5, 6, 2], "2 answers are late and 1 is due by tomorrow night. The rest can wait."),
        ([2], "No answer is late, 1 is due by tomorrow night. The rest can wait."),
    ],
)
def test_dana_reads_what_waits_for_her(client, dana, millrace, hillside, ages, words):
    with time_machine.travel(at("2036-01-16T10:00"), tick=False):
        for days in ages:
            a_concern(millrace, timezone.now() - days * DAY)
        a_concern(hillside, timezone.now() - 9 * DAY)

        assert words in desk(client, dana).text


@pytest.mark.parametrize(
    ("who", "status"), [("rosa", 403), ("paul", 403), ("sam", 200), ("kim", 200)]
)
def test_the_desk_is_for_those_who_work_here(client, request, who, status):
    assert desk(client, request.getfixturevalue(who)).status_code == status


def test_a_person_without_a_name_is_greeted_all_the_same(client, dana):
    dana.name = ""
    dana.save()

    assert "Good" in desk(client, dana).text


def test_the_day_goes_from_what_is_due_to_promises_to_the_next_meeting(client, dana, millrace):
    a_concern(millrace, timezone.now() - 5 * DAY)
    CommitmentFactory.create(area=millrace, owner=dana, late=True)
    PriorityFactory.create(area=millrace, said=None)
    a_meeting(area=millrace)

    shown = desk(client, dana).text
    parts = (
        "Concerns waiting for you",
        "Promises you answer for",
        "Your next meeting",
        "Priorities residents",
    )
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_whoever_has_nothing_to_do_is_told_so(client, ada):
    assert "Nothing waits for you" in desk(client, ada).text
