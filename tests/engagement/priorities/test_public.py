"""What residents see, and how they vote: on any page, with no account, once each."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from engagement.priorities.models import Vote
from portal.accounts.voters import COOKIE
from tests.factories.priorities import BallotFactory, PriorityFactory, days_ago, vote_for


@pytest.fixture(autouse=True)
def _nobody_was_here():
    cache.clear()


def page(area, name="priorities"):
    return reverse(f"priorities:{name}", args=[area.slug])


def voted(client, ballot, *words, area=None):
    chosen = [str(option.pk) for option in ballot.options.filter(words__in=words)]
    data = {"ballot": ballot.pk, f"b{ballot.pk}-chosen": chosen}
    return client.post(page(area or ballot.area, "vote"), data)


def test_a_resident_reads_what_is_worked_on_and_what_is_out_of_date(client, millrace):
    PriorityFactory.create(area=millrace, issue="Dark steps", said=94)
    PriorityFactory.create(area=millrace, issue="Loud nights", is_retired=True)
    shown = client.get(page(millrace)).text

    assert "Dark steps" in shown
    assert "Not updated for 94 days" in shown
    assert "The path has had lamps since May" in shown


def test_the_page_of_the_area_begins_with_them(client, millrace):
    PriorityFactory.create(area=millrace, issue="Dark steps")
    BallotFactory.create(area=millrace.parent)
    shown = client.get(millrace.get_absolute_url()).text

    assert "Dark steps" in shown
    assert "What should we work on first?" in shown


@pytest.mark.parametrize("name", ["priorities", "vote"])
def test_the_pages_cost_the_same_however_much_is_there(
    client, millrace, django_assert_max_num_queries, name
):
    for number in range(3):
        PriorityFactory.create(area=millrace, is_retired=number > 1)
        BallotFactory.create(area=millrace)
        vote_for(BallotFactory.create(area=millrace, is_over=True), "Noise", times=10)
        with django_assert_max_num_queries(11):
            client.get(page(millrace, name))


def test_a_visitor_votes_and_changes_it_until_the_end(client, millrace):
    ballot = BallotFactory.create(area=millrace)
    answer = voted(client, ballot, "Noise")
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"]) == ("/areas/", True)
    voted(client, ballot, "Speeding", "Dumping")

    (vote,) = Vote.objects.all()
    assert {option.words for option in vote.choices.all()} == {"Speeding", "Dumping"}
    assert "Change my vote" in client.get(page(millrace, "vote")).text


def test_what_is_kept_names_nobody(client, millrace, rosa):
    ballot = BallotFactory.create(area=millrace)
    client.force_login(rosa)
    voted(client, ballot, "Noise")

    (vote,) = Vote.objects.values("voter_hash", "cast_on", "ballot")
    assert len(vote["voter_hash"]) == 64
    assert COOKIE not in client.cookies


def test_the_same_browser_is_another_one_on_the_next_ballot(client, millrace):
    one, two = BallotFactory.create_batch(2, area=millrace)
    voted(client, one, "Noise")
    voted(client, two, "Noise")

    assert len(set(Vote.objects.values_list("voter_hash", flat=True))) == 2


def test_a_beat_votes_on_what_its_district_asks_and_not_on_another(client, millrace, hillside):
    ballot = BallotFactory.create(area=millrace.parent)
    voted(client, ballot, "Noise", area=millrace)
    assert Vote.objects.count() == 1

    assert (
        voted(client, BallotFactory.create(area=hillside), "Noise", area=millrace).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("chosen", "words"),
    [([], "Choose what should come first"), (["Noise", "Speeding", "Dumping"], "at most 2")],
)
def test_too_few_or_too_many_keep_what_was_ticked(client, millrace, chosen, words):
    ballot = BallotFactory.create(area=millrace)
    answer = voted(client, ballot, *chosen)

    assert answer.status_code == 200
    assert words in answer.text
    assert answer.text.count("checked") == len(chosen)


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30, "-1"])
def test_a_ballot_that_is_none_is_not_there(client, millrace, number):
    assert client.post(page(millrace, "vote"), {"ballot": number}).status_code == 404


def test_one_caller_cannot_vote_a_hundred_times(client, millrace, monkeypatch):
    monkeypatch.setattr("engagement.priorities.voters.VOTES", 1)
    ballot = BallotFactory.create(area=millrace)
    voted(client, ballot, "Noise")
    client.cookies.clear()

    assert voted(client, ballot, "Noise").status_code == 429
    assert Vote.objects.count() == 1


def test_results_wait_for_the_end_and_for_enough_votes(client, millrace):
    running = BallotFactory.create(area=millrace)
    vote_for(running, "Noise", times=77)
    few = BallotFactory.create(area=millrace, is_over=True)
    vote_for(few, "Noise", times=4)
    shown = client.get(page(millrace, "vote")).text

    assert "77 people" not in shown
    assert "Held back: fewer than 10 people voted" in shown

    many = BallotFactory.create(area=millrace, is_over=True, closes_on=days_ago(2))
    vote_for(many, "Noise", times=12)
    assert "12 people voted" in client.get(page(millrace, "vote")).text


def test_other_programs_read_the_same(client, millrace, hillside):
    priority = PriorityFactory.create(area=millrace, said=94)
    priority.updates.create(action=priority.action, action_on=priority.action_on)
    PriorityFactory.create(area=hillside, is_retired=True)

    asked = {"area": millrace.parent.slug, "current": "true", "stale": "true"}
    (row,) = client.get(reverse("api:priorities"), asked).json()["results"]
    assert (row["issue"], row["stale"], row["voters"]) == (priority.issue, True, None)
    (closed,) = client.get(reverse("api:priorities"), {"current": "false"}).json()["results"]
    assert closed["next_by"] is None
    whole = client.get(reverse("api:priority", args=[priority.pk])).json()
    assert [update["action"] for update in whole["updates"]] == [priority.action]
    assert client.get(reverse("api:priorities"), {"area": "nowhere"}).status_code == 400
