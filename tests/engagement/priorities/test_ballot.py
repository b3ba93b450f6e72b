"""A vote: one a person, changeable until its last day, counted only then."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from engagement.priorities.models import Ballot, BallotOption, Priority, Vote
from engagement.priorities.results import results
from portal.refusals import NotPossible
from tests.factories.priorities import BallotFactory, PriorityFactory, days_ago, vote_for

ANNA = "a" * 64


def options(ballot, *words):
    return [option.pk for option in ballot.options.filter(words__in=words)]


def begin(area, by, *words, **about):
    asked = [BallotOption(words=each) for each in words or ("Noise", "Speeding", "Dumping")]
    about = {"title": "What first?", "closes_on": days_ago(-7), "options": asked, **about}
    return Ballot.objects.begin(area, by=by, **about)


def test_residents_are_asked_once_however_often_the_form_is_sent(millrace, dana):
    form = uuid.uuid4()
    ballot = begin(millrace, dana, submission=form)

    assert begin(millrace, dana, submission=form) == ballot
    assert [option.words for option in ballot.options.all()] == ["Noise", "Speeding", "Dumping"]


@pytest.mark.parametrize(
    ("words", "about", "said"),
    [
        (["Noise"], {}, "at least two"),
        (["Noise", " "], {}, "at least two"),
        (["Noise", "noise "], {"most_choices": 1}, "say the same"),
        ([f"Thing {n}" for n in range(13)], {}, "at most twelve"),
        (["Noise", "Speeding"], {"most_choices": 2}, "choose fewer"),
        (["Noise", "Speeding"], {"most_choices": 4}, "one to three"),
        (["Noise", "Speeding"], {"most_choices": 1, "closes_on": days_ago(1)}, "over already"),
        (["Noise", "Speeding"], {"most_choices": 1, "closes_on": days_ago(-200)}, "three months"),
    ],
)
def test_a_vote_that_makes_no_sense_is_refused(millrace, dana, words, about, said):
    with pytest.raises(NotPossible, match=said):
        begin(millrace, dana, *words, **about)

    assert not Ballot.objects.exists()


def test_voting_again_changes_the_vote_and_counts_once(millrace):
    ballot = BallotFactory.create(area=millrace)
    ballot.cast(ANNA, options(ballot, "Noise"))
    ballot.cast(ANNA, options(ballot, "Speeding", "Dumping"))

    (vote,) = Vote.objects.all()
    assert {option.words for option in vote.choices.all()} == {"Speeding", "Dumping"}


def test_three_of_two_are_refused(millrace):
    ballot = BallotFactory.create(area=millrace)

    with pytest.raises(NotPossible, match="at most 2"):
        ballot.cast(ANNA, options(ballot, "Noise", "Speeding", "Dumping"))


def test_another_ballots_choice_is_none_of_this_one(millrace):
    ballot, other = BallotFactory.create_batch(2, area=millrace)

    with pytest.raises(NotPossible, match="Choose what"):
        ballot.cast(ANNA, options(other, "Noise"))


@pytest.mark.parametrize(
    ("about", "said"),
    [({"is_over": True}, "over"), ({"opens_on": days_ago(-1)}, "not begun")],
)
def test_nobody_votes_before_the_first_day_or_after_the_last(millrace, about, said):
    ballot = BallotFactory.create(area=millrace, **about)

    with pytest.raises(NotPossible, match=said):
        ballot.cast(ANNA, options(ballot, "Noise"))
    assert not Vote.objects.exists()


def test_a_vote_that_ends_early_says_why_and_takes_no_more(millrace, dana):
    ballot = BallotFactory.create(area=millrace)
    with pytest.raises(NotPossible, match="why"):
        ballot.close(" ", dana)
    ballot.close("The meeting was moved.", dana)
    ballot.close("The meeting was moved.", dana)

    with pytest.raises(NotPossible, match="over"):
        ballot.cast(ANNA, options(ballot, "Noise"))
    with pytest.raises(NotPossible, match="over"):
        ballot.close("Another reason", dana)


def test_nothing_is_shown_before_the_end_nor_of_too_few(millrace):
    running = BallotFactory.create(area=millrace)
    few = BallotFactory.create(area=millrace, is_over=True)
    vote_for(running, "Noise", times=12)
    vote_for(few, "Noise", times=9)

    assert [result.is_shown for result in results([running, few])] == [False, False]


def test_the_most_wanted_are_chosen_as_many_as_each_could_choose(millrace):
    ballot = BallotFactory.create(area=millrace, is_over=True)
    vote_for(ballot, "Speeding", "Noise", times=8)
    vote_for(ballot, "Noise", times=4)
    vote_for(ballot, "Dumping", times=3)

    (result,) = results([ballot])

    assert [(row.option.words, row.votes, row.is_chosen) for row in result.rows] == [
        ("Noise", 12, True),
        ("Speeding", 8, True),
        ("Dumping", 3, False),
    ]
    assert (result.voters, result.rows[0].share, result.is_tied) == (15, 80, False)


def test_equals_at_the_edge_are_all_chosen(millrace):
    ballot = BallotFactory.create(area=millrace, is_over=True, most_choices=1)
    vote_for(ballot, "Noise", times=6)
    vote_for(ballot, "Speeding", times=6)

    (result,) = results([ballot])

    assert [row.option.words for row in result.chosen] == ["Speeding", "Noise"]
    assert result.is_tied


def test_what_nobody_wants_is_never_chosen(millrace):
    ballot = BallotFactory.create(area=millrace, is_over=True)
    vote_for(ballot, "Noise", times=10)

    assert [row.option.words for row in results([ballot])[0].chosen] == ["Noise"]


def test_what_residents_chose_becomes_priorities_in_one_step(millrace, dana):
    ballot = BallotFactory.create(area=millrace, is_over=True)
    there = PriorityFactory.create(area=millrace, issue="noise")
    vote_for(ballot, "Speeding", "Noise", times=11)

    ballot.establish(dana)
    again = ballot.establish(dana)

    assert again == []
    assert {one.issue for one in Priority.objects.current()} == {"noise", "Speeding"}
    speeding = Priority.objects.with_votes().get(issue="Speeding")
    assert (speeding.chosen, speeding.votes_for, speeding.voters) == ("vote", 11, 11)
    assert there.option.words == "Noise"


def test_too_few_votes_choose_nothing(millrace, dana):
    ballot = BallotFactory.create(area=millrace, is_over=True)
    vote_for(ballot, "Noise", times=3)

    with pytest.raises(NotPossible, match="Too few"):
        ballot.establish(dana)


def test_winners_wait_for_the_end_and_for_room(millrace, dana):
    running = BallotFactory.create(area=millrace)
    with pytest.raises(NotPossible, match="not over"):
        running.establish(dana)

    PriorityFactory.create_batch(4, area=millrace)
    ballot = BallotFactory.create(area=millrace, is_over=True)
    vote_for(ballot, "Speeding", "Noise", times=11)
    with pytest.raises(NotPossible, match="at most 5"):
        ballot.establish(dana)
    assert Priority.objects.count() == 4  # all or none


@pytest.mark.parametrize(
    "broken",
    [
        {"title": ""},
        {"closes_on": days_ago(300)},
        {"most_choices": 4},
        {"closed_on": days_ago(0), "closed_why": ""},
    ],
)
def test_the_database_refuses_what_makes_no_sense(millrace, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        BallotFactory.create(area=millrace, **broken)


def at_once(*acts):
    """Do all of them at the same time; what each came to."""
    barrier, came = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait(5)
            act()
            came.append("done")
        except NotPossible:
            came.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


@pytest.mark.django_db(transaction=True)
def test_the_same_person_twice_at_once_counts_once(millrace):
    ballot = BallotFactory.create(area=millrace)
    noise, speeding = options(ballot, "Noise"), options(ballot, "Speeding")

    def voting(chosen):
        return lambda: Ballot.objects.get(pk=ballot.pk).cast(ANNA, chosen)

    assert at_once(*[voting(noise), voting(speeding)] * 4) == ["done"] * 8
    assert Vote.objects.count() == 1
    assert Vote.objects.get().choices.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_vote_slips_in_after_the_end(millrace, dana):
    ballot = BallotFactory.create(area=millrace)
    noise = options(ballot, "Noise")

    with transaction.atomic():
        locked = Ballot.objects.get(pk=ballot.pk)
        locked.close("Enough.", dana)
        came = []

        def late():
            try:
                Ballot.objects.get(pk=ballot.pk).cast(ANNA, noise)
            except NotPossible as refused:
                came.append(str(refused))
            finally:
                connection.close()

        thread = threading.Thread(target=late)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()  # it waits for the one who ends the vote
    thread.join()

    assert "over" in came[0]
    assert not Vote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_winners_priorities_at_once_make_each_once(millrace, dana):
    ballot = BallotFactory.create(area=millrace, is_over=True)
    vote_for(ballot, "Speeding", "Noise", times=11)

    def establishing():
        Ballot.objects.get(pk=ballot.pk).establish(dana)

    assert at_once(*[establishing] * 4) == ["done"] * 4
    issues = sorted(Priority.objects.values_list("issue", flat=True))
    assert issues == ["Noise", "Speeding"]
    assert ballot.options.filter(priority__isnull=False).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_vote_is_ended_once_with_the_reason_of_who_was_first(millrace, dana):
    ballot = BallotFactory.create(area=millrace)

    def ending(why):
        return lambda: Ballot.objects.get(pk=ballot.pk).close(why, dana)

    assert at_once(ending("Enough said."), ending("The road is mended.")) == ["done", "refused"]
    assert Ballot.objects.get().history.count() == 1


@pytest.mark.django_db(transaction=True)
def test_winners_and_a_fifth_priority_at_once_never_make_too_many(millrace, dana):
    PriorityFactory.create_batch(4, area=millrace)
    ballot = BallotFactory.create(area=millrace, is_over=True, most_choices=1)
    vote_for(ballot, "Speeding", times=11)

    came = at_once(
        lambda: Ballot.objects.get(pk=ballot.pk).establish(dana),
        lambda: Priority.objects.set_for(
            millrace, issue="Dumping", by=dana, chosen=Priority.Chosen.VOTE
        ),
    )

    assert came == ["done", "refused"]
    assert Priority.objects.current().count() == 5
