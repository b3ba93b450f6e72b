"""A real Chromium, looking at a real server, as a person would.

Where no Chromium is found these tests are skipped, and say so. Chromium is taken from the
CHROMIUM variable, then from the places where Debian and others put it.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

CHROMIUM = next(
    (
        found
        for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
        if name and (found := shutil.which(name))
    ),
    None,
)
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
STYLE = settings.BASE_DIR / "static" / "dist" / "css" / "site.css"
QUIET = [
    "--no-sandbox",  # Chromium runs as root where the tests do
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# What axe calls a violation counts; “best-practice” is the stricter half of its rules.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# Milliseconds. A machine that does other work too is slow, which is no fault of a page.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.django_db(transaction=True), append=False)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip("No Chromium found; set CHROMIUM to its path."))
            elif not STYLE.exists():
                item.add_marker(pytest.mark.skip("No assets; `make assets` builds them."))


@pytest.fixture(scope="session", autouse=True)
def _django_beside_playwright():
    """Playwright keeps an event loop in this thread, which Django would mistake for async code."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium, live_server):
    """Opens a window at the live server: `open_browser(width=…, color_scheme="dark", locale="es")`.

    When the test is over, no request may have left the server and the console must be silent.
    """
    opened, complaints = [], []

    def hear(message):
        if message.type == "error":
            complaints.append(message.text)

    def watch(request):
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            complaints.append(f"asked another host: {request.url}")

    def window(*, width=1280, **about):
        # Nothing fades: what is looked at halfway between two colors has the contrast of neither.
        about = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce"} | about
        context = chromium.new_context(base_url=live_server.url, **about)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", watch)
        return page

    yield window
    for context in opened:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def phone(open_browser):
    """A window as wide as a small phone."""
    return open_browser(width=360)


@pytest.fixture
def desk(open_browser):
    """A window as wide as a laptop."""
    return open_browser(width=1280)


@pytest.fixture
def axe():
    """Says what a screen reader, or anyone who cannot see well, would stumble over.

    Our own content policy would refuse the script, so open the window with `bypass_csp=True`.
    """
    if not AXE.exists():
        pytest.skip("axe-core is not installed; `npm install` brings it.")
    code = AXE.read_text(encoding="utf-8")

    def assert_clean(page):
        page.wait_for_load_state()
        page.evaluate(code)
        found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        assert not found, "\n".join(
            f"{page.url} {each['id']}: {each['help']} · {node['html'][:160]}"
            for each in found
            for node in each["nodes"]
        )

    return assert_clean


@pytest.fixture
def sign_in(live_server, client):
    """Gives a window the session of a person: `sign_in(page, dana)`."""

    def use(page, person):
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return use
