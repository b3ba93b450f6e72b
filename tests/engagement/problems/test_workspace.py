"""Partners in a joint problem: their own steps, the shared parts, and nothing else."""

import uuid

import pytest

from tests.factories.concerns import ConcernFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.problems import GoalFactory, ProblemFactory, ResponseStepFactory

LIST = "/workspace/problems/"


def text(response):
    return " ".join(response.text.split())


@pytest.fixture
def problem(millrace, dana, harbor_health):
    problem = ProblemFactory.create(area=millrace, lead=dana, ready=True, stage="response")
    problem.organizations.add(harbor_health)
    GoalFactory.create(problem=problem)
    problem.concerns.add(ConcernFactory.create(area=millrace, named=True, public=True))
    return problem


@pytest.fixture
def seat(client, paul, harbor_health):
    """Paul edits for Harbor Health."""
    harbor_health.memberships.create(user=paul, role="editor")
    client.force_login(paul)
    return client


def test_paul_adds_a_step_recorded_as_his_organizations_and_finishes_it(
    seat, problem, harbor_health, paul
):
    typed = {"what": "Open the youth room on Fridays", "submission": str(uuid.uuid4())}
    for _ in range(2):
        seat.post(f"{LIST}{problem.pk}/steps/new/", typed)
    step = problem.steps.get()
    assert (step.organization, step.side, step.recorded_by) == (harbor_health, "community", paul)

    seat.post(f"{LIST}{problem.pk}/steps/{step.pk}/", {"outcome": "done", "words": "12 came."})
    step.refresh_from_db()
    assert step.done_on
    assert step.note == "12 came."


def test_paul_sees_goals_and_steps_and_never_what_residents_wrote(seat, problem):
    ResponseStepFactory.create(problem=problem, what="Walk on Friday", note="Call Ms. X first.")
    shown = text(seat.get(f"{LIST}{problem.pk}/"))
    assert "Fewer nights with racing" in shown
    assert "Walk on Friday" in shown
    hidden = ("Motorbikes", "Nadia", "nadia@", "Call Ms. X", problem.evidence, problem.hypothesis)
    for words in hidden:
        assert words not in shown
    assert problem.title in text(seat.get(LIST))


def test_unpublished_words_for_everyone_stay_with_the_police(seat, problem, dana):
    problem.describe(dana, public_summary="A draft that is not ready.")
    assert "A draft" not in text(seat.get(f"{LIST}{problem.pk}/"))
    problem.publish(dana)
    assert "A draft" in text(seat.get(f"{LIST}{problem.pk}/"))


@pytest.mark.parametrize("why_not", ["viewer", "not approved", "not linked", "nobody"])
def test_who_has_no_seat_at_it_finds_nothing(client, paul, problem, harbor_health, why_not):
    step = ResponseStepFactory.create(problem=problem, side="community", organization=harbor_health)
    if why_not != "nobody":
        role = "viewer" if why_not == "viewer" else "owner"
        harbor_health.memberships.create(user=paul, role=role)
    if why_not == "not approved":
        harbor_health.approved_at = None
        harbor_health.save()
    if why_not == "not linked":
        problem.organizations.clear()
    client.force_login(paul)
    for address in ("", "steps/new/", f"steps/{step.pk}/"):
        assert client.get(f"{LIST}{problem.pk}/{address}").status_code == 404
        assert client.post(f"{LIST}{problem.pk}/{address}", {"what": "x"}).status_code in (404, 405)
    assert problem.steps.count() == 1


def test_paul_cannot_end_a_step_of_others(seat, problem):
    police = ResponseStepFactory.create(problem=problem)
    other = ResponseStepFactory.create(
        problem=problem, side="community", organization=OrganizationFactory.create()
    )
    for step in (police, other):
        address = f"{LIST}{problem.pk}/steps/{step.pk}/"
        assert seat.post(address, {"outcome": "done"}).status_code == 404


def test_paul_cannot_record_a_step_as_someone_elses(seat, problem, harbor_health):
    other = OrganizationFactory.create()
    problem.organizations.add(other)
    seat.post(f"{LIST}{problem.pk}/steps/new/", {"what": "x", "organization": other.pk})
    assert not problem.steps.filter(organization=other).exists()


def test_a_closed_problem_takes_no_more_steps(seat, problem, dana):
    problem.close("not_a_problem", "It was one evening.", dana)
    shown = seat.post(f"{LIST}{problem.pk}/steps/new/", {"what": "Too late"})
    assert "This problem is closed" in text(shown)
    assert "It was one evening." in text(seat.get(f"{LIST}{problem.pk}/"))


def test_the_workspace_starts_with_what_is_open_together(seat, problem, harbor_health):
    ResponseStepFactory.create(problem=problem, side="community", organization=harbor_health)
    shown = text(seat.get("/workspace/"))
    assert problem.title in shown
    assert "1 step of yours is open." in shown
