"""How mail gets from the outbox to the mail server, and what happens when that fails."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from portal.notices import outbox, tasks
from portal.notices.models import Message, Silence
from tests.factories.notices import MessageFactory
from tests.servers import addresses

DRAIN = "import django; django.setup(); from portal.notices import outbox;outbox.send_due()"


@pytest.fixture(autouse=True)
def _nobody_was_nudged_before():
    cache.delete(tasks.NUDGED)


@pytest.fixture
def start_worker(mail_sink):
    """Start a worker in a process of its own; none outlives the test."""
    workers = []

    def start():
        environment = os.environ | {
            **addresses(),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "EMAIL_URL": mail_sink.url,
            "QUIET_HOURS": "0,0",
            "SECRET_KEY": django_settings.SECRET_KEY,
        }
        command = [sys.executable, "-c", DRAIN]
        root = django_settings.BASE_DIR
        workers.append(subprocess.Popen(command, env=environment, cwd=root))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_batch_goes_over_one_connection(mail_sink):
    MessageFactory.create_batch(12)
    assert outbox.send_due() == (12, False)
    assert outbox.send_due() == (0, False)
    assert mail_sink.connections == 1
    assert sorted(mail_sink.times_received.values()) == [1] * 12


def test_a_mail_costs_one_statement(mail_sink, django_assert_max_num_queries):
    MessageFactory.create_batch(20)
    with django_assert_max_num_queries(20 + 16):
        outbox.send_due()


def test_what_people_wait_for_goes_first(mail_sink):
    MessageFactory.create(to="reader@example.org", due_at=timezone.now() - timedelta(days=1))
    MessageFactory.create(to="signing-in@example.org", keeps_quiet_hours=False)
    outbox.send_due()
    assert mail_sink.readers == ["signing-in@example.org", "reader@example.org"]


def test_mail_for_later_waits(mail_sink):
    MessageFactory.create(due_at=timezone.now() + timedelta(minutes=5))
    assert outbox.send_due().sent == 0
    with later(minutes=6):
        assert outbox.send_due().sent == 1


def test_a_reader_the_server_does_not_know_is_given_up_and_the_next_one_is_served(mail_sink):
    MessageFactory.create(to="gone@example.org")
    MessageFactory.create(to="rosa@example.org")
    mail_sink.behaviors["gone@example.org"] = "refuse"
    outbox.send_due()
    assert states() == ["dead", "sent"]
    assert Message.objects.dead().get().last_error == "550 No such reader here"


def test_words_the_server_will_never_take_are_given_up(mail_sink):
    MessageFactory.create()
    mail_sink.behavior = "reject"
    outbox.send_due()
    assert states() == ["dead"]


@pytest.mark.parametrize("trouble", ["later", "close", "hang"])
def test_trouble_that_may_pass_is_tried_again_later(mail_sink, trouble, settings):
    settings.EMAIL_TIMEOUT = 0.5
    MessageFactory.create()
    mail_sink.behavior = trouble
    outbox.send_due()
    message = Message.objects.get()
    assert (message.state, message.attempts, message.claim) == ("waiting", 1, None)
    assert message.last_error

    mail_sink.behavior = "ok"
    assert outbox.send_due().sent == 0
    with later(minutes=2):
        assert outbox.send_due().sent == 1
    assert Message.objects.get().last_error == ""


def test_waits_grow_and_end(mail_sink):
    MessageFactory.create()
    mail_sink.behavior = "later"
    waits, at = [], timezone.now()
    for _ in range(Message.MAX_ATTEMPTS):
        with time_machine.travel(at, tick=False):
            outbox.send_due()
        due_at = Message.objects.get().due_at
        waits.append(due_at - at)
        at = due_at
    assert states() == ["dead"]
    assert timedelta(seconds=30) <= waits[0] <= timedelta(seconds=90)
    assert waits[6] > timedelta(minutes=30)
    assert max(waits) <= timedelta(hours=9)


def test_a_server_that_is_away_counts_against_no_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    MessageFactory.create_batch(3)
    outbox.send_due()
    assert states() == ["waiting"] * 3
    assert not Message.objects.exclude(attempts=0).exists()
    assert not Message.objects.exclude(claim=None).exists()
    assert Message.objects.filter(due_at__gt=timezone.now()).count() == 3


def test_an_address_that_is_none_is_given_up(mail_sink):
    MessageFactory.create(to="rosa@example.org\nBcc: all@example.org")
    MessageFactory.create(to="josé@example.org")
    outbox.send_due()
    assert states() == ["dead", "dead"]
    assert not mail_sink.raw


def test_a_mail_that_breaks_our_own_code_does_not_stop_the_others(mail_sink, caplog):
    MessageFactory.create(attachments=[["half a thing"]])
    MessageFactory.create()
    outbox.send_due()
    assert states() == ["waiting", "sent"]
    assert "example.org" not in caplog.messages[0]


def test_an_error_keeps_the_address_short(mail_sink):
    message = MessageFactory.create(to="rosa@example.org")
    message.mark_refused("550 <rosa@example.org> is unknown")
    message.refresh_from_db()
    assert message.last_error == "550 <r…@example.org> is unknown"


def test_a_mail_taken_back_while_a_worker_holds_it_stays(mail_sink):
    MessageFactory.create(key="k")
    (held,) = outbox.claim(10)
    Message.objects.cancel("k")
    with outbox.Postman() as postman:
        assert postman.deliver([held]) == 0
    assert not mail_sink.raw


def test_who_unsubscribes_while_a_worker_holds_the_mail_does_not_get_it(mail_sink):
    (held,) = [MessageFactory.create()] and outbox.claim(10)
    Silence.objects.keep(held.fingerprint, "events")
    with outbox.Postman() as postman:
        assert postman.deliver([held]) == 0


def test_a_claim_that_ran_out_is_taken_over_and_the_first_worker_lets_go(mail_sink):
    MessageFactory.create()
    (slow,) = outbox.claim(10)
    with later(seconds=91):
        (quick,) = outbox.claim(10)
        with outbox.Postman() as postman:
            assert postman.deliver([slow]) == 0
            assert postman.deliver([quick]) == 1
    assert len(mail_sink.raw) == 1


def test_a_mail_sent_again_by_hand_is_the_same_mail(mail_sink):
    MessageFactory.create()
    outbox.send_due()
    Message.objects.get().resend()
    outbox.send_due()
    assert list(mail_sink.times_received.values()) == [2]


def test_a_dead_mail_can_be_sent_again(mail_sink):
    mail_sink.behavior = "refuse"
    MessageFactory.create()
    outbox.send_due()
    mail_sink.behavior = "ok"
    message = Message.objects.get()
    assert message.resend()
    assert not message.resend()
    outbox.send_due()
    assert states() == ["sent"]


def test_a_worker_lets_others_have_their_turn(mail_sink, monkeypatch):
    monkeypatch.setattr(tasks, "TURN", -1)
    again = []
    monkeypatch.setattr(tasks, "nudge", lambda: again.append(1))
    MessageFactory.create()
    tasks.send_messages()
    assert again == [1]
    assert states() == ["waiting"]


def test_installations_with_cron_alone_send_mail_too(mail_sink, capsys):
    MessageFactory.create_batch(2)
    call_command("send_messages")
    assert capsys.readouterr().out == "2 sent.\n"


def test_a_broker_that_is_away_fails_nobody_and_is_left_alone_for_a_while(monkeypatch, caplog):
    tried = []

    def gone(**_):
        tried.append(1)
        raise ConnectionError

    monkeypatch.setattr(tasks, "_holding_off_until", 0.0)
    monkeypatch.setattr(tasks.send_messages, "apply_async", gone)
    tasks.nudge()
    tasks.nudge()
    assert tried == [1]
    assert "No worker could be nudged" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_commit_rings_for_the_worker(mail_sink):
    Message.objects.post_all([MessageFactory.build()])
    assert mail_sink.wait_for(1)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_send_each_mail_once(mail_sink):
    MessageFactory.create_batch(300)
    gate = threading.Barrier(8)

    def work(_):
        gate.wait()
        try:
            return outbox.send_due().sent
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(work, range(8)))
    assert sum(counts) == 300
    assert Counter(mail_sink.times_received.values()) == {1: 300}


@pytest.mark.django_db(transaction=True)
def test_what_a_dead_worker_held_is_free_at_once(mail_sink):
    MessageFactory.create_batch(3)

    def die():
        outbox.claim(10)
        connection.close()

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()
    for _ in range(50):  # the server takes a moment to notice
        if outbox.send_due().sent == 3:
            break
        time.sleep(0.1)
    assert len(mail_sink.raw) == 3


def test_what_went_before_a_refusal_is_written_down(mail_sink):
    for address in ("rosa@example.org", "gone@example.org", "omar@example.org"):
        MessageFactory.create(to=address)
    mail_sink.behaviors["gone@example.org"] = "refuse"
    outbox.send_due()
    assert states() == ["sent", "dead", "sent"]


def test_what_went_before_the_server_left_is_written_down(mail_sink, settings):
    MessageFactory.create_batch(3)
    held = outbox.claim(10)
    with outbox.Postman() as postman:
        send = postman.send

        def send_and_lose_the_server(message):
            taken = send(message)
            postman.hang_up()
            settings.EMAIL_PORT = 9
            return taken

        postman.send = send_and_lose_the_server
        assert postman.deliver(held) == 1
    assert states() == ["sent", "waiting", "waiting"]
    assert not Message.objects.exclude(claim=None).exists()


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_200_mails_each_still_comes(
    mail_sink, start_worker, record_property
):
    """A real process, killed with -9 four times. None is lost; a copy has the same Message-ID."""
    MessageFactory.create_batch(200)
    mail_sink.delay = 0.005
    for kill_after in (20, 60, 110, 150):
        worker = start_worker()
        assert mail_sink.wait_for(kill_after, seconds=60)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert start_worker().wait(60) == 0

    times = mail_sink.times_received
    copies = sum(times.values()) - len(times)
    record_property("copies", copies)
    assert len(times) == 200
    assert copies <= 4  # one a kill at the very most; usually none
    assert set(states()) == {"sent"}


def test_in_a_crowd_one_nudge_does_for_all_until_the_worker_looks(monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.send_messages, "apply_async", lambda **_: asked.append(1))
    monkeypatch.setattr(tasks, "_holding_off_until", 0.0)

    tasks.nudge()
    tasks.nudge()
    assert len(asked) == 1

    tasks.send_messages()
    tasks.nudge()
    assert len(asked) == 2
