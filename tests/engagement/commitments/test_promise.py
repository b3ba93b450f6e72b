"""A promise is made, moved openly, kept or given up, and over once residents know."""

import uuid
from datetime import time, timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.events.models import Series
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def signal(millrace, dana):
    return CommitmentFactory.create(what="Put up a walk signal", area=millrace, owner=dana)


@pytest.fixture
def meeting(millrace):
    session = SessionFactory.create(event__area=millrace, event__title="Evening meeting")
    return session.event


def promise(by, **about):
    about = {"what": "Put up a signal", "due_on": timezone.localdate() + 30 * DAY} | about
    if "owner" not in about and "owner_words" not in about:
        about["owner"] = by
    return Commitment.objects.promise(by=by, **about)


# Making one


def test_a_promise_belongs_to_the_area_of_the_meeting_it_was_made_at(dana, meeting, millrace):
    made = promise(dana, event=meeting)

    assert (made.area, made.status, made.is_public) == (millrace, "open", True)
    assert made.first_due_on == made.due_on
    assert made.created_by == dana


def test_the_form_sent_twice_promises_once(dana):
    number = uuid.uuid4()

    assert promise(dana, submission=number) == promise(dana, submission=number)
    assert Commitment.objects.count() == 1


def test_the_number_of_someone_else_s_form_leads_to_no_promise_of_theirs(dana, lee):
    number = uuid.uuid4()
    promise(dana, submission=number)

    with pytest.raises(NotPossible, match="Load the page again"):
        promise(lee, submission=number)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_promise_once(dana):
    number, ready, made = uuid.uuid4(), Barrier(2), []

    def press():
        ready.wait()
        made.append(promise(dana, submission=number).pk)
        connection.close()

    presses = [Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert len(set(made)) == 1
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": -1}, "That day is over"),
        ({"due_on": 5, "made_on": 6}, "made in the future"),
        ({"due_on": -3, "made_on": -2}, "due before it was promised"),
        ({"due_on": 3653}, "too far away"),
        ({"what": "   "}, "what we promise"),
        ({"owner_words": "  "}, "who answers for it"),
    ],
)
def test_a_promise_nobody_could_keep_is_refused_in_words(dana, today, wrong, words):
    wrong = {
        name: today + value * DAY if name.endswith("_on") else value
        for name, value in wrong.items()
    }
    with pytest.raises(NotPossible, match=words):
        promise(dana, **wrong)


def test_one_made_at_an_earlier_meeting_may_be_late_when_it_is_written_down(dana, today):
    made = promise(dana, made_on=today - 10 * DAY, due_on=today - DAY)

    assert made.is_late


def test_an_error_of_the_database_is_not_taken_for_a_double_click(dana, meeting):
    with pytest.raises(IntegrityError, match="one_place"):
        promise(dana, event=meeting, concern=ConcernFactory.create(), submission=uuid.uuid4())


# Who may read it


@pytest.mark.parametrize(
    ("concern", "public"),
    [
        ({"named": True, "public": True}, True),
        ({"public": True}, False),  # anonymous
        ({"named": True}, False),  # private
        ({"named": True, "sensitive": True}, False),
    ],
)
def test_a_promise_is_public_by_itself_only_where_its_concern_is(dana, concern, public):
    assert promise(dana, concern=ConcernFactory.create(**concern)).is_public is public


@pytest.mark.parametrize(("kind", "public"), [("patrol", True), ("follow_up", False)])
def test_what_was_promised_to_someone_harmed_is_not_public_by_itself(dana, millrace, kind, public):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace, kind=kind)

    assert promise(dana, entry=entry).is_public is public


def test_an_unlisted_meeting_makes_no_public_promise(dana):
    assert not promise(dana, event=EventFactory.create(unlisted=True)).is_public


def test_nobody_can_make_a_sensitive_one_public(dana):
    sensitive = ConcernFactory.create(sensitive=True)

    with pytest.raises(NotPossible, match="never public"):
        promise(dana, concern=sensitive, is_public=True)
    with pytest.raises(NotPossible, match="never public"):
        promise(dana, concern=sensitive).show(dana, to_everyone=True)


def test_a_public_promise_vanishes_when_its_concern_turns_out_sensitive(dana):
    concern = ConcernFactory.create(named=True, public=True)
    made = promise(dana, concern=concern)
    assert made in Commitment.objects.public()

    concern.mark_sensitive(dana)

    assert made not in Commitment.objects.public()


def test_it_can_be_taken_off_the_public_page_and_put_back(signal, dana):
    assert not signal.show(dana, to_everyone=False).is_public
    assert not signal.show(dana, to_everyone=False).is_public
    assert signal.show(dana, to_everyone=True).is_public


def test_everyone_sees_what_is_public_and_officers_their_area(
    signal, millrace, hillside, dana, lee, sam, kim, rosa
):
    anonymous = AnonymousUser()
    private = CommitmentFactory.create(area=millrace, is_public=False)
    city = CommitmentFactory.create(is_public=False)

    seen = {
        person: set(Commitment.objects.visible_to(person))
        for person in (anonymous, rosa, lee, dana, sam, kim)
    }

    assert seen[anonymous] == seen[rosa] == seen[lee] == {signal}
    assert seen[dana] == seen[sam] == {signal, private}
    assert seen[kim] == {signal, private, city}


def test_at_the_desk_one_sees_one_s_areas_and_what_one_answers_for(signal, hillside, dana, lee):
    theirs = CommitmentFactory.create(area=hillside, owner=dana)
    asked_for = CommitmentFactory.create(area=hillside, created_by=dana)
    CommitmentFactory.create(area=hillside)

    assert set(Commitment.objects.workable_by(dana)) == {signal, theirs, asked_for}
    assert signal not in Commitment.objects.workable_by(lee)
    assert set(Commitment.objects.owned_by(dana)) == {signal, theirs, asked_for}


def test_what_a_sensitive_concern_led_to_is_for_those_who_may_read_it(millrace, dana, sam):
    concern = ConcernFactory.create(area=millrace, sensitive=True)
    made = CommitmentFactory.create(area=millrace, concern=concern, is_public=False)

    assert made not in Commitment.objects.workable_by(dana)
    assert made in Commitment.objects.workable_by(sam)

    made.owner = dana
    made.save()
    assert made in Commitment.objects.workable_by(dana)


# Moving the day


def test_the_day_moves_openly(signal, dana, today):
    first = signal.due_on
    signal.postpone(first + 10 * DAY, "The signal is on back order.", dana)

    moved = signal.postponements.get()
    assert (moved.was_due_on, moved.due_on, moved.by) == (first, first + 10 * DAY, dana)
    assert str(moved) == f"{first} → {first + 10 * DAY}"
    signal.refresh_from_db()
    assert signal.was_moved
    assert signal.first_due_on == first


def test_moving_it_twice_to_the_same_day_moves_it_once(signal, dana):
    day = signal.due_on + 10 * DAY
    signal.postpone(day, "Back order.", dana)
    signal.postpone(day, "Back order.", dana)

    assert signal.postponements.count() == 1


def test_a_day_moves_only_later_with_a_reason_and_not_out_of_sight(signal, dana, today):
    late = CommitmentFactory.create(made_on=today - 20 * DAY, due_on=today - 9 * DAY)

    for promise_, to, why, words in [
        (signal, signal.due_on + DAY, " ", "Say why the day moves"),
        (signal, signal.due_on, "Later", "Choose a day later"),
        (signal, signal.due_on - DAY, "Sooner", "Choose a day later"),
        (late, today - DAY, "Slipped", "That day is over"),
        (signal, today + 3653 * DAY, "Never", "too far away"),
    ]:
        with pytest.raises(NotPossible, match=words):
            promise_.postpone(to, why, dana)


# How it ends


def test_it_is_kept_with_a_result_and_then_residents_are_told(signal, dana, today):
    signal.keep("  The signal works since Friday. ", dana)
    assert (signal.status, signal.closed_on) == ("kept", today)
    assert signal.result == "The signal works since Friday."
    assert signal in Commitment.objects.untold()

    signal.tell("At the next meeting", dana)
    assert (signal.told_on, signal.told_how) == (today, "At the next meeting")
    assert signal not in Commitment.objects.unsettled()


def test_it_is_given_up_with_a_reason(signal, dana):
    signal.drop("The county said no.", dana)

    assert signal in Commitment.objects.dropped()
    assert "Given up" in signal.line.clock.words
    signal.tell("On the door", dana)
    assert "neighbors told" in signal.line.clock.words
    assert signal.line.clock.kind == "none"


def test_pressing_twice_changes_nothing_more(signal, dana):
    signal.keep("Done.", dana)
    signal.keep("Done.", dana)
    signal.tell("On the door", dana)
    signal.tell("On the door", dana)
    assert signal.state == "told"

    signal.reopen(dana)
    signal.drop("No.", dana)
    signal.drop("No.", dana)
    assert signal.state == "dropped"


def test_each_verb_says_what_is_missing(signal, dana, today):
    for act, words in [
        (lambda: signal.keep(" ", dana), "Say what was done"),
        (lambda: signal.drop(" ", dana), "Say why we cannot"),
        (lambda: signal.tell("Told", dana), "Say first what came of it"),
        (lambda: signal.reopen(dana), "open already"),
        (lambda: signal.keep("Done", dana, today + DAY), "still to come"),
        (lambda: signal.keep("Done", dana, signal.made_on - DAY), "cannot have been before"),
    ]:
        with pytest.raises(NotPossible, match=words):
            act()
    signal.keep("Done.", dana)
    for act, words in [
        (lambda: signal.tell(" ", dana), "Say how residents were told"),
        (lambda: signal.tell("Told", dana, today - DAY), "cannot have been before"),
        (lambda: signal.drop("No", dana), "closed already"),
        (lambda: signal.postpone(today + 30 * DAY, "Late", dana), "closed already"),
    ]:
        with pytest.raises(NotPossible, match=words):
            act()
    signal.tell("Told", dana)
    with pytest.raises(NotPossible, match="told already"):
        signal.tell("Told in another way", dana)


def test_what_was_not_so_is_opened_again(signal, dana):
    due = signal.due_on
    signal.keep("Done.", dana)
    signal.tell("By mail", dana)
    signal.reopen(dana)

    signal.refresh_from_db()
    assert (signal.state, signal.due_on, signal.result) == ("open", due, "")
    assert (signal.closed_on, signal.told_on, signal.told_how) == (None, None, "")


def test_two_officers_at_once_the_second_hears_what_the_first_did(signal, dana, sam):
    same = Commitment.objects.get(pk=signal.pk)
    signal.keep("The signal works.", dana)

    with pytest.raises(NotPossible, match="closed already"):
        same.drop("No money.", sam)


def test_the_history_says_who_did_it(signal, dana, sam):
    signal.postpone(signal.due_on + DAY, "Rain.", dana)
    signal.keep("Done.", sam)

    rows = signal.history.order_by("pgh_id").select_related("pgh_context")
    assert [row.pgh_context.metadata["user"] for row in rows] == [dana.pk, sam.pk]


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner_words": ""},
        {"status": "kept"},
        {"told_on": timezone.localdate()},
        {"due_on": timezone.localdate() - timedelta(days=90)},
        {"is_kept": True, "result": ""},
    ],
)
def test_the_database_refuses_what_no_promise_can_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory.create(**wrong)


# Telling


def told_letters():
    return Message.objects.filter(key__contains="-told-").order_by("pk")


def test_those_who_came_are_told_once_each_with_the_words_of_the_result(
    dana, meeting, rosa, django_capture_on_commit_callbacks
):
    now = timezone.now()
    for seat in [
        {"name": "Rosa", "email": "rosa@example.org", "language": "es", "user": rosa},
        {"name": "Omar", "email": "Omar@example.org"},
        {"name": "", "email": "", "state": "walked_in"},
    ]:
        RsvpFactory.create(session=meeting.sessions.get(), checked_in_at=now, **seat)
    RsvpFactory.create(session=meeting.sessions.get(), email="stayed-home@example.org")
    second = SessionFactory.create(event=meeting)
    RsvpFactory.create(session=second, email="omar@example.org", checked_in_at=now)
    made = promise(dana, event=meeting, what="Put up a signal <b>")
    made.keep("The signal works since Friday.", dana)
    made.tell("By mail", dana)
    made.tell("By mail", dana)

    letters = told_letters()
    assert {one.to.lower() for one in letters} == {"rosa@example.org", "omar@example.org"}
    for letter in letters:
        assert "The signal works since Friday." in letter.text
        assert "Put up a signal <b>" in letter.text
        assert "<b>" not in letter.html
        assert f"/promises/{made.pk}/" in letter.text


def test_told_again_in_person_writes_to_no_one(dana, meeting):
    RsvpFactory.create(session=meeting.sessions.get(), checked_in_at=timezone.now())
    made = promise(dana, event=meeting)
    made.keep("Done.", dana)
    made.tell("At the next meeting", dana, by_mail=False)

    assert not told_letters().exists()


def test_another_outcome_is_told_anew_and_the_same_one_is_not(dana, meeting):
    RsvpFactory.create(session=meeting.sessions.get(), checked_in_at=timezone.now())
    made = promise(dana, event=meeting, is_public=False)
    for result in ("Done.", "Done.", "Really done."):
        made.keep(result, dana)
        made.tell("By mail", dana)
        made.reopen(dana)

    assert ["Really done." in one.text for one in told_letters()] == [False, True]
    assert "/promises/" not in told_letters()[0].text


def test_whoever_raised_the_concern_reads_it_in_the_thread_and_by_mail(dana, millrace):
    concern = ConcernFactory.create(area=millrace, named=True)
    made = promise(dana, concern=concern, what="Put up a signal")
    made.drop("The county said no.", dana)
    made.tell("In the thread", dana)

    answer = concern.thread.get()
    assert "“Put up a signal”" in answer.text
    assert "The county said no." in answer.text
    assert (answer.kind, answer.author) == ("answer", dana)
    assert Message.objects.filter(to="nadia@example.org").count() == 1


def test_an_anonymous_neighbor_reads_it_with_the_code_and_no_mail_leaves(dana, millrace):
    concern = ConcernFactory.create(area=millrace, language="es")
    made = promise(dana, concern=concern)
    for _ in range(2):
        made.keep("Ya funciona.", dana)
        made.tell("In the thread", dana)
        made.reopen(dana)

    assert "Ya funciona." in concern.thread.get().text
    assert not Message.objects.exists()


def test_a_promise_made_on_the_street_has_nobody_to_write_to(dana, signal):
    signal.keep("Done.", dana)
    signal.tell("On the door", dana)

    assert not Message.objects.exists()


# What is still owed


def test_the_next_meeting_begins_with_what_is_still_owed(millrace, eastbank, today):
    def held(area=millrace, **about):
        return EventFactory.create(area=area, kind="beat_meeting", **about)

    last, other_kind, elsewhere, now = (
        held(),
        EventFactory.create(area=millrace, kind="forum"),
        held(eastbank),
        held(),
    )
    owed = CommitmentFactory.create(event=last, due_on=today + DAY)
    untold = CommitmentFactory.create(event=last, due_on=today, is_kept=True)
    CommitmentFactory.create(event=last, is_kept=True, is_told=True)
    CommitmentFactory.create(event=other_kind)
    CommitmentFactory.create(event=elsewhere)
    CommitmentFactory.create(event=now)

    assert list(Commitment.objects.from_before(now)) == [untold, owed]


def test_a_series_carries_its_own_promises(millrace):
    series = Series.objects.create(
        rule="FREQ=MONTHLY", first_day=timezone.localdate(), starts=time(18), ends=time(20)
    )
    first, second = (
        EventFactory.create(area=millrace, series=series, kind=kind)
        for kind in ("beat_meeting", "forum")
    )
    owed = CommitmentFactory.create(event=first)
    CommitmentFactory.create(event=EventFactory.create(area=millrace, kind="forum"))

    assert list(Commitment.objects.from_before(second)) == [owed]


def test_a_meeting_knows_nothing_of_what_was_promised_on_its_day_or_later(millrace, today):
    past, next_one = (
        SessionFactory.create(
            event__area=millrace, starts_at=timezone.now() + timedelta(days=days)
        ).event
        for days in (-30, 7)
    )
    other = EventFactory.create(area=millrace)
    earlier, same_day, later = (
        CommitmentFactory.create(event=other, made_on=past.first_day + timedelta(days=days))
        for days in (-1, 0, 10)
    )

    assert list(Commitment.objects.from_before(past)) == [earlier]
    assert list(Commitment.objects.from_before(next_one)) == [earlier, same_day, later]


def test_a_past_meeting_still_shows_what_it_began_with(millrace, today):
    """Told on its day or since, it was owed then; told before, it was not. The next one knows."""
    past, next_one = (
        SessionFactory.create(
            event__area=millrace, starts_at=timezone.now() + timedelta(days=days)
        ).event
        for days in (-30, 7)
    )
    day, other = past.first_day, EventFactory.create(area=millrace)
    told = [day - timedelta(days=1), day, day + timedelta(days=5)]
    _before, on_the_day, since = (
        CommitmentFactory.create(
            event=other,
            made_on=day - timedelta(days=20),
            is_kept=True,
            closed_on=day - timedelta(days=2),
            is_told=True,
            told_on=on,
        )
        for on in told
    )

    assert list(Commitment.objects.from_before(past)) == [on_the_day, since]
    assert not Commitment.objects.from_before(next_one).exists()
