"""Problems at the desk: begun from concerns, worked stage by stage, without a manual."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.problems.models import Problem
from engagement.problems.models.choices import Cheers
from tests.engagement.concerns.pictures import photo as a_picture
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.factories.events import a_meeting
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.problems import (
    AssessmentFactory,
    CptedVisitFactory,
    GoalFactory,
    ProblemFactory,
    ResponseStepFactory,
    ready_to_close,
)

LIST = "/desk/problems/"
HOSTILE = '<script>alert("x")</script>'


def text(response):
    return " ".join(response.text.split())


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def problem(millrace, dana):
    return ProblemFactory.create(area=millrace, lead=dana)


def edit(problem, name):
    return f"{LIST}{problem.pk}/edit/{name}/"


# Beginning


def test_three_concerns_become_one_problem_with_their_place_and_kind(desk, millrace, dana):
    noise = CategoryFactory.create()
    first, second = (
        ConcernFactory.create(area=millrace, category=noise, place="Mill Road") for _ in range(2)
    )
    third = ConcernFactory.create(area=millrace, category=noise, text="Racing again last night.")
    ConcernFactory.create(area=millrace, text="A dog barks.")

    shown = desk.get(f"{LIST}new/?concerns={first.pk},{second.pk}")
    assert "Racing again last night." in text(shown)
    assert "A dog barks." not in text(shown)
    typed = {
        "title": "Racing on Mill Road",
        "area": millrace.pk,
        "place": "Mill Road",
        "source": "concern",
        "category": noise.pk,
        "concerns": [first.pk, second.pk, third.pk],
        "submission": str(uuid.uuid4()),
    }
    for _ in range(2):
        desk.post(f"{LIST}new/?concerns={first.pk},{second.pk}", typed)

    problem = Problem.objects.get()
    assert problem.concerns.count() == 3
    assert problem.category == noise
    assert (problem.lead, problem.source) == (dana, "concern")


def test_concerns_that_are_not_theirs_to_know_are_not_there(desk, hillside, millrace):
    far = ConcernFactory.create(area=hillside, text="Far away and not mine.")
    secret = ConcernFactory.create(area=millrace, sensitive=True, text="Not for everyone here.")
    shown = text(desk.get(f"{LIST}new/?concerns={far.pk},{secret.pk},nonsense,999"))
    assert "Far away" not in shown
    assert "Not for everyone" not in shown
    near = ConcernFactory.create(area=millrace, category=CategoryFactory.create())
    desk.post(
        f"{LIST}new/?concerns={near.pk}",
        {"title": "x", "area": millrace.pk, "source": "concern", "concerns": [far.pk]},
    )
    assert not Problem.objects.exists()


def test_what_was_typed_is_kept_when_something_is_missing(desk, millrace):
    shown = desk.post(
        f"{LIST}new/", {"title": "", "area": millrace.pk, "source": "officer", "evidence": HOSTILE}
    )
    assert "Say what the problem is" in text(shown)
    assert "&lt;script&gt;" in shown.text
    assert HOSTILE not in shown.text


def test_a_concern_page_offers_to_make_it_a_problem_or_to_add_it_to_one(desk, problem, millrace):
    concern = ConcernFactory.create(area=millrace)
    shown = text(desk.get(concern.get_absolute_url()))
    assert "Make this a problem" in shown
    assert problem.title in shown
    for _ in range(2):
        done = desk.post(f"{LIST}of-concern/{concern.pk}/", {"problem": problem.pk}, follow=True)
    assert "is part of" in text(done)
    assert problem.concerns.get() == concern


def test_nothing_is_added_to_a_problem_of_another_district(desk, hillside, millrace):
    far = ProblemFactory.create(area=hillside)
    concern = ConcernFactory.create(area=millrace)
    for wrong in (far.pk, 999, "x", ""):
        desk.post(f"{LIST}of-concern/{concern.pk}/", {"problem": wrong})
    assert not far.concerns.exists()


# The list


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"mine", "quiet"}),
        ("?show=mine", {"mine"}),
        ("?show=stale", {"quiet"}),
        ("?show=closed", {"over"}),
        ("?show=all", {"mine", "quiet", "over"}),
        ("?stage=analysis", {"quiet"}),
        ("?stage=closed", {"over"}),
        ("?q=one-mine", {"mine"}),
        ("?area=millrace&show=mine", {"mine"}),
        ("?area=nowhere&show=nonsense", {"mine", "quiet"}),
    ],
)
def test_the_list_shows_what_was_asked_for(desk, dana, millrace, hillside, query, seen):
    long_ago = timezone.now() - timedelta(days=61)
    ProblemFactory.create(title="one-mine", area=millrace, lead=dana)
    ProblemFactory.create(title="one-quiet", area=millrace, stage="analysis", stepped_at=long_ago)
    ProblemFactory.create(title="one-over", area=millrace, over=True, stepped_at=long_ago)
    ProblemFactory.create(title="one-far", area=hillside)
    shown = text(desk.get(LIST + query))
    assert {one for one in ("mine", "quiet", "over", "far") if f"one-{one}" in shown} == seen
    assert "1 problem had no step for 60 days." in shown


def test_a_problem_elsewhere_is_not_there_for_lee(client, lee, problem):
    client.force_login(lee)
    assert client.get(problem.get_absolute_url()).status_code == 404
    assert client.post(edit(problem, "evidence"), {"evidence": "x"}).status_code == 404


def test_olivia_reads_and_changes_nothing(client, olivia, problem):
    client.force_login(olivia)
    assert client.get(problem.get_absolute_url()).status_code == 200
    assert "Answer the six questions" not in client.get(problem.get_absolute_url()).text
    for name in ("cheers", "closing", "step"):
        assert client.post(edit(problem, name), {}).status_code == 403


# One problem


def test_dana_works_it_through_every_stage_on_small_pages(desk, problem, millrace):
    desk.post(edit(problem, "cheers"), dict.fromkeys(Cheers.values, "on"))
    assert "A problem." in text(desk.get(problem.get_absolute_url()))
    desk.post(edit(problem, "evidence"), {"evidence": "Nine calls since May."})
    advance = f"{LIST}{problem.pk}/advance/"
    desk.post(advance, {"to": "analysis"})
    desk.post(
        edit(problem, "analysis"),
        {"offenders": "Drivers", "targets": "Us", "places": "Road", "hypothesis": "No lamps"},
    )
    desk.post(advance, {"to": "response"})
    today = timezone.localdate()
    goal = {
        "words": "Fewer nights", "indicator": "Calls", "baseline": "24", "target": "12",
        "baseline_on": f"{today}", "target_on": f"{today + timedelta(days=90)}",
        "submission": str(uuid.uuid4()),
    }  # fmt: skip
    for _ in range(2):
        desk.post(edit(problem, "goal"), goal)
    step = {"what": "Walk on Friday", "side": "police", "submission": str(uuid.uuid4())}
    for _ in range(2):
        desk.post(edit(problem, "step"), step)
    walk = problem.steps.get()
    desk.post(f"{LIST}{problem.pk}/steps/{walk.pk}/", {"outcome": "done"})
    desk.post(advance, {"to": "assessment"})
    found = {"done": "yes", "changed": "partly", "displaced": "no", "residents": "unknown"}
    desk.post(edit(problem, "assessment"), found)
    count = problem.goals.get()
    desk.post(f"{LIST}{problem.pk}/goals/{count.pk}/", {"result": "9"})
    desk.post(edit(problem, "summary"), {"summary": "Cars race."})
    desk.post(f"{LIST}{problem.pk}/publication/", {"to": "everyone"})
    problem.concerns.add(ConcernFactory.create(area=millrace))
    ended = desk.post(
        edit(problem, "closing"), {"reason": "reduced", "lessons": "Cushions."}, follow=True
    )

    problem.refresh_from_db()
    assert problem.stage == "closed"
    assert "1 neighbor whose concern is part of it was told." in text(ended)
    assert "Less than before" in text(ended)


def test_an_incident_is_said_with_its_reason(desk, problem):
    desk.post(edit(problem, "cheers"), {"harm": "on", "harm_note": "One fall."})
    shown = text(desk.get(problem.get_absolute_url()))
    assert "An incident." in shown
    assert "Community, Expectation, Events, Recurring, Similarity" in shown
    assert "One fall." in shown


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("step", {"what": "", "side": "police"}, "Say what is done."),
        ("step", {"what": "x", "side": "police", "hours": "-3"}, "greater than or equal to 0"),
        ("goal", {"words": "x", "indicator": "y", "baseline": "3", "target": "3"}, "required"),
        ("assessment", {"done": "yes"}, "Choose one"),
        ("closing", {"reason": "solved", "lessons": "We learned."}, "Assess it first"),
        ("back", {"to": "closed", "why": "x"}, "Select a valid choice"),
        ("about", {"title": ""}, "Say what the problem is"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(desk, problem, name, typed, said):
    shown = desk.post(edit(problem, name), typed)
    assert shown.status_code == 200
    assert said in text(shown)
    problem.refresh_from_db()
    assert problem.stage == "scanning"


def test_a_target_where_it_stands_already_is_refused_in_words(desk, problem):
    today = timezone.localdate()
    goal = {
        "words": "Fewer", "indicator": "Calls", "baseline": "3", "target": "3",
        "baseline_on": f"{today}", "target_on": f"{today + timedelta(days=9)}",
    }  # fmt: skip
    assert "The target is where it stands already" in text(desk.post(edit(problem, "goal"), goal))


def test_a_step_of_another_problem_cannot_be_ended_here(desk, problem, millrace):
    other = ResponseStepFactory.create(problem=ProblemFactory.create(area=millrace))
    address = f"{LIST}{problem.pk}/steps/{other.pk}/"
    assert desk.post(address, {"outcome": "done"}).status_code == 404


def test_what_is_linked_can_be_taken_away_again(desk, problem, millrace, harbor_health):
    event = a_meeting(millrace).event
    entry = OutreachEntryFactory.create(area=millrace)
    desk.post(
        edit(problem, "links"),
        {"organizations": [harbor_health.pk], "events": [event.pk], "entries": [entry.pk]},
    )
    assert problem.organizations.get() == harbor_health
    assert problem.events.get() == event
    away = f"{LIST}{problem.pk}/links/organizations/{harbor_health.pk}/"
    desk.post(away)
    assert not problem.organizations.exists()
    assert desk.post(away).status_code == 404
    assert desk.post(f"{LIST}{problem.pk}/links/steps/1/").status_code == 404


def test_a_photo_is_cleaned_kept_shown_hidden_and_taken_away(desk, problem):
    typed = {"moment": "before", "caption": "The dark lot"}
    picture = SimpleUploadedFile("IMG_1.jpg", a_picture())
    address = f"{LIST}{problem.pk}/photos/new/"
    assert "Say what it shows" in text(desk.post(address, {"photos": picture, "moment": "before"}))
    picture.seek(0)
    desk.post(address, {"photos": picture, **typed})
    photo = problem.photos.get()
    assert desk.get(photo.desk_url).status_code == 200
    act = f"{photo.desk_url}act/"
    desk.post(act, {"do": "show"})
    photo.refresh_from_db()
    assert photo.approved_at
    desk.post(act, {"do": "hide"})
    desk.post(act, {"do": "remove"})
    assert not problem.photos.exists()


def test_sensitive_concerns_are_counted_and_not_named(desk, problem, millrace):
    problem.concerns.add(
        ConcernFactory.create(area=millrace, sensitive=True, text="Nobody here may read this.")
    )
    shown = text(desk.get(problem.get_absolute_url()))
    assert "Nobody here may read this." not in shown
    assert "1 more, not shown here." in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_however_much_there_is(
    desk, problem, millrace, dana, harbor_health, rows
):
    def asked(address):
        with CaptureQueriesContext(connection) as found:
            assert desk.get(address).status_code == 200
        return len(found)

    def fill():
        problem.concerns.add(ConcernFactory.create(area=millrace))
        problem.events.add(a_meeting(millrace).event)
        problem.entries.add(OutreachEntryFactory.create(area=millrace))
        GoalFactory.create(problem=problem)
        ResponseStepFactory.create(problem=problem, side="community", organization=harbor_health)
        AssessmentFactory.create(problem=problem, by=dana)
        CptedVisitFactory.create(problem=problem, area=millrace)
        ProblemFactory.create(area=millrace, lead=dana)
        problem.record("linked", dana)

    fill()
    pages = (problem.get_absolute_url(), f"{problem.get_absolute_url()}print/", LIST)
    asked(pages[0])  # what a process learns once
    one = [asked(page) for page in pages]
    for _ in range(rows):
        fill()
    assert [asked(page) for page in pages] == one
    assert max(one) < 40


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_it_once(millrace, dana, sam):
    problem = ready_to_close(millrace, dana)
    barrier = threading.Barrier(2)

    def close(by):
        mine = Problem.objects.get(pk=problem.pk)
        barrier.wait()
        try:
            mine.close("reduced", "Cushions.", by)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=close, args=[who]) for who in (dana, sam)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problem.turns.filter(stage="closed").count() == 1
