"""Other programs read what is public and raise concerns by the rules of the form."""

from datetime import datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import cache

from engagement.concerns import places
from engagement.concerns.models import Concern
from portal.notices.models import Message
from tests.engagement.concerns.screens import WORDS, square
from tests.factories.concerns import CategoryFactory, ConcernFactory

CONCERNS = "/api/v1/concerns/"
SAID = {"description": WORDS, "place": "River path"}
KEY = "5d6f5f0a-98b0-4a39-8f3e-6a3d0c1f8a11"
POINT = {"latitude": 41.91234, "longitude": -87.71234}


@pytest.fixture
def raise_one(client):
    def send(headers=None, **said):
        return client.post(
            CONCERNS, {**SAID, **said}, content_type="application/json", headers=headers
        )

    return send


def test_the_public_list_shows_words_and_area_and_no_exact_place(client, millrace):
    ConcernFactory.create(public=True, area=millrace, place="12 Mill Street", **POINT)
    ConcernFactory.create(area=millrace, text="Not public.")
    page = client.get(CONCERNS)
    (shown,) = page.json()["results"]
    assert shown["description"] == WORDS
    assert shown["area"] == {"slug": "millrace", "name": "Millrace"}
    cell = places.cells(**POINT)[0]
    assert (shown["latitude"], shown["longitude"]) == places.middle(cell)
    assert shown["latitude"] != POINT["latitude"]
    for hidden in ("12 Mill Street", "41.91234", "Not public."):
        assert hidden not in page.text
    assert page["Access-Control-Allow-Origin"] == "*"


def test_a_named_concern_that_is_public_names_nobody(client):
    ConcernFactory.create(public=True, named=True, contact_phone="312-555-0142")
    page = client.get(CONCERNS).text
    assert not [word for word in ("Nadia", "nadia@", "0142", "contact") if word in page]


def test_one_concern_is_read_with_its_steps(client, dana):
    concern = ConcernFactory.create(public=True)
    concern.acknowledge(dana)
    concern.answer(dana, "Between us.")
    concern.close(dana, "resolved", "The gate is locked at night now.")
    page = client.get(f"{CONCERNS}{concern.pk}/")
    assert page.json()["outcome"] == "The gate is locked at night now."
    assert [step["state"] for step in page.json()["steps"]] == ["acknowledged", "resolved"]
    assert "Between us." not in page.text
    assert "Dana" not in page.text


@pytest.mark.parametrize("number", ["1", "9" * 30])
def test_what_is_not_public_is_not_found(client, number):
    ConcernFactory.create(pk=1)
    answer = client.get(f"{CONCERNS}{number}/")
    assert answer.status_code == 404
    assert answer.json() == {"errors": {"request": ["This is not found here."]}}


def test_pages_follow_one_another_while_new_ones_come_in(client):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        made = []
        for moment in range(7):
            clock.shift(moment % 2)  # some at the same moment
            made.append(ConcernFactory.create(public=True).pk)
    seen, address = [], f"{CONCERNS}?page_size=2"
    while address:
        page = client.get(address).json()
        seen += [one["id"] for one in page["results"]]
        address = page["next"]
        ConcernFactory.create(public=True)
    assert seen == sorted(made, reverse=True)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("cursor=made-up", "cursor"),
        ("cursor=MjAyNi0wMS0wMSAx", "cursor"),  # a day without a zone
        ("cursor=%00%ff", "cursor"),
        ("page_size=0", "page_size"),
        ("page_size=900", "page_size"),
        ("page_size=x", "page_size"),
        ("area=nowhere", "area"),
        ("area=%00", "area"),
        ("category=nothing", "category"),
        ("state=lost", "state"),
        ("raised_from=yesterday", "raised_from"),
        ("raised_from=2026-02-01&raised_to=2026-01-01", "raised_to"),
        ("q=" + "x" * 81, "q"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(client, asked, field):
    answer = client.get(f"{CONCERNS}?{asked}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert all(isinstance(words, str) for words in answer.json()["errors"][field])


def test_filters_narrow(client, millrace, eastbank, riverside):
    noise = CategoryFactory.create(slug="noise")
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        old = ConcernFactory.create(public=True, area=millrace, category=noise)
    done = ConcernFactory.create(
        public=True, area=eastbank, state="resolved", outcome="We built a fence."
    )

    def found(asked):
        return {one["id"] for one in client.get(f"{CONCERNS}?{asked}").json()["results"]}

    assert found("area=millrace") == {old.pk}
    assert found("area=riverside") == {old.pk, done.pk}
    assert found("category=noise") == {old.pk}
    assert found("state=resolved,referred") == {done.pk}
    assert found("state=open") == {old.pk}
    assert found("state=closed,received") == {old.pk, done.pk}
    assert found("raised_to=2026-03-01T12:00:01Z") == {old.pk}
    assert found("raised_from=2026-03-02T00:00:00Z") == {done.pk}
    assert found("updated_from=2020-01-01T00:00:00Z&q=motorbikes RIVER") == {old.pk, done.pk}
    assert found("q=motorbikes+-path+%22") == {old.pk, done.pk}
    assert found("q=100%25") == set()
    assert found("q=%25%26") == {old.pk, done.pk}
    assert found("updated_to=2020-01-01T00:00:00Z") == set()


def test_neither_the_place_nor_covered_words_can_be_guessed_at(client):
    ConcernFactory.create(
        public=True,
        place="Mill Street",
        text="Señor Ruiz shouts at night.",
        redacted_text="█████ █████ shouts at night.",
    )

    def hits(words):
        return len(client.get(CONCERNS, {"q": words}).json()["results"])

    assert (hits("Mill"), hits("Street"), hits("Ruiz"), hits("night mill")) == (0, 0, 0, 0)
    assert (hits("shouts"), hits("NIGHT shouts")) == (1, 1)
    ConcernFactory.create(public=True, text="El café está cerrado.", language="es")
    assert (hits("cafe"), hits("café"), hits("está cerrado")) == (1, 1, 1)


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_the_list_costs_the_same_however_long(
    client, millrace, how_many, django_assert_num_queries
):
    category = CategoryFactory.create()
    ConcernFactory.create_batch(how_many, public=True, area=millrace, category=category, **POINT)
    with django_assert_num_queries(1):
        client.get(CONCERNS)


def test_what_it_can_be_about(client):
    CategoryFactory.create(slug="old", retired=True)
    found = client.get(f"{CONCERNS}categories/", headers={"Accept-Language": "es"}).json()
    assert {"slug": "noise", "name": "Ruido"} in found
    assert "old" not in {one["slug"] for one in found}


def test_a_concern_is_raised_and_opened_with_its_receipt(client, raise_one, millrace):
    answer = raise_one(category="noise", when_worst=["late"], wish="A gate.", public=True)
    assert answer.status_code == 201
    concern = Concern.objects.get()
    told = answer.json()
    assert len(told["receipt"]) == 16
    assert told["state"] == "received"
    assert datetime.fromisoformat(told["reply_due_at"]) == concern.reply_due_at
    assert (concern.text, concern.place, concern.wish) == (WORDS, "River path", "A gate.")
    assert (concern.category.slug, concern.when_worst) == ("noise", ["late"])
    assert concern.anonymous
    assert concern.wants_public
    assert not concern.is_public
    read = client.get(f"{CONCERNS}thread/", headers={"X-Receipt-Code": told["receipt"]})
    assert read.json()["description"] == WORDS


def test_a_form_works_as_well_as_json(client):
    said = {**SAID, "when_worst": ["late", "weekends"], "public": "true"}
    form = "application/x-www-form-urlencoded"
    answer = client.post(CONCERNS, urlencode(said, doseq=True), content_type=form)
    assert answer.status_code == 201
    assert Concern.objects.get().when_worst == ["late", "weekends"]


def test_a_point_finds_the_area(raise_one, millrace):
    millrace.draw(square(-87.8, 41.8, -87.6, 42.0))
    answer = raise_one(place="", **POINT)
    assert answer.json()["area"]["slug"] == "millrace"
    assert Concern.objects.get().cell == places.cells(**POINT)[0]


def test_words_find_the_area_where_there_is_no_point(raise_one, millrace, eastbank):
    assert raise_one(place="Millrace, by the bridge").json()["area"]["slug"] == "millrace"
    assert raise_one(area="eastbank").json()["area"]["slug"] == "eastbank"


def test_whoever_leaves_an_address_is_written_to_in_their_language(raise_one):
    answer = raise_one(contact_email="nadia@example.org", contact_name="Nadia", language="es-MX")
    concern = Concern.objects.get()
    assert answer.status_code == 201
    assert not concern.anonymous
    assert concern.language == "es-mx"
    assert Message.objects.get().language == "es-mx"


def test_who_stays_anonymous_leaves_nothing_whatever_was_sent(raise_one):
    answer = raise_one(anonymous=True, contact_email="nadia@example.org", contact_name="Nadia")
    concern = Concern.objects.get()
    assert answer.status_code == 201
    assert concern.anonymous
    assert (concern.contact_email, concern.contact_name) == ("", "")
    assert not Message.objects.exists()


def test_someone_signed_in_is_not_on_the_record(client, raise_one, rosa):
    client.force_login(rosa)
    assert raise_one(contact_email="other@example.org").status_code == 201
    assert Concern.objects.get().resident is None


def test_the_same_sent_again_is_one_concern_with_one_receipt(raise_one):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        first = raise_one(headers={"Idempotency-Key": KEY})
        clock.shift(3600)
        second = raise_one(headers={"Idempotency-Key": KEY})
        clock.shift(24 * 3600)
        late = raise_one(headers={"Idempotency-Key": KEY})
    assert (first.status_code, second.status_code, late.status_code) == (201, 200, 200)
    assert first.json() == second.json()
    assert late.json()["receipt"] is None
    assert Concern.objects.count() == 1


def test_a_key_alone_shows_nobodys_receipt(raise_one):
    first = raise_one(headers={"Idempotency-Key": KEY})
    other = raise_one(headers={"Idempotency-Key": KEY}, description="Something else.")
    assert first.json()["receipt"] != other.json()["receipt"]
    assert raise_one(headers={"Idempotency-Key": "1"}).status_code == 400


def test_without_a_key_each_is_its_own(raise_one):
    assert raise_one().json()["receipt"] != raise_one().json()["receipt"]
    assert Concern.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"description": ""}, "description"),
        ({"description": " \n"}, "description"),
        ({"description": "x" * 5_001}, "description"),
        ({"description": {"a": 1}}, "description"),
        ({"description": "\ud800"}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"place": ""}, "place"),
        ({"place": "x" * 201}, "place"),
        ({"latitude": 91, "longitude": 0}, "latitude"),
        ({"latitude": "NaN", "longitude": 0}, "latitude"),
        ({"latitude": 10**400, "longitude": 0}, "latitude"),
        ({"latitude": [], "longitude": True}, "latitude"),
        ({"category": "nothing"}, "category"),
        ({"area": "nowhere"}, "area"),
        ({"when_worst": ["never"]}, "when_worst.0"),
        ({"when_worst": "late"}, "when_worst"),
        ({"contact_email": "no address"}, "contact_email"),
        ({"anonymous": False}, "request"),
        ({"anonymous": "perhaps"}, "anonymous"),
        ({"language": "klingon"}, "language"),
        ({"language": "../../etc"}, "language"),
        ({"public": "x"}, "public"),
    ],
)
def test_what_is_wrong_is_said_in_sentences_next_to_its_field(raise_one, said, field):
    answer = raise_one(**said)
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert field in errors
    assert all(words for sentences in errors.values() for words in sentences)
    assert not Concern.objects.exists()


def test_sentences_come_in_the_language_asked_for(raise_one):
    errors = raise_one(headers={"Accept-Language": "es"}, latitude="x").json()["errors"]
    english = raise_one(latitude="x").json()["errors"]
    assert list(errors) == list(english) == ["latitude"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"description": NaN}', b"\xff\xfe", b"[" * 100_000, b'"text"'],
)
def test_what_is_not_json_is_refused_in_the_same_shape(client, body):
    answer = client.post(CONCERNS, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_too_much_and_the_wrong_kind_are_refused(client):
    huge = b'{"description": "' + b"x" * 300_000 + b'"}'
    assert client.post(CONCERNS, huge, content_type="application/json").status_code == 413
    assert client.post(CONCERNS, b"<x/>", content_type="text/xml").status_code == 415
    many = "&".join(f"a{number}=" for number in range(2_000))
    form = "application/x-www-form-urlencoded"
    assert client.post(CONCERNS, many, content_type=form).status_code == 400
    assert client.put(CONCERNS).status_code == 405
    assert client.get(CONCERNS, headers={"Accept": "text/x-made-up"}).status_code == 406


def test_a_page_of_another_site_may_not_raise(raise_one):
    answer = raise_one(headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert answer.json()["errors"]["request"]


def test_a_flood_from_one_caller_is_slowed_and_nobody_else(client, raise_one, monkeypatch):
    monkeypatch.setattr("portal.api.throttles.Raising.most", 2)
    assert [raise_one().status_code for _ in range(3)] == [201, 201, 429]
    answer = raise_one()
    assert answer["Retry-After"] == "600"
    assert "Wait ten minutes" in answer.json()["errors"]["request"][0]
    client.defaults["REMOTE_ADDR"] = "203.0.113.5"
    assert raise_one().status_code == 201
    assert client.get(CONCERNS).status_code == 200


def test_a_concern_costs_at_most_twenty_statements(
    raise_one, millrace, django_assert_max_num_queries
):
    millrace.draw(square(-87.8, 41.8, -87.6, 42.0))
    raise_one(**POINT)
    cache.clear()
    with django_assert_max_num_queries(20) as counted:
        answer = raise_one(
            headers={"Idempotency-Key": KEY},
            contact_email="nadia@example.org",
            category="noise",
            **POINT,
        )
    assert answer.status_code == 201
    assert len(counted) <= 12
