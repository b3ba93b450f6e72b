"""The whole loop, once, in a real browser: nothing here is mocked but the hour."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from engagement.concerns.receipts import DIGITS
from engagement.events.models import Session
from engagement.outreach.models import OutreachEntry
from metrics.reports.tasks import write_reports
from metrics.surveys.tasks import ask_after_meetings
from portal.notices.outbox import send_due
from tests.browser.acts import press

WORRY = "Drivers do not stop at the crossing by Mill Street when school lets out."
ANSWER = "I stood there on two afternoons. The stripes will be painted this month."


def link_in(mail, path):
    words = mail.get_body(("plain",)).get_content()
    return re.search(rf"https?://[^/\s]+({path}[^\s>]*)", words).group(1)


def mail_to(sink, address, subject_part=""):
    send_due()
    found = [
        mail
        for mail in sink.messages
        if address in mail["To"] and subject_part.lower() in mail["Subject"].lower()
    ]
    assert found, f"nothing to {address} among {sink.subjects}"
    return found[-1]


def choose(page, words):
    """Press the label, as people do; the circle itself is drawn."""
    page.locator("label").filter(has_text=words).first.click()


def raise_a_concern(page):
    page.goto("/concerns/new/")
    page.get_by_label("What is happening?").fill(WORRY)
    page.get_by_label("Where?").fill("Millrace")
    choose(page, "Yes, here is how to reach me")
    page.get_by_role("button", name="Go on to step 2").click()
    page.get_by_label("Email").fill("neighbor@example.org")
    press(page, page.get_by_role("button", name="Send my concern"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your concern")
    code = re.sub(r"\D", "", page.locator("[data-code]").inner_text())
    assert len(code) == DIGITS
    return code


def answer_it(desk):
    desk.goto("/desk/concerns/")
    desk.get_by_role("link", name=re.compile("Drivers do not stop")).first.click()
    desk.get_by_role("button", name="I have read it").click()
    expect(desk.get_by_role("button", name="I have read it")).to_have_count(0)
    desk.get_by_label("Answer", exact=True).fill(ANSWER)
    desk.get_by_role("button", name=re.compile("Send")).first.click()
    expect(desk.get_by_text(ANSWER)).to_be_visible()


def read_the_answer(phone, mail_sink, code):
    mail = mail_to(mail_sink, "neighbor@example.org", "answer")
    phone.goto(link_in(mail, "/concerns/follow/"))
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    phone.goto("/concerns/track/")
    phone.get_by_label("Your code").fill(code)
    phone.get_by_role("button", name="Show my concern").click()
    expect(phone.get_by_text(ANSWER)).to_be_visible()


def call_a_meeting(desk):
    desk.goto("/desk/events/new/")
    desk.get_by_label("Title").fill("Millrace evening meeting")
    desk.get_by_label("What it is for").fill("Settle the crossing. Neighbors speak first.")
    desk.get_by_label("Area").select_option(label="Millrace")
    desk.get_by_label(re.compile(r"^\s*Place\b")).fill("Cannery Hall")
    soon = timezone.localtime() + timedelta(days=3)
    desk.get_by_label("Day").fill(soon.strftime("%Y-%m-%d"))
    desk.get_by_label("Starts").fill("18:30")
    desk.get_by_label("Ends").fill("20:00")
    press(desk, desk.get_by_role("button", name="Save the draft"))
    press(desk, desk.get_by_role("button", name="Publish it"))


def save_a_seat(phone, mail_sink):
    phone.goto("/events/")
    phone.get_by_role("link", name="Millrace evening meeting").click()
    phone.get_by_label("Name we can call you").fill("Noor")
    phone.get_by_label("Email").fill("neighbor@example.org")
    press(phone, phone.get_by_role("button", name="Save my seat"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("seat is saved")
    mail = mail_to(mail_sink, "neighbor@example.org", "seat")
    assert any(part.get_content_type() == "text/calendar" for part in mail.walk())


def meet(desk, session):
    """The neighbor comes through the door, and then the meeting is over."""
    desk.goto(f"/desk/events/sessions/{session.pk}/door/")
    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        desk.get_by_role("button", name=re.compile("They are here")).click()
    assert session.rsvps.attended().exists()
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(hours=4), ends_at=now - timedelta(hours=2)
    )


def log_what_came_up(desk, session):
    desk.goto(f"/desk/outreach/new/?session={session.pk}")
    desk.get_by_label("Adults").fill("12")
    desk.get_by_label("What happened?").fill(
        "Neighbors asked when the crossing is painted. We gave the week and who does it."
    )
    choose(desk, "Traffic and crossings")
    desk.get_by_text("It was about a concern we know").click()
    choose(desk, "Drivers do not stop")
    press(desk, desk.get_by_role("button", name="Send it"))
    entry = OutreachEntry.objects.get()
    assert entry.session_id == session.pk
    assert [concern.text for concern in entry.concerns.all()] == [WORRY]


def say_how_it_went(phone, mail_sink, axe):
    link = link_in(mail_to(mail_sink, "neighbor@example.org", "one question"), "/surveys/")
    phone.goto(link)
    axe(phone)
    choose(phone, re.compile(r"^\s*7\s*$"))
    press(phone, phone.get_by_role("button", name="Send my answer"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Your answer is in")
    assert phone.request.get(link).status == 410


def read_the_numbers(desk):
    desk.goto("/command/")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Are we keeping our word?")
    expect(desk.get_by_text("Not enough answers to say").first).to_be_visible()


def have_the_report_written(desk):
    desk.goto("/command/reports/new/")
    press(desk, desk.get_by_role("link", name=re.compile("^District")).first)
    desk.get_by_label(re.compile(r"^\s*Area\b")).select_option("riverside")
    press(desk, desk.get_by_role("button", name="Write the report"))
    write_reports()
    desk.reload()
    download = desk.get_by_role("link", name=re.compile("PDF"))
    expect(download).to_be_visible(timeout=30_000)
    with desk.expect_download() as caught:
        download.click()
    assert caught.value.path().read_bytes().startswith(b"%PDF")


def test_a_worry_becomes_an_answer_a_meeting_and_a_number(
    millrace, dana, kim, open_browser, sign_in, mail_sink, axe
):
    phone = open_browser(width=360, bypass_csp=True)
    desk = open_browser(width=1280, bypass_csp=True)
    sign_in(desk, dana)

    code = raise_a_concern(phone)
    axe(phone)
    answer_it(desk)
    axe(desk)
    read_the_answer(phone, mail_sink, code)

    call_a_meeting(desk)
    save_a_seat(phone, mail_sink)
    axe(phone)
    session = Session.objects.get()
    meet(desk, session)
    log_what_came_up(desk, session)

    ask_after_meetings()
    say_how_it_went(phone, mail_sink, axe)

    sign_in(desk, kim)
    read_the_numbers(desk)
    axe(desk)
    have_the_report_written(desk)
