"""Surveys and crime as they meet the eye: on the smallest phone at night, on a desk by day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from metrics.crime import measuring
from metrics.crime.models import Forecast, Surge
from metrics.surveys.answering.doors import kiosk_pass
from metrics.surveys.models import Instrument, Invitation, OwnWords, Question, Quota
from metrics.surveys.results.folding import fold
from metrics.surveys.results.releasing import release
from metrics.surveys.shipped import COMMUNITY_TRUST
from metrics.surveys.waves.inviting import Person, invite
from tests.browser.acts import press
from tests.factories.concerns import CategoryFactory
from tests.factories.crime import (
    CrimeCategoryFactory,
    ForecastRunFactory,
    MonthlyCountFactory,
    ProgramAreaFactory,
    ProgramFactory,
)
from tests.factories.organizations import OrganizationFactory
from tests.factories.own_words import over
from tests.factories.surveys import WaveFactory, a_draft, neighbors_answer

EYES = [
    pytest.param({"width": 320, "color_scheme": "dark"}, id="phone"),
    pytest.param({"width": 1280, "color_scheme": "light"}, id="desk"),
]
pytestmark = pytest.mark.parametrize("eyes", EYES)


@pytest.fixture
def look(open_browser, axe, eyes):
    """Opens these pages, and says of all of them what is wrong: `look(kim_s_window, "/desk/")`."""

    def sees(page, *addresses):
        """Without an address: the page as it stands."""
        found = []
        for address in addresses or [""]:
            if address:
                assert page.goto(address).ok, address
                assert page.url.endswith(address), f"{address} led to {page.url}"
            try:
                axe(page)
            except AssertionError as wrong:
                found.append(str(wrong))
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                found.append(f"{page.url} is {wide} pixels too wide")
        assert not found, "\n".join(found)

    sees.window = lambda **more: open_browser(**eyes, bypass_csp=True, **more)
    return sees


@pytest.fixture
def desk(look, sign_in, kim):
    """The deputy chief’s window."""
    page = look.window()
    sign_in(page, kim)
    return page


def trust():
    return Instrument.objects.shipped(COMMUNITY_TRUST)


def invited(wave, language="en"):
    invitation, token = Invitation.drawn(wave, language)
    invitation.save()
    return reverse("surveys:answer", args=[token])


def refused(page, address):
    """Open what is answered with a status the console would complain of."""
    page.route(f"**{address}", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(address)
    page.unroute(f"**{address}")


# Instruments


def test_the_builder(look, desk):
    draft = a_draft()
    here, kinds = draft.get_absolute_url(), Question.Kind.values
    fixed = Instrument.objects.get(slug=draft.slug, version=1)
    fixed.field()
    look(desk, "/desk/surveys/instruments/", fixed.get_absolute_url(), here)
    look(desk, *(f"/desk/surveys/instruments/{page}/" for page in ("new", "upload")))
    look(desk, f"{here}about/", f"{here}pages/1/", f"{here}pages/1/deletion/")
    look(desk, *(f"{here}pages/1/{kind}/" for kind in kinds))
    look(desk, *(f"{here}questions/{code}/" for code in ("listen", "fair", "contact_fair", "age")))
    look(desk, f"{here}questions/listen/deletion/", f"{here}retirement/", f"{here}deletion/")
    look(desk, f"{here}indices/", f"{here}indices/trust/", f"{here}indices/trust/deletion/")
    for language in ("en", "es"):
        look(desk, f"{here}languages/{language}/", f"{here}preview/{language}/")


def test_what_the_builder_refuses(look, desk):
    here = a_draft().get_absolute_url()
    for page, button in ((f"{here}pages/1/likert/", "Keep it"), (f"{here}indices/", "Keep it")):
        desk.goto(page)
        press(desk, desk.get_by_role("button", name=button))
        expect(desk.locator("main [role=alert]").first).to_be_visible()
        look(desk)


# Waves


def test_planning_and_asking(look, desk, riverside, hillside):
    draft = WaveFactory.create(draft=True, general=True, frame="list", sample_type="listed")
    Quota.objects.create(wave=draft, area=riverside, wanted=40)
    running = WaveFactory.create(general=True, frame="list", sample_type="listed")
    invite(running, [Person("rosa@example.org", "es"), Person("omar@example.org")])
    open_one = WaveFactory.create(
        general=True, is_open_to_all=True, has_kiosk=True, asks_area=True,
        title="Safety in Riverside and everywhere around it, autumn 2026",
    )  # fmt: skip
    Quota.objects.create(wave=open_one, area=hillside, wanted=40)
    theirs = WaveFactory.create(general=True, operator=OrganizationFactory.create())
    past = over(WaveFactory.create(general=True))
    at = "/desk/surveys/waves/"
    look(desk, "/desk/surveys/", "/desk/surveys/partners/", f"{at}new/", f"{at}sensitive/")
    look(desk, *(f"{at}{wave.pk}/" for wave in (draft, running, open_one, theirs, past)))
    look(desk, f"{at}{draft.pk}/plan/", f"{at}{draft.pk}/quotas/")
    look(desk, f"{at}{running.pk}/invitations/", f"{at}{open_one.pk}/poster/")
    entry = f"/desk/surveys/entry/{open_one.pk}/"
    look(desk, entry, f"{entry}kiosk/", f"{entry}file/")


def test_what_a_plan_and_a_list_are_refused_for(look, desk):
    running = WaveFactory.create(general=True, frame="list", sample_type="listed")
    desk.goto("/desk/surveys/waves/new/")
    press(desk, desk.get_by_role("button", name="Keep the plan"))
    look(desk)
    desk.goto(f"/desk/surveys/waves/{running.pk}/invitations/")
    desk.get_by_label("Paste the list").fill("rosa@example.org,es\nnobody\nomar@example.org,xx")
    press(desk, desk.get_by_role("button", name="Invite them"))
    look(desk)
    desk.goto(f"/desk/surveys/entry/{running.pk}/")
    press(desk, desk.get_by_role("button", name="Save, then the next one"))
    look(desk)
    desk.goto(f"/desk/surveys/entry/{running.pk}/file/")
    press(desk, desk.locator("main form button[type=submit]").first)
    look(desk)


# What came of it


@pytest.fixture
def answered(riverside, hillside):
    """A wave of everything that can be asked, over, with answers from two districts."""
    wave = WaveFactory.create(instrument=trust(), sample_type="open", title="Trust, autumn")
    neighbors_answer(wave, 90, areas=(riverside, hillside))
    fold()
    return over(wave)


def test_own_words(look, desk, kim, answered):
    shown, withheld = OwnWords.objects.filter(wave=answered).by_lot()[:2]
    OwnWords.objects.filter(pk=shown.pk).decide("shown", kim)
    OwnWords.objects.filter(pk=withheld.pk).decide("withheld", kim, why="names")
    here = f"/desk/surveys/words/{answered.pk}/"
    look(desk, here, f"{here}?state=shown", f"{here}?state=withheld", f"{here}answers/")


def test_results(look, desk, kim, answered):
    staff = f"/desk/surveys/results/{answered.pk}/"
    look(desk, staff)
    out = release(answered, kim)
    look(desk, staff)
    public = f"/surveys/results/{out.wave.slug}/"
    look(look.window(), "/surveys/results/", "/surveys/results/method/", public, f"{public}1/")
    spanish = look.window(locale="es")
    look(spanish, "/surveys/results/", public)
    spanish.eval_on_selector_all("main details", "all => all.forEach(each => { each.open = true })")
    look(spanish)


# Answering


@pytest.mark.parametrize("language", ["en", "es"])
def test_answering(look, language):
    wave = WaveFactory.create(instrument=trust(), frame="list", sample_type="listed")
    page = look.window(locale=language)
    look(page, invited(wave, language))
    for _page in range(3):
        step = page.locator("button[name='cg.go'][value=next]")
        press(page, step)
        if page.locator("main .cg-error").count():
            look(page)
            for question in page.locator("main fieldset:has(> .cg-choices, > .cg-scale)").all():
                question.locator("label").first.click()
            press(page, step)
            if page.locator("main [autofocus]").count():  # a little more on this page
                look(page)
                page.locator("[name=contact_fair] + label").first.click()
                press(page, step)
        look(page)
    press(page, page.locator("button[name='cg.go'][value=next]"))
    look(page)


def test_doors_that_open_and_doors_that_do_not(look, riverside, hillside):
    listed = WaveFactory.create(instrument=trust(), frame="list", sample_type="listed")
    link = WaveFactory.create(instrument=trust(), is_open_to_all=True, asks_area=True)
    tablet = WaveFactory.create(instrument=trust(), is_open_to_all=True, has_kiosk=True)
    Quota.objects.create(wave=link, area=riverside, wanted=1)
    neighbors_answer(link, 1, areas=(riverside,))
    page = look.window()

    path = f"/surveys/open/{link.link_code}/"
    look(page, path)
    press(page, page.get_by_role("button", name="Next"))
    look(page)  # no area was chosen
    page.get_by_text(riverside.name, exact=True).click()
    press(page, page.get_by_role("button", name="Next"))
    look(page)  # enough came from there

    start = f"/surveys/open/{tablet.link_code}/kiosk/?by={kiosk_pass(tablet)}"
    look(page, start)
    press(page, page.get_by_role("button", name="Begin"))
    look(page)

    path = invited(listed)
    look(page, f"{path}decline/")
    press(page, page.get_by_role("button", name="I do not take part"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We will not write about it again")
    look(page)
    for closed in (path, invited(over(listed)), "/surveys/nobody-knows-this/"):
        refused(page, closed)
        look(page)


# Crime

KIND = {
    "placebo": False,
    "means": {"with_before": 3.2, "with_after": 3, "without_before": 4, "without_after": None},
    "ratio": 0.8, "low": 0.7, "high": 0.9, "p": 0.001, "p_by": "clusters", "dealt": 0.01,
    "study": {
        "before_p": 0.01,
        "drift": 0.02,
        "quarters": [{"since": n, "ratio": 0.9, "low": 0.7, "high": 1.2} for n in (-2, 0)],
    },
    "year_early": {"ratio": 0.7, "low": 0.5, "high": 0.9},
    "staggered": {"change": -0.1, "se": 0.02},
}  # fmt: skip


def test_crime(look, desk, millrace, eastbank):
    theft = CrimeCategoryFactory.create(code="theft", name="Theft")
    for place in (millrace, eastbank):
        for month in range(1, 10):
            MonthlyCountFactory.create(
                area=place, category=theft, n=30 + month, month=date(2024, month, 1)
            )
    program = ProgramFactory.create(
        finding={
            "status": "measured", "reasons": [],
            "treated": 9, "controls": 20, "before": 24, "after": 12,
            "kinds": [
                KIND | {"code": measuring.EVERYTHING},
                KIND | {"code": "theft", "adjusted": 0.4},
                KIND | {"code": "theft", "placebo": True, "adjusted": 0.9},
            ],
        }
    )  # fmt: skip
    described = ProgramAreaFactory.create(area=millrace, began_on=date(2024, 9, 1)).program
    measuring.measure(described)
    at = "/command/crime/"
    look(desk, at, f"{at}?category=theft&area={millrace.slug}", f"{at}?span=nonsense")
    look(desk, f"{at}programs/", f"{at}programs/new/")
    look(desk, program.get_absolute_url(), described.get_absolute_url())
    look(desk, *(f"{described.get_absolute_url()}{page}/" for page in ("edit", "areas")))
    look(look.window(), "/crime/", "/crime/model-card/")


def test_looking_ahead(look, desk, millrace, settings):
    look(desk, "/command/crime/ahead/")
    settings.FORECASTS = True
    topic = CategoryFactory.create(slug="parked", name="Parked cars")
    card = {
        "series": 3, "months": 60, "origins": 48, "coverage": {"0.8": 0.79, "0.95": 0.96},
        "methods": {"harmonic": {"mase": 0.71, "wis": 3.2}},
        "over": [{"area": millrace.pk, "over": 0.04, "mase": 0.8}],
    }  # fmt: skip
    run = ForecastRunFactory.create(card=card)
    month = timezone.localdate().replace(day=1)
    Forecast.objects.create(
        run=run, area=millrace, month=month, middle=20,
        low80=15, high80=25, low95=12, high95=29, year_before=18,
    )  # fmt: skip
    Surge.objects.create(
        run=run, topic=topic, month=month - timedelta(days=30),
        observed=40, expected=12, upper=21, adjusted=0.001,
    )  # fmt: skip
    look(desk, "/command/crime/ahead/")
    look(look.window(), "/crime/model-card/")
