"""The clients that others wrote, against a server that really listens."""

import itertools
import warnings
from datetime import timedelta

import pytest
import requests
from django.utils import timezone
from PIL import Image

from engagement.concerns.models import ApiKey, Concern
from tests.factories.concerns import CategoryFactory, ConcernFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three():
    """Written for Python 2, which had `ifilter`, and of a time that knew fewer warnings."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setattr(itertools, "ifilter", filter, raising=False)
        warnings.simplefilter("ignore")
        import three

        yield three


@pytest.fixture
def georeport():
    import georeport

    return georeport


@pytest.fixture
def endpoint(live_server):
    return f"{live_server.url}/open311/v2"


@pytest.fixture
def noise():
    return CategoryFactory.create(slug="noise", name="Noise")


@pytest.fixture
def key():
    return ApiKey.objects.make("Fix My Corner")[1]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_services_and_requests(georeport, endpoint, noise, millrace, form):
    CategoryFactory.create(slug="theft", name="Theft")
    first = ConcernFactory.create(public=True, category=noise, area=millrace)
    second = ConcernFactory.create(public=True, state="resolved")
    city = georeport.GeoReport(endpoint, output_format=form)

    assert {"noise", "theft"} <= {each["service_code"] for each in city.get_service_list()}
    assert city.get_service_definition("noise")["service_code"] == "noise"
    found = city.get_service_requests(status="open,closed", start_date="2020-01-01T00:00:00Z")
    assert {each["service_request_id"] for each in found} == {str(first.pk), str(second.pk)}
    one = city.get_service_request(str(second.pk))
    assert (one["status"], one["status_notes"]) == ("closed", "We looked at it.")


def test_georeport_hears_a_refusal_as_one(georeport, endpoint):
    city = georeport.GeoReport(endpoint, jurisdiction="elsewhere.example")

    with pytest.raises(requests.HTTPError, match="404"):
        city.get_service_list()
    with pytest.raises(requests.HTTPError, match="404"):
        georeport.GeoReport(endpoint).get_service_request("12345")


def test_three_finds_reads_and_raises(three, endpoint, noise, millrace, key):
    city = three.Three(endpoint, api_key=key)
    two_days_ago = timezone.now() - timedelta(days=2)
    public = ConcernFactory.create(
        public=True, category=noise, area=millrace, raised_at=two_days_ago
    )

    assert city.discovery()["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert "noise" in [service["service_code"] for service in city.services()]
    assert city.services("noise")["service_code"] == "noise"
    assert [each["service_request_id"] for each in city.requests("noise")] == [str(public.pk)]
    assert city.requests(start="01-01-2020", count=1)[0]["service_request_id"] == str(public.pk)
    assert city.request(str(public.pk))[0]["service_code"] == "noise"

    (answer,) = city.post("noise", name="Zoe Adams", address="12 Mill Lane",
                          description="Loud music until three.", email="zoe@example.org",
                          extensions="true")  # fmt: skip
    assert city.post_response.status_code == 201
    concern = Concern.objects.get(pk=answer["service_request_id"])
    assert (concern.contact_name, concern.source) == ("Zoe Adams", "open311")
    token = answer["extended_attributes"]["token"]
    assert city.token(token)[0]["service_request_id"] == str(concern.pk)


def test_three_is_told_why_not(three, endpoint, noise, key, tmp_path):
    (error,) = three.Three(endpoint).post("noise", description="Loud.", address="12 Mill Lane")
    assert error == {"code": 403, "description": "The api_key is missing."}

    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    with picture.open("rb") as media:
        (error,) = three.Three(endpoint, api_key=key).post(
            "noise", description="Loud.", address="12 Mill Lane", media=media
        )
    assert error["code"] == 400
    assert "Send a photo" in error["description"]


def test_three_sends_a_photo(three, endpoint, noise, key, tmp_path):
    picture = tmp_path / "picture.png"
    Image.new("RGB", (40, 30), "green").save(picture)
    with picture.open("rb") as media:
        three.Three(endpoint, api_key=key).post(
            "noise", description="Loud at night.", address="12 Mill Lane", media=media
        )

    concern = Concern.objects.get(text="Loud at night.")
    assert concern.attachments.get().kind == "photo"
