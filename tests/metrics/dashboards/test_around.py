"""The sections around the promises: what they count, what they dare to say, and to whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics.crime.models import ForecastRun, Surge
from metrics.dashboards import around_findings as findings
from metrics.dashboards.around import Around
from metrics.dashboards.numbers import effort, problems, reach, surges, training
from metrics.dashboards.numbers.reach import Counts, PlaceReach
from metrics.dashboards.periods import Period
from metrics.dashboards.rollups.reading import standing, tallied
from metrics.dashboards.slices import Slice
from portal.areas.models import Population
from tests.factories.concerns import CategoryFactory
from tests.factories.dashboards import a_concern, rolled_up
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.problems import GoalFactory, ProblemFactory
from tests.factories.training import CompletionFactory, CourseFactory

NOW = timezone.now()


def the_slice(**about):
    today = timezone.localdate()
    return Slice.of(Period(today - timedelta(days=90), today), **about)


def place(name, residents, raised):
    return PlaceReach(name, name, Counts(residents, raised))


# Reach


def test_a_place_that_clearly_says_less_is_named():
    places = [place("North", 10_000, 90), place("South", 10_000, 40)]

    assert reach.least_reached(places).name == "South"
    assert "South" in findings.reach(places)


@pytest.mark.parametrize(
    "raised",
    [(60, 55), (14, 4), (0, 0)],
    ids=["hardly less", "too few in all", "nothing"],
)
def test_nothing_is_claimed_where_it_is_not_clear(raised):
    places = [place("North", 10_000, raised[0]), place("South", 10_000, raised[1])]

    assert reach.least_reached(places) is None
    assert "South" not in findings.reach(places)


def test_without_residents_nothing_is_compared():
    places = [place("North", None, 90), place("South", None, 10)]

    assert places[0].counts.each_thousand("raised") is None
    assert "do not know how many" in findings.reach(places)


def test_residents_are_those_set_else_those_counted_else_those_of_the_parts(
    riverside, millrace, eastbank, hillside
):
    millrace.population = 3000
    millrace.save()
    Population.objects.create(area=eastbank, sex="female", people=900)
    Population.objects.create(area=eastbank, sex="male", people=1100)
    Population.objects.create(area=eastbank, race_ethnicity="white", people=1999)

    assert reach.residents_by_part(the_slice()) == {"1": 5000}


# What rises


def raised(area, topic, ago, count):
    for _ in range(count):
        a_concern(area, NOW - timedelta(days=ago), category=topic)


@pytest.fixture
def noise_rises(millrace):
    noise = CategoryFactory.create(slug="noise", name="Noise")
    raised(millrace, noise, 30, 2)
    raised(millrace, noise, 3, 9)
    rolled_up()
    return noise


def test_a_topic_that_rises_is_told_with_its_queue(noise_rises, kim):
    [rise] = Around.of(the_slice(), kim).rises

    assert "Noise, Riverside: 9 in seven days" in rise.words
    assert "category=noise" in rise.href
    assert "area=riverside" in rise.href


def test_who_may_not_open_the_queue_gets_no_link(noise_rises, ada):
    [rise] = Around.of(the_slice(), ada).rises

    assert rise.href == ""


def test_forecasts_are_told_only_where_they_are_on(settings, riverside):
    run = ForecastRun.objects.create(made_at=NOW, last_month=NOW.date().replace(day=1), card={})
    Surge.objects.create(
        run=run, area=riverside, month=run.last_month, observed=50, expected=20, upper=30,
        adjusted=0.01,
    )  # fmt: skip

    assert not surges.sudden(the_slice()).monthly
    settings.FORECASTS = True
    [rise] = surges.sudden(the_slice()).monthly
    assert (rise.place, rise.now) == ("Riverside", 50)


# Problems, hours, training


def test_a_problem_without_a_goal_has_no_baseline(kim, millrace):
    GoalFactory.create(problem=ProblemFactory.create(area=millrace))
    ProblemFactory.create(area=millrace)
    found = problems.work(the_slice(), kim)

    assert (found.open, found.without_baseline) == (2, 1)
    assert {bool(line.indicator) for line in found.lines} == {True, False}
    assert all(line.url for line in found.lines)


def test_a_problem_elsewhere_is_counted_in_its_area_alone(sam, hillside):
    ProblemFactory.create(area=hillside)
    found = problems.work(the_slice(scope=[]), sam)

    assert (found.open, found.lines) == (0, ())


def test_hours_stand_beside_concerns_and_are_never_by_officer(dana, millrace, kim):
    OutreachEntryFactory.create(
        area=millrace, lead=dana, minutes=90, staff=2, diverted=True, status="submitted"
    )
    a_concern(millrace, NOW)
    rolled_up()
    these = the_slice()
    [first, *_rest] = effort.effort(
        these, tallied(these, effort.TALLIED), standing(these, effort.STANDING)
    )

    assert (first.effort.hours, first.effort.diverted, first.effort.raised) == (3.0, 3.0, 1)
    told = str(Around.of(these, kim).effort)
    assert "Dana" not in told


def test_compliance_is_of_staff_by_place(dana, lee, sam):
    course = CourseFactory.create(name="First aid")
    CourseFactory.create(name="Not required", required=False)
    CompletionFactory.create(person=dana, course=course)
    CompletionFactory.create(
        person=lee, course=course, completed_on=timezone.localdate() - timedelta(days=900)
    )
    rolled_up()
    these = the_slice()
    [held] = training.training(these, standing(these, training.STANDING))

    assert (held.everywhere.hold, held.everywhere.staff) == (1, 3)
    assert [(name, part.hold, part.staff) for name, part in held.by_part] == [
        ("Riverside", 1, 2), ("Hillside", 0, 1),
    ]  # fmt: skip
    assert "1 of 3 staff" in findings.training([held])


def test_courses_completed_are_tallied_and_a_correction_is_followed(dana, sam):
    done = CompletionFactory.create(person=dana)
    rolled_up()
    assert tallied(the_slice(), ["trained"]).n("trained") == 1

    done.correct(by=sam, happened=False)
    rolled_up()
    assert tallied(the_slice(), ["trained"]).n("trained") == 0


# The page


@pytest.mark.parametrize("who", ["sam", "kim", "olivia", "ada"])
def test_everybody_who_may_read_the_board_gets_the_sections(client, request, who, noise_rises):
    client.force_login(request.getfixturevalue(who))
    page = client.get("/command/").text

    for question in ("Who are we not reaching?", "Which problems work?", "Who works with us?"):
        assert question in page


def test_as_many_statements_for_much_as_for_little(
    kim, millrace, eastbank, noise_rises, dana, django_assert_num_queries
):
    CompletionFactory.create(person=dana)
    GoalFactory.create(problem=ProblemFactory.create(area=millrace))
    rolled_up()
    Around.of(the_slice(), kim)
    with CaptureQueriesContext(connection) as few:
        Around.of(the_slice(), kim)
    for area in (millrace, eastbank, eastbank):
        GoalFactory.create(problem=ProblemFactory.create(area=area))
        CompletionFactory.create(person=dana, course=CourseFactory.create())
        raised(area, CategoryFactory.create(), 2, 3)
    rolled_up()
    with django_assert_num_queries(len(few)):
        Around.of(the_slice(), kim)
