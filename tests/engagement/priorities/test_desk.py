"""An officer keeps the priorities of an area on one page; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagement.priorities import nagging
from engagement.priorities.models import Ballot, Priority
from portal.notices.models import Message
from tests.factories.clusters import raise_at
from tests.factories.priorities import BallotFactory, PriorityFactory, days_ago, vote_for


@pytest.fixture
def at_desk(client, dana):
    client.force_login(dana)
    return client


def page(area, name="area"):
    return reverse(f"desk_priorities:{name}", args=[area.slug])


def rows(*priorities, **said):
    """The form as it stands, with what was typed: `action_2` is that of the second one."""
    data = {}
    for number, one in enumerate(priorities, start=1):
        fields = {
            "issue": one.issue, "action": "", "action_on": str(timezone.localdate()),
            "position": number, "outcome": "",
        }  # fmt: skip
        for name, value in fields.items():
            data[f"p{one.pk}-{name}"] = said.get(f"{name}_{number}", value)
    return data


def test_all_are_saved_at_once(at_desk, millrace):
    one, two, three = (PriorityFactory.create(area=millrace) for _ in range(3))
    said = rows(one, two, three, action_1="A sign stands there.", outcome_2="Solved.", position_3=1)
    answer = at_desk.post(page(millrace), said, follow=True)

    assert "Saved: 3 priorities." in answer.text
    assert list(Priority.objects.current().in_order()) == [three, one]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.action, two.retire_reason) == ("A sign stands there.", "Solved.")


def test_one_with_an_error_holds_up_none_of_the_others_and_keeps_its_words(at_desk, millrace):
    one, two = (PriorityFactory.create(area=millrace) for _ in range(2))
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    said = rows(one, two, action_1="We will come.", action_on_1=tomorrow, action_2="We came.")
    answer = at_desk.post(page(millrace), said)

    assert "One priority is not saved yet" in answer.text
    assert "still to come" in answer.text
    assert "We will come." in answer.text
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.action, two.action) == ("The speed sign stands there now.", "We came.")


def test_nothing_typed_changes_nothing(at_desk, millrace):
    one = PriorityFactory.create(area=millrace)
    answer = at_desk.post(page(millrace), rows(one), follow=True)

    assert "Nothing was changed." in answer.text
    assert one.history.count() == 0


def test_a_row_that_was_not_sent_is_left_alone(at_desk, millrace):
    one, two = (PriorityFactory.create(area=millrace) for _ in range(2))
    at_desk.post(page(millrace), rows(one, action_1="We came."))

    two.refresh_from_db()
    assert two.action == "The speed sign stands there now."


def test_someone_elses_priority_cannot_be_changed_from_here(at_desk, millrace, hillside):
    theirs = PriorityFactory.create(area=hillside)
    at_desk.post(page(millrace), rows(theirs, action_1="Hostile."))

    theirs.refresh_from_db()
    assert theirs.action != "Hostile."
    assert at_desk.get(page(hillside)).status_code == 404


def test_one_is_added_and_a_sixth_is_refused_with_its_words_kept(at_desk, millrace):
    said = {"issue": "Dark steps", "issue_on": str(days_ago(3)), "chosen": "meeting"}
    at_desk.post(page(millrace, "new"), said)
    assert Priority.objects.get().issue == "Dark steps"

    PriorityFactory.create_batch(4, area=millrace)
    answer = at_desk.post(page(millrace, "new"), said | {"issue": "One too many"})
    assert "at most 5" in answer.text
    assert "One too many" in answer.text


def test_residents_are_asked_from_what_they_raise_and_what_they_choose_becomes_priorities(
    at_desk, millrace
):
    raise_at(millrace, times=3)
    form = at_desk.get(page(millrace, "new_ballot"))
    assert "Noise (3 concerns)" in form.text

    noise, _said = form.context["form"].fields["categories"].choices[0]
    said = {
        "title": "What first?", "categories": [noise],
        "more": "Speeding\n\nDumping", "most_choices": "1",
        "opens_on": str(timezone.localdate()), "closes_on": str(days_ago(-7)),
    }  # fmt: skip
    at_desk.post(page(millrace, "new_ballot"), said)
    ballot = Ballot.objects.get()
    vote_for(ballot, "Speeding", times=12)
    at_desk.post(reverse("desk_priorities:closing", args=[ballot.pk]), {"why": "All have voted."})
    answer = at_desk.post(reverse("desk_priorities:winners", args=[ballot.pk]), follow=True)

    assert "1 priority, chosen by residents." in answer.text
    public = at_desk.get(reverse("priorities:priorities", args=[millrace.slug])).text
    assert "Chosen by 12 of 12 residents" in public


def test_nobody_sees_what_was_chosen_before_the_end(at_desk, millrace):
    ballot = BallotFactory.create(area=millrace)
    vote_for(ballot, "Noise", times=55)
    shown = at_desk.get(reverse("desk_priorities:ballot", args=[ballot.pk])).text

    assert "55 people have voted." in shown
    assert shown.count("55") == 1


def test_the_desk_shows_what_residents_wait_for(at_desk, millrace, hillside):
    PriorityFactory.create(area=millrace, issue="Dark steps", said=80)
    PriorityFactory.create(area=hillside, issue="Not mine", said=80)
    shown = at_desk.get(reverse("desk:home")).text

    assert "Dark steps" in shown
    assert "News due in 10 days" in shown
    assert "Not mine" not in shown


def test_the_team_hears_at_75_days_and_supervisors_at_90_once_each(millrace, dana, sam):
    priority = PriorityFactory.create(area=millrace, said=74)
    assert nagging.nag() == 0

    for days, readers in ((1, {dana.email}), (10, {dana.email}), (16, {dana.email, sam.email})):
        nagging.nag(timezone.localdate() + timedelta(days=days))
        assert set(Message.objects.values_list("to", flat=True)) == readers
    assert Message.objects.count() == 2
    assert priority.issue in Message.objects.first().text


def test_what_was_said_takes_back_what_has_not_gone_out(millrace, dana):
    priority = PriorityFactory.create(area=millrace, said=80)
    nagging.nag()
    priority.say("We came.", timezone.localdate(), dana)

    assert not Message.objects.filter(state="waiting").exists()
    assert nagging.nag() == 0


def test_the_desk_always_has_a_way_to_the_priorities(client, dana, millrace):
    client.force_login(dana)
    assert 'href="/desk/priorities/"' in client.get("/desk/").text
    assert "There is nothing that residents wait to hear." in client.get("/desk/").text
    assert 'href="/desk/priorities/"' in client.get("/desk/problems/").text


def test_what_there_is_to_know_of_an_area_begins_with_its_priorities(client, dana, millrace):
    client.force_login(dana)
    assert "Priorities: none is set yet" in client.get("/desk/areas/millrace/").text
    PriorityFactory.create(area=millrace)
    PriorityFactory.create(area=millrace, said=80)

    page = client.get("/desk/areas/millrace/").text
    assert "2 priorities, 1 waits for news" in page
    assert 'href="/desk/priorities/millrace/"' in page


def test_the_list_is_narrowed_to_an_area_and_to_what_is_silent_for_too_long(
    client, kim, millrace, eastbank, hillside
):
    PriorityFactory.create(area=millrace, said=None)
    PriorityFactory.create(area=eastbank)
    PriorityFactory.create(area=hillside, said=None)
    client.force_login(kim)

    def areas(**asked):
        rows = client.get("/desk/priorities/", asked).context["rows"]
        return {row["area"].name for row in rows}

    assert areas(area="riverside") == {"Riverside", "Millrace", "Eastbank"}
    assert areas(show="stale") == {"Millrace", "Hillside"}
    assert areas(show="stale", area="riverside") == {"Millrace"}
    assert "Hillside" in areas(area="atlantis", show="nonsense")
