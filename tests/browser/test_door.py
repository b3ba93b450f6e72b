"""At the door with a phone: by camera, without signal, and without any script."""

from datetime import timedelta

import pytest
import segno
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from engagement.events import door
from engagement.events.models import Rsvp
from tests.browser.acts import press
from tests.browser.conftest import CHROMIUM, PHONE, QUIET
from tests.factories.events import EventFactory, SessionFactory


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(title="Millrace evening meeting", area=millrace)
    return SessionFactory.create(event=event, starts_at=timezone.now() - timedelta(minutes=10))


@pytest.fixture
def people(meeting):
    return [meeting.rsvp(name=name) for name in ("Nan", "Omar", "Rosa")]


def address(meeting):
    return f"/desk/events/sessions/{meeting.pk}/door/"


def here(meeting):
    return meeting.rsvps.attended().count()


def row(page, name):
    return page.locator(".cg-guest", has_text=name)


def get_ready(page, meeting):
    page.goto(address(meeting))
    page.get_by_role("button", name="Get ready for no signal").click()
    expect(page.get_by_text("Ready. This page now opens without signal.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_door_and_the_meeting_are_accessible(
    open_browser, sign_in, axe, dana, meeting, people, width
):
    meeting.set_capacity(3)
    meeting.rsvp(name="Waits", asks=["interpreter"])
    door.check_in(meeting, people[0], dana)
    page = open_browser(width=width, bypass_csp=True)
    sign_in(page, dana)
    for path in (address(meeting), f"{address(meeting)}?find=o", meeting.event.pk):
        page.goto(path if isinstance(path, str) else f"/desk/events/{path}/")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.goto(address(meeting))
    page.get_by_role("button", name="Get ready for no signal").click()
    expect(page.get_by_role("button", name="Forget it here")).to_be_visible()
    axe(page)


def test_without_a_script_the_whole_evening_works(open_browser, sign_in, dana, meeting, people):
    phone = open_browser(width=360, java_script_enabled=False)
    sign_in(phone, dana)
    phone.goto(address(meeting))
    phone.get_by_label("Code or name").fill(people[2].ticket.lower())
    press(phone, phone.get_by_role("button", name="Check in", exact=True))
    expect(phone.get_by_text("Rosa is here: 1 person.")).to_be_visible()

    phone.get_by_label("Name").last.fill("Lu")
    press(phone, phone.get_by_role("button", name="Add them"))
    press(phone, phone.get_by_role("button", name="One more: adults"))
    press(phone, row(phone, "Rosa").get_by_role("button", name="Undo"))

    meeting.refresh_from_db()
    assert meeting.adults_came == 1
    assert list(meeting.rsvps.attended().values_list("name", flat=True)) == ["Lu"]


def test_without_signal_people_come_in_and_are_sent_once_it_is_back(
    open_browser, sign_in, dana, meeting, people
):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)

    phone.context.set_offline(True)
    row(phone, "Nan").get_by_role("button", name="They are here").click()
    phone.get_by_label("Code or name").fill(people[1].ticket)
    phone.get_by_role("button", name="Check in", exact=True).click()
    expect(phone.get_by_text("Omar is here.")).to_be_visible()
    phone.get_by_label("Name").last.fill("Lu")
    phone.get_by_label("How many?").select_option("2")
    phone.get_by_role("button", name="Add them").click()
    expect(phone.locator("[data-pending]")).to_contain_text("3")

    phone.reload()
    expect(phone.locator("[data-pending]")).to_contain_text("3")
    expect(phone.locator("[data-here]")).to_have_text("5")
    expect(row(phone, "Lu")).to_contain_text("Waiting to be sent")
    row(phone, "Rosa").get_by_role("button", name="They are here").click()
    row(phone, "Rosa").get_by_role("button", name="Undo").click()
    expect(phone.locator("[data-pending-count]").first).to_have_text("3")
    assert here(meeting) == 0

    phone.context.set_offline(False)
    expect(phone.get_by_text("Everything is sent.")).to_be_visible()
    expect(phone.locator("[data-pending]")).to_be_hidden()
    phone.reload()
    expect(phone.locator("[data-here]")).to_have_text("5")
    assert here(meeting) == 3


def test_a_page_nobody_made_ready_says_there_is_no_signal(
    open_browser, sign_in, dana, meeting, people
):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)

    phone.context.set_offline(True)
    phone.goto("/desk/events/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("There is no signal")
    press(phone, phone.get_by_role("link", name="Millrace evening meeting"))
    expect(row(phone, "Rosa")).to_be_visible()


def test_who_was_locked_out_meanwhile_signs_in_again_and_loses_nothing(
    open_browser, sign_in, dana, meeting, people
):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)
    phone.context.set_offline(True)
    row(phone, "Nan").get_by_role("button", name="They are here").click()
    expect(phone.locator("[data-pending]")).to_contain_text("1")

    phone.context.clear_cookies()
    phone.context.set_offline(False)
    expect(phone.get_by_role("link", name="Sign in again to send what waits: 1")).to_be_visible()
    assert here(meeting) == 0

    sign_in(phone, dana)
    phone.goto(address(meeting))
    expect(phone.get_by_text("Everything is sent.")).to_be_visible()
    assert here(meeting) == 1


def test_what_someone_took_back_meanwhile_is_shown(open_browser, sign_in, dana, meeting, people):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)
    phone.context.set_offline(True)
    row(phone, "Nan").get_by_role("button", name="They are here").click()
    row(phone, "Omar").get_by_role("button", name="They are here").click()
    expect(phone.locator("[data-pending]")).to_contain_text("2")
    door.check_in(meeting, people[0], dana)
    door.undo(meeting, people[0])
    Rsvp.objects.filter(pk=people[1].pk).update(state="cancelled")

    phone.context.set_offline(False)
    again = phone.locator("[data-conflicts]")
    expect(again).to_contain_text("Someone took back that Nan is here.")
    expect(again).to_contain_text("Omar gave this seat up.")
    assert here(meeting) == 0

    phone.reload()
    expect(again).to_contain_text("Omar gave this seat up.")
    phone.get_by_role("button", name="I have looked at them").click()
    phone.reload()
    expect(phone.locator("[data-here]")).to_have_text("0")
    expect(again).to_be_hidden()


def test_heads_counted_without_signal_stand_until_they_can_be_saved(
    open_browser, sign_in, dana, meeting, people
):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="One more: adults").click()
    phone.get_by_role("button", name="One more: adults").click()
    phone.get_by_role("button", name="One more: under 18").click()
    assert kept(phone) == [1, 1]  # which waits until the numbers are written down
    phone.reload()
    expect(phone.get_by_label("Adults")).to_have_value("2")

    phone.context.set_offline(False)
    press(phone, phone.get_by_role("button", name="Save the count"))
    expect(phone.get_by_text("The headcount is saved.")).to_be_visible()
    meeting.refresh_from_db()
    assert (meeting.adults_came, meeting.youth_came) == (2, 1)


def test_forgetting_and_signing_out_leave_no_name_behind(
    open_browser, sign_in, dana, meeting, people
):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)
    press(phone, phone.get_by_role("button", name="Forget it here"))
    expect(phone.get_by_role("button", name="Get ready for no signal")).to_be_visible()
    assert kept(phone) == [0, 0]

    phone.get_by_role("button", name="Get ready for no signal").click()
    expect(phone.get_by_role("button", name="Forget it here")).to_be_visible()
    assert kept(phone) == [1, 1]
    phone.goto("/accounts/logout/")
    press(phone, phone.locator("main").get_by_role("button"))
    assert kept(phone) == [0, 0]


def kept(page):
    """How many pages and lists are left in the browser."""
    return page.evaluate(
        """async () => {
            const { pages } = await import("/static/js/kept.js");
            const cache = await caches.open("desk-pages");
            return [(await cache.keys()).length, (await pages()).length];
        }"""
    )


def test_someone_else_at_the_same_phone_does_not_see_the_kept_list(
    open_browser, sign_in, dana, sam, meeting, people
):
    phone = open_browser(width=360)
    sign_in(phone, dana)
    get_ready(phone, meeting)
    sign_in(phone, sam)
    phone.goto(address(meeting))
    expect(phone.get_by_role("button", name="Get ready for no signal")).to_be_visible()
    assert kept(phone) == [0, 0]


@pytest.mark.parametrize("ready", [False, True])
def test_the_camera_reads_the_ticket(
    chromium, live_server, tmp_path, client, dana, meeting, people, ready
):
    film = tmp_path / "ticket.y4m"
    film.write_bytes(filmed(people[2].ticket))
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=[
            *QUIET,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ],
    )
    try:
        phone = browser.new_page(base_url=live_server.url, viewport=PHONE)
        troubles = []
        phone.on(
            "console", lambda said: troubles.append(said.text) if said.type == "error" else None
        )
        client.force_login(dana)
        name = settings.SESSION_COOKIE_NAME
        phone.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        if ready:
            get_ready(phone, meeting)
        else:
            phone.goto(address(meeting))
        phone.get_by_role("button", name="Read tickets with the camera").click()
        expect(phone.locator("[data-said]")).to_contain_text("Rosa is here", timeout=20_000)
        expect(phone.locator("[data-here]")).to_have_text("1")
        phone.get_by_role("button", name="Stop the camera").click()
        assert not troubles
    finally:
        browser.close()
    assert [seat.name for seat in meeting.rsvps.attended()] == ["Rosa"]


def filmed(text, width=640, height=480, scale=10):
    """Two pictures of a ticket, as a camera gives them."""
    code = [list(line) for line in segno.make_qr(text).matrix_iter(scale=scale, border=4)]
    top, left = (height - len(code)) // 2, (width - len(code[0])) // 2
    light = [bytearray(b"\xb4" * width) for _ in range(height)]
    for y, line in enumerate(code):
        light[top + y][left : left + len(line)] = bytes(16 if dark else 235 for dark in line)
    picture = b"FRAME\n" + b"".join(light) + b"\x80" * (width * height // 2)
    head = f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n"
    return head.encode() + picture * 2
