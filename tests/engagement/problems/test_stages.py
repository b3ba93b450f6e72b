"""The stages of a problem: what each needs, and that nothing goes round them."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.problems import stages
from engagement.problems.models import Assessment, Problem, ResponseStep
from engagement.problems.models.choices import Cheers, CloseReason, Stage
from portal.refusals import NotPossible
from tests.factories.problems import (
    AssessmentFactory,
    GoalFactory,
    ProblemFactory,
    ResponseStepFactory,
    ready_to_close,
)

DAY = timedelta(days=1)


@pytest.fixture
def problem(millrace, dana):
    return ProblemFactory.create(area=millrace, lead=dana)


def test_the_six_letters_decide_between_a_problem_and_an_incident(problem, dana):
    assert problem.verdict == ""
    problem.test(dana, Cheers.values, {"harm": "Two falls in May."})
    assert problem.verdict == "problem"
    assert problem.cheers_notes == {"harm": "Two falls in May."}
    problem.test(dana, [one for one in Cheers.values if one != "recurring"], {})
    assert problem.verdict == "incident"


def test_each_stage_says_what_is_missing_until_it_is_there(problem, dana):
    assert problem.missing == [
        "Ask the six questions of CHEERS.",
        "Write what we know so far.",
    ]
    with pytest.raises(NotPossible, match="six questions"):
        problem.advance("analysis", dana)
    problem.test(dana, Cheers.values, {})
    problem.describe(dana, evidence="Nine calls since May.")
    problem.advance("analysis", dana)

    assert len(problem.missing) == 4
    problem.describe(
        dana, offenders="Drivers", targets="Sleepers", places="A long road", hypothesis="No cameras"
    )
    problem.advance("response", dana)

    assert problem.missing == ["Set a goal that can be counted.", "Finish at least one step."]
    goal = GoalFactory.create(problem=problem)
    ResponseStepFactory.create(problem=problem).finish(dana)
    problem.advance("assessment", dana)

    with pytest.raises(NotPossible, match="Assess it"):
        problem.close("solved", "We learned.", dana)
    Assessment.objects.make(
        problem, dana, done="yes", changed="yes", displaced="no", residents="yes"
    )
    with pytest.raises(NotPossible, match="Count again"):
        problem.close("solved", "We learned.", dana)
    goal.set_result(Decimal(10), None, dana)
    problem.close("solved", "We learned.", dana)

    assert not problem.is_open
    assert [turn.stage for turn in problem.turns.filter(verb="moved")] == [
        "analysis", "response", "assessment", "closed",
    ]  # fmt: skip


def test_an_incident_never_becomes_analysis_but_may_be_closed_as_one(problem, dana):
    problem.test(dana, ["harm"], {})
    problem.describe(dana, evidence="One evening.")
    with pytest.raises(NotPossible, match="incident"):
        problem.advance("analysis", dana)
    with pytest.raises(NotPossible, match="Assess it first"):
        problem.close("solved", "We talked to them.", dana)
    problem.close("not_a_problem", "We talked to them.", dana)
    assert problem.close_reason == "not_a_problem"


def test_a_merged_problem_names_the_open_one_it_goes_into(problem, millrace, dana):
    other = ProblemFactory.create(area=millrace)
    for wrong in (None, problem, ProblemFactory.create(area=millrace, over=True)):
        with pytest.raises(NotPossible, match="other problem"):
            problem.close("merged", "The same people.", dana, merged_into=wrong)
    problem.close("merged", "The same people.", dana, merged_into=other)
    assert problem.merged_into == other


def test_it_may_go_back_with_a_reason_and_not_from_closed(millrace, dana):
    problem = ready_to_close(millrace, dana)
    with pytest.raises(NotPossible, match="Say why"):
        problem.go_back("analysis", "  ", dana)
    with pytest.raises(NotPossible, match="earlier stage"):
        problem.go_back("closed", "Because.", dana)
    problem.go_back("analysis", "We were wrong about the lot.", dana)
    assert problem.stage == "analysis"
    assert problem.turns.last().words == "We were wrong about the lot."


def test_what_is_closed_stays_as_it_is_until_it_is_opened_again(millrace, dana):
    problem = ready_to_close(millrace, dana)
    problem.close("reduced", "Cushions work.", dana)
    step = problem.steps.get()
    for act in (
        lambda: problem.describe(dana, evidence="More"),
        lambda: problem.test(dana, [], {}),
        lambda: problem.link("concerns", [], dana),
        lambda: problem.advance("analysis", dana),
        lambda: problem.go_back("analysis", "Because.", dana),
        lambda: ResponseStep.objects.add(problem, dana, what="More", side="police"),
        lambda: step.drop("No.", dana),
        lambda: Assessment.objects.make(
            problem, dana, done="yes", changed="yes", displaced="no", residents="yes"
        ),
    ):
        with pytest.raises(NotPossible):
            act()
    problem.reopen("It came back in spring.", dana)
    assert problem.stage == "assessment"
    assert problem.closed_on is None


def test_every_verb_is_safe_to_repeat(millrace, dana):
    problem = ready_to_close(millrace, dana)
    for _ in range(2):
        problem.close("reduced", "Cushions work.", dana)
    for _ in range(2):
        problem.reopen("It came back.", dana)
    for _ in range(2):
        problem.go_back("response", "More to do.", dana)
    for _ in range(2):
        problem.advance("assessment", dana)
    for _ in range(2):
        problem.unpublish(dana)
    for _ in range(2):
        problem.publish(dana)
    assert [turn.verb for turn in problem.turns.all()] == [
        *["moved"] * 4, "unpublished", "published",
    ]  # fmt: skip


def test_the_same_form_twice_begins_one_problem_one_step_and_one_goal(millrace, dana):
    number = uuid.uuid4()
    first = Problem.objects.begin(title="Racing", area=millrace, by=dana, submission=number)
    again = Problem.objects.begin(title="Racing", area=millrace, by=dana, submission=number)
    assert first == again
    other = Problem.objects.begin(title="Racing", area=millrace, by=dana)
    assert (first.slug, other.slug) == ("racing", "racing-2")
    for _ in range(2):
        ResponseStep.objects.add(first, dana, what="Walk", side="police", submission=number)
    assert first.steps.count() == 1


def test_nothing_is_public_without_words_for_everyone(problem, dana):
    with pytest.raises(NotPossible, match="everyone will read"):
        problem.publish(dana)
    problem.describe(dana, public_summary="Cars race at night.")
    problem.publish(dana)
    with pytest.raises(NotPossible, match="Everyone reads this"):
        problem.describe(dana, public_summary="")


def do(problem, verb, to, by):
    acts = {
        "advance": lambda: problem.advance(to, by),
        "back": lambda: problem.go_back(to, "Because.", by),
        "close": lambda: problem.close(to, "We learned.", by),
        "reopen": lambda: problem.reopen("It came back.", by),
    }
    acts[verb]()


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), st.sampled_from(Stage.values)),
        st.tuples(st.just("back"), st.sampled_from(Stage.values)),
        st.tuples(st.just("close"), st.sampled_from([*CloseReason.values, "nonsense"])),
        st.tuples(st.just("reopen"), st.just("")),
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS, words=st.booleans(), counted=st.booleans(), assessed=st.booleans())
def test_no_way_through_the_stages_goes_round_what_they_need(
    millrace, dana, acts, words, counted, assessed
):
    with transaction.atomic():
        problem = ProblemFactory.create(area=millrace, ready=words)
        if counted:
            GoalFactory.create(problem=problem, result=Decimal(9), result_on=timezone.localdate())
            ResponseStepFactory.create(problem=problem, done_on=timezone.localdate())
        if assessed:
            AssessmentFactory.create(problem=problem)
        for verb, to in acts:
            before, missing = problem.stage, stages.missing(problem)
            try:
                do(problem, verb, to, dana)
            except NotPossible:
                assert problem.stage == before
                continue
            after = problem.stage
            if verb == "advance" and after != before:
                assert not missing
                assert stages.next_of(before) == after
            if verb == "close" and before != "closed":
                assert to == "not_a_problem" or (before == "assessment" and not missing)
            if verb == "back" and after != before:
                assert stages.ORDER.index(Stage(after)) < stages.ORDER.index(Stage(before))
            problem.refresh_from_db()
            assert problem.stage == after
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "broken",
    [
        {"title": ""},
        {"stage": "somewhere"},
        {"source": "rumor"},
        {"cheers": ["luck"]},
        {"stage": "closed"},
        {"lessons": "", "stage": "closed", "closed_on": timezone.localdate},
        {"closed_on": timezone.localdate},
        {"told_at": timezone.now},
        {"published_at": timezone.now, "public_summary": ""},
    ],
)
def test_the_database_keeps_no_nonsense(millrace, broken):
    said = {name: value() if callable(value) else value for name, value in broken.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ProblemFactory.create(area=millrace, **said)


@pytest.mark.parametrize(
    "broken",
    [
        {"target": Decimal(30)},
        {"target": Decimal(-1)},
        {"result": Decimal(3)},
        {"target_on": timezone.localdate() - 40 * DAY},
        {"direction": "up"},
    ],
)
def test_the_database_keeps_no_impossible_goal(problem, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalFactory.create(problem=problem, **broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"what": ""},
        {"side": "nobody"},
        {"dropped_on": timezone.localdate},
        {"why": "No money"},
        {"cost": Decimal(-1)},
        {"hours": Decimal(-1)},
    ],
)
def test_the_database_keeps_no_impossible_step(problem, broken):
    said = {name: value() if callable(value) else value for name, value in broken.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ResponseStepFactory.create(problem=problem, **said)


def test_an_organizations_step_is_never_the_polices(problem, harbor_health):
    with pytest.raises(IntegrityError), transaction.atomic():
        ResponseStepFactory.create(problem=problem, organization=harbor_health)


def test_the_history_keeps_what_was_and_who_changed_it(problem, dana):
    problem.describe(dana, evidence="Nine calls.")
    old = problem.history.order_by("-pgh_id").first()
    assert old.evidence == ""
    assert old.pgh_context.metadata["user"] == dana.pk


def test_a_goal_says_how_far_it_came_the_miss_as_plainly_as_the_hit(problem, dana):
    from engagement.problems.lines import GoalLine

    goal = GoalFactory.create(problem=problem)
    assert GoalLine.of(goal).words == "Not counted again yet."
    said = {}
    for result in (24, 20, 12, 30):
        goal.set_result(Decimal(result), None, dana)
        line = GoalLine.of(goal)
        assert 0 < line.left <= line.right < 100
        said[result] = line.words.split(": ")[1]
    assert said == {
        24: "no change.",
        20: "better, but the goal is not met.",
        12: "the goal is met.",
        30: "worse than before.",
    }


def test_days_still_to_come_are_refused_everywhere(problem, dana):
    tomorrow = timezone.localdate() + DAY
    goal = GoalFactory.create(problem=problem)
    step = ResponseStepFactory.create(problem=problem)
    for act in (
        lambda: goal.set_result(Decimal(3), tomorrow, dana),
        lambda: step.finish(dana, tomorrow),
        lambda: problem.close("not_a_problem", "So it was.", dana, on=tomorrow),
        lambda: Problem.objects.begin(title="Soon", area=problem.area, by=dana, since_on=tomorrow),
    ):
        with pytest.raises(NotPossible):
            act()
