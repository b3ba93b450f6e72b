"""Answers by mail: the words join the thread, once, and nothing else of the mail does."""

import email.policy
import io
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.concerns import inbound
from engagement.concerns.models import Attachment
from portal.notices.letter import Letter
from portal.notices.models import Message
from tests.engagement.concerns.test_anonymity import everything_stored
from tests.factories.concerns import ConcernFactory

HOST = "in.portal.example"


@pytest.fixture(autouse=True)
def _takes_answers(settings):
    settings.INBOUND_MAIL_DOMAIN = HOST


@pytest.fixture
def concern(millrace):
    return ConcernFactory.create(area=millrace, named=True)


def a_mail(concern, text="It is worse on Fridays.", **headers):
    mail = EmailMessage()
    mail["From"] = "Nadia <nadia@example.org>"
    mail["To"] = inbound.address_for(concern)
    mail["Subject"] = "Re: An answer"
    mail["Message-ID"] = "<one@example.org>"
    mail["Received"] = "from phone.example ([203.0.113.77]) by mx.example"
    mail["User-Agent"] = "Tell-tale/7.31"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        if value is not None:
            mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


@pytest.fixture
def receive(monkeypatch, capsys):
    """Pipe a mail in; returns what the command leaves with."""

    def pipe(mail, *arguments):
        raw = mail if isinstance(mail, bytes) else mail.as_bytes(policy=email.policy.SMTP)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        try:
            call_command("receive_mail", *arguments)
        except SystemExit as end:
            return end.code
        return 0

    return pipe


def thread(concern):
    return [message.text for message in concern.thread.all()]


def test_a_notice_can_be_answered(dana, concern, receive):
    concern.answer(dana, "I will look on Friday.")
    notice = Message.objects.get()
    written = email.message_from_bytes(
        Letter(notice).message().as_bytes(), policy=email.policy.default
    )
    assert written["Reply-To"] == inbound.address_for(concern)
    assert "Or simply answer this mail." in notice.text
    assert "Or simply answer this mail." in notice.html
    assert receive(a_mail(concern, To=str(written["Reply-To"]))) == 0
    message = concern.thread.last()
    assert (message.kind, message.text) == ("from_resident", "It is worse on Fridays.")
    concern.refresh_from_db()
    assert concern.wrote_back_at


def test_without_a_host_for_answers_no_mail_offers_one(dana, concern, receive, settings):
    settings.INBOUND_MAIL_DOMAIN = ""
    concern.answer(dana, "I will look on Friday.")
    notice = Message.objects.get()
    assert notice.reply_to == ""
    assert b"Reply-To" not in Letter(notice).message().as_bytes()
    assert "answer this mail" not in notice.text
    settings.INBOUND_MAIL_DOMAIN = HOST
    mail = a_mail(concern)
    settings.INBOUND_MAIL_DOMAIN = ""
    assert receive(mail) == 75


def test_the_same_mail_twice_is_said_once(concern, receive):
    for _ in range(2):
        assert receive(a_mail(concern)) == 0
    assert receive(a_mail(concern, Message_ID=None)) == 0
    assert receive(a_mail(concern, Message_ID=None)) == 0
    assert len(thread(concern)) == 2


def test_mail_servers_may_change_the_case_and_the_sign_between(concern, receive):
    address = inbound.address_for(concern)
    for number, to in enumerate((address.upper(), address.replace("+", "-"))):
        assert receive(a_mail(concern, To=to, Message_ID=f"<{number}@x.example>")) == 0
    assert len(thread(concern)) == 2


def test_the_envelope_counts_where_the_headers_say_less(concern, receive):
    mail = a_mail(concern, To="undisclosed-recipients:;")
    assert receive(mail) == 67
    assert receive(mail, inbound.address_for(concern)) == 0


@pytest.mark.parametrize(
    "forge",
    [
        lambda to: to.replace("reply+", "reply+a", 1),
        lambda _to: "reply+" + "a" * 24 + f"@{HOST}",
        lambda to: f"reply+{to[6:14]}{'b' * 16}@{HOST}",
        lambda to: to.replace(HOST, "elsewhere.example"),
        lambda _to: f"reply+@{HOST}",
        lambda _to: f"reply+{'1' * 24}@{HOST}",
        lambda _to: "hello@portal.example",
    ],
)
def test_an_address_that_was_made_up_is_refused(concern, receive, forge):
    assert receive(a_mail(concern, To=forge(inbound.address_for(concern)))) == 67
    assert thread(concern) == []


def test_an_address_is_worth_nothing_for_another_concern(concern):
    other = ConcernFactory.create(named=True)
    assert inbound.address_for(concern)[:14] != inbound.address_for(other)[:14]
    mixed = inbound.address_for(other)[:14] + inbound.address_for(concern)[14:]
    letter = inbound.read(a_mail(concern, To=mixed).as_bytes())
    with pytest.raises(inbound.NotOurs):
        inbound.take(letter)


def test_an_anonymous_concern_is_not_written_to_by_mail(receive):
    assert receive(a_mail(ConcernFactory.create())) == 67


def test_another_sender_is_heard_and_marked_and_not_kept(concern, receive):
    assert receive(a_mail(concern, From="Omar <omar@example.org>")) == 0
    (text,) = thread(concern)
    assert text.startswith("It is worse on Fridays.\n\n[This came from another mail address")
    assert "omar" not in text


def test_nothing_of_the_mail_is_kept_but_its_words(concern, receive):
    receive(a_mail(concern, From="Omar <omar@example.org>"))
    stored = "\n".join(everything_stored())
    assert "It is worse on Fridays." in stored
    for trace in ("203.0.113.77", "phone.example", "Tell-tale", "one@example.org", "omar@"):
        assert trace not in stored


@pytest.mark.parametrize("ending", ["resolved", "no_action", "referred"])
def test_whoever_answers_a_closed_concern_opens_it_again(concern, receive, dana, ending):
    concern.close(dana, ending, "The gate is locked.")
    for _ in range(2):
        assert receive(a_mail(concern, "It is open again tonight.")) == 0
    concern.refresh_from_db()
    assert concern.state == "reopened"
    assert concern.wrote_back_at
    assert concern.reply_due_at > concern.raised_at
    assert thread(concern) == ["It is open again tonight."]


@pytest.mark.parametrize("words", ["Thank you!", "ok, thanks so much", "Muchas gracias."])
def test_a_word_of_thanks_leaves_it_closed(concern, receive, dana, words):
    concern.close(dana, "resolved", "The gate is locked.")
    assert receive(a_mail(concern, words)) == 0
    concern.refresh_from_db()
    assert concern.state == "resolved"
    assert thread(concern) == [words]


@pytest.mark.parametrize("words", ["Thanks for nothing", "Thank you, but it is open again."])
def test_thanks_with_more_to_say_open_it(concern, receive, dana, words):
    concern.close(dana, "resolved", "The gate is locked.")
    assert receive(a_mail(concern, words)) == 0
    concern.refresh_from_db()
    assert concern.state == "reopened"


def test_a_sensitive_concern_hears_and_sends_nothing(concern, receive, sam):
    mail = a_mail(concern)
    concern.mark_sensitive(sam)
    assert receive(mail) == 0
    assert thread(concern) == ["It is worse on Fridays."]
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("headers", "arguments"),
    [
        ({"Auto_Submitted": "auto-replied"}, []),
        ({"Auto_Submitted": "auto-generated; owner=x"}, []),
        ({"Precedence": "Bulk"}, []),
        ({"Return_Path": "<>"}, []),
        ({"List_Id": "<list.example.org>"}, []),
        ({"X_Autoreply": "yes"}, []),
        ({"From": "MAILER-DAEMON@mx.example"}, []),
        ({}, ["--sender="]),
        ({}, ["--sender=<>"]),
        ({}, ["--sender=MAILER-DAEMON"]),
    ],
)
def test_what_a_machine_wrote_is_dropped(concern, receive, headers, arguments):
    assert receive(a_mail(concern, **headers), *arguments) == 0
    assert thread(concern) == []


def test_auto_submitted_no_is_a_person(concern, receive):
    assert receive(a_mail(concern, Auto_Submitted="no"), "--sender=nadia@example.org") == 0
    assert len(thread(concern)) == 1


def test_a_photo_is_drawn_anew_and_kept_and_the_rest_is_named(concern, receive):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    mail = a_mail(concern)
    mail.add_attachment(picture.getvalue(), "image", "png", filename="gate.png")
    mail.add_attachment(b"MZ", "application", "octet-stream", filename="run.exe")
    mail.add_attachment("words", filename="notes.txt")
    assert receive(mail) == 0
    kept = Attachment.objects.get()
    assert kept.content_type == "image/jpeg"
    assert kept.message == concern.thread.get()
    assert "[With the mail came 2 files that we could not take.]" in thread(concern)[0]


def test_a_photo_alone_says_enough(concern, receive):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    mail = a_mail(concern, "")
    mail.add_attachment(picture.getvalue(), "image", "png", filename="gate.png")
    assert receive(mail) == 0
    assert thread(concern) == ["…"]
    assert Attachment.objects.count() == 1


def test_nothing_but_a_quotation_is_sent_back(concern, receive, capsys):
    assert receive(a_mail(concern, "> I will look on Friday.\n")) == 65
    assert "Write above what you answer to." in capsys.readouterr().err


def test_the_link_that_opens_the_concern_is_taken_out(concern, receive):
    link = "https://portal.example/concerns/follow/NQ:1abc:xyz/"
    receive(a_mail(concern, f"Your link {link} does not work."))
    assert thread(concern) == ["Your link … does not work."]


def test_a_very_long_mail_is_cut_and_says_so(concern, receive):
    assert receive(a_mail(concern, "word " * 5_000)) == 0
    (text,) = thread(concern)
    assert text.endswith("[The mail was longer. This is how it begins.]")
    assert len(text) < 5_200


def test_too_large_a_mail_is_sent_back(concern, receive, monkeypatch):
    monkeypatch.setattr("engagement.concerns.management.commands.receive_mail.MOST", 1_000)
    assert receive(a_mail(concern, "x" * 2_000)) == 65


def test_a_mail_that_takes_forever_to_read_is_sent_back(concern, receive, monkeypatch):
    def slow(*_args):
        raise TimeoutError

    monkeypatch.setattr(inbound, "words_of", slow)
    assert receive(a_mail(concern)) == 65


def test_when_something_is_broken_the_mail_waits(concern, receive, monkeypatch, caplog):
    for trouble in (OperationalError("away"), ZeroDivisionError()):

        def broken(_letter, trouble=trouble):
            raise trouble

        monkeypatch.setattr(inbound, "take", broken)
        assert receive(a_mail(concern)) == 75
    assert "Fridays" not in caplog.text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1252", "utf-16"])
def test_letters_of_all_kinds_arrive(concern, receive, charset):
    mail = a_mail(concern)
    mail.set_content("¿Cuándo? Después.".encode(charset), "text", "plain", cte="base64")
    mail.set_param("charset", charset)
    assert receive(mail) == 0
    assert thread(concern) == ["¿Cuándo? Después."]


def test_a_charset_nobody_has_heard_of_is_read_as_well_as_can_be(concern, receive):
    raw = a_mail(concern).as_bytes().replace(b'charset="utf-8"', b'charset="x-martian"')
    assert receive(raw) == 0
    assert thread(concern) == ["It is worse on Fridays."]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff" * 1_000,
        b"From: <" + b"(" * 5_000,
        b"To: " + b'"' * 1_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 2_000,
    ],
)
def test_what_is_hardly_a_mail_is_refused_and_breaks_nothing(receive, raw):
    assert receive(raw) in {65, 67}


def test_parts_within_parts_without_end_are_refused(receive):
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
        for depth in range(3_000)
    )
    assert receive(raw) in {65, 67}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(st.binary(max_size=500))
def test_no_mail_leaves_with_a_number_that_mail_servers_do_not_know(receive, raw):
    assert receive(b"To: a@b.example\nSubject: " + raw) in {0, 65, 67}
