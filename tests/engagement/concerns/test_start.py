"""Those who are not sure are shown who takes what; how often is counted, and nothing else."""

import pytest

from engagement.concerns.models import Diversion
from portal.pages.models import Agency
from tests.engagement.concerns.test_anonymity import TRACES, everything_stored


@pytest.fixture
def agency():
    return Agency.objects.update_or_create(
        pk=1,
        defaults={
            "place": "Linden Ferry",
            "police_name": "Linden Ferry Police Department",
            "oversight_name": "Oversight Board",
            "oversight_url": "https://oversight.example/complain",
            "tip_url": "https://tips.example/",
            "non_emergency_phone": "555-0142",
        },
    )[0]


def test_the_first_page_sorts_out_every_way(client):
    page = client.get("/concerns/start/").text
    assert 'href="tel:911"' in page
    for address in ("new/", "track/", *(f"elsewhere/{kind}/" for kind in Diversion.Kind.values)):
        assert f'href="/concerns/{address}"' in page
    assert "Leave this page now" in page


def test_the_form_is_one_click_from_anywhere_and_leads_to_all_ways(client):
    assert 'href="/concerns/start/"' in client.get("/concerns/new/").text
    assert 'href="/concerns/new/"' in client.get("/").text


def test_a_complaint_is_led_to_oversight_and_counted(client, agency):
    page = client.get("/concerns/elsewhere/complaint/")
    assert "The Oversight Board takes it, not the police." in page.text
    assert not Diversion.objects.exists()
    answer = client.post("/concerns/elsewhere/complaint/")
    assert (answer.status_code, answer.url) == (302, agency.oversight_url)
    client.post("/concerns/elsewhere/complaint/")
    assert [(one.kind, one.times) for one in Diversion.objects.all()] == [("complaint", 2)]


def test_the_policy_lets_the_form_lead_there_and_nowhere_else(client, agency):
    policy = client.get("/concerns/elsewhere/complaint/")["Content-Security-Policy"]
    assert "form-action 'self' https://oversight.example/complain" in policy


@pytest.mark.parametrize("kind", Diversion.Kind.values)
def test_where_no_page_takes_it_a_phone_does(client, kind):
    page = client.get(f"/concerns/elsewhere/{kind}/").text
    assert "Ask at the police station or at city hall" in page
    assert client.post(f"/concerns/elsewhere/{kind}/").status_code == 200


def test_there_is_no_other_way(client):
    assert client.get("/concerns/elsewhere/nowhere/").status_code == 404
    assert client.post("/concerns/elsewhere/nowhere/").status_code == 404


def test_nothing_is_known_of_who_went_there(client, agency):
    client.defaults.update(TRACES)
    client.post("/concerns/elsewhere/tip/")
    stored = "\n".join(everything_stored())
    assert not any(trace in stored for trace in TRACES.values())
