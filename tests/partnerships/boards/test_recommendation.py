"""A recommendation: its number, its clock, its answers and what follows."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from partnerships.boards.models import Recommendation, RecommendationAnswer
from partnerships.boards.states import Status
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.boards import (
    BoardFactory,
    BoardMemberFactory,
    RecommendationActionFactory,
    RecommendationFactory,
)

DAY = timedelta(days=1)
SAID = {"title": "Post the course calendar", "text": "Each quarter.", "why": "Nobody knows it."}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def board():
    return BoardFactory.create(name="Community Policing Council")


# Filing


def test_each_board_counts_its_own_and_each_year_begins_anew(board, olivia, today):
    RecommendationFactory.create(board=board, made_on=today - 400 * DAY, number=7)
    first = Recommendation.objects.file(board, by=olivia, **SAID)
    second = Recommendation.objects.file(board, by=olivia, **SAID)
    other = Recommendation.objects.file(BoardFactory.create(), by=olivia, **SAID)

    assert first.label == f"{today.year}-01"
    assert second.label == f"{today.year}-02"
    assert other.label == f"{today.year}-01"


def test_the_answer_is_due_in_45_days(board, olivia, today, settings):
    one = Recommendation.objects.file(board, by=olivia, made_on=today - 3 * DAY, **SAID)

    assert settings.RECOMMENDATION_ANSWER_DAYS == 45
    assert one.due_on == one.first_due_on == today + 42 * DAY
    assert one.status == Status.SUBMITTED


def test_the_same_form_twice_files_once(board, olivia):
    form = uuid.uuid4()
    first = Recommendation.objects.file(board, by=olivia, submission=form, **SAID)
    again = Recommendation.objects.file(board, by=olivia, submission=form, **SAID)

    assert first == again
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize(("days", "words"), [(1, "future"), (-31, "at most 30 days ago")])
def test_the_clock_starts_on_a_day_that_makes_sense(board, olivia, today, days, words):
    with pytest.raises(NotPossible, match=words):
        Recommendation.objects.file(board, by=olivia, made_on=today + days * DAY, **SAID)


def test_a_board_that_ended_recommends_nothing_new(olivia, today):
    ended = BoardFactory.create(ended_on=today)
    with pytest.raises(NotPossible, match="no longer meets"):
        Recommendation.objects.file(ended, by=olivia, **SAID)


@pytest.mark.django_db(transaction=True)
def test_eight_who_file_at_once_get_eight_numbers_in_a_row():
    board, by = BoardFactory.create(), UserFactory.create()
    ready, wrong = threading.Barrier(8), []

    def file():
        try:
            ready.wait()
            Recommendation.objects.file(board, by=by, **SAID)
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=file) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    numbers = Recommendation.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))


# Its status


def test_the_status_is_what_was_said_and_done(kim, today):
    one = RecommendationFactory.create()
    assert one.status == Status.SUBMITTED
    assert one.take_up(kim).status == Status.IN_REVIEW
    assert one.status_at(one.due_on) == Status.IN_REVIEW
    assert one.status_at(one.due_on + DAY) == Status.OVERDUE
    one.answer("accept", "Yes.", kim)
    assert one.status == Status.ANSWERED
    first = one.act("Hold it", owner_words="Training", due_on=today, by=kim)
    second = one.act("Post it", owner_words="Training", due_on=today, by=kim)
    one.lock()
    assert one.status == Status.IN_PROGRESS
    one.finish(first, "Held.", kim)
    one.lock()
    assert one.status == Status.IN_PROGRESS
    one.finish(second, "Posted.", kim)
    one.lock()
    assert one.status == Status.COMPLETED


def test_the_register_finds_each_under_the_status_it_has(kim):
    made = [RecommendationFactory.create() for _ in range(4)]
    made[1].take_up(kim)
    made[2].withdraw("The council did it already.", kim)
    made[3].answer("reject", "The law forbids it.", kim)
    made.append(RecommendationFactory.create(late=True))
    made.append(RecommendationActionFactory.create().recommendation)
    done = RecommendationActionFactory.create(done_on=timezone.localdate(), result="It is up.")
    made.append(done.recommendation)

    found = {status: list(Recommendation.objects.all().that_are(status)) for status in Status}
    assert sorted(found) == sorted({one.status for one in made})
    for one in made:
        assert [status for status, ones in found.items() if one in ones] == [one.status]


# Answering


def test_an_answer_needs_a_reason(kim):
    one = RecommendationFactory.create()
    with pytest.raises(NotPossible, match="Say why"):
        one.answer("accept", "  ", kim)
    assert one.is_waiting


def test_the_same_answer_twice_is_one(kim):
    one, form = RecommendationFactory.create(), uuid.uuid4()
    first = one.answer("accept", "Yes.", kim, submission=form)
    assert one.answer("accept", "Yes.", kim, submission=form) == first
    assert one.answers.count() == 1


def test_nobody_answers_over_a_colleague_unawares(kim):
    one = RecommendationFactory.create()
    one.answer("accept", "Yes.", kim)
    with pytest.raises(NotPossible, match="a moment ago"):
        one.answer("reject", "No.", kim)


def test_a_correction_is_a_further_answer_and_both_stay(kim, today):
    one = RecommendationFactory.create()
    one.answer("accept", "Yes.", kim)
    one.answer("partly", "Only for patrol.", kim, known=1)

    assert [each.verdict for each in one.answers.all()] == ["accept", "partly"]
    assert (one.verdict, one.answered_on) == ("partly", today)


def test_not_even_the_database_changes_an_answer(kim):
    given = RecommendationFactory.create().answer("accept", "Yes.", kim)
    with pytest.raises(ProgrammingError), transaction.atomic():
        RecommendationAnswer.objects.filter(pk=given.pk).update(reason="No.")


def test_members_with_an_account_are_told_once(kim, rosa, omar, today):
    one = RecommendationFactory.create()
    BoardMemberFactory.create(board=one.board, user=rosa, role="chair")
    BoardMemberFactory.create(board=one.board, user=omar, until_on=today - DAY)
    BoardMemberFactory.create(board=one.board)
    given = one.answer("reject", "The law forbids it.", kim)

    (letter,) = Message.objects.filter(key__startswith=f"recommendation-{one.pk}-answer")
    assert letter.to == rosa.email
    assert letter.language == "es"
    assert "The law forbids it." in letter.text
    assert given.told == 1


def test_what_a_board_took_back_is_not_answered(kim, olivia):
    one = RecommendationFactory.create()
    with pytest.raises(NotPossible, match="Say why"):
        one.withdraw(" ", olivia)
    one.withdraw("The council did it already.", olivia)
    with pytest.raises(NotPossible, match="took it back"):
        one.answer("accept", "Yes.", kim)
    with pytest.raises(NotPossible, match="took it back"):
        one.take_up(kim)
    assert one.status == Status.WITHDRAWN


def test_what_is_answered_is_neither_rewritten_nor_taken_back(kim, olivia):
    one = RecommendationFactory.create()
    one.answer("accept", "Yes.", kim)
    with pytest.raises(NotPossible, match="not rewritten"):
        one.revise(olivia, title="Something else")
    with pytest.raises(NotPossible, match="so it stays"):
        one.withdraw("Never mind.", olivia)


def test_what_it_said_before_is_kept(olivia):
    one = RecommendationFactory.create(title="Teach a few")
    one.revise(olivia, title="Teach  everyone")

    assert one.title == "Teach everyone"
    kept = one.history.get()
    assert kept.title == "Teach a few"
    assert kept.pgh_context.metadata["user"] == olivia.pk


# More time


def test_the_clock_runs_on_until_the_board_agrees(kim, olivia, today):
    one = RecommendationFactory.create(late=True)
    one.ask_for_time(today + 20 * DAY, "The union has to be heard.", kim)
    assert one.is_overdue
    one.decide_on_time(olivia, agreed=True)

    assert not one.is_overdue
    assert one.was_moved
    assert one.due_on == today + 20 * DAY


def test_a_board_may_refuse_to_wait(kim, olivia, today):
    one = RecommendationFactory.create()
    due = one.due_on
    one.ask_for_time(due + DAY, "We are short of people.", kim)
    with pytest.raises(NotPossible, match="already"):
        one.ask_for_time(due + 2 * DAY, "Again.", kim)
    one.decide_on_time(olivia, agreed=False)
    assert one.due_on == due
    with pytest.raises(NotPossible, match="No one asks"):
        one.decide_on_time(olivia, agreed=True)


@pytest.mark.parametrize(
    ("days", "why", "words"),
    [(-1, "Because.", "later than"), (400, "Because.", "half a year"), (50, " ", "Say why")],
)
def test_more_time_is_asked_for_sensibly(kim, today, days, why, words):
    one = RecommendationFactory.create()
    with pytest.raises(NotPossible, match=words):
        one.ask_for_time(today + days * DAY, why, kim)


# Actions


def test_an_action_follows_an_answer_and_is_due_later(kim, today):
    one = RecommendationFactory.create()
    about = {"owner_words": "Training", "by": kim}
    with pytest.raises(NotPossible, match="Answer it first"):
        one.act("Hold it", due_on=today, **about)
    one.answer("accept", "Yes.", kim)
    with pytest.raises(NotPossible, match="That day is over"):
        one.act("Hold it", due_on=today - DAY, **about)
    form = uuid.uuid4()
    first = one.act("Hold it", due_on=today, submission=form, **about)
    assert one.act("Hold it", due_on=today, submission=form, **about) == first
    with pytest.raises(NotPossible, match="what came of it"):
        one.finish(first, " ", kim)
    one.finish(first, "Held.", kim)
    one.finish(first, "Held again.", kim)
    assert first.result == "Held."
