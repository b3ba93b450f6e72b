"""Once a year, everyone who speaks for a partner is asked how it is to work with us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.surveys import scores
from metrics.surveys.models import Instrument, Question, Response, Wave
from metrics.surveys.shipped import PARTNER_FEEDBACK
from metrics.surveys.trust import held_back
from metrics.surveys.waves.inviting import Person, invite
from partnerships.organizations.models import Organization
from portal.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from metrics.trust.estimates import Estimate

OPEN_FOR = timedelta(days=28)
REMIND_AFTER = timedelta(days=8)


@dataclass(frozen=True)
class Answer:
    """What partners said to one statement, or why it is not shown."""

    statement: str
    estimate: Estimate | None
    why_held_back: _StrOrPromise


@transaction.atomic
def ask_partners(at: datetime | None = None) -> int:
    """Ask everyone who speaks for a partner, in the month for it; how many were asked.

    Nobody is asked twice in 90 days, nor anyone who asked us not to. Two workers at once, or
    the same day again: the second one finds that this year's question is out.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    if today.month != settings.PARTNER_FEEDBACK_MONTH:
        return 0
    instrument = Instrument.objects.shipped(PARTNER_FEEDBACK)
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    if wave_of(today.year):
        return 0
    instrument.field()
    wave = Wave.objects.create(
        instrument=instrument,
        title=_("Working with the police, %(year)d") % {"year": today.year},
        frame=Wave.Frame.LIST,
        sample_type=Wave.SampleType.LISTED,
        remind_on=[REMIND_AFTER.days],
        opens_at=at,
        closes_at=at + OPEN_FOR,
    )
    people = [Person(user.email, user.language) for user in those_who_speak()]
    asked = invite(wave, people, at).invited
    if not asked:  # nobody may be asked now: leave no wave behind
        wave.delete()
    return asked


def those_who_speak() -> Iterator[User]:
    """Members of partners whose seat at the table is confirmed."""
    partners = Organization.objects.approved()
    yield from User.objects.filter(is_active=True, organizations__in=partners).distinct()


def wave_of(year: int) -> Wave | None:
    asked = Wave.objects.filter(instrument__slug=PARTNER_FEEDBACK.slug)
    return asked.filter(opens_at__year=year).first()


def latest() -> Wave | None:
    """The newest one, running or over."""
    asked = Wave.objects.filter(instrument__slug=PARTNER_FEEDBACK.slug).with_counts()
    return asked.select_related("instrument").order_by("-opens_at").first()


def answers(wave: Wave) -> list[Answer]:
    """The mean to each statement once the wave is over; held back below the floor."""
    found = []
    for question in Question.objects.of(wave.instrument):
        estimate = Response.objects.filter(wave=wave).estimate(question.code)
        words = question.words.statement
        found.append(Answer(words, scores.publishable(estimate), held_back(estimate)))
    return found
