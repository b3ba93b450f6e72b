"""Killed with -9 while mail is on its way: the part comes back, and the mail goes out once."""

import pytest

POST = """
from datetime import timedelta
from django.utils import timezone
from portal.notices.models import Message
for number in range({count}):
    Message.objects.post(
        key=f"{name}/{{number}}", to=f"neighbor-{{number}}@example.org",
        template="account/unknown_account", topic="account", language="en",
        due_at=timezone.now() + timedelta(seconds={later}),
    )
"""
LEFT = """
from portal.notices.models import Message
print(Message.objects.filter(topic="account").exclude(state="sent").count())
"""


@pytest.mark.parametrize("part", ["worker", "beat", "Redis", "web"])
def test_mail_on_its_way_goes_out_once(house, part):
    """A worker killed between the mail server's 250 and its own commit cannot tell; the one mail
    each process had in hand may then go again, as the same mail (see portal.notices.outbox).
    """
    house.sink.delay = 0.15
    house.shell(POST.format(count=20, name=part, later=0))
    assert house.sink.wait_for(3), house.said()
    house.kill(part)
    assert house.sink.wait_for(20, seconds=30), house.said()
    house.wait_until_ready()
    assert house.shell(LEFT) == "0"
    times = house.sink.times_received
    assert len(times) == 20
    assert sum(times.values()) - 20 <= (2 if part == "worker" else 0)


def test_mail_promised_just_before_the_database_dies_goes_out_once(house):
    house.shell(POST.format(count=5, name="promised", later=8))
    house.kill("PostgreSQL")
    assert house.sink.wait_for(5, seconds=30), house.said()
    house.wait_until_ready()
    assert house.shell(LEFT) == "0"
    assert sorted(house.sink.times_received.values()) == [1] * 5


def test_no_mail_is_lost_when_the_database_dies_while_the_mail_server_takes_it(house):
    """What was being handed over cannot be written down, so it goes again, as the same mail."""
    house.sink.delay = 0.15
    house.shell(POST.format(count=20, name="handed over", later=0))
    assert house.sink.wait_for(3), house.said()
    house.kill("PostgreSQL")
    house.wait_until_ready()
    house.wait_until(lambda: house.shell(LEFT) == "0")
    times = house.sink.times_received
    assert len(times) == 20
    assert max(times.values()) <= 2
    assert sum(times.values()) <= 20 + 6


def test_each_restart_is_said_in_a_plain_line(house):
    house.kill("beat")
    assert "beat ended (SIGKILL) and is started again." in house.said()
