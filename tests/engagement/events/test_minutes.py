"""From the evening to what everyone can read: nothing asked for is forgotten, or said twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from engagement.commitments.models import Commitment
from engagement.events import minutes_due
from engagement.events.models import Minutes, MinutesLine
from portal.refusals import NotPossible
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.minutes import a_held_meeting, ready_minutes

DAY = timedelta(days=1)


@pytest.fixture
def meeting(millrace):
    return a_held_meeting(area=millrace)


@pytest.fixture
def minutes(meeting, dana):
    return Minutes.objects.begin(meeting, dana)


def test_minutes_are_begun_once_whoever_begins_them(meeting, dana, sam):
    first = Minutes.objects.begin(meeting, dana)
    assert Minutes.objects.begin(meeting, sam) == first
    assert first.written_by == dana


def test_they_are_due_fourteen_days_after_the_last_sitting(minutes, settings):
    last = minutes.event.sessions.get()
    assert minutes.due_on == timezone.localdate(last.ends_at) + 14 * DAY
    settings.MINUTES_DAYS = 7
    assert minutes.due_on == timezone.localdate(last.ends_at) + 7 * DAY


def test_a_sitting_that_was_called_off_does_not_count(minutes):
    later = minutes.event.sessions.get().ends_at + 7 * DAY
    SessionFactory.create(
        event=minutes.event, starts_at=later, ends_at=later + DAY, cancelled_at=later
    )
    assert minutes.due_on < timezone.localdate(later) + 14 * DAY


def test_a_meeting_without_a_day_has_no_day_for_its_minutes(dana):
    minutes = Minutes.objects.begin(EventFactory.create(), dana)
    assert minutes.due_on is None
    assert minutes.clock().kind == "none"


@pytest.mark.parametrize(("days", "kind"), [(2, "open"), (12, "soon"), (14, "soon"), (15, "late")])
def test_the_clock_says_how_much_time_is_left(millrace, dana, days, kind):
    minutes = Minutes.objects.begin(a_held_meeting(area=millrace, days_ago=days), dana)
    assert minutes.clock().kind == kind
    assert (minutes in Minutes.objects.overdue()) == (kind == "late")


@pytest.mark.parametrize(("days", "late"), [(13, False), (14, False), (15, True)])
def test_a_meeting_owes_its_minutes_until_the_last_day_is_over(millrace, days, late):
    event = a_held_meeting(area=millrace, days_ago=days)
    assert list(minutes_due.awaited()) == [event]
    assert list(minutes_due.overdue()) == [event] * late
    assert list(minutes_due.due()) == [event] * (not late)


@pytest.mark.parametrize(
    "owing_nothing",
    [
        {"kind": "festival"},
        {"cancelled_at": timezone.now(), "cancel_reason": "Rain"},
        {"published_at": None},
        {"imported_from": "another calendar"},
    ],
)
def test_what_was_no_meeting_of_ours_owes_nothing(millrace, owing_nothing):
    a_held_meeting(area=millrace, **owing_nothing)
    assert not minutes_due.awaited().exists()


def test_a_meeting_brought_in_before_it_was_held_owes_its_minutes(millrace):
    known = timezone.now() - 30 * DAY
    event = a_held_meeting(area=millrace, imported_from="another calendar", created_at=known)
    assert list(minutes_due.awaited()) == [event]


def test_a_meeting_to_come_owes_nothing_yet(millrace):
    SessionFactory.create(event__area=millrace)
    assert not minutes_due.awaited().exists()


# Writing


def test_a_decision_is_written_down_once_however_often_it_is_sent(minutes, dana):
    first = minutes.note("decision", "  The gate stays open\nuntil nine. ", dana)
    again = minutes.note("decision", "The gate stays open until nine.", dana)
    assert again == first
    assert [line.text for line in minutes.decisions] == ["The gate stays open until nine."]


def test_a_question_can_be_answered_in_the_room_or_later(minutes, dana):
    asked = minutes.note("question", "When is the light fixed?", dana)
    minutes.note("question", "Who mows the park?", dana, answer="Parks, each second week.")
    assert minutes.open_questions == [asked]

    asked.reword(asked.text, dana, answer="On Tuesday.")
    minutes = Minutes.objects.get()
    assert minutes.open_questions == []
    assert [line.answer for line in minutes.questions] == [
        "On Tuesday.",
        "Parks, each second week.",
    ]


def test_nothing_can_be_noted_before_the_meeting_begins(dana, millrace):
    early = Minutes.objects.begin(SessionFactory.create(event__area=millrace).event, dana)
    with pytest.raises(NotPossible, match="has not begun"):
        early.note("decision", "Yes.", dana)


def test_an_empty_line_is_no_line(minutes, dana):
    with pytest.raises(NotPossible, match="Write it down first"):
        minutes.note("decision", " \n ", dana)
    line = minutes.note("decision", "Yes.", dana)
    with pytest.raises(NotPossible, match="Write it down first"):
        line.reword(" ", dana)


def test_only_a_question_has_an_answer(minutes, dana):
    line = minutes.note("decision", "Yes.", dana)
    with pytest.raises(NotPossible, match="Only a question"):
        line.reword("Yes.", dana, answer="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesLine.objects.filter(pk=line.pk).update(answer="No.", answered_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesLine.objects.filter(pk=line.pk).update(kind="question", answer="No.")


def test_a_line_taken_out_stays_in_the_history(minutes, dana):
    line = minutes.note("decision", "Yes.", dana)
    minutes.strike(line, dana)
    minutes.strike(line, dana)
    assert not minutes.lines.exists()
    kept = MinutesLine.pgh_event_models["delete"].objects.get(text="Yes.")
    assert kept.pgh_context.metadata["user"] == dana.pk


def test_the_summary_keeps_its_other_languages(minutes, dana):
    Minutes.objects.update(summary={"en": "The light.", "es": "La luz."})
    minutes.write(dana, summary="The light and the gate.")
    with translation.override("es"):
        assert str(Minutes.objects.get().summary) == "La luz."
    assert str(Minutes.objects.get().summary) == "The light and the gate."


# Closing and publishing


def test_closing_asks_how_many_came(minutes, dana):
    with pytest.raises(NotPossible, match="how many people came"):
        minutes.close(dana)
    minutes.event.sessions.get().count_heads(30, 12)
    assert minutes.close(dana).closed_by == dana


def test_closing_twice_is_once(minutes, dana, sam):
    minutes.event.sessions.get().count_heads(30, 12)
    closed_at = minutes.close(dana).closed_at
    minutes.close(sam)
    minutes.refresh_from_db()
    assert (minutes.closed_at, minutes.closed_by) == (closed_at, dana)


def test_each_thing_that_is_missing_has_its_sentence(minutes, dana):
    with pytest.raises(NotPossible) as refused:
        minutes.publish(dana)
    for words in ("how many people came", "what you talked about", "tick that nothing"):
        assert words in str(refused.value)
    assert not minutes.is_published


@pytest.mark.parametrize("settled", ["decision", "question", "promise", "nothing"])
def test_one_thing_settled_is_enough_to_publish(minutes, dana, settled):
    minutes.event.sessions.get().count_heads(30, 12)
    minutes.write(dana, summary="The light.", nothing_settled=settled == "nothing")
    if settled == "promise":
        Commitment.objects.promise(
            what="Mend the light.",
            due_on=timezone.localdate() + DAY,
            by=dana,
            owner=dana,
            event=minutes.event,
        )
    elif settled != "nothing":
        minutes.note(settled, "The light.", dana)

    minutes.publish(dana)

    assert minutes.is_closed
    assert Minutes.objects.published().get().published_by == dana


@pytest.mark.parametrize(
    ("meeting_is", "sentence"),
    [
        ({"published_at": None}, "never open"),
        ({"cancelled_at": timezone.now(), "cancel_reason": "Rain"}, "called off"),
    ],
)
def test_a_meeting_that_was_not_held_has_no_minutes(millrace, dana, meeting_is, sentence):
    minutes = ready_minutes(dana, area=millrace, **meeting_is)
    for act in (minutes.close, minutes.publish):
        with pytest.raises(NotPossible, match=sentence):
            act(dana)


def test_a_meeting_to_come_cannot_be_closed(millrace, dana):
    minutes = Minutes.objects.begin(SessionFactory.create(event__area=millrace).event, dana)
    with pytest.raises(NotPossible, match="has not begun"):
        minutes.close(dana)


def test_the_database_holds_that_minutes_are_closed_before_they_are_published(minutes):
    for wrong in ({"published_at": timezone.now()}, {"corrected_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Minutes.objects.update(**wrong)


# After publishing


@pytest.fixture
def published(dana, millrace):
    return ready_minutes(dana, area=millrace).publish(dana)


def test_a_change_afterwards_says_that_it_is_a_correction(published, dana):
    published.write(dana, summary="The light, and the gate.")
    assert published.corrected_at
    assert published.is_published
    kept = Minutes.pgh_event_models["update"].objects.order_by("pgh_id").last()
    assert str(kept.summary) == "We talked about the light."
    assert kept.pgh_context.metadata["user"] == dana.pk


def test_saving_the_same_words_again_corrects_nothing(published, dana):
    published.write(dana, summary="We talked about the light.")
    line = published.lines.get()
    line.reword(line.text, dana)
    assert Minutes.objects.get().corrected_at is None


def test_the_first_answer_is_news_and_the_second_a_correction(published, dana):
    asked = published.note("question", "When?", dana)
    Minutes.objects.update(corrected_at=None)
    asked = MinutesLine.objects.get(pk=asked.pk)
    asked.reword("When?", dana, answer="Tuesday.")
    assert asked.answered_later
    assert Minutes.objects.get().corrected_at is None

    answered_at = asked.answered_at
    asked.reword("When?", dana, answer="Wednesday.")
    assert Minutes.objects.get().corrected_at
    assert asked.answered_at == answered_at

    asked.reword("When?", dana, answer="")
    assert asked.answered_at is None


@pytest.mark.parametrize(
    ("adults", "youth", "words"),
    [
        (0, 0, "0 people came."),
        (4, 3, "Fewer than 10 people came."),
        (30, 4, "34 people came."),
        (30, 0, "30 people came."),
        (30, 12, "42 people came. 12 of them were under 18."),
    ],
)
def test_a_few_people_are_not_counted_out_in_public(minutes, adults, youth, words):
    minutes.event.sessions.get().count_heads(adults, youth)
    assert minutes.attendance.words == words


def test_the_last_one_is_of_the_same_place_and_kind_and_before(dana, millrace, eastbank):
    older = ready_minutes(dana, area=millrace, days_ago=60).publish(dana)
    last = ready_minutes(dana, area=millrace, days_ago=30).publish(dana)
    ready_minutes(dana, area=millrace, days_ago=20)  # not published
    ready_minutes(dana, area=eastbank, days_ago=20).publish(dana)
    ready_minutes(dana, area=millrace, days_ago=20, kind="forum").publish(dana)
    ready_minutes(dana, area=millrace, days_ago=20, unlisted=True).publish(dana)
    coming = SessionFactory.create(event__area=millrace).event

    assert list(Minutes.objects.before(coming)) == [last, older]
    assert list(Minutes.objects.before(last.event)) == [older]


# Whatever they do, in whatever order


ACTS = st.lists(
    st.sampled_from(
        ["count", "write", "empty", "decide", "ask", "answer", "strike", "close", "publish"]
    ),
    max_size=12,
)


@given(acts=ACTS)
@rules(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_published_was_complete_and_stays_published(acts, dana):
    with transaction.atomic():
        minutes = Minutes.objects.begin(a_held_meeting(), dana)
        published_at = None
        for act in acts:
            complete = not minutes.missing()
            was_published = minutes.is_published
            try:
                do(minutes, act, dana)
            except NotPossible:
                assert act in {"close", "publish"}
                assert not complete
            if minutes.is_published and not was_published:
                assert act == "publish"
                assert complete
                published_at = minutes.published_at
            stored = Minutes.objects.get(pk=minutes.pk)
            assert stored.published_at == published_at
            assert not stored.is_published or stored.is_closed
            assert stored.corrected_at is None or stored.corrected_at >= published_at
        transaction.set_rollback(True)


def do(minutes, act, dana):
    minutes = Minutes.objects.get(pk=minutes.pk) if act == "answer" else minutes
    match act:
        case "count":
            minutes.event.sessions.get().count_heads(10, 2)
        case "write" | "empty":
            minutes.write(dana, summary="The light." if act == "write" else "")
        case "decide" | "ask":
            minutes.note("decision" if act == "decide" else "question", "The light.", dana)
        case "answer":
            for line in minutes.questions:
                line.reword(line.text, dana, answer="Soon.")
        case "strike":
            for line in minutes.lines.all():
                minutes.strike(line, dana)
        case "close":
            minutes.close(dana)
        case "publish":
            minutes.publish(dana)


def test_the_day_is_counted_on_the_clock_of_the_city(settings, millrace):
    """A meeting that ends at eleven at night in Chicago was that day, though UTC has the next."""
    settings.TIME_ZONE = "America/Chicago"
    with timezone.override("America/Chicago"):
        ends = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
        assert minutes_due.due_on(ends) == date(2026, 10, 14)
