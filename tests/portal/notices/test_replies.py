"""What a person wrote, without what they answered to."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.notices.replies import without_the_rest, words_of

OWN = "It is worse on Fridays.\nCome and see."


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "\n\n> I will look.\n> Dana\n",
        "\n\nOn Mon, Nov 2, 2026 at 10:00 AM Dana <d@example.org> wrote:\n> I will look.\n",
        "\n\nOn Mon, Nov 2, 2026 at 10:00 AM\nDana <d@example.org>\nwrote:\n\n> I will look.\n",
        "\n\nEl lun, 2 nov 2026 a las 10:00, Dana (<d@example.org>) escribió:\n\n> Iré.\n",
        "\n\nLe lun. 2 nov. 2026 à 10:00, Dana <d@example.org> a écrit :\n> J'irai.\n",
        "\n\nAm 02.11.26 um 10:00 schrieb Dana:\n> Ich komme.\n",
        "\n\nOn Mon, Nov 2, 2026 at 10:00 AM Dana <d@example.org> wrote:\n\nI will look.\nDana",
        "\n\n-----Original Message-----\nFrom: Dana\nI will look.",
        "\n\n-----Mensaje original-----\nDe: Dana\nIré.",
        "\n\n______________________\nFrom: Dana\nSent: Monday\nTo: Nadia\nSubject: x\n\nI.",
        "\n\nFrom: Dana\nSent: Monday\nTo: Nadia\nSubject: Answer\n\nI will look.",
        "\n\nDe: Dana\nEnviado el: lunes\nPara: Nadia\nAsunto: x\n\nIré.",
        "\n\n-- \nNadia\n555-0100",
        "\n\nSent from my iPhone",
        "\n\nEnviado desde mi iPhone\n\n> Iré.",
        "\n\nGet Outlook for iOS",
    ],
)
def test_only_their_own_words_remain(rest):
    assert without_the_rest(OWN + rest) == OWN
    assert without_the_rest((OWN + rest).replace("\n", "\r\n")) == OWN


def test_an_answer_below_or_between_is_kept():
    text = "On Mon, Nov 2, 2026 at 10:00 AM Dana wrote:\n> When?\n\nAt night.\n\n> Where?\n\nHere."
    assert without_the_rest(text) == "At night.\n\nHere."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday my neighbor wrote:\nGo away.",  # their own words about words
        "From: the bridge\nto the park it is dark.",
        "Dear Dana,\n\nA list:\n- one\n- two",
        "I met them on the stairs --\nthen they left.",
    ],
)
def test_words_that_only_look_like_it_are_kept(text):
    assert without_the_rest(text) == text


SAID = "<p>It is worse on Fridays.<br>Come&nbsp;and see.</p>"
GMAIL = (
    '<div class="gmail_quote"><div class="gmail_attr">On Mon Dana wrote:</div>'
    "<blockquote>I will look.<div>More</div></blockquote></div>"
)
OUTLOOK = '<div id="divRplyFwdMsg"><b>From:</b> Dana</div><p>I will look.</p>'


def html_mail(html):
    mail = EmailMessage()
    mail.set_content(html, subtype="html")
    return mail


@pytest.mark.parametrize(
    "html",
    [
        SAID,
        "<div>It is worse on Fridays.</div><div>Come and see.</div>" + GMAIL,
        f"<style>p {{color: red}}</style><script>x()</script>{SAID}{OUTLOOK}",
        f"<!DOCTYPE html><!--[if mso]> <xml>a</xml> <![endif]-->{SAID}<![endif]>",
        f"{SAID}<blockquote type=cite>I will look.",
        f"{SAID}<p>On Mon, Nov 2 at 10:00 Dana wrote:</p><blockquote><p>I.<p>Dana</blockquote>",
    ],
)
def test_a_mail_in_html_alone_is_read(html):
    assert words_of(html_mail(html)) == OWN


def test_plain_text_goes_before_html():
    mail = EmailMessage()
    mail.set_content(OWN)
    mail.add_alternative("<p>Other.</p>", subtype="html")
    assert words_of(mail) == OWN


def test_paragraphs_stay_apart_and_a_lone_sign_is_a_sign():
    html = "<p>One &lt; two, 3 < 4.</p> <p>Five</p>"
    assert words_of(html_mail(html)) == "One < two, 3 < 4.\n\nFive"


def test_a_mail_without_text_says_nothing():
    mail = EmailMessage()
    mail.set_content(b"x", "application", "pdf")
    assert words_of(mail) == ""


PIECES = st.sampled_from(
    ["On ", "wrote:", "\n", "> ", "-- ", "From: a", "Sent: b", "To: c", "word", " ", "____________"]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_it_never_breaks_and_never_adds(text):
    words = without_the_rest(text)
    assert without_the_rest(words) is not None
    assert set(words.split()) <= set(text.split())


@pytest.mark.parametrize(
    "hostile",
    [
        *("On " * 60_000, "On x,\n" * 40_000, "On a@b 10:00 wrote:\nx\n" * 20_000),
        *(">" * 200_000, "From: a\n" * 40_000, "On x wrote:\n> a\nb\n" * 20_000),
        *("-" * 200_000, "\n" * 200_000, "wrote:" * 40_000, "On wrote" * 30_000),
    ],
)
def test_a_mail_made_to_be_slow_is_not(hostile):
    began = time.monotonic()
    without_the_rest(hostile)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "hostile",
    [
        *("<a " * 60_000, "<!--" * 50_000, "</" * 90_000, "<div>" * 40_000, "<b></i>" * 30_000),
        *("<" * 200_000, "&" * 200_000, "<blockquote>" * 15_000, "<![CDATA[" * 20_000),
        *("<script>" * 25_000, "<a b='" * 30_000, "<![x]>" * 30_000, "<p>&#" * 40_000),
    ],
)
def test_html_made_to_be_slow_is_not(hostile):
    began = time.monotonic()
    words_of(html_mail(hostile))
    assert time.monotonic() - began < 5
