"""Staff work through the API by the same rules as on the pages."""

import pytest
from django.test import Client

from engagement.concerns.models import Concern
from portal.notices.models import Message
from portal.records.models import AccessLog
from tests.clients import PortalClient
from tests.factories.concerns import CategoryFactory, ConcernFactory

DESK = "/api/v1/desk/concerns/"
ENTERED = {"source": "phone", "description": "Cars race on Mill Street.", "area": "millrace"}


@pytest.fixture
def at_desk(client, dana):
    client.force_login(dana)
    return client


def send(client, address, said=None, **headers):
    return client.post(address, said or {}, content_type="application/json", headers=headers)


def test_the_queue_holds_ones_own_district(at_desk, millrace, hillside):
    own = ConcernFactory.create(area=millrace)
    ConcernFactory.create(area=hillside)
    ConcernFactory.create(area=millrace, sensitive=True)
    ConcernFactory.create(area=millrace, state="resolved")
    page = at_desk.get(DESK).json()
    assert [one["id"] for one in page["results"]] == [own.pk]
    assert "contact" not in str(page)
    closed = at_desk.get(f"{DESK}?state=resolved").json()["results"]
    assert [one["state"] for one in closed] == ["resolved"]
    assert at_desk.get(f"{DESK}?show=late").json()["results"] == []
    assert at_desk.get(f"{DESK}?show=lost").status_code == 400


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_the_queue_costs_the_same_however_long(
    at_desk, millrace, dana, how_many, django_assert_max_num_queries
):
    category = CategoryFactory.create()
    ConcernFactory.create_batch(how_many, area=millrace, category=category, assigned_to=dana)
    at_desk.get(DESK)
    with django_assert_max_num_queries(8):
        at_desk.get(DESK)


def test_one_concern_shows_thread_and_contact_and_reading_is_written_down(at_desk, millrace):
    named = ConcernFactory.create(area=millrace, named=True)
    anonymous = ConcernFactory.create(area=millrace)
    read = at_desk.get(f"{DESK}{named.pk}/").json()
    assert read["contact"]["email"] == "nadia@example.org"
    assert AccessLog.objects.about(named).count() == 1
    at_desk.get(f"{DESK}{anonymous.pk}/")
    assert AccessLog.objects.about(anonymous).count() == 1


def test_oversight_reads_without_contact_and_acts_on_nothing(client, olivia, millrace_concern):
    client.force_login(olivia)
    assert client.get(f"{DESK}{millrace_concern.pk}/").json()["contact"] is None
    assert send(client, f"{DESK}{millrace_concern.pk}/acknowledgement/").status_code == 403


def test_another_district_finds_nothing(client, lee, millrace_concern):
    client.force_login(lee)
    assert client.get(f"{DESK}{millrace_concern.pk}/").status_code == 404
    assert send(client, f"{DESK}{millrace_concern.pk}/acknowledgement/").status_code == 404


def test_a_password_alone_opens_nothing(dana, millrace_concern):
    client = PortalClient()
    client.force_login(dana, second_factor=False)
    assert client.get(DESK).status_code == 403
    assert send(client, f"{DESK}{millrace_concern.pk}/acknowledgement/").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, millrace_concern):
    answer = client.get(DESK)
    assert answer.status_code == 401
    assert answer.json() == {"errors": {"request": ["Sign in first, with your second step."]}}


def test_a_write_needs_the_token_of_the_site(dana, millrace_concern):
    client = PortalClient(enforce_csrf_checks=True)
    client.force_login(dana)
    answer = send(client, f"{DESK}{millrace_concern.pk}/acknowledgement/")
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["errors"]["request"][0]


def test_raising_needs_no_token_at_all():
    said = {"description": "Cars race.", "place": "Mill Street"}
    answer = send(Client(enforce_csrf_checks=True), "/api/v1/concerns/", said)
    assert answer.status_code == 201


def test_a_concern_lives_its_life(at_desk, dana, millrace_concern):
    address = f"{DESK}{millrace_concern.pk}"
    lived = [
        ("acknowledgement", {}, "acknowledged"),
        ("assignment", {}, "acknowledged"),
        ("answer", {"text": "I will look on Friday."}, "acknowledged"),
        ("note", {"text": "Ask the park."}, "acknowledged"),
        ("work", {}, "in_progress"),
        ("plan", {"reason": "The park closes the gate in May."}, "planned"),
        ("closure", {"state": "resolved", "reason": "The gate is closed."}, "resolved"),
        ("reopening", {}, "reopened"),
    ]
    for act, said, state in lived:
        answer = send(at_desk, f"{address}/{act}/", said)
        assert (answer.status_code, answer.json()["state"]) == (200, state), act
    assert [message["kind"] for message in answer.json()["messages"]] == ["answer", "note"]
    assert answer.json()["assigned_to"] == "Dana"
    assert Message.objects.filter(to="nadia@example.org").count() == 3
    assert millrace_concern.steps.filter(by=dana).count() == len(answer.json()["steps"])


def test_what_cannot_follow_is_refused_in_words(at_desk, millrace_concern):
    answer = send(at_desk, f"{DESK}{millrace_concern.pk}/reopening/")
    assert answer.status_code == 409
    assert "cannot become" in answer.json()["errors"]["request"][0]


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        ("answer", {"text": " "}, "text"),
        ("note", {}, "text"),
        ("plan", {"reason": ""}, "reason"),
        ("closure", {"state": "lost", "reason": "x"}, "state"),
        ("closure", {"state": "resolved"}, "reason"),
        ("closure", {}, "state"),
    ],
)
def test_what_is_missing_is_said(at_desk, millrace_concern, act, said, field):
    answer = send(at_desk, f"{DESK}{millrace_concern.pk}/{act}/", said)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_the_same_answer_sent_twice_is_said_once(at_desk, millrace_concern):
    for _ in range(2):
        said = {"text": "On Friday."}
        key = {"Idempotency-Key": "0123456789abcdef"}
        send(at_desk, f"{DESK}{millrace_concern.pk}/answer/", said, **key)
    assert millrace_concern.thread.count() == 1


def test_an_officer_enters_a_concern_for_someone(at_desk, dana, millrace):
    noise = CategoryFactory.create()
    said = {**ENTERED, "category": noise.slug, "contact_phone": "312-555-0142"}
    key = {"Idempotency-Key": "0123456789abcdef"}
    answer = send(at_desk, DESK, said, **key)
    again = send(at_desk, DESK, said, **key)
    concern = Concern.objects.get()
    assert (answer.status_code, again.status_code) == (201, 200)
    assert len(answer.json()["receipt"]) == 16
    assert again.json() == answer.json()
    assert (concern.entered_by, concern.source, concern.area) == (dana, "phone", millrace)
    assert (concern.category, concern.contact_phone) == (noise, "312-555-0142")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"source": "web"}, "source"),
        ({"area": "nowhere"}, "area"),
        ({"area": None}, "area"),
        ({"description": ""}, "description"),
        ({"language": "xx"}, "language"),
        ({"anonymous": True, "contact_name": "Nadia"}, "request"),
    ],
)
def test_an_entry_that_makes_no_sense_is_told_so(at_desk, millrace, said, field):
    answer = send(at_desk, DESK, {**ENTERED, **said})
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert not Concern.objects.exists()


def test_a_resident_enters_nothing_at_the_desk(client, rosa, millrace):
    client.force_login(rosa)
    assert send(client, DESK, ENTERED).status_code == 403
    assert client.get(DESK).status_code == 403
