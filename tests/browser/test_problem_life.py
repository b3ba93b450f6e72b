"""The life of a problem, from three concerns to the day residents hear how it ended."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from engagement.problems.models import Goal, Problem
from portal.notices.models import Message
from tests.browser.acts import press
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.factories.problems import ProblemFactory, a_photo, a_walk, ready_to_close


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


@pytest.fixture
def concerns(millrace):
    noise = CategoryFactory.create()
    about = {"area": millrace, "category": noise}
    return [
        ConcernFactory.create(named=True, text="Racing on Mill Road every Friday.", **about),
        ConcernFactory.create(text="Engines until two in the morning.", **about),
        ConcernFactory.create(text="My children cannot sleep for the cars.", **about),
    ]


@pytest.fixture
def seat(harbor_health, paul):
    return harbor_health.memberships.create(user=paul, role="editor")


def button(page, name):
    press(page, page.get_by_role("button", name=name))


def link(page, name):
    press(page, page.get_by_role("link", name=name).first)


def test_three_concerns_become_a_problem_that_ends_and_residents_hear_of_it(
    open_browser, sign_in, dana, paul, seat, harbor_health, concerns
):
    page = open_browser(width=360, java_script_enabled=False)
    sign_in(page, dana)
    begin(page, concerns)
    problem = Problem.objects.get()
    assert problem.concerns.count() == 3

    scan_and_analyse(page)
    plan(page, problem)
    problem.link("organizations", [harbor_health], dana)

    partner = open_browser(width=360, java_script_enabled=False)
    sign_in(partner, paul)
    partner.goto("/workspace/problems/")
    link(partner, problem.title)
    assert not partner.get_by_text("My children cannot sleep").is_visible()
    link(partner, "Add a step of ours")
    partner.get_by_label("What do you do?").fill("Open the youth room on Fridays")
    partner.get_by_label("Done on").fill(f"{timezone.localdate()}")
    button(partner, "Record it as ours")
    assert partner.get_by_text("Open the youth room on Fridays").is_visible()

    sign_in(page, dana)  # one after the other: they share the test’s client
    assess(page, problem)
    publish_and_close(page, problem)

    problem.refresh_from_db()
    assert problem.stage == "closed"
    assert problem.steps.get().organization == harbor_health
    assert page.get_by_text(
        "3 neighbors whose concerns are part of it were told."
    ).first.is_visible()
    assert all(one.thread.filter(text__contains="Cushions").count() == 1 for one in concerns)
    assert list(Message.objects.values_list("to", flat=True)) == ["nadia@example.org"]
    page.goto(problem.public_url)
    assert page.get_by_text("Harbor Health").first.is_visible()
    assert page.get_by_text("Cushions did it.").is_visible()


def begin(page, concerns):
    page.goto(concerns[0].get_absolute_url())
    link(page, "Make this a problem")
    page.get_by_label("What is the problem, in one sentence?").fill("Racing on Mill Road")
    for words in ("Engines until two", "My children cannot sleep"):
        page.get_by_text(words).click()
    button(page, "Begin it")


def scan_and_analyse(page):
    link(page, "Answer the six questions")
    for letter in ("Community", "Harm", "Expectation", "Events", "Recurring", "Similarity"):
        page.locator("label", has_text=f"{letter}:").click()
    button(page, "Save the answers")
    assert page.get_by_text("A problem.").is_visible()
    link(page, "Write what we know")
    page.get_by_label("What do we know so far?").fill("Nine Fridays of twelve.")
    button(page, "Save it")
    button(page, "Go on to Analysis")
    link(page, "Write the analysis")
    page.get_by_label("Who or what causes it?").fill("Drivers from outside")
    page.get_by_label("Who or what is hurt?").fill("Families who cannot sleep")
    page.get_by_label("What about the place lets it happen?").fill("A straight road")
    page.get_by_label("Why do we think it happens?").fill("The road invites it")
    button(page, "Save it")
    button(page, "Go on to Response")


def plan(page, problem):
    link(page, "Set a goal")
    page.get_by_label("What should change?").fill("Quiet Fridays")
    page.get_by_label("What do we count?").fill("Fridays with racing")
    page.get_by_label("Where does it stand?").fill("9")
    page.get_by_label("Where should it be?").fill("3")
    page.get_by_label("By which day?").fill("2099-01-01")
    button(page, "Set this goal")
    assert Goal.objects.filter(problem=problem).exists()


def assess(page, problem):
    page.goto(problem.get_absolute_url())
    assert page.get_by_text("Open the youth room on Fridays").is_visible()
    button(page, "Go on to Assessment")
    link(page, "Count again")
    page.get_by_label("Where does it stand now?").fill("2")
    button(page, "Keep this count")
    assert page.get_by_text("the goal is met").is_visible()
    link(page, "Write down what became of it")
    for name, answer in (("done", 0), ("changed", 0), ("displaced", 2), ("residents", 1)):
        page.locator(f"label[for=id_{name}_{answer}]").click()
    button(page, "Save what you found")


def publish_and_close(page, problem):
    link(page, "Write it")
    page.get_by_label("What everyone reads").fill("Cars raced at night. Neighbors and we ended it.")
    button(page, "Save it")
    button(page, "Show it to everyone")
    link(page, "Close this problem")
    page.get_by_text("Solved", exact=True).click()
    page.get_by_label("What did we learn?").fill("Cushions did it.")
    button(page, "Close it")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_problems_is_accessible(
    open_browser, sign_in, axe, dana, paul, seat, harbor_health, concerns, millrace, width, scheme
):
    problem = ready_to_close(millrace, dana)
    fresh = ProblemFactory.create(area=millrace, lead=dana)
    problem.link("organizations", [harbor_health], dana)
    problem.link("concerns", concerns, dana)
    a_photo(problem, dana)
    walk = a_walk(millrace, dana)
    page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
    desk = problem.get_absolute_url()

    def look(*addresses):
        for address in addresses:
            assert page.goto(address).ok, address
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, address

    look("/problems/", problem.public_url, f"/areas/{millrace.slug}/")
    sign_in(page, dana)
    look("/desk/problems/", f"/desk/problems/new/?concerns={concerns[0].pk}", desk)
    look(fresh.get_absolute_url(), f"{desk}print/", f"{desk}photos/new/")
    parts = ("cheers", "analysis", "goal", "step", "assessment", "links", "closing")
    look(*(f"{desk}edit/{name}/" for name in parts), concerns[0].get_absolute_url())
    look("/desk/problems/cpted/", "/desk/problems/cpted/new/", walk.get_absolute_url())
    sign_in(page, paul)
    look("/workspace/problems/", problem.workspace_url, f"{problem.workspace_url}steps/new/")
