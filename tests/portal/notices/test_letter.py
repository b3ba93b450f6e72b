"""What is written as bytes is read back by Python's own `email`."""

import email
import email.policy
import string

from hypothesis import given
from hypothesis import strategies as st

from portal.notices.letter import Letter
from tests.factories.notices import MessageFactory

WORDS = st.text(
    st.one_of(
        st.sampled_from(string.printable),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    ),
    max_size=300,
)
LINE = WORDS.map(lambda words: " ".join(words.split())).filter(str.isprintable)
FILE_NAME = LINE.map(lambda name: name.translate({ord('"'): None, ord("\\"): None})).filter(bool)


def read(message):
    raw = Letter(message).message().as_bytes()
    return email.message_from_bytes(raw, policy=email.policy.default)


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


@given(subject=LINE, text=WORDS, html=WORDS)
def test_every_word_arrives(subject, text, html):
    mail = read(MessageFactory.build(pk=1, subject=subject, text=text, html=html))
    assert mail["Subject"].split() == subject.split()
    assert lines(mail.get_body(["plain"]).get_content()) == lines(text)
    if html:
        assert lines(mail.get_body(["html"]).get_content()) == lines(html)
    assert not mail.defects


@given(name=FILE_NAME, content=WORDS)
def test_every_attachment_arrives(name, content):
    file = [name, "text/calendar; method=REQUEST", content]
    mail = read(MessageFactory.build(pk=1, attachments=[file]))
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_param("method") == "REQUEST"
    assert attached.get_payload(decode=True).decode() == content
    assert attached.get_filename() == name.strip()


@given(text=WORDS)
def test_no_line_is_longer_than_mail_servers_take(text):
    raw = Letter(MessageFactory.build(pk=1, text=text)).message().as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_mail_can_be_stopped_with_one_click():
    mail = read(MessageFactory.build(pk=1, topic="events"))
    assert "/notices/unsubscribe/events." in mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_sign_in_mail_offers_no_unsubscribing():
    assert read(MessageFactory.build(pk=1, topic="account"))["List-Unsubscribe"] is None


def test_every_attempt_has_the_same_message_id():
    message = MessageFactory.build(pk=7)
    assert read(message)["Message-ID"] == read(message)["Message-ID"]
    assert read(message)["Message-ID"] != read(MessageFactory.build(pk=8))["Message-ID"]


def test_an_address_in_another_script_is_written_as_servers_know_it():
    mail = read(MessageFactory.build(pk=1, to="rosa@bücher.example"))
    assert mail["To"] == "rosa@xn--bcher-kva.example"
