"""Another program raises a concern: the same rules as the form, and as few traces."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from engagement.concerns import throttle
from engagement.concerns.models import ApiKey, Concern
from engagement.concerns.open311 import posting
from portal.notices.models import Message
from tests.factories.areas import square
from tests.factories.concerns import CategoryFactory

ADDRESS = "/open311/v2/requests.json"


@pytest.fixture(autouse=True)
def noise():
    return CategoryFactory.create(slug="noise", name="Noise")


@pytest.fixture
def key():
    return ApiKey.objects.make("Fix My Corner")[1]


@pytest.fixture
def send(client, key):
    """Sends a concern that is complete; `said` changes it, None leaves a field out."""

    def _send(address=ADDRESS, headers=None, **said):
        fields = {
            "api_key": key,
            "service_code": "noise",
            "description": "Motorbikes race after dark.",
            "address_string": "Mill Lane at 3rd",
            **said,
        }
        fields = {name: value for name, value in fields.items() if value is not None}
        return client.post(address, fields, headers=headers)

    return _send


def refusal(response, code):
    assert response.status_code == code, response.content
    errors = response.json()
    assert {error["code"] for error in errors} == {code}
    return " ".join(error["description"] for error in errors)


def test_a_concern_is_raised_and_its_number_told(send):
    response = send()
    concern = Concern.objects.get()

    assert response.status_code == 201
    (answer,) = response.json()
    assert answer["service_request_id"] == str(concern.pk)
    assert "token" not in answer
    assert (concern.text, concern.place) == ("Motorbikes race after dark.", "Mill Lane at 3rd")
    assert (concern.category.slug, concern.source, concern.state) == ("noise", "open311",
                                                                      "received")  # fmt: skip
    assert concern.anonymous
    assert not concern.wants_public


def test_the_notice_holds_the_code_that_opens_the_thread(send):
    (answer,) = send(extensions="true").json()
    code = answer["extended_attributes"]["receipt"]

    assert Concern.objects.by_code(code) == Concern.objects.get()
    assert code in answer["service_notice"].replace(" ", "")
    assert "/concerns/track/" in answer["service_notice"]


def test_everything_the_form_asks_can_be_said(send):
    send(**{
        "attribute[when_worst][]": ["evenings", "late"],
        "attribute[wish]": "A gate.",
        "attribute[public]": "yes",
        "attribute[unknown]": "x",
    })  # fmt: skip
    concern = Concern.objects.get()

    assert concern.when_worst == ["evenings", "late"]
    assert (concern.wish, concern.wants_public, concern.is_public) == ("A gate.", True, False)


def test_the_point_finds_the_area(send, riverside, millrace):
    riverside.draw(square(-90, 40))
    millrace.draw(square(-90, 40, 0.5))

    send(address_string=None, lat="40.2", long="-89.8")
    concern = Concern.objects.get()

    assert concern.area == millrace
    assert not concern.area_supplied
    assert concern.cell


def test_who_leaves_an_address_is_named_and_written_to(send):
    send(email="zoe@example.org", first_name="Zoe", last_name="Adams")
    concern = Concern.objects.get()

    assert not concern.anonymous
    assert (concern.contact_name, concern.contact_email) == ("Zoe Adams", "zoe@example.org")
    assert Message.objects.get().to == "zoe@example.org"


def test_without_a_way_to_answer_nothing_about_the_person_is_kept(send, caplog):
    caplog.set_level(logging.DEBUG)
    traces = {
        "device_id": "tell-tale-device", "account_id": "tell-tale-account", "first_name": "Zoltan",
        "last_name": "Unusual",
    }  # fmt: skip
    send(headers={"user-agent": "Tell-tale/7", "x-forwarded-for": "198.51.100.23"}, **traces)

    assert Concern.objects.get().anonymous
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")  # noqa: S608  our own
            rows += [row[0] for row in cursor.fetchall()]
    stored = "\n".join(rows) + caplog.text
    for trace in [*traces.values(), "Tell-tale", "198.51.100.23"]:
        assert trace not in stored
    assert not Session.objects.exists()
    assert not mail.outbox


def test_it_is_answered_in_xml_as_well(send):
    response = send("/open311/v2/requests.xml")

    assert response.status_code == 201
    number = Concern.objects.get().pk
    assert f"<service_request_id>{number}</service_request_id>" in response.content.decode()
    assert b"<service_requests><request>" in response.content


def test_a_link_to_a_picture_is_kept_as_words(send):
    send(media_url="https://pictures.example/1.jpg")

    assert Concern.objects.get().text.endswith("dark.\n\nhttps://pictures.example/1.jpg")


def test_sent_again_under_one_key_it_is_one_concern(send, key):
    again = {"idempotency-key": "7"}
    first, second = send(headers=again).json(), send(headers=again).json()

    assert first == second
    assert Concern.objects.count() == 1
    send(headers=again, description="Another thing.")
    send()
    send()
    assert Concern.objects.count() == 4


def test_a_token_leads_to_the_number(send, client):
    (answer,) = send(extensions="true").json()
    token = answer["extended_attributes"]["token"]

    found = client.get(f"/open311/v2/tokens/{token}.json").json()
    assert found == [{"service_request_id": answer["service_request_id"], "token": token}]
    assert answer["extended_attributes"]["receipt"] not in token


# Refusals


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({"api_key": None}, 403, "api_key is missing"),
        ({"api_key": "guessed"}, 403, "not valid"),
        ({"service_code": None}, 400, "service_code is missing"),
        ({"service_code": "dragons"}, 404, "dragons is not found"),
        ({"description": None}, 400, "Say in a few words what is happening"),
        ({"description": "a" * 5_001}, 400, "Make this shorter"),
        ({"description": "\x00"}, 400, ""),
        ({"address_string": None}, 400, "Say where"),
        ({"address_string": None, "lat": "91", "long": "5"}, 400, "Say where"),
        ({"address_string": None, "lat": "NaN", "long": "inf"}, 400, "Say where"),
        ({"address_string": None, "lat": "40.1"}, 400, "Say where"),
        ({"email": "not an address"}, 400, "valid email"),
        ({"attribute[when_worst]": "never"}, 400, "never"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"media_url": "https://a.example https://b.example"}, 400, "media_url"),
        ({"jurisdiction_id": "elsewhere.example"}, 404, "elsewhere.example"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(send, said, code, words):
    assert words in refusal(send(**said), code)
    assert not Concern.objects.exists()


def test_each_fault_is_one_error(send):
    response = send(description=None, address_string=None)

    assert len(response.json()) == 2


def test_a_retired_service_takes_nothing_new(send, noise):
    noise.retired = True
    noise.save()

    refusal(send(), 404)


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b'{"service_code": "noise"}', "application/json", 415),
        (b"<request/>", "text/xml", 415),
        (b"api_key=%FF", "application/x-www-form-urlencoded", 400),
        (b"api_key=x", "application/x-www-form-urlencoded; charset=utf-16", 400),
        (b"nonsense", "multipart/form-data", 400),
        (b"nonsense", "multipart/form-data; boundary=x", 403),
        (b"&".join(b"a%d=1" % n for n in range(2_000)), "application/x-www-form-urlencoded", 400),
        (b"a=" + b"b" * 3_000_000, "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 403),
    ],
)
def test_bodies_that_are_no_form_are_refused(client, body, kind, code):
    refusal(client.post(ADDRESS, body, content_type=kind), code)


def test_a_revoked_key_opens_nothing(send, key):
    ApiKey.objects.get().revoke()

    assert "not valid" in refusal(send(), 403)


def test_the_key_itself_is_kept_nowhere(key):
    assert key not in str(ApiKey.objects.values())


def test_the_key_of_the_demo_opens_nothing_elsewhere(send, settings):
    settings.OPEN311_DEMO_KEY = "common-ground-demo"
    assert send(api_key="common-ground-demo").status_code == 201

    settings.OPEN311_DEMO_KEY = ""
    refusal(send(api_key="common-ground-demo"), 403)


def test_a_program_that_floods_is_slowed(send, monkeypatch):
    monkeypatch.setattr(posting, "SENDS", 2)

    assert [send().status_code for _ in range(3)] == [201, 201, 429]
    assert send()["Retry-After"] == str(throttle.SECONDS)


def test_no_csrf_token_is_needed_and_no_other_site_may_send(key):
    strict = Client(enforce_csrf_checks=True)
    fields = {"api_key": key, "service_code": "noise", "description": "Loud.",
              "address_string": "Mill Lane"}  # fmt: skip

    assert strict.post(ADDRESS, fields).status_code == 201
    refusal(strict.post(ADDRESS, fields, headers={"sec-fetch-site": "cross-site"}), 403)


# Keys


def test_a_key_is_made_and_revoked_at_the_command_line(send, capsys):
    call_command("open311_key", "Corner App")
    text = capsys.readouterr().out.strip()
    assert send(api_key=text).status_code == 201

    call_command("open311_key", "Corner App", revoke=True)
    assert "Revoked: Corner App" in capsys.readouterr().out
    refusal(send(api_key=text), 403)
    with pytest.raises(CommandError, match="No key of this name"):
        call_command("open311_key", "Corner App", revoke=True)
    with pytest.raises(CommandError, match="Give a name"):
        call_command("open311_key", "  ")


def test_an_administrator_makes_a_key_and_sees_it_once(client, ada, send):
    client.force_login(ada)
    page = client.post("/admin/concerns/apikey/add/", {"name": "Corner App"}, follow=True)
    made = ApiKey.objects.get(name="Corner App")
    text = str(next(iter(page.context["messages"]))).split()[3].rstrip(".")

    assert ApiKey.objects.opened_by(text) == made
    client.post(f"/admin/concerns/apikey/{made.pk}/change/", {"name": "Corner App 2"})
    assert ApiKey.objects.opened_by(text).name == "Corner App 2"
    client.post("/admin/concerns/apikey/",
                {"action": "revoke", "_selected_action": [made.pk]})  # fmt: skip
    assert ApiKey.objects.opened_by(text) is None
    assert client.post(f"/admin/concerns/apikey/{made.pk}/delete/").status_code == 403
