"""The way back through the API: the code travels in a header and stays nowhere."""

import logging

import pytest
from django.contrib.sessions.models import Session

from engagement.concerns.models import Concern
from tests.engagement.concerns.screens import WORDS
from tests.engagement.concerns.test_anonymity import (
    TRACES,
    everything_cached,
    everything_stored,
)

CONCERNS = "/api/v1/concerns/"
THREAD = "/api/v1/concerns/thread/"


@pytest.fixture
def code(client):
    said = {"description": WORDS, "place": "River path"}
    return client.post(CONCERNS, said, content_type="application/json").json()["receipt"]


@pytest.fixture
def concern(code):
    return Concern.objects.get()


@pytest.fixture
def read(client):
    return lambda code: client.get(THREAD, headers={"X-Receipt-Code": code})


@pytest.fixture
def write(client, code):
    def send(said, **headers):
        headers = {"X-Receipt-Code": code, **headers}
        return client.post(THREAD, said, content_type="application/json", headers=headers)

    return send


def test_the_answer_is_read_with_the_code_and_no_note_for_staff(read, code, concern, dana):
    concern.answer(dana, "I will talk to the riders on Friday.")
    concern.note(dana, "Only for colleagues.")
    page = read(f"{code[:4]} {code[4:]}")
    (message,) = page.json()["messages"]
    assert (message["text"], message["by"]) == ("I will talk to the riders on Friday.", "Dana")
    assert "Only for colleagues." not in page.text
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in page
    assert code not in page.text


def test_the_resident_writes_back_once(write, concern):
    key = {"Idempotency-Key": "0123456789abcdef"}
    answer = write({"text": "It is worse."}, **key)
    write({"text": "It is worse."}, **key)
    assert answer.status_code == 201
    assert [message["text"] for message in answer.json()["messages"]] == ["It is worse."]
    assert concern.thread.count() == 1
    write({"text": "It is worse."})
    assert concern.thread.count() == 2


@pytest.mark.parametrize("text", ["", " ", "x" * 5_001, None, ["a"]])
def test_an_empty_or_endless_message_is_refused(write, text):
    answer = write({"text": text})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["text"]


def test_not_fixed_opens_it_again_and_only_what_is_closed(write, concern, dana):
    assert write({"text": "Still loud.", "not_fixed": True}).status_code == 409
    concern.close(dana, "resolved", "We locked the gate.")
    answer = write({"text": "Still loud.", "not_fixed": True})
    assert answer.json()["state"] == "reopened"
    assert answer.json()["messages"][-1]["text"] == "Still loud."


@pytest.mark.parametrize("wrong", ["0000000000000000", "123", "letters", "9" * 90])
def test_a_wrong_code_opens_nothing(read, code, wrong):
    answer = read(wrong)
    assert answer.status_code == 404
    assert "No concern has this code" in answer.json()["errors"]["request"][0]


def test_a_missing_code_is_asked_for_and_none_is_taken_from_the_address(client, code):
    for address in (THREAD, f"{THREAD}?code={code}", f"{THREAD}?X-Receipt-Code={code}"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "X-Receipt-Code" in answer.json()["errors"]


def test_a_right_and_a_wrong_code_cost_one_lookup(read, code, django_assert_num_queries):
    with django_assert_num_queries(2):  # the concern and its thread
        read(code)
    for wrong in ("0" * 16, "nonsense"):
        with django_assert_num_queries(1):
            read(wrong)


def test_guessing_is_slowed_here_and_on_the_page_together(client, read, code):
    for _ in range(5):
        read("0" * 16)
        client.post("/concerns/track/", {"code": "0" * 16})
    answer = read(code)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"


def test_nothing_of_the_caller_stays_anywhere(client, rosa, caplog):
    caplog.set_level(logging.DEBUG)
    client.force_login(rosa)
    Session.objects.all().delete()
    client.cookies.clear()
    client.defaults.update(TRACES)
    said = {"description": WORDS, "place": "River path"}
    raised = client.post(CONCERNS, said, content_type="application/json")
    code = raised.json()["receipt"]
    headers = {"X-Receipt-Code": code}
    client.post(THREAD, {"text": "Again."}, content_type="application/json", headers=headers)
    client.get(THREAD, headers=headers)
    client.get(THREAD, headers={"X-Receipt-Code": "0" * 16})
    client.post(CONCERNS, b"{", content_type="application/json")
    client.get("/api/v1/nowhere/")

    stored = "\n".join([*everything_stored(), *everything_cached()])
    lines = "\n".join(f"{r.getMessage()} {caplog.handler.format(r)}" for r in caplog.records)
    assert "Again." in stored
    for trace in [*TRACES.values(), code]:
        assert trace not in stored
        assert trace not in lines
    assert not raised.cookies
    assert not Session.objects.exists()


def test_an_anonymous_step_names_nobody_in_history_even_signed_in(client, rosa, write, concern):
    client.force_login(rosa)
    write({"text": "Again."})
    from django.apps import apps

    contexts = apps.get_model("pghistory", "Context").objects.values_list("metadata", flat=True)
    assert {context.get("user") for context in contexts} <= {None}
