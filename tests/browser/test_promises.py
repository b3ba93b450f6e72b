"""Promises as they meet the eye: what everyone reads, and the ledger officers work in."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from engagement.commitments.models import Commitment
from tests.browser.acts import press
from tests.factories.commitments import CommitmentFactory
from tests.factories.events import a_meeting

LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatentprüfungskommission " * 3


@pytest.fixture(autouse=True)
def promises(millrace, dana):
    """One of each kind, and one that somebody typed in one go."""
    cache.clear()
    event = a_meeting(millrace).event
    about = {"area": millrace, "owner": dana, "owner_words": "", "event": event}
    moved = CommitmentFactory.create(what="Open the meeting room", **about)
    moved.postpone(moved.due_on + timedelta(days=9), "The ramp comes first.", dana)
    CommitmentFactory.create(what="Fix the dark lamps", late=True, **about)
    CommitmentFactory.create(what=LONG, is_dropped=True, is_told=True, **about)
    CommitmentFactory.create(what="Walk Second Street", is_kept=True, is_told=True, **about)
    kept = CommitmentFactory.create(what="Check the gates", is_kept=True, **about)
    return {"moved": moved, "kept": kept, "event": event}


@pytest.fixture
def public_pages(promises):
    return [
        "/promises/",
        "/promises/?show=late&area=millrace",
        promises["moved"].public_url,
        promises["event"].get_absolute_url(),
        "/areas/millrace/",
        "/",
    ]


@pytest.fixture
def desk_pages(promises):
    return [
        "/desk/commitments/",
        "/desk/commitments/new/",
        promises["moved"].get_absolute_url(),
        promises["kept"].get_absolute_url(),
        "/desk/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_promises_is_accessible(
    open_browser, sign_in, axe, dana, public_pages, desk_pages, width, scheme
):
    page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
    for address in public_pages:
        assert page.goto(address).ok, address
        axe(page)
    sign_in(page, dana)
    for address in desk_pages:
        assert page.goto(address).ok, address
        axe(page)


def test_nothing_scrolls_sideways_on_the_smallest_phone(
    open_browser, sign_in, dana, public_pages, desk_pages
):
    page = open_browser(width=320)
    sign_in(page, dana)
    for address in public_pages + desk_pages:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address


def test_dana_keeps_a_promise_and_tells_residents_without_any_script(
    open_browser, sign_in, dana, millrace
):
    page = open_browser(width=360, java_script_enabled=False)
    sign_in(page, dana)
    page.goto("/desk/commitments/new/")
    page.get_by_label("What do we promise?").fill("Paint the crossing")
    page.get_by_label("By which day?").fill("2020-01-01")
    press(page, page.get_by_role("button", name="Write it down"))
    assert page.get_by_label("What do we promise?").input_value() == "Paint the crossing"
    page.get_by_label("By which day?").fill(f"{soon()}")
    press(page, page.get_by_role("button", name="Write it down"))

    page.get_by_text("It is done").click()
    page.get_by_label("What came of it, or why not?").fill("The stripes are bright.")
    press(page, page.get_by_role("button", name="Keep this down"))
    page.get_by_text("At a meeting").click()
    press(page, page.get_by_role("button", name="Residents are told"))

    promise = Commitment.objects.get(what="Paint the crossing")
    assert promise.state == "told"
    page.goto(promise.public_url)
    assert page.get_by_text("The stripes are bright.").is_visible()
    assert page.get_by_text("neighbors told").is_visible()


def soon():
    from django.utils import timezone

    return timezone.localdate() + timedelta(days=30)
