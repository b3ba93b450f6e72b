"""What another program reads from us, by the letter of GeoReport v2."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import h3
import jsonschema
import pytest
from django.db import connection
from django.utils import timezone

from engagement.concerns.models import Concern, Step
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.real_data import real

V2 = "/open311/v2"
NOON = datetime(2026, 3, 1, 18, 0, 0, 987654, tzinfo=UTC)


@pytest.fixture
def noise():
    return CategoryFactory.create(slug="noise", name="Noise", names={"es": "Ruido"})


@pytest.fixture
def racing(millrace, noise):
    """A public concern in Millrace, with a point."""
    return ConcernFactory.create(
        area=millrace, category=noise, public=True, place="12 Mill Lane", latitude=41.88123456,
        longitude=-87.63123456,
    )  # fmt: skip


def get(client, path, **query):
    response = client.get(f"{V2}/{path}", query)
    assert response["Content-Type"] in (
        "application/json; charset=utf-8", "text/xml; charset=utf-8"
    )  # fmt: skip
    return response


def listed(client, **query):
    response = get(client, "requests.json", **query)
    assert response.status_code == 200, response.content
    return [int(request["service_request_id"]) for request in response.json()]


def xml(response):
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    return ET.fromstring(response.content)  # noqa: S314  our own


# Finding the way


@pytest.mark.parametrize("address", ["/open311/discovery", "/open311/v2/discovery"])
def test_discovery_leads_to_the_endpoint(client, settings, address):
    settings.SITE_URL = "https://portal.example"
    found = client.get(f"{address}.json").json()
    (endpoint,) = found["endpoints"]

    assert endpoint["url"] == "https://portal.example/open311/v2"
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]

    root = xml(client.get(f"{address}.xml"))
    assert root.tag == "discovery"
    assert root.findtext("endpoints/endpoint/url") == endpoint["url"]
    assert [each.text for each in root.iterfind("endpoints/endpoint/formats/format")] == [
        "text/xml", "application/json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/json", "application/json"),
        ("text/xml", "text/xml"),
        ("application/xml;q=0.9, application/json;q=0.1", "text/xml"),
        ("*/*", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_without_an_ending_the_caller_says_what_it_accepts(client, accept, form):
    response = client.get(f"{V2}/services", headers={"accept": accept})

    assert response["Content-Type"] == f"{form}; charset=utf-8"
    assert "Accept" in response["Vary"]


# Services


def test_services_are_the_categories_that_are_offered(client, noise):
    CategoryFactory.create(slug="gone", name="Gone", retired=True)

    found = {service["service_code"]: service for service in get(client, "services.json").json()}

    assert "gone" not in found
    assert found["noise"]["service_name"] == "Noise"
    assert found["noise"]["metadata"] is True
    assert found["noise"]["type"] == "realtime"
    assert {*found} == {each.findtext("service_code") for each in xml(get(client, "services.xml"))}
    assert xml(get(client, "services.xml")).find("service").findtext("metadata") == "true"


def test_services_speak_the_language_of_the_caller(client, noise):
    found = client.get(f"{V2}/services.json", headers={"accept-language": "es"}).json()

    assert "Ruido" in [service["service_name"] for service in found]


def test_a_definition_asks_what_the_form_asks(client, noise):
    found = get(client, "services/noise.json").json()
    questions = {question["code"]: question for question in found["attributes"]}

    assert found["service_code"] == "noise"
    assert questions["when_worst"]["datatype"] == "multivaluelist"
    assert {"key": "evenings", "name": "Evenings"} in questions["when_worst"]["values"]
    assert questions["wish"]["datatype"] == "text"
    assert questions["advice"]["variable"] is False
    assert [question["order"] for question in found["attributes"]] == [1, 2, 3, 4]
    assert not any(question["required"] for question in found["attributes"])

    root = xml(get(client, "services/noise.xml"))
    assert root.tag == "service_definition"
    keys = [key.text for key in root.iterfind("attributes/attribute/values/value/key")]
    assert keys == ["mornings", "after_school", "evenings", "late", "weekends", "always", "no",
                    "yes"]  # fmt: skip


@pytest.mark.parametrize("code", ["dragons", "a b", "..", "x" * 300, "noise%00"])
def test_a_service_that_we_do_not_have_is_not_found(client, noise, code):
    response = get(client, f"services/{code}.xml")

    assert response.status_code == 404
    assert xml(response).findtext("error/code") == "404"


# Requests


def test_a_request_says_what_the_public_may_know(client, racing):
    Concern.objects.filter(pk=racing.pk).update(raised_at=NOON, changed_at=NOON)

    (request,) = get(client, f"requests/{racing.pk}.json").json()
    text = json.dumps(request)

    assert request["service_request_id"] == str(racing.pk)
    assert (request["status"], request["status_notes"]) == ("open", "Received")
    assert (request["service_code"], request["service_name"]) == ("noise", "Noise")
    assert request["description"] == racing.text
    assert request["requested_datetime"] == request["updated_datetime"] == "2026-03-01T18:00:00Z"
    assert request["address"].startswith("Millrace, ")
    assert "12 Mill Lane" not in text
    assert "41.8812" not in text
    middle = h3.cell_to_latlng(racing.cell)
    assert (request["lat"], request["long"]) == tuple(round(part, 5) for part in middle)


def test_nobody_is_named(client, millrace, dana):
    concern = ConcernFactory.create(area=millrace, named=True, public=True, contact_phone="555 01")
    concern.acknowledge(by=dana)
    concern.note(by=dana, text="He called twice.")

    for extensions in ("", "true"):
        for ending in ("json", "xml"):
            text = get(client, f"requests.{ending}", extensions=extensions).content.decode()
            for private in ("Nadia", "nadia@", "555 01", "Dana", "dana@", "called twice"):
                assert private not in text


def test_only_public_requests_are_listed(client, racing):
    private = ConcernFactory.create(wants_public=True)

    assert listed(client) == [racing.pk]
    assert listed(client, service_request_id=f"{racing.pk},{private.pk}") == [racing.pk]
    response = get(client, f"requests/{private.pk}.json")
    assert response.status_code == 404
    assert "no public request" in response.json()[0]["description"]


def test_words_that_were_covered_stay_covered(client):
    ConcernFactory.create(public=True, text="Call Ann at 555 0100.", redacted_text="Call ▇▇ at ▇▇.")

    assert get(client, "requests.json").json()[0]["description"] == "Call ▇▇ at ▇▇."


def test_a_closed_request_says_what_was_done(client, racing, dana):
    racing.close(dana, "resolved", "We put up a gate.")

    (request,) = get(client, f"requests/{racing.pk}.json").json()
    assert (request["status"], request["status_notes"]) == ("closed", "We put up a gate.")


def test_extensions_tell_the_way_it_took(client, racing, dana):
    racing.acknowledge(by=dana)
    racing.assign(to=dana, by=dana)
    racing.close(dana, "resolved", "We put up a gate.")

    (request,) = get(client, "requests.json", extensions="true").json()
    assert request["extended_attributes"]["state"] == "resolved"
    assert request["extended_attributes"]["cell"] == racing.cell
    kinds = [(note["type"], note["summary"]) for note in request["notes"]]
    assert kinds == [("opened", "The concern arrived"), ("activity", "Being looked at"),
                     ("closed", "Done")]  # fmt: skip
    assert (
        len(xml(get(client, "requests.xml", extensions="true")).findall("request/notes/note")) == 3
    )


def test_what_has_no_category_is_something_else(client):
    concern = ConcernFactory.create(public=True)

    assert get(client, "requests.json").json()[0]["service_code"] == "other"
    assert listed(client, service_code="other") == [concern.pk]
    assert listed(client, service_code="noise") == []


def test_a_long_text_is_cut_where_the_standard_ends(client):
    ConcernFactory.create(public=True, text="a" * 5_000)

    assert len(get(client, "requests.json").json()[0]["description"]) == 4_000


def test_letters_that_xml_cannot_hold_are_left_out(client):
    ConcernFactory.create(public=True, text="Tick\x0b & <b>tock</b> \ufffe ñ 🚲")

    found = xml(get(client, "requests.xml")).findtext("request/description")
    assert found == "Tick & <b>tock</b>  ñ 🚲"


# Filters


def test_by_number_comes_before_all_else(client, racing):
    old = ConcernFactory.create(public=True, raised_at=NOON - timedelta(days=900))

    numbers = f"{racing.pk}, {old.pk},nonsense,{'9' * 40},-1,٣"
    assert {*listed(client, service_request_id=numbers, status="closed")} == {racing.pk, old.pk}
    assert listed(client, service_request_id="nonsense") == []


def test_ninety_days_unless_dates_are_given(client):
    now = timezone.now()
    ages = [1, 89, 91, 400]
    new, recent, older, old = [
        ConcernFactory.create(public=True, raised_at=now - timedelta(days=age)).pk for age in ages
    ]

    def ago(days):
        return (now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert listed(client) == [new, recent]
    assert listed(client, start_date=ago(100)) == [new, recent, older]
    assert listed(client, end_date=ago(90)) == [older]
    assert listed(client, start_date=ago(500), end_date=ago(50)) == [recent, older, old]
    everything = {"start_date": "0001-01-01T00:00:00Z", "end_date": "9999-12-31T23:59:59Z"}
    assert listed(client, **everything) == [new, recent, older, old]
    assert listed(client, end_date="0001-01-01") == []


def test_by_status_and_service(client, racing, noise):
    closed = ConcernFactory.create(public=True, state="resolved", category=noise)
    other = ConcernFactory.create(public=True, category=CategoryFactory.create(slug="theft"))

    assert {*listed(client, status="open")} == {racing.pk, other.pk}
    assert listed(client, status="closed") == [closed.pk]
    assert len(listed(client, status="open,closed")) == 3
    assert {*listed(client, service_code="noise")} == {racing.pk, closed.pk}
    assert len(listed(client, service_code="noise,theft")) == 3
    assert listed(client, service_code="noise", status="closed") == [closed.pk]


def test_whoever_follows_along_gets_what_changed_oldest_first(client, racing, dana):
    concerns = ConcernFactory.create_batch(3, public=True, raised_at=NOON - timedelta(days=400))
    for hours, concern in enumerate([*concerns, racing]):
        at = NOON + timedelta(hours=hours)
        Concern.objects.filter(pk=concern.pk).update(changed_at=at)

    assert listed(client, updated_after="2026-03-01T19:00:00Z") == [
        concerns[1].pk, concerns[2].pk, racing.pk,
    ]  # fmt: skip
    # A plus sign that nobody escaped arrives as a space.
    assert listed(client, updated_before="2026-03-01T20:00:00 01:00") == [
        concerns[0].pk, concerns[1].pk,
    ]  # fmt: skip
    concerns[0].close(dana, "resolved", "Fixed.")
    assert listed(client, updated_after="2026-03-02T00:00:00Z") == [concerns[0].pk]


def test_the_database_notices_what_others_see_and_nothing_else(racing, dana):
    def changed():
        before = Concern.objects.get(pk=racing.pk).changed_at != NOON
        Concern.objects.filter(pk=racing.pk).update(changed_at=NOON)
        return before

    assert changed()
    racing.assign(to=dana, by=dana)
    assert not changed()
    racing.acknowledge(by=dana)
    assert changed()
    Concern.objects.filter(pk=racing.pk).update(text="Corrected.")
    assert changed()
    Concern.objects.filter(pk=racing.pk).update(text="Corrected.")
    assert not changed()


def test_pages_hold_everything_once(client):
    concerns = ConcernFactory.create_batch(5, public=True, raised_at=timezone.now())

    pages = [listed(client, page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert {*pages[0], *pages[1], *pages[2]} == {concern.pk for concern in concerns}


@pytest.mark.parametrize("how_many", [0, 1, 3])
@pytest.mark.parametrize(("extensions", "queries"), [("", 1), ("true", 2)])
def test_a_list_costs_the_same_however_long(
    client, noise, millrace, dana, how_many, extensions, queries, django_assert_max_num_queries
):
    get(client, "requests.json")  # the agency is read once and remembered
    for concern in ConcernFactory.create_batch(how_many, public=True, area=millrace,
                                               category=noise):  # fmt: skip
        concern.acknowledge(by=dana)

    with django_assert_max_num_queries(queries):
        assert len(listed(client, extensions=extensions)) == how_many


def test_following_along_is_read_from_an_index():
    with connection.cursor() as cursor:
        # As with a million rows, where none of these would be thought of.
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        found = Concern.objects.public().filter(changed_at__gte=NOON).order_by("changed_at", "pk")
        assert "concerns_public_by_change" in found[:1000].explain()
        assert "Sort" not in found[:1000].explain()


# Refusals


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"status": "new"}, "status new is unknown"),
        ({"start_date": "yesterday"}, "start_date is no date"),
        ({"updated_after": "2026-13-45"}, "updated_after is no date"),
        ({"end_date": "0001-01-01T00:00:00+23:00"}, "end_date is no date"),
        ({"start_date": "2026-02-01", "end_date": "2026-01-01"}, "after the end_date"),
        ({"page": "0"}, "page should be"),
        ({"page_size": "many"}, "page_size should be"),
        ({"page": "52"}, "too deep"),
        ({"page": "9" * 30}, "page should be"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_words(client, query, words):
    response = get(client, "requests.json", **query)

    assert response.status_code == 400
    (error,) = response.json()
    assert error["code"] == 400
    assert words in error["description"]
    assert xml(get(client, "requests.xml", **query)).findtext("error/code") == "400"


def test_the_jurisdiction_may_be_left_out_but_not_be_another(client, settings):
    settings.OPEN311_JURISDICTION = "city.example"

    for name in ("", " ", "city.example", "City.Example"):
        assert get(client, "services.json", jurisdiction_id=name).status_code == 200
    response = get(client, "services.json", jurisdiction_id="other.example")
    assert response.status_code == 404
    assert "other.example is not found here. Ours is city.example" in str(response.json())

    settings.OPEN311_JURISDICTION_REQUIRED = True
    assert get(client, "services.json", jurisdiction_id="").status_code == 400
    assert get(client, "services.json", jurisdiction_id="city.example").status_code == 200


@pytest.mark.parametrize(
    "address", ["v2/requests.yaml", "v2/nothing.json", "v3/services.json", "v2/", "x"]
)
def test_what_is_not_there_is_said_in_the_format(client, address):
    response = client.get(f"/open311/{address}")

    assert response.status_code == 404
    assert response.json()[0]["code"] == 404


def test_an_unknown_address_in_xml_is_refused_in_xml(client):
    assert xml(client.get("/open311/v2/nothing.xml")).findtext("error/code") == "404"


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "post"])
def test_other_methods_are_refused_and_told_which(client, method):
    response = getattr(client, method)(f"{V2}/services.json")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response.json()[0]["code"] == 405


def test_a_page_of_another_site_may_read_and_no_cookie_is_set(client):
    response = get(client, "requests.json")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_a_token_that_is_not_ours_is_not_found(client):
    assert get(client, "tokens/made-up.json").status_code == 404


# The published schemas


@pytest.mark.real_data
def test_every_answer_keeps_to_the_published_schemas(client, racing, dana):
    folder = "service_requests/open311_fixtures/schema_georeport_v2_{}.json"
    schemas = {kind: json.loads(real(folder.format(kind)).read_text(encoding="utf-8"))
               for kind in ("service", "request")}  # fmt: skip
    ConcernFactory.create(public=True, state="no_action", text="a" * 5_000)
    Step.objects.create(concern=racing, verb="acknowledged", before="received",
                        after="acknowledged", by=dana)  # fmt: skip

    services = get(client, "services.json").json()
    requests = get(client, "requests.json", extensions="true").json()

    assert len(services) > 0
    assert len(requests) == 2
    for service in services:
        jsonschema.validate(service, schemas["service"])
    for request in requests:
        jsonschema.validate(request, schemas["request"])
        for name in ("requested_datetime", "updated_datetime"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", request[name])
