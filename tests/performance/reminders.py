"""A survey of many: all mails of everyone written at once, then sent while workers are killed."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.performance import outbox
from tests.performance.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

A_LIST = 10_000  # people planned in one round
ENOUGH = 2_000  # people a second


def measure(house: House, size: Size) -> Iterator[Row]:
    with house.city() as city, outbox.at_sink() as port:
        rate = max(plan(min(A_LIST, size.mails), number) for number in range(min(3, size.rounds)))
        yield Row(
            "People a second invited, each with all their mails",
            f"{ENOUGH:,}",
            f"{rate:,.0f}, of four mails each",
            rate >= ENOUGH,
        )
        city.rows("TRUNCATE notices_message")
        remind(size.mails)
        keep_only_reminders(city)
        yield outbox.sent_while_killed(city, port, size.mails, "reminders")


def people(number: int, name: str):
    from metrics.surveys.waves.inviting import Person

    return [
        Person(f"{name}-{each}@example.org", "es" if each % 5 == 0 else "en")
        for each in range(number)
    ]


def a_wave(days: int):
    from django.utils import timezone

    from metrics.surveys.models import Instrument, Wave
    from metrics.surveys.shipped import PULSE

    now = timezone.now()
    return Wave.objects.create(
        instrument=Instrument.objects.shipped(PULSE),
        title="Safety",
        frame="list",
        sample_type="listed",
        opens_at=now - timedelta(days=days),
        closes_at=now + timedelta(days=28),
    )


def plan(number: int, name: int) -> float:
    """People a second."""
    from metrics.surveys.waves.inviting import invite

    wave, asked = a_wave(0), people(number, f"reader{name}")
    began = time.monotonic()
    told = invite(wave, asked)
    took = time.monotonic() - began
    assert told.invited == number, told
    return number / took


def remind(number: int) -> None:
    """So many were invited three days ago; their first reminder is due."""
    from django.utils import timezone

    from metrics.surveys.waves.inviting import invite

    at = timezone.now() - timedelta(days=3, minutes=5)
    told = invite(a_wave(4), people(number, "reminded"), at)
    assert told.invited == number, told


def keep_only_reminders(city: City) -> None:
    """The invitations went out three days ago."""
    city.rows("DELETE FROM notices_message WHERE right(key, 11) <> '/reminder/1'")
    city.rows("VACUUM ANALYZE notices_message")
