"""Workers killed with -9 while a survey reminds: each person hears of it once."""

REMIND = """
from datetime import timedelta
from django.utils import timezone
from metrics.surveys.models import Instrument, Wave
from metrics.surveys.shipped import PULSE
from metrics.surveys.waves.inviting import Person, invite
now = timezone.now()
wave = Wave.objects.create(
    instrument=Instrument.objects.shipped(PULSE), title="Safety", frame="list",
    sample_type="listed", opens_at=now - timedelta(days=4), closes_at=now + timedelta(days=20),
)
people = [Person(f"reader-{{number}}@example.org", "es" if number % 2 else "en")
          for number in range({count})]
print(invite(wave, people, now - timedelta(days=3, minutes=5)).invited)
"""
LEFT = """
from portal.notices.models import Message
print(Message.objects.filter(state="waiting", key__endswith="reminder/1").count())
"""
PEOPLE = 150
MAILS = 2 * PEOPLE  # the invitation and the reminder of day 3 are both due
KILLS = 3


def test_reminders_go_out_once_while_workers_are_killed(house):
    house.sink.delay = 0.02
    assert house.shell(REMIND.format(count=PEOPLE)) == str(PEOPLE)
    for kill in range(KILLS):
        assert house.sink.wait_for(MAILS * (kill + 1) // (KILLS + 2), seconds=60), house.said()
        house.kill("worker")
    assert house.sink.wait_for(MAILS, seconds=90), house.said()
    house.wait_until_ready()
    house.wait_until(lambda: house.shell(LEFT) == "0")
    times = house.sink.times_received
    assert len(times) == MAILS
    # The one mail each killed process had in hand may go again, as the same mail.
    assert sum(times.values()) - MAILS <= 2 * KILLS
    readers = [message["To"] for message in house.sink.messages]
    assert len(set(readers)) == PEOPLE
