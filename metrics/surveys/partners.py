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
from metrics.surveys.inviting import TOPIC
from metrics.surveys.models import Asked, Instrument, Invitation, Question, Response, Wave
from metrics.surveys.shipped import PARTNER_FEEDBACK
from metrics.surveys.trust import held_back
from partnerships.organizations.models import Organization
from portal.accounts.models import User
from portal.notices.addresses import fingerprint
from portal.notices.models import Message, Silence
from portal.notices.quiet import after_quiet

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
    speakers = {fingerprint(user.email): user for user in those_who_speak()}
    silent = Silence.objects.filter(fingerprint__in=speakers).about(TOPIC)
    willing = set(speakers) - set(silent.values_list("fingerprint", flat=True))
    chosen = sorted(Asked.claim(willing, at)) if willing else []
    if not chosen:
        return 0
    wave = Wave.objects.create(
        instrument=instrument,
        title=_("Working with the police, %(year)d") % {"year": today.year},
        sample_type=Wave.SampleType.LISTED,
        opens_at=at,
        closes_at=at + OPEN_FOR,
    )
    drawn = [
        (speakers[reader], *Invitation.drawn(wave, speakers[reader].language)) for reader in chosen
    ]
    Invitation.objects.bulk_create(invitation for _user, invitation, _token in drawn)
    Message.objects.post_all(mail for each in drawn for mail in mails(*each, at=at))
    return len(chosen)


def those_who_speak() -> Iterator[User]:
    """Members of partners whose seat at the table is confirmed."""
    partners = Organization.objects.approved()
    yield from User.objects.filter(is_active=True, organizations__in=partners).distinct()


def mails(user: User, invitation: Invitation, token: str, *, at: datetime) -> Iterator[Message]:
    first, second = invitation.mail_keys
    invited_at = after_quiet(at)
    for key, template, due_at in (
        (first, "surveys/partner_invitation", invited_at),
        (second, "surveys/partner_reminder", invited_at + REMIND_AFTER),
    ):
        yield Message.written(
            key=key,
            to=user.email,
            template=template,
            context={"wave": invitation.wave, "link": Invitation.link(token)},
            topic=TOPIC,
            language=user.language,
            due_at=due_at,
            erase=True,
        )


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
