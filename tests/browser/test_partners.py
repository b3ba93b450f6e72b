"""The partner's workspace and the way in, as they meet the eye."""

import pytest
from django.core.cache import cache

from partnerships.organizations.models import Note
from tests.factories.organizations import (
    LocationFactory,
    OrganizationFactory,
    ServiceFactory,
    grace_of,
)

OPEN = ["/partners/", "/partners/services/", "/partners/grace/", "/partners/join/"]
INSIDE = [
    "/workspace/",
    "/workspace/people/",
    "/workspace/page/",
    "/workspace/services/new/",
    "/workspace/notes/",
    "/workspace/export/",
    "/workspace/leaving/",
    "/partners/join/registration/",
]


@pytest.fixture(autouse=True)
def church(paul, millrace):
    cache.clear()
    grace = grace_of(paul)
    service = ServiceFactory.create(organization=grace, name="Open supper")
    service.places.create(location=LocationFactory.create(organization=grace))
    Note.objects.create(organization=grace, text="Ask about the ramp.", author=paul)
    return grace


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_partners_is_accessible(open_browser, sign_in, axe, paul, sam, width):
    waiting = OrganizationFactory.create(approved_at=None)
    page = open_browser(width=width, bypass_csp=True)
    for address in OPEN:
        assert page.goto(address).ok, address
        axe(page)
    for person, pages in (
        (paul, INSIDE),
        (sam, ["/desk/partners/", f"/desk/partners/{waiting.pk}/"]),
    ):
        page = open_browser(width=width, bypass_csp=True)
        sign_in(page, person)
        for address in pages:
            assert page.goto(address).ok, address
            axe(page)


def test_nothing_scrolls_sideways_on_the_smallest_phone(open_browser, sign_in, paul):
    page = open_browser(width=320)
    sign_in(page, paul)
    for address in (*OPEN, *INSIDE):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address
