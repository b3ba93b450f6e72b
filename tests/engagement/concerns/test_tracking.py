"""The way back: with the code, from the mail, signed in."""

import uuid

import pytest
import time_machine
from django.core.cache import cache
from redis.exceptions import ConnectionError as NoRedis

from engagement.concerns import letters, receipts
from engagement.concerns.models import Concern
from tests.engagement.concerns.screens import hidden
from tests.factories.concerns import ConcernFactory


@pytest.fixture
def code(resident):
    return resident.code()


@pytest.fixture
def concern(code):
    return Concern.objects.get()


def test_the_code_opens_the_concern_however_it_is_typed(resident, code):
    for typed in (code, " ".join(receipts.grouped(code)), "-".join(receipts.grouped(code))):
        assert "Your concern" in resident.track(typed).text


def test_the_code_is_in_no_address_and_no_page_after_the_receipt(resident, code):
    page = resident.track(code)
    assert code not in page.text
    assert code not in page.request["PATH_INFO"] + page.request["QUERY_STRING"]


@pytest.mark.parametrize(
    "typed", ["0000000000000000", "123", "letters", "9" * 90, "\uff11\uff12\uff13\uff14"]
)
def test_a_wrong_code_gets_a_sentence(resident, code, typed):
    response = resident.track(typed)
    assert "No concern has this code" in response.text
    assert response.status_code == 200


def test_an_empty_code_gets_a_sentence(resident):
    assert "Type the 16 digits" in resident.track("").text


def test_guessing_is_slowed(resident, code):
    for _ in range(10):
        resident.track("0000000000000000")
    response = resident.track(code)
    assert response.status_code == 429
    assert "Wait ten minutes" in response.text


def test_someone_else_is_not_slowed(resident, code):
    for _ in range(11):
        resident.track("0000000000000000")
    other = resident.client.post("/concerns/track/", {"code": code}, REMOTE_ADDR="203.0.113.5")
    assert "Your concern" in other.text


def test_a_made_up_forwarded_address_is_no_way_around(resident, code):
    for attempt in range(11):
        forwarded = {"X-Forwarded-For": f"198.51.100.{attempt}"}
        answer = resident.client.post("/concerns/track/", {"code": "0" * 16}, headers=forwarded)
    assert answer.status_code == 429


def test_a_right_code_forgives_the_typos_before_it(resident, code):
    for _ in range(30):
        resident.track("0000000000000000")
        assert "Your concern" in resident.track(code).text


def test_without_redis_people_can_still_come_back(resident, code, monkeypatch):
    def lost(*_args, **_kwargs):
        raise NoRedis

    for name in ("add", "incr", "delete"):
        monkeypatch.setattr(cache, name, lost, raising=False)
    assert "Your concern" in resident.track(code).text


def test_right_and_wrong_codes_cost_one_lookup_each(code, django_assert_num_queries):
    for typed in (code, "0" * 16, "nonsense"):
        with django_assert_num_queries(1):
            Concern.objects.by_code(typed)


def test_a_concern_without_a_code_cannot_be_opened_with_none(resident):
    ConcernFactory.create()
    for typed in ("", " ", "-"):
        assert Concern.objects.by_code(typed) is None


def test_the_answer_is_read_with_the_code(resident, code, concern, dana):
    concern.answer(dana, "I will talk to the riders on Friday.")
    concern.note(dana, "Only for colleagues.")
    page = resident.track(code).text
    assert "I will talk to the riders on Friday." in page
    assert "Dana" in page
    assert "Only for colleagues." not in page


def test_the_story_says_when_the_answer_is_late(resident, code, concern):
    with time_machine.travel(concern.reply_due_at, tick=False) as clock:
        clock.shift(60)
        page = resident.track(code).text
    assert "is-late" in page
    assert "This is late" in page


def test_the_resident_writes_back(resident, code, concern):
    page = resident.track(code)
    said = {"pass": hidden(page, "pass"), "key": hidden(page, "key"), "text": "It is worse."}
    answer = resident.client.post("/concerns/track/reply/", said)
    resident.client.post("/concerns/track/reply/", said)  # the page loaded again
    concern.refresh_from_db()
    assert "Your message is with the team." in answer.text
    assert [message.text for message in concern.thread.all()] == ["It is worse."]
    assert concern.wrote_back_at


def test_an_empty_message_is_refused_in_place(resident, code):
    page = resident.track(code)
    said = {"pass": hidden(page, "pass"), "key": str(uuid.uuid4()), "text": " "}
    assert "Write something first." in resident.client.post("/concerns/track/reply/", said).text


@pytest.mark.parametrize("address", ["reply", "reopening"])
@pytest.mark.parametrize("forged", ["", "made-up", "5", "WzVd:1abc:xyz"])
def test_a_forged_pass_opens_nothing(client, address, forged):
    ConcernFactory.create(pk=5)
    response = client.post(f"/concerns/track/{address}/", {"pass": forged, "text": "x"})
    assert response.url == "/concerns/track/"


def test_a_pass_runs_out_after_an_hour(resident, code):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        said = {"pass": hidden(resident.track(code), "pass"), "text": "x", "key": uuid.uuid4()}
        clock.shift(3601)
        assert resident.client.post("/concerns/track/reply/", said).status_code == 302


def test_not_fixed_opens_it_again(resident, code, concern, dana):
    concern.close(dana, "no_action", "The path is the park's.")
    page = resident.track(code)
    assert "Is it not fixed?" in page.text
    assert "The path is the park&#x27;s." in page.text
    said = {"pass": hidden(page, "pass"), "text": "The park says it is yours."}
    answer = resident.client.post("/concerns/track/reopening/", said)
    concern.refresh_from_db()
    assert "It is open again" in answer.text
    assert concern.state == "reopened"
    assert concern.answered_at is None
    assert concern.thread.last().text == "The park says it is yours."


def test_an_open_concern_cannot_be_opened_again(resident, code, concern):
    said = {"pass": hidden(resident.track(code), "pass"), "text": "x"}
    answer = resident.client.post("/concerns/track/reopening/", said)
    concern.refresh_from_db()
    assert concern.state == "received"
    assert answer.status_code == 200


def test_the_link_in_the_mail_opens_it_without_the_code(client):
    concern = ConcernFactory.create(named=True)
    page = client.get(f"/concerns/follow/{letters.follow_token(concern)}/")
    assert "Your concern" in page.text
    assert page["Referrer-Policy"] == "no-referrer"


def test_a_mail_link_is_worth_nothing_elsewhere(client):
    anonymous = ConcernFactory.create()
    sensitive = ConcernFactory.create(named=True, sensitive=True)
    for concern in (anonymous, sensitive):
        assert client.get(f"/concerns/follow/{letters.follow_token(concern)}/").status_code == 404
    assert client.get("/concerns/follow/made-up/").status_code == 404


def test_my_concerns_are_those_i_raised_by_name(client, rosa, omar):
    mine = ConcernFactory.create(anonymous=False, resident=rosa, text="A dark corner.")
    ConcernFactory.create(anonymous=False, resident=omar, text="Somebody else's.")
    client.force_login(rosa)
    page = client.get("/concerns/mine/", headers={"Accept-Language": "en"}).text
    assert "A dark corner." in page
    assert "Somebody else" not in page
    assert client.get(f"/concerns/mine/{mine.pk}/").status_code == 200


def test_somebody_elses_concern_is_not_found(client, rosa, omar):
    theirs = ConcernFactory.create(anonymous=False, resident=omar)
    client.force_login(rosa)
    assert client.get(f"/concerns/mine/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_my_list_costs_the_same_however_long(client, rosa, how_many, django_assert_max_num_queries):
    ConcernFactory.create_batch(how_many, anonymous=False, resident=rosa)
    client.force_login(rosa)
    client.get("/concerns/mine/")
    with django_assert_max_num_queries(5):
        client.get("/concerns/mine/")
