"""Entering, correcting, and what stands."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.training.holdings import SOON, State, state_of
from engagement.training.models import Completion, Course
from portal.accounts import my_data
from portal.refusals import NotPossible
from tests.factories.training import CompletionFactory, CourseFactory


@pytest.fixture
def first_aid():
    return CourseFactory.create(name="First aid", slug="first-aid")


def last_day(completion):
    return Completion.objects.with_last_day().get(pk=completion.pk).valid_until


def test_the_same_completion_said_twice_is_said_once(dana, sam, first_aid):
    day = timezone.localdate() - timedelta(days=3)
    first = Completion.objects.enter(person=dana, course=first_aid, on=day, by=sam)

    assert Completion.objects.enter(person=dana, course=first_aid, on=day, by=sam) == first
    assert Completion.objects.count() == 1


@pytest.mark.parametrize("days", [1, -41 * 366], ids=["tomorrow", "41 years ago"])
def test_a_day_to_come_or_long_gone_is_refused(dana, sam, first_aid, days):
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(NotPossible):
        Completion.objects.enter(person=dana, course=first_aid, on=day, by=sam)


@pytest.mark.parametrize(
    ("completed", "months", "until"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 3, 15), 24, date(2025, 3, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), None, None),
    ],
    ids=["a short month", "two years", "a leap day", "for good"],
)
def test_the_last_day_is_worked_out_from_the_course(dana, completed, months, until):
    course = CourseFactory.create(valid_months=months)

    assert (
        last_day(CompletionFactory.create(person=dana, course=course, completed_on=completed))
        == until
    )


def test_a_correction_takes_the_place_and_the_wrong_row_stays(dana, sam, first_aid):
    wrong = CompletionFactory.create(person=dana, course=first_aid)
    right = wrong.correct(by=sam, on=wrong.completed_on - timedelta(days=7))

    assert list(Completion.objects.standing()) == [right]
    assert right.corrects == wrong
    assert wrong.history.count() == 1


def test_what_was_corrected_is_not_corrected_again(dana, sam, first_aid):
    wrong = CompletionFactory.create(person=dana, course=first_aid)
    stale = Completion.objects.get(pk=wrong.pk)
    wrong.correct(by=sam, happened=False)

    assert not Completion.objects.standing().exists()
    with pytest.raises(NotPossible):
        stale.correct(by=sam)


def test_a_correction_onto_a_day_that_is_entered_is_refused(dana, sam, first_aid):
    one = CompletionFactory.create(person=dana, course=first_aid)
    other = CompletionFactory.create(
        person=dana, course=first_aid, completed_on=one.completed_on - timedelta(days=9)
    )
    with pytest.raises(NotPossible):
        one.correct(by=sam, on=other.completed_on)
    assert Completion.objects.standing().count() == 2


def test_the_database_refuses_the_same_day_twice(dana, first_aid):
    done = CompletionFactory.create(person=dana, course=first_aid)
    with pytest.raises(IntegrityError, match="one_completion"), transaction.atomic():
        CompletionFactory.create(person=dana, course=first_aid, completed_on=done.completed_on)
    with pytest.raises(IntegrityError, match="only_what_was_entered"), transaction.atomic():
        CompletionFactory.create(person=dana, course=first_aid, taken_back=True)


@pytest.mark.parametrize(
    ("broken", "name"),
    [({"hours": 0}, "takes_some_time"), ({"valid_months": 241}, "valid_for_some_months")],
    ids=["no time", "too long"],
)
def test_the_database_refuses_a_course_that_cannot_be(broken, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CourseFactory.create(**broken)


def test_courses_of_one_name_have_addresses_of_their_own():
    said = {"name": {"en": "First aid"}, "hours": 2}

    assert [Course.objects.add(said).slug for _ in range(3)] == [
        "first-aid", "first-aid-2", "first-aid-3",
    ]  # fmt: skip


@given(days=st.integers(-400, 400))
def test_a_course_is_held_to_its_last_day_and_lapses_the_day_after(days):
    today = date(2026, 5, 4)
    state = state_of(today - timedelta(days=500), today + timedelta(days=days), today)

    assert (state == State.LAPSED) is (days < 0)
    assert (state == State.DUE) is (0 <= days <= SOON.days)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(["enter", "move", "back"]), st.integers(0, 3))))
def test_whatever_is_entered_and_corrected_one_row_a_day_stands(dana, sam, acts):
    """However entries and corrections follow one another, what stands is what was said last."""
    course, first = CourseFactory.create(), date(2025, 1, 1)
    stands = set()
    for act, number in acts:
        day = first + timedelta(days=number)
        if act == "enter":
            Completion.objects.enter(person=dana, course=course, on=day, by=sam)
            stands.add(day)
        elif stands:
            chosen = sorted(stands)[number % len(stands)]
            row = Completion.objects.standing().get(course=course, completed_on=chosen)
            if act == "back":
                row.correct(by=sam, happened=False)
                stands.remove(chosen)
            elif day == chosen or day not in stands:
                row.correct(by=sam, on=day)
                stands = stands - {chosen} | {day}
    kept = Completion.objects.standing().filter(course=course)
    assert {row.completed_on for row in kept} == stands
    assert len(kept) == len(stands)


@time_machine.travel("2026-05-04 12:00:00+00:00", tick=False)
def test_my_data_has_my_courses_and_nobody_elses(dana, lee, first_aid):
    CompletionFactory.create(
        person=dana, course=first_aid, completed_on=date(2026, 1, 10), note="Hall"
    )
    CompletionFactory.create(person=lee, course=first_aid)

    [mine] = my_data.everything_about(dana)["training"]
    assert (mine["course"], mine["valid until"], mine["counts"]) == (
        "First aid", date(2028, 1, 10), True,
    )  # fmt: skip


def test_a_closed_account_keeps_no_words(dana, sam, first_aid):
    done = CompletionFactory.create(person=dana, course=first_aid, note="In the north hall")
    done.correct(by=sam, note="In the south hall")
    dana.close()

    assert set(Completion.objects.values_list("note", flat=True)) == {""}
    assert set(done.history.values_list("note", flat=True)) == {""}
