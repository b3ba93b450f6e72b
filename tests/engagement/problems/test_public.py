"""What everyone reads of a problem, and what nobody outside ever does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.problems.models import ProblemPhoto
from portal.files.photos import Kept
from tests.factories.concerns import ConcernFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.problems import (
    AssessmentFactory,
    GoalFactory,
    ProblemFactory,
    ResponseStepFactory,
    ready_to_close,
)

JPEG = Kept("photo", "image/jpeg", b"\xff\xd8 a picture", 40, 30)


def text(response):
    return " ".join(response.text.split())


@pytest.fixture
def problem(millrace, dana):
    return ProblemFactory.create(area=millrace, lead=dana, ready=True, public=True)


def test_an_unpublished_problem_has_no_page_no_photo_and_no_row(client, millrace, dana):
    hidden = ProblemFactory.create(area=millrace)
    photo = ProblemPhoto.objects.keep(hidden, JPEG, dana, moment="before", caption="The lot")
    photo.show(dana, to_everyone=True)
    assert client.get(hidden.public_url).status_code == 404
    assert client.get(photo.public_url).status_code == 404
    assert hidden.title not in text(client.get("/problems/"))
    assert hidden.title not in text(client.get(f"/areas/{millrace.slug}/"))
    assert client.get(f"/api/v1/problems/{hidden.slug}/").status_code == 404


def test_a_public_problem_says_what_is_done_and_hides_what_is_not_for_everyone(
    client, problem, dana, harbor_health
):
    gone = OrganizationFactory.create(name="Not Yet Approved", approved_at=None)
    ResponseStepFactory.create(
        problem=problem, side="community", organization=harbor_health, note="Only for us."
    )
    ResponseStepFactory.create(problem=problem, side="community", organization=gone)
    ResponseStepFactory.create(problem=problem, recorded_by=dana)
    problem.organizations.set([harbor_health, gone])
    GoalFactory.create(problem=problem)

    shown = text(client.get(problem.public_url))

    assert "Cars race on Mill Road" in shown
    assert "What the police do" in shown
    assert "Harbor Health" in shown
    assert "Fewer nights with racing" in shown
    for hidden in ("Not Yet Approved", "Only for us.", "Dana", problem.evidence, problem.places):
        assert hidden not in shown


def test_few_concerns_are_held_back_and_many_are_counted(client, problem, millrace):
    problem.concerns.set([ConcernFactory.create(area=millrace) for _ in range(3)])
    few = text(client.get(problem.public_url))
    assert "held back" in few
    assert "Motorbikes race" not in few
    problem.concerns.add(*[ConcernFactory.create(area=millrace) for _ in range(9)])
    assert "12 concerns that neighbors raised" in text(client.get(problem.public_url))
    open_one = ConcernFactory.create(area=millrace, public=True, text="The lamps are out.")
    problem.concerns.add(open_one)
    assert "The lamps are out." in text(client.get(problem.public_url))


def test_a_photo_is_public_only_once_it_was_approved(client, problem, dana):
    photo = ProblemPhoto.objects.keep(problem, JPEG, dana, moment="before", caption="The dark lot")
    assert client.get(photo.public_url).status_code == 404
    assert "The dark lot" not in text(client.get(problem.public_url))
    photo.show(dana, to_everyone=True)
    assert 'alt="The dark lot"' in text(client.get(problem.public_url))
    got = client.get(photo.public_url)
    assert got.content == JPEG.content
    assert "sandbox" in got["Content-Security-Policy"]


def test_the_end_is_told_with_what_was_learned_also_when_it_failed(client, millrace, dana):
    problem = ready_to_close(millrace, dana)
    problem.close("moved_on", "They race by the mill now. Patrols only pushed it.", dana)
    shown = text(client.get(problem.public_url))
    assert "It moved elsewhere" in shown
    assert "Patrols only pushed it." in shown


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"open", "over"}),
        ("?show=open", {"open"}),
        ("?show=closed", {"over"}),
        ("?area=hillside", {"open", "over"}),
        ("?area=millrace&show=open", {"open"}),
        ("?show=nonsense&page=-1", {"open", "over"}),
    ],
)
def test_everyone_may_look_by_place_and_by_how_it_stands(client, millrace, query, seen):
    ProblemFactory.create(area=millrace, public=True, title="one-open")
    ProblemFactory.create(area=millrace, public=True, over=True, title="one-over")
    shown = text(client.get(f"/problems/{query}"))
    assert {name for name in ("open", "over") if f"one-{name}" in shown} == seen


def test_the_neighborhoods_page_tells_of_its_problems(client, problem, millrace, riverside):
    for area in (millrace, riverside):
        assert problem.title in text(client.get(f"/areas/{area.slug}/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_however_much_there_is(client, millrace, dana, harbor_health, rows):
    def asked(address):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    first = ready_to_close(millrace, dana)
    asked("/problems/")
    one = asked("/problems/"), asked(first.public_url)
    for _ in range(rows):
        more = ready_to_close(millrace, dana)
        GoalFactory.create(problem=first, result=3, result_on=timezone.localdate())
        ResponseStepFactory.create(problem=first, side="community", organization=harbor_health)
        AssessmentFactory.create(problem=first)
        first.concerns.add(ConcernFactory.create(area=millrace, public=True))
        first.organizations.add(OrganizationFactory.create())
        more.organizations.add(harbor_health)
    assert (asked("/problems/"), asked(first.public_url)) == one


def test_programs_read_the_same_and_no_person(client, problem, dana, harbor_health):
    GoalFactory.create(problem=problem)
    ResponseStepFactory.create(problem=problem, side="community", organization=harbor_health)
    ResponseStepFactory.create(problem=problem, recorded_by=dana)
    (row,) = client.get("/api/v1/problems/?stage=scanning").json()["results"]
    assert row["summary"].startswith("Cars race")
    assert client.get("/api/v1/problems/?stage=closed").json()["results"] == []
    whole = client.get(f"/api/v1/problems/{problem.slug}/").json()
    assert {step["by"] for step in whole["steps"]} == {"Harbor Health", "The police"}
    assert whole["goals"][0]["met"] is False
    assert "Dana" not in str(whole)
    assert client.get("/api/v1/problems/?stage=nonsense").status_code == 400
