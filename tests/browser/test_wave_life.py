"""A wave of asking, once, in a real browser: from the builder to the published number."""

import csv
import io
import re
from collections import Counter
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from metrics.surveys.models import Instrument, OwnWords, Response, Wave
from metrics.surveys.tasks import fold_answers, tidy_waves
from portal.notices.outbox import send_due
from tests.browser.acts import press
from tests.browser.test_loop import choose, link_in, mail_to
from tests.factories.surveys import neighbors_answer

ASKED = "What should the police and the city do next on your block? Please name nobody."
PREGUNTA = "¿Qué deberían hacer ahora la policía y la ciudad en su cuadra? No nombre a nadie."
WISH = "Arreglen la lámpara de la esquina, por favor."
PAGES: list[dict[str, str]] = [
    {"listen": "7", "respect": "8", "safe": "5"},
    {
        "good_job": "4", "explain": "4", "decide_fairly": "3", "dignity": "5", "rights": "4",
        "cooperate": "4", "after_dark": "2", "heard_from": "1", "contact": "2",
    },
    {},
    {"age": "3", "gender": "1", "race": "3", "owns_home": "2"},
]  # fmt: skip
OTHERS = 60


def named(act, what):
    """A link or button that says of which of many it speaks to those who do not see where it is."""
    return re.compile(rf"^{re.escape(act)}\s*: {re.escape(what)}")


def make_a_new_version(desk):
    """Kim takes the shipped questions, and asks one of them in other words."""
    desk.goto("/desk/surveys/")
    press(desk, desk.get_by_role("link", name="Instruments"))
    press(desk, desk.get_by_role("link", name=named("Version 1", "Community trust and safety")))
    press(desk, desk.get_by_role("button", name="New version from this one"))
    made = Instrument.objects.get(slug="community-trust", version=2)
    press(desk, desk.get_by_role("link", name=named("Edit", "next")))
    desk.get_by_label("Question, English").fill(ASKED)
    desk.get_by_label("Question, Spanish").fill(PREGUNTA)
    press(desk, desk.get_by_role("button", name="Keep it"))
    for language, words in (("English", ASKED), ("Spanish", PREGUNTA)):
        desk.goto(made.get_absolute_url())
        press(desk, desk.get_by_role("link", name=named("As residents see it", language)))
        expect(desk.get_by_text(words)).to_be_visible()
    return made


def plan(desk, title, instrument, way, speaks_for):
    desk.goto("/desk/surveys/waves/new/")
    desk.get_by_label("Survey", exact=True).select_option(value=str(instrument.pk))
    desk.get_by_label("Title").fill(title)
    desk.get_by_label(re.compile(r"^\s*Where\b")).select_option(label="Millrace")
    choose(desk, way)
    choose(desk, speaks_for)
    today = timezone.localdate()
    desk.get_by_label("First day").fill(f"{today}")
    desk.get_by_label("Last day").fill(f"{today + timedelta(days=28)}")
    press(desk, desk.get_by_role("button", name="Keep the plan"))
    expect(desk.get_by_role("heading", name="Before it is launched")).to_be_visible()
    press(desk, desk.get_by_role("button", name="Launch it"))
    return Wave.objects.get(title=title)


def ask_the_list(desk, wave):
    press(desk, desk.get_by_role("link", name="Invite people"))
    desk.get_by_label("Paste the list").fill("rosa@example.org, es\nomar@example.org")
    press(desk, desk.get_by_role("button", name="Invite them"))
    assert wave.invitations.count() == 2


def answer(page, answers):
    """Press the label, as people do; the circle itself is drawn."""
    for code, value in answers.items():
        page.locator(f"label:has(+ [name={code}]), [name={code}][value='{value}'] + label").click()


def answer_from_the_mail(phone, mail_sink):
    """Rosa has a phone that runs no script."""
    phone.goto(link_in(mail_to(mail_sink, "rosa@example.org"), "/surveys/"))
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    for number, answers in enumerate(PAGES, start=1):
        answer(phone, answers)
        if number == 3:
            phone.get_by_label(re.compile(re.escape(PREGUNTA))).fill(WISH)
        press(phone, phone.locator("button[name='cg.go'][value=next]"))
    with translation.override("es"):
        expect(phone.get_by_role("heading", level=1)).to_have_text(gettext("Your answer is in"))


def answer_the_open_link(desk, stranger):
    """Anyone may, and the browser does its small sum meanwhile."""
    address = desk.get_by_role("link", name="/surveys/open/").get_attribute("href")
    stranger.goto(re.sub(r"^https?://[^/]+", "", address))
    for answers in PAGES:
        answer(stranger, answers)
        press(stranger, stranger.locator("button[name='cg.go'][value=next]"))
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Your answer is in")


def type_in_a_paper_form(desk, wave):
    desk.goto(f"/desk/surveys/waves/{wave.pk}/")
    press(desk, desk.get_by_role("link", name="Type in paper and phone answers"))
    choose(desk, "On paper")
    for answers in PAGES:
        for code, value in answers.items():
            desk.locator(f"[name={code}]").fill(value)
    press(desk, desk.get_by_role("button", name="Save, then the next one"))
    expect(desk.get_by_text("1 form typed in so far.")).to_be_visible()


def end_it(desk, wave):
    desk.goto(f"/desk/surveys/waves/{wave.pk}/")
    press(desk, desk.get_by_role("button", name="End it now"))
    expect(desk.get_by_text("It has ended.")).to_be_visible()
    # Two hours later.
    wave.refresh_from_db()
    ago = timedelta(hours=2)
    times = {"opens_at": wave.opens_at - ago, "closes_at": wave.closes_at - ago}
    Wave.objects.filter(pk=wave.pk).update(**times)
    tidy_waves()
    fold_answers()


def mails_by_reader(mail_sink):
    """An invitation for each, and thanks for whoever answered."""
    send_due()
    return Counter(mail["To"] for mail in mail_sink.messages)


def read_what_people_wrote(desk, wave):
    desk.goto(f"/desk/surveys/waves/{wave.pk}/")
    press(desk, desk.get_by_role("link", name="Read own words"))
    desk.get_by_label("Language").select_option("es")
    press(desk, desk.get_by_role("button", name="Show", exact=True).first)
    press(desk, desk.get_by_role("button", name=named("Show", WISH)))
    assert OwnWords.objects.get(text=WISH).state == "shown"


def publish(desk, wave):
    desk.goto(f"/desk/surveys/waves/{wave.pk}/")
    press(desk, desk.get_by_role("link", name="Results"))
    expect(desk.get_by_text("These numbers are not public yet.")).to_be_visible()
    press(desk, desk.get_by_role("button", name="Release these numbers"))
    expect(desk.get_by_text("Everyone can read these numbers now.")).to_be_visible()


def read_the_number(visitor, title, axe):
    """On the page, and in the file one can take along."""
    visitor.goto("/surveys/results/")
    press(visitor, visitor.get_by_role("link", name=title))
    axe(visitor)
    expect(visitor.get_by_role("heading", name="How this was measured")).to_be_visible()
    expect(visitor.get_by_text("this is not a random sample")).to_be_visible()
    score = visitor.locator(".cg-stat").first.inner_text()
    with visitor.expect_download() as caught:
        visitor.get_by_role("link", name="estimates.csv").click()
    text = caught.value.path().read_text(encoding="utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text)))
    assert (first["measure"], first["part"], first["group"]) == ("trust", "mean", "all")
    number, low, high = (round(float(first[name])) for name in ("value", "low", "high"))
    assert score.startswith(f"{number} out of 100")
    assert f"between {low} and {high}" in score
    return first


def test_a_wave_goes_from_the_builder_to_a_published_number(
    millrace, dana, kim, open_browser, sign_in, mail_sink, axe
):
    desk = open_browser(width=1280, bypass_csp=True)
    sign_in(desk, kim)
    instrument = make_a_new_version(desk)

    wave = plan(desk, "Trust in Millrace", instrument, "We have a list", "Everyone on a list")
    ask_the_list(desk, wave)
    answer_from_the_mail(open_browser(width=360, java_script_enabled=False), mail_sink)
    answered = Response.objects.get()
    assert (answered.wave, answered.language, answered.age_band) == (wave, "es", "35-54")

    open_to_all = plan(desk, "Trust for all", instrument, "A link that anyone", "Anyone who found")
    answer_the_open_link(desk, open_browser(width=360))
    assert "unproven" not in open_to_all.responses.get().flags

    officer = open_browser(width=1280)
    sign_in(officer, dana)
    type_in_a_paper_form(officer, wave)
    assert wave.responses.get(mode="paper").answers["heard_from"] == [1]

    neighbors_answer(wave, OTHERS, areas=(millrace,))
    sign_in(desk, kim)
    end_it(desk, wave)
    assert mails_by_reader(mail_sink) == {"rosa@example.org": 2, "omar@example.org": 1}
    read_what_people_wrote(desk, wave)
    publish(desk, wave)

    first = read_the_number(open_browser(width=360, bypass_csp=True), wave.title, axe)
    assert int(first["n"]) == OTHERS + 2
