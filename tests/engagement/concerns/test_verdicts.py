"""After it ended, the person who raised it says once whether it helped."""

import pytest

from engagement.concerns.models import Concern, Verdict
from portal.refusals import NotPossible
from tests.engagement.concerns.screens import hidden
from tests.factories.concerns import ConcernFactory


@pytest.fixture
def ended(resident, dana):
    code = resident.code()
    Concern.objects.get().close(dana, "resolved", "We put up a gate.")
    return code


def judge(resident, page, **said):
    return resident.client.post("/concerns/track/verdict/", {"pass": hidden(page, "pass"), **said})


def test_an_open_concern_asks_nothing(resident):
    assert "Did it help?" not in resident.track(resident.code()).text


def test_it_helped(resident, ended):
    page = judge(resident, resident.track(ended), helped="yes", words="It is quiet now.")
    assert "You said: it helped." in page.text
    verdict = Verdict.objects.get()
    assert (verdict.helped, verdict.words) == (True, "It is quiet now.")


def test_the_first_word_stands(resident, ended):
    page = resident.track(ended)
    judge(resident, page, helped="yes")
    judge(resident, page, helped="no", words="I changed my mind.")
    assert Verdict.objects.get().helped


def test_it_did_not_help_leads_to_opening_it_again(resident, ended):
    page = judge(resident, resident.track(ended), helped="no", words="The gate is open.")
    assert "If it is not fixed, open it again below." in page.text
    assert "The gate is open.</textarea>" in page.text
    said = {"pass": hidden(page, "pass"), "text": "The gate is open."}
    resident.client.post("/concerns/track/reopening/", said)
    assert Concern.objects.get().state == "reopened"
    assert not Verdict.objects.get().helped


def test_each_ending_is_judged_by_itself(resident, ended, dana):
    judge(resident, resident.track(ended), helped="no")
    concern = Concern.objects.get()
    concern.reopen(None, "Still open.")
    concern.close(dana, "resolved", "We locked it.")
    page = resident.track(ended)
    assert "Did it help?" in page.text
    judge(resident, page, helped="yes")
    assert list(Verdict.objects.values_list("helped", flat=True)) == [False, True]


@pytest.mark.parametrize("helped", ["", "maybe", "True", "\x00"])
def test_anything_else_is_no_answer(resident, ended, helped):
    page = judge(resident, resident.track(ended), helped=helped, words="Hm.")
    assert "Press one of the two buttons." in page.text
    assert "Hm.</textarea>" in page.text
    assert not Verdict.objects.exists()


def test_it_cannot_be_judged_once_it_is_open_again(resident, ended):
    page = resident.track(ended)
    Concern.objects.get().reopen(None, "Still loud.")
    assert "open again" in judge(resident, page, helped="yes").text
    with pytest.raises(NotPossible):
        Verdict.objects.give(Concern.objects.get(), helped=True)


def test_what_another_system_ended_is_not_asked_about(resident):
    code = resident.code()
    ConcernFactory.reset_sequence()
    Concern.objects.update(state="resolved", closed_at="2026-03-01T12:00Z", outcome="Done.")
    assert "Did it help?" not in resident.track(code).text


def test_a_pass_is_needed(client):
    assert client.post("/concerns/track/verdict/", {"helped": "yes"}).status_code == 302


def test_the_promised_day_is_on_the_page_until_an_answer_is_written(resident, dana):
    code = resident.code()
    assert "A person answers by" in resident.track(code).text
    Concern.objects.get().answer(dana, "Hello.")
    assert "A person answers by" not in resident.track(code).text
