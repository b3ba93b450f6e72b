"""Whoever floods the form works for it; on ordinary days nobody notices."""

import base64
import json
import re
from html import unescape

import pytest
from altcha import v1 as altcha

from engagement.concerns.models import Concern
from tests.engagement.concerns.screens import SAID, code_on, hidden

CHALLENGE = re.compile(r'data-work="([^"]+)"')
SUM = re.compile(r"What is (\d+) plus (\d+)\?")


@pytest.fixture
def flooded(settings):
    settings.FORMS_FROM_ONE = 0


def send(resident, page, **more):
    return resident.client.post(
        "/concerns/receipt/", {**SAID, "token": hidden(page, "token"), **more}
    )


def worked(page):
    """What the page's script answers after its work."""
    task = json.loads(unescape(CHALLENGE.search(page.text).group(1)))
    found = altcha.solve_challenge(
        task["challenge"], task["salt"], task["algorithm"], task["maxNumber"]
    )
    answer = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**answer, "number": found.number}).encode()).decode()


def added(page):
    return str(sum(map(int, SUM.search(page.text).groups())))


def test_on_ordinary_days_nothing_is_asked(resident):
    page = resident.look_over().text
    assert "Many concerns arrive right now" not in page
    assert "work.js" not in page


def test_the_thirteenth_form_in_ten_minutes_takes_work(resident):
    pages = [resident.look_over().text for _number in range(13)]
    assert ["data-work" in page for page in pages] == [False] * 12 + [True]


def test_many_forms_from_everyone_together_take_work_too(resident, settings):
    settings.FORMS_IN_ALL = 0
    assert "Many concerns arrive right now" in resident.look_over().text


def test_the_work_of_the_browser_is_enough(resident, flooded):
    page = resident.look_over()
    assert len(code_on(send(resident, page, work=worked(page)))) == 16


def test_work_is_good_for_its_own_form_only(resident, flooded):
    first, second = resident.look_over(), resident.look_over()
    answer = send(resident, second, work=worked(first))
    assert "Answer the sum, then send." in answer.text
    assert not Concern.objects.exists()


@pytest.mark.parametrize("work", ["", "x", "e30=", "bnVsbA==", "W10=", "é", "eyJzYWx0IjogMX0="])
def test_made_up_work_is_no_work(resident, flooded, work):
    answer = send(resident, resident.look_over(), work=work)
    assert "One thing needs another look" in answer.text
    assert not Concern.objects.exists()


def test_work_runs_out(resident, flooded, time_machine):
    time_machine.move_to("2026-03-01 12:00Z", tick=False)
    page = resident.look_over()
    done = worked(page)
    time_machine.shift(2 * 3600 + 60)
    assert "Answer the sum" in send(resident, page, work=done).text


def test_without_script_a_person_waits_and_adds(resident, flooded, time_machine):
    time_machine.move_to("2026-03-01 12:00Z", tick=False)
    page = resident.look_over()
    assert "Wait a little longer" in send(resident, page, total=added(page)).text
    time_machine.shift(20)
    assert "That is not the sum" in send(resident, page, total="1").text
    assert len(code_on(send(resident, page, total=f" {added(page)} "))) == 16


def test_sums_by_the_hundred_are_slowed(resident, flooded):
    page = resident.look_over()
    for _try in range(10):
        send(resident, page, total="1")
    assert "Wait ten minutes" in send(resident, page, total=added(page)).text


def test_a_program_that_fills_every_field_gets_work(resident):
    page = send(resident, resident.look_over(), website="https://buy.example")
    assert "Many concerns arrive right now" in page.text
    assert not Concern.objects.exists()
    done = send(resident, page, website="https://buy.example", work=worked(page))
    assert code_on(done)  # a browser that fills too much loses nothing


def test_a_slow_token_cannot_be_made_a_quick_one(resident, flooded):
    page = resident.look_over()
    token = hidden(page, "token")
    answer = resident.client.post("/concerns/receipt/", {**SAID, "token": f"{token}x"})
    assert "Many concerns arrive right now" in answer.text
    assert not Concern.objects.exists()


def test_the_trap_is_hidden_from_people(resident):
    page = resident.look_over().text
    trap = page[page.index('<div class="cg-hide" aria-hidden="true">') :][:400]
    assert 'name="website"' in trap
    assert 'tabindex="-1"' in trap
