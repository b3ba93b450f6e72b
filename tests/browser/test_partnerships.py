"""Agreements and requests for help as they meet the eye, and a request answered by its link."""

import pytest

from partnerships.referrals import tokens
from partnerships.referrals.models import ReferralLink
from tests.browser.acts import press
from tests.factories.agreements import AgreementFactory, SharedGoalFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_member, a_request, brought_to, late


@pytest.fixture
def shelter():
    return OrganizationFactory.create(name="Night Shelter", email="desk@shelter.example")


@pytest.fixture
def link(shelter, kim):
    """A link whose token we know: that of the mail is erased once it has gone."""
    ReferralLink.objects.filter(referral=a_request(shelter, kim)).update(
        token_hash=tokens.hash_of("a-token-of-ours")
    )
    return "/referrals/a-token-of-ours/"


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_partnerships_is_accessible(
    open_browser, sign_in, axe, shelter, link, kim, width
):
    page = open_browser(width=width, bypass_csp=True)
    assert page.goto(link).ok
    axe(page)
    goal = SharedGoalFactory.create(agreement__organization=shelter)
    lapsed = AgreementFactory.create(organization=shelter, purpose="space", has_lapsed=True)
    asked = AgreementFactory.create(organization=shelter, purpose="events", is_proposed=True)
    referral = brought_to(late(a_request(shelter, kim)), "accepted")
    here = [goal.agreement, lapsed, asked, referral]
    sign_in(page, kim)
    for address in [
        *("/desk/agreements/", "/desk/agreements/new/", "/desk/referrals/", "/desk/referrals/new/"),
        *(each.get_absolute_url() for each in here),
        f"{lapsed.get_absolute_url()}sheet/",
    ]:
        assert page.goto(address).ok, address
        axe(page)
    sign_in(page, a_member(shelter, "owner"))
    for address in [
        *("/workspace/agreements/", "/workspace/referrals/"),
        *(each.workspace_url for each in here),
    ]:
        assert page.goto(address).ok, address
        axe(page)


def test_a_shelter_without_an_account_says_yes_on_a_phone(phone, link):
    phone.goto(link)
    press(phone, phone.get_by_role("button", name="Yes, we will help"))
    press(phone, phone.get_by_role("button", name="Show how to reach the person"))
    phone.get_by_text("312-555-0142").wait_for()
    press(phone, phone.get_by_role("button", name="Yes, we have been in contact"))
    phone.get_by_text("Helped", exact=True).click()
    press(phone, phone.get_by_role("button", name="Close the request"))
    phone.get_by_text("There is nothing more to do").wait_for()
