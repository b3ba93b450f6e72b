"""An officer leaves, another comes: the team, the note, and what residents see of it."""

import io

import pytest
from django.utils import timezone
from PIL import Image

from portal.areas.models import HandoverNote
from tests.browser.acts import press
from tests.factories.accounts import UserFactory
from tests.factories.areas import HandoverNoteFactory, PortraitFactory, TeamMemberFactory
from tests.factories.organizations import OrganizationFactory


@pytest.fixture
def posted(dana, millrace):
    return TeamMemberFactory.create(area=millrace, user=dana, duty="leads the team")


def a_face():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG")
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_an_officer_shows_a_face_and_hands_over_without_any_script(
    open_browser, sign_in, dana, millrace, posted
):
    nora = UserFactory.create(email="nora@example.org", name="Nora", role="officer", area=millrace)
    page = open_browser(width=360, java_script_enabled=False)
    sign_in(page, dana)
    page.goto(f"/desk/areas/millrace/team/{posted.pk}/")
    page.get_by_label("When and where to find them").fill("Fridays at the library")
    page.locator("input[type=file]").set_input_files(a_face())
    press(page, page.get_by_role("button", name="Show it to residents"))
    page.get_by_text("Saved. Residents see it now.").wait_for()

    page.goto("/areas/millrace/")
    assert page.get_by_alt_text("Photo of Officer Dana").count() == 1
    assert page.get_by_text("Fridays at the library").is_visible()

    page.goto("/desk/areas/millrace/handover/")
    press(page, page.get_by_role("button", name="Begin my own note"))
    page.get_by_label("What works").fill("Coming by on foot.")
    press(page, page.get_by_role("button", name="Hand it over"))
    page.get_by_text("Handed over.").wait_for()

    page = open_browser(width=360, java_script_enabled=False)
    sign_in(page, nora)
    page.goto(HandoverNote.objects.get().get_absolute_url())
    assert page.get_by_text("Coming by on foot.").is_visible()
    press(page, page.get_by_role("button", name="I have read it"))
    page.get_by_text("Noted: you have read it.").wait_for()
    assert HandoverNote.objects.get().readings.get().by == nora


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_team_are_accessible(
    open_browser, sign_in, axe, sam, paul, millrace, posted, width, scheme
):
    PortraitFactory.create(member=posted)
    millrace.team_email, millrace.team_phone = "millrace@example.org", "555-0104"
    millrace.save()
    draft = HandoverNoteFactory.create(posting=posted)
    before = TeamMemberFactory.create(area=millrace, until_on=timezone.localdate())
    sent = HandoverNoteFactory.create(posting=before, sent_at=timezone.now())
    church = OrganizationFactory.create(name="Grace Church", slug="grace-church")
    church.memberships.create(user=paul, role="owner")
    desk = "/desk/areas/millrace"
    pages = [
        "/areas/millrace/",
        f"{desk}/",
        f"{desk}/team/",
        f"{desk}/team/new/",
        f"{desk}/team/{posted.pk}/",
        f"{desk}/handover/",
        f"{desk}/handover/{draft.pk}/",
        f"{desk}/handover/{sent.pk}/",
    ]
    for person, addresses in ((sam, pages), (paul, ["/concerns/new/?for=grace-church"])):
        page = open_browser(width=width, color_scheme=scheme, bypass_csp=True)
        sign_in(page, person)
        for address in addresses:
            assert page.goto(address).ok, address
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, address
            axe(page)
