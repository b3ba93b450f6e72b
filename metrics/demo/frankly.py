"""What partners said, once a year, of working with the police."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from metrics.demo.bulk import copy_in
from metrics.surveys.models import Instrument, Question, Response, Wave
from metrics.surveys.partners import OPEN_FOR
from metrics.surveys.shipped import PARTNER_FEEDBACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.demo.city import City

# The middle answer to each statement: being heard comes before being decided with.
MIDDLE = {"heard": 7.2, "decide": 5.4, "follow": 6.3, "told": 5.9, "worth": 7.6}
SPREAD = 1.9
# Years ago, how many were asked, how many answered.
ROUNDS = ((2, 49, 31), (1, 56, 38))


def build(city: City) -> None:
    instrument = Instrument.objects.shipped(PARTNER_FEEDBACK)
    instrument.field()
    for years, asked, answered in ROUNDS:
        opened = city.now - timedelta(days=365 * years - 330)
        wave = Wave.objects.create(
            instrument=instrument,
            title=f"Working with the police, {timezone.localdate(opened).year}",
            sample_type=Wave.SampleType.LISTED,
            opens_at=opened,
            closes_at=opened + OPEN_FOR,
            closed_invitations=asked,
        )
        copy_in(Response, _answers(city, wave, answered))


def _answers(city: City, wave: Wave, answered: int) -> Iterator[Response]:
    for _ in range(answered):
        day = wave.opens_at + timedelta(days=city.dice.uniform(0, 27))
        yield Response(
            pk=UUID(int=city.dice.getrandbits(128), version=4),
            wave_id=wave.pk,
            answered_on=timezone.localdate(day),
            language="es" if city.chance(0.2) else "en",
            reminders=int(day > wave.opens_at + timedelta(days=8)),
            answers={code: _number(city, middle) for code, middle in MIDDLE.items()},
        )


def _number(city: City, middle: float) -> int:
    if city.chance(0.05):
        return Question.DONT_KNOW
    return round(min(10.0, max(0.0, city.dice.gauss(middle, SPREAD))))
