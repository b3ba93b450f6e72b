"""All answers counted, and what is over published."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from metrics.surveys.models import Instrument, Wave
from metrics.surveys.results.folding import fold
from metrics.surveys.results.releasing import release
from portal.accounts.models import User
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from metrics.demo.city import City

# Read, checked, and told to those who answered before anyone else.
BEFORE_RELEASE = timedelta(days=10)


def build(city: City) -> None:
    while fold():
        pass
    chief = User.objects.get(email="command@demo.example")
    kinds = (Instrument.Kind.GENERAL, Instrument.Kind.CONTACT)
    over = Wave.objects.over(city.now - BEFORE_RELEASE).filter(instrument__kind__in=kinds)
    for wave in over.filter(operator=None).order_by("opens_at"):
        with suppress(NotPossible):  # too few answers in a very small city
            release(wave, chief, at=wave.closes_at + BEFORE_RELEASE)
