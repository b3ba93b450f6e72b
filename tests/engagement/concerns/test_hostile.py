"""Text that means harm is shown as text, or refused in a sentence with nothing lost."""

import pytest

from engagement.concerns.models import Concern
from engagement.concerns.words import said
from tests.factories.concerns import ConcernFactory

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def test_markup_is_shown_as_text_to_resident_officer_and_public(resident, client, dana, millrace):
    code = resident.code(text=SCRIPT, place=SCRIPT, wish=SCRIPT)
    Concern.objects.update(area=millrace, wants_public=True, is_public=True)
    concern = Concern.objects.get()
    concern.answer(dana, SCRIPT)
    concern.close(dana, "resolved", SCRIPT)
    pages = [resident.look_over(text=SCRIPT, place=SCRIPT), resident.track(code)]
    pages.append(client.get("/concerns/"))
    client.force_login(dana)
    pages.append(client.get(concern.get_absolute_url()))
    pages.append(client.get("/desk/concerns/?state=resolved"))
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "&lt;script&gt;" in page.text


def test_a_hundred_kilobytes_are_refused_in_a_sentence_and_kept(resident):
    response = resident.look_over(text="long " * 20_000)
    assert "it has 99,999 characters, and there is room for 5,000" in response.text
    assert "long long long" in response.text
    assert response.text.count("long") >= 20_000
    assert not Concern.objects.exists()


def test_the_browser_is_not_told_to_cut_text_off(client):
    assert "maxlength" not in client.get("/concerns/new/").text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("null\x00byte", "nullbyte"),
        ("turned \u202eround", "turned round"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("two\r\nlines", "two\nlines"),
        ("🚲 🌙 ñandú 警察 مرحبا", "🚲 🌙 ñandú 警察 مرحبا"),
    ],
)
def test_words_stay_and_tricks_go(resident, typed, kept):
    assert said(typed) == kept
    resident.send(text=typed, place=typed.split()[0])
    assert Concern.objects.get().text == kept


def test_a_text_of_tricks_only_says_nothing(resident):
    assert "Say in a few words" in resident.look_over(text="\x00\u202e\x07").text


@pytest.mark.parametrize("field", ["when_worst", "who", "category", "area", "near", "key"])
@pytest.mark.parametrize("value", ["'; DROP TABLE concerns;--", "\x00", "é" * 300, "-1"])
def test_choices_that_were_never_offered_break_nothing(resident, field, value):
    response = resident.client.post(
        "/concerns/receipt/",
        {"text": "x", "place": "y", "who": "anonymous", "token": resident.token(), field: value},
    )
    assert response.status_code == 200


@pytest.mark.parametrize("page", ["999999", "0", "-1", "x", "1e9", ""])
def test_odd_page_numbers_show_a_page(client, page):
    ConcernFactory.create(public=True)
    assert client.get(f"/concerns/?page={page}").status_code == 200


@pytest.mark.parametrize("pk", ["0", "999999999999999999999"])
def test_odd_numbers_find_nothing(client, dana, pk):
    client.force_login(dana)
    assert client.get(f"/desk/concerns/{pk}/").status_code == 404
    assert client.get(f"/concerns/mine/{pk}/").status_code == 404
