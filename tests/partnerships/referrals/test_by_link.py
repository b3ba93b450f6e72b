"""An organization without an account answers by the link in its mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.referrals import throttle
from partnerships.referrals.models import Referral, ReferralContact, ReferralLink
from partnerships.referrals.models.referral import Actor
from portal.notices.models import Message
from portal.records.models import AccessLog
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_request


@pytest.fixture
def shelter():
    return OrganizationFactory.create(name="Night Shelter", email="desk@shelter.example")


@pytest.fixture
def referral(shelter, dana):
    return a_request(shelter, dana)


@pytest.fixture
def link(referral):
    return mailed()


def mailed():
    """The address in the latest mail with one."""
    mail = Message.objects.filter(text__contains="/referrals/").order_by("-pk").first()
    return "/referrals/" + mail.text.split("/referrals/")[1].split("/")[0] + "/"


def worn_out():
    ReferralLink.objects.update(
        made_at=timezone.now() - timedelta(days=20), expires_at=timezone.now() - timedelta(days=6)
    )


def test_it_shows_what_is_needed_and_nobody(client, link):
    page = client.get(link)
    assert "A place to sleep" in page.text
    assert "Mina" not in page.text
    assert "312-555" not in page.text
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "csrftoken" not in client.cookies


def test_opening_it_changes_nothing_however_often_a_scanner_comes(client, link, referral):
    before = list(Referral.objects.values()), referral.steps.count()
    for address in (link, f"{link}acts/acceptance/", f"{link}contact/", f"{link}renewal/"):
        client.get(address)
        client.head(address)
    assert (list(Referral.objects.values()), referral.steps.count()) == before


def test_it_is_accepted_acted_upon_and_closed(client, link, referral):
    page = client.post(f"{link}acts/acceptance/", follow=True)
    assert "Show how to reach the person" in page.text
    assert "Mina" not in page.text
    page = client.post(f"{link}contact/")
    assert "Mina" in page.text
    assert "312-555-0142" in page.text
    client.post(f"{link}acts/first-contact/")
    page = client.post(f"{link}acts/closure/", {"outcome": "helped", "words": ""})
    assert page.status_code == 200
    assert "Closed" in page.text
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == ("closed", "helped")
    by_link = referral.steps.filter(by_link=True).values_list("what", flat=True)
    assert list(by_link) == ["accepted", "read", "begun", "closed"]
    assert not AccessLog.objects.exists(), "nobody with an account read it"


def test_once_it_is_over_the_link_says_so_and_shows_nothing(client, link, referral):
    client.post(f"{link}acts/refusal/", {"why": "Our list is full."})
    page = client.get(link)
    assert page.status_code == 410
    assert "declined" in page.text
    assert "A place to sleep" not in page.text
    assert client.post(f"{link}acts/acceptance/").status_code == 410
    assert client.post(f"{link}contact/").status_code == 410
    referral.refresh_from_db()
    assert referral.state == "declined"


def test_a_refusal_without_a_reason_is_asked_again(client, link, referral):
    page = client.post(f"{link}acts/refusal/", {"why": " "})
    assert "Say why" in page.text
    referral.refresh_from_db()
    assert referral.state == "sent"


def test_a_reason_that_names_somebody_is_asked_about_once(client, link, referral):
    typed = {"why": "We know that Peter Miller is banned, call 312-555-0199."}
    page = client.post(f"{link}acts/refusal/", typed)
    assert "looks like" in page.text
    assert "Peter Miller is banned" in page.text, "nothing typed is lost"
    client.post(f"{link}acts/refusal/", {"why": "That person may not come in."})
    referral.refresh_from_db()
    assert referral.state == "declined"


def test_contact_is_not_shown_before_they_say_yes(client, link):
    page = client.post(f"{link}contact/", follow=True)
    assert "Mina" not in page.text


def test_taken_back_it_opens_nothing(client, link, referral, dana):
    client.post(f"{link}acts/acceptance/")
    referral.refresh_from_db()
    referral.withdraw(Actor(dana))
    for page in (client.get(link), client.post(f"{link}contact/")):
        assert page.status_code == 410
        assert "taken back" in page.text
        assert "Mina" not in page.text
    assert "Mail me a new link" not in client.get(link).text


@pytest.mark.parametrize("token", ["made-up", "x" * 43, "A" * 900])
def test_a_made_up_link_is_not_there(client, link, token):
    assert client.get(f"/referrals/{token}/").status_code == 404
    assert client.post(f"/referrals/{token}/renewal/").status_code == 404


def test_another_act_is_not_there(client, link):
    assert client.post(f"{link}acts/deletion/").status_code == 404


def test_an_old_link_offers_a_new_one_by_mail_to_the_same_address(client, link, referral):
    worn_out()
    page = client.get(link)
    assert page.status_code == 410
    assert "Mail me a new link" in page.text
    assert "A place to sleep" not in page.text
    assert client.post(f"{link}acts/acceptance/").status_code == 410

    page = client.post(f"{link}renewal/")
    assert "on its way" in page.text
    newer = mailed()
    assert newer != link
    assert Message.objects.order_by("-pk").first().to == "desk@shelter.example"
    assert client.get(newer).status_code == 200
    assert client.get(link).status_code == 410
    referral.refresh_from_db()
    assert referral.state == "sent"


def test_new_links_are_not_mailed_without_end(client, link):
    worn_out()
    client.post(f"{link}renewal/")
    page = client.post(f"{link}renewal/")
    assert page.status_code == 410
    assert "few minutes ago" in page.text
    for _again in range(10):
        then = timezone.now() - timedelta(hours=2)
        ReferralLink.objects.update(made_at=then, expires_at=then + timedelta(hours=1))
        page = client.post(f"{link}renewal/")
    assert "Enough links" in page.text
    assert ReferralLink.objects.count() <= 6


def test_an_address_that_changed_gets_no_link(client, link, shelter):
    worn_out()
    shelter.email = "somebody@else.example"
    shelter.save()
    assert "address has changed" in client.post(f"{link}renewal/").text


def test_whoever_tries_too_often_waits(client, link, monkeypatch):
    monkeypatch.setattr(throttle, "HITS", 2)
    codes = [
        client.get("/referrals/guess/", REMOTE_ADDR="192.0.2.77").status_code for _ in range(9)
    ]
    assert codes[-1] == 429
    assert client.get(link, REMOTE_ADDR="192.0.2.78").status_code == 200


def test_another_site_cannot_press_the_button(client, link, referral):
    answer = client.post(f"{link}acts/acceptance/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    referral.refresh_from_db()
    assert referral.state == "sent"


def test_the_link_acts_as_the_link_also_when_somebody_is_signed_in(client, link, referral, omar):
    client.force_login(omar)
    client.post(f"{link}acts/acceptance/")
    step = referral.steps.get(what="accepted")
    assert step.by is None
    assert step.by_link


def test_of_two_requests_each_link_opens_its_own(client, link, shelter, dana):
    a_request(shelter, dana, need="A warm coat")
    assert "warm coat" not in client.get(link).text
    assert "warm coat" in client.get(mailed()).text


def test_replayed_after_the_end_nothing_happens_twice(client, link, referral):
    for _again in range(2):
        client.post(f"{link}acts/acceptance/")
    assert referral.steps.filter(what="accepted").count() == 1
    assert ReferralContact.objects.count() == 1
