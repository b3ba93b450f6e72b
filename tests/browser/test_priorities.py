"""Priorities and votes as they meet the eye, on a phone and at the desk."""

import pytest
from django.core.cache import cache

from tests.browser.acts import press
from tests.factories.clusters import ClusterFactory
from tests.factories.priorities import BallotFactory, PriorityFactory, vote_for


@pytest.fixture(autouse=True)
def ballot(millrace):
    """Three priorities, one of them silent for too long; a vote that is open, one that ended."""
    cache.clear()
    PriorityFactory.create(area=millrace, issue="Dark steps", said=94)
    PriorityFactory.create(area=millrace, said=None)
    PriorityFactory.create(area=millrace, is_retired=True)
    vote_for(BallotFactory.create(area=millrace, is_over=True), "Noise", times=12)
    ClusterFactory.create(area=millrace)
    return BallotFactory.create(area=millrace)


PUBLIC = ("/areas/millrace/", "/areas/millrace/priorities/", "/areas/millrace/vote/")
DESK = (
    "/desk/priorities/",
    "/desk/priorities/millrace/",
    "/desk/priorities/millrace/new/",
    "/desk/priorities/millrace/votes/new/",
    "/desk/problems/clusters/",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_fits(open_browser, sign_in, axe, dana, ballot, width):
    page = open_browser(width=width, bypass_csp=True)
    for address in PUBLIC:
        assert page.goto(address).ok, address
        axe(page)
    sign_in(page, dana)
    for address in (*DESK, f"/desk/priorities/votes/{ballot.pk}/"):
        assert page.goto(address).ok, address
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_resident_votes_on_a_phone_without_any_script_and_changes_it(open_browser, ballot):
    page = open_browser(width=360, java_script_enabled=False)
    page.goto("/areas/millrace/vote/")
    for words in ("Speeding", "Noise", "Dumping"):
        page.locator("label", has_text=words).click()
    press(page, page.get_by_role("button", name="Vote"))
    assert page.get_by_label("Speeding", exact=True).is_checked()
    page.locator("label", has_text="Dumping").click()
    press(page, page.get_by_role("button", name="Vote"))
    assert page.get_by_text("Your vote is counted. You can change it").is_visible()

    page.locator("label", has_text="Noise").click()
    press(page, page.get_by_role("button", name="Change my vote"))

    assert page.get_by_label("Speeding", exact=True).is_checked()
    vote = ballot.votes.get()
    assert [option.words for option in vote.choices.all()] == ["Speeding"]
