"""What is written into the outbox, and when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.notices import outbox
from portal.notices.models import Message, Silence
from tests.factories.notices import MessageFactory


def post(**about):
    told = {"key": "k", "to": "rosa@example.org", "template": "seat/saved", "topic": "events"}
    return Message.objects.post(**told | {"context": {"who": "Rosa"}} | about)


def test_one_mail_is_one_statement(django_assert_num_queries):
    post(key="first")
    with django_assert_num_queries(1):
        post(key="second")


def test_the_same_key_twice_is_one_mail_and_the_first_one_stays():
    post(context={"who": "Rosa"})
    post(context={"who": "Omar"})
    assert "Rosa" in Message.objects.get().text


def test_a_mail_speaks_its_readers_language(rosa):
    post(user=rosa, to=rosa.email)
    message = Message.objects.get()
    assert message.language == "es"
    assert message.subject == "lunes: Rosa"


def test_text_is_not_escaped_and_html_is():
    post(context={"who": "<b>Rosa</b>"})
    message = Message.objects.get()
    assert "& dusted, <b>Rosa</b>" in message.text
    assert "&lt;b&gt;Rosa&lt;/b&gt;" in message.html


def test_a_subject_is_one_line_whatever_someone_called_herself():
    post(context={"who": "Rosa\r\nBcc: everyone@example.org"})
    assert "\n" not in Message.objects.get().subject


def test_a_mail_without_html_is_text_alone():
    post(template="plain/words")
    assert Message.objects.get().html == ""


def test_each_mail_says_why_it_came_and_how_to_stop_it():
    post()
    message = Message.objects.get()
    assert "You get this mail because you saved a seat" in message.text
    assert "/notices/unsubscribe/events." in message.text
    assert "rosa@example.org" not in message.text


def test_a_sign_in_mail_cannot_be_stopped():
    post(topic="account")
    assert "unsubscribe" not in Message.objects.get().text


def test_what_was_rolled_back_is_never_mailed():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("written_at", "goes_out_at"),
    [
        pytest.param("2026-07-01 14:00", "2026-07-01 14:00", id="by day at once"),
        pytest.param("2026-07-01 19:59", "2026-07-01 19:59", id="just before the evening"),
        pytest.param("2026-07-01 20:00", "2026-07-02 08:00", id="in the evening tomorrow"),
        pytest.param("2026-07-02 03:00", "2026-07-02 08:00", id="at night this morning"),
        pytest.param("2026-03-07 23:00", "2026-03-08 08:00", id="while clocks spring forward"),
        pytest.param("2026-10-31 23:00", "2026-11-01 08:00", id="while clocks fall back"),
    ],
)
def test_mail_waits_for_the_morning(settings, written_at, goes_out_at):
    settings.QUIET_HOURS = (20, 8)

    def local(text):
        return timezone.make_aware(datetime.fromisoformat(text))

    with time_machine.travel(local(written_at), tick=False):
        post()
    assert Message.objects.get().due_at == local(goes_out_at)


def test_the_morning_after_the_clocks_change_comes_an_hour_sooner(settings):
    settings.QUIET_HOURS = (20, 8)
    post(key="before", due_at=datetime(2026, 3, 7, 4, tzinfo=UTC))
    post(key="after", due_at=datetime(2026, 3, 9, 4, tzinfo=UTC))
    hours = dict(Message.objects.values_list("key", "due_at"))
    assert (hours["before"].hour, hours["after"].hour) == (14, 13)


def test_what_someone_is_waiting_for_goes_out_at_night(settings, mailoutbox):
    settings.QUIET_HOURS = (20, 8)
    night = datetime(2026, 7, 2, 4, tzinfo=UTC)
    with time_machine.travel(night, tick=False):
        post(key="code", topic="account", quiet=False)
        post(key="news")
        MessageFactory.create(key="left over from the day", due_at=timezone.now())
        outbox.send_due()
    assert len(mailoutbox) == 1
    with time_machine.travel(night + timedelta(hours=9), tick=False):
        outbox.send_due()
    assert len(mailoutbox) == 3


def test_a_mail_taken_back_is_not_sent(mailoutbox):
    post()
    assert Message.objects.cancel("k") == 1
    outbox.send_due()
    assert not mailoutbox
    assert Message.objects.cancel("k") == 0


def test_a_mail_with_a_secret_is_wiped_once_sent(mailoutbox):
    post(erase=True, attachments=[("seat.ics", "text/calendar", "SECRET")])
    outbox.send_due()
    message = Message.objects.get()
    assert "Rosa" in mailoutbox[0].body
    assert (message.subject, message.text, message.html, message.attachments) == ("", "", "", [])
    assert not message.may_be_resent


def test_a_forgotten_mail_keeps_neither_words_nor_address(rosa):
    post(user=rosa)
    Message.objects.forget("k")
    message = Message.objects.get()
    assert (message.to, message.user, message.text, message.state) == ("", None, "", "cancelled")


@pytest.mark.parametrize("topic", ["events", "*"])
def test_who_asked_us_not_to_write_gets_nothing(mailoutbox, topic):
    post()
    Silence.objects.create(fingerprint=Message.objects.get().fingerprint, topic=topic)
    outbox.send_due()
    assert not mailoutbox
    assert Message.objects.get().state == "cancelled"


def test_sign_in_codes_reach_even_those_who_want_no_mail(mailoutbox):
    post(topic="account")
    Silence.objects.keep(Message.objects.get().fingerprint, "*")
    outbox.send_due()
    assert len(mailoutbox) == 1


def test_silence_about_one_topic_leaves_the_others(mailoutbox):
    post(key="events")
    post(key="surveys", topic="surveys")
    Silence.objects.keep(Message.objects.first().fingerprint, "surveys")
    outbox.send_due()
    assert [message.key for message in Message.objects.waiting()] == []
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"state": "sent"}, "a_sent_message_says_when"),
        ({"to": ""}, "a_waiting_message_has_an_address"),
    ],
)
def test_the_database_refuses_a_message_that_cannot_be(wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        MessageFactory.create(**wrong)
