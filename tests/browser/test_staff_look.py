"""The pages people work with: phones in a patrol car, laptops in an office."""

import pytest

DESK = [
    "/desk/",
    "/desk/concerns/",
    "/desk/concerns/new/",
    "/desk/outreach/",
    "/desk/outreach/new/",
    "/desk/events/",
    "/desk/events/new/",
    "/me/",
]
COMMAND = ["/command/", "/command/reports/", "/command/reports/new/", "/desk/messages/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_staff_page_is_accessible(open_browser, sign_in, axe, dana, kim, width, scheme):
    for person, pages in ((dana, DESK), (kim, COMMAND)):
        page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
        sign_in(page, person)
        for address in pages:
            assert page.goto(address).ok, address
            assert page.url.endswith(address), f"{address} led to {page.url}"
            axe(page)


def test_no_staff_page_scrolls_sideways_on_the_smallest_phone(open_browser, sign_in, dana, kim):
    for person, pages in ((dana, DESK), (kim, COMMAND)):
        person.name = "Maximiliano Featherstonehaugh"
        person.save()
        page = open_browser(width=320)
        sign_in(page, person)
        for address in pages:
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, address
