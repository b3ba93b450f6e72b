"""The full life of a series of meetings, in a real browser: nothing here is mocked but the hour."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from engagement.commitments.models import Commitment
from engagement.events.models import Event, Series, Session
from engagement.events.tasks import remind
from tests.browser.acts import press
from tests.browser.test_loop import link_in, mail_to

FIRST, SECOND = "luz@example.org", "noor@example.org"
PROMISE = "Paint the crossing by the school"


def plan_a_series(desk):
    """Two Tuesdays or whatever day it is then, one seat each, so that the second one waits."""
    soon = timezone.localtime() + timedelta(days=3)
    desk.goto("/desk/events/series/new/")
    desk.get_by_label("Title").fill("Millrace evening meeting")
    desk.get_by_label("What it is for").fill("Settle the crossing. Neighbors speak first.")
    desk.locator("[name=on]").fill(soon.strftime("%Y-%m-%d"))
    desk.get_by_label("Starts").fill("18:30")
    desk.get_by_label("Ends").fill("20:00")
    desk.get_by_label("How many times").fill("2")
    desk.get_by_label("Area").select_option(label="Millrace")
    desk.get_by_label(re.compile(r"^\s*Place\b")).fill("Cannery Hall")
    desk.get_by_label("Seats").fill("1")
    press(desk, desk.get_by_role("button", name="See the days"))
    press(desk, desk.get_by_role("button", name="Save the series"))
    assert Event.objects.count() == 2


def publish_all(desk):
    desk.goto(Series.objects.get().get_absolute_url())
    press(desk, desk.locator("form[action$='/publication/'] button").first)
    assert not Event.objects.filter(published_at=None).exists()


def save_a_seat(phone, session, name, address):
    phone.goto(session.get_absolute_url())
    phone.locator("[name=name]").fill(name)
    phone.locator("[name=email]").fill(address)
    press(phone, phone.locator("form[action*='/rsvp/'] button[type=submit]"))
    assert phone.locator("html").get_attribute("lang") == "es"


def give_it_up(phone, mail_sink):
    phone.goto(link_in(mail_to(mail_sink, FIRST), "/(?:es/)?events/seats/"))
    press(phone, phone.locator("aside form button[type=submit]"))


def take_the_offer(phone, mail_sink):
    phone.goto(link_in(mail_to(mail_sink, SECOND), "/(?:es/)?events/seats/"))
    press(phone, phone.locator("form[action$='/acceptance/'] button"))


def move(session, *, starts_in):
    """The hour is the one thing that is not real here."""
    starts_at = timezone.now() + starts_in
    Session.objects.filter(pk=session.pk).update(
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90)
    )


def be_reminded(session, mail_sink):
    move(session, starts_in=timedelta(hours=47))
    remind()
    words = mail_to(mail_sink, SECOND, "Millrace").get_body(("plain",)).get_content()
    assert session.rsvps.going().get().token in words


def check_in_without_signal(door, session):
    move(session, starts_in=timedelta(minutes=-10))
    door.goto(f"/desk/events/sessions/{session.pk}/door/")
    door.get_by_role("button", name="Get ready for no signal").click()
    expect(door.get_by_text("Ready. This page now opens without signal.")).to_be_visible()
    door.context.set_offline(True)
    door.get_by_label("Code or name").fill(session.rsvps.going().get().ticket)
    door.get_by_role("button", name="Check in", exact=True).click()
    expect(door.get_by_text("Noor is here.")).to_be_visible()
    assert not session.rsvps.attended().exists()
    door.context.set_offline(False)
    expect(door.get_by_text("Everything is sent.")).to_be_visible()
    assert session.rsvps.attended().get().name == "Noor"


def write_it_up(desk, session):
    desk.goto(f"/desk/events/{session.event_id}/notes/")
    part = desk.locator("#promises")
    part.get_by_label("What do we promise?", exact=True).fill(PROMISE)
    part.get_by_role("button", name="Write down the promise").click()
    expect(desk.locator("#promises .cg-ledger")).to_contain_text(PROMISE)
    move(session, starts_in=timedelta(hours=-4))
    desk.goto(f"/desk/events/{session.event_id}/close/")
    desk.get_by_label("Adults").fill("12")
    desk.get_by_label("Under 18").fill("0")
    desk.get_by_label("What did we talk about?").fill("We talked about the crossing.")
    press(desk, desk.get_by_role("button", name="Publish the minutes"))


def keep_it_and_tell(desk):
    desk.goto(Commitment.objects.get().get_absolute_url())
    desk.get_by_text("It is done").click()
    desk.get_by_label("What came of it, or why not?").fill("The stripes are bright.")
    press(desk, desk.get_by_role("button", name="Keep this down"))
    desk.get_by_text("By mail to those who came").click()
    press(desk, desk.get_by_role("button", name="Residents are told"))
    assert Commitment.objects.get().told_on


def test_a_series_from_the_plan_to_the_promise_that_is_kept_and_told(
    millrace, dana, open_browser, sign_in, mail_sink, axe
):
    desk = open_browser(width=1280, bypass_csp=True)
    phone = open_browser(width=360, locale="es-MX", bypass_csp=True)
    sign_in(desk, dana)

    plan_a_series(desk)
    first, second = Session.objects.order_by("starts_at")
    publish_all(desk)

    save_a_seat(phone, first, "Luz", FIRST)
    axe(phone)
    save_a_seat(phone, first, "Noor", SECOND)
    assert first.rsvps.waiting().get().name == "Noor"

    give_it_up(phone, mail_sink)
    take_the_offer(phone, mail_sink)
    assert first.rsvps.going().get().name == "Noor"

    be_reminded(first, mail_sink)
    door = open_browser(width=360, bypass_csp=True)
    sign_in(door, dana)
    check_in_without_signal(door, first)

    write_it_up(desk, first)
    mail_to(mail_sink, SECOND)
    phone.goto(first.get_absolute_url())
    expect(phone.get_by_role("main")).to_contain_text("We talked about the crossing.")
    axe(phone)
    phone.goto(second.get_absolute_url())
    expect(phone.get_by_role("main")).to_contain_text(PROMISE)

    keep_it_and_tell(desk)
    mail = mail_to(mail_sink, SECOND).get_body(("plain",)).get_content()
    assert "The stripes are bright." in mail
    phone.goto("/promises/")
    expect(phone.get_by_role("main")).to_contain_text("The stripes are bright.")
