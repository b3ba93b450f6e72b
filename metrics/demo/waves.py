"""What people answered after the meetings they came to."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from engagement.events.models import Rsvp, Session
from metrics.demo.bulk import copy_in
from metrics.surveys.inviting import FOR_CHILDREN, wave_after
from metrics.surveys.models import Question, Response, Wave
from metrics.surveys.scores import LISTEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.demo.city import City

# The middle answer from 0 to 10, a year ago; trust is lowest where answers come late.
MIDDLE = {
    "11": 7.1,
    "12": 6.8,
    "13": 6.0,
    "21": 5.7,
    "22": 5.8,
    "23": 6.4,
    "31": 4.4,
    "32": 6.2,
    "33": 5.5,
}
A_YEAR_ON = 0.5
SPREAD = 2.3


def build(city: City) -> None:
    sessions = list(
        Session.objects.past(city.now)
        .exclude(event__kind__in=FOR_CHILDREN)
        .filter(event__sessions_needed=None)  # a course is asked about at its end
        .select_related("event__area")
    )
    waves = [wave_after(session) for session in sessions]
    came = [Rsvp.objects.filter(session=session).attended().count() for session in sessions]
    answered = _spread(city, came)
    for wave, invited, answers in zip(waves, came, answered, strict=True):
        # A city asked for with more answers than people who came invites as many as it takes.
        wave.closed_invitations = max(invited, 2 * answers)
    Wave.objects.bulk_update(waves, ["closed_invitations"], 500)
    copy_in(Response, _answers(city, waves, answered))


def _spread(city: City, came: list[int]) -> list[int]:
    """How many answer in each wave: `city.responses` in all, more where more people came."""
    everyone = sum(came) or 1
    reached = [city.responses * people // everyone for people in accumulate(came)]
    return [after - before for before, after in pairwise([0, *reached])]


def _answers(city: City, waves: list[Wave], answered: list[int]) -> Iterator[Response]:
    for wave, answers in zip(waves, answered, strict=True):
        for _ in range(answers):
            after = timedelta(days=min(13.0, city.dice.expovariate(0.4)))
            answered_at = min(wave.opens_at + after, city.now)
            yield Response(
                pk=UUID(int=city.dice.getrandbits(128), version=4),
                wave_id=wave.pk,
                area_id=wave.area_id,
                answered_on=timezone.localdate(answered_at),
                language="es" if city.chance(0.2) else "en",
                reminders=int(after > timedelta(days=2)),
                answers={LISTEN: _score(city, wave)},
            )
        city.advance(answers)


def _score(city: City, wave: Wave) -> int:
    if city.chance(0.05):
        return city.dice.choice(Question.MISSING)
    years = (wave.opens_at - city.start).days / 365
    middle = MIDDLE[wave.area.code if wave.area else "22"] + A_YEAR_ON * years
    return min(10, max(0, round(city.dice.gauss(middle, SPREAD))))
