"""The mails of a wave: what each says, and when it is due."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from metrics.surveys.models import Instrument
from metrics.surveys.models.invitation import INVITATION, REMINDERS, THANKS, TOPIC
from portal.notices.copies import Copied
from portal.notices.links import absolute
from portal.notices.quiet import after_quiet
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from metrics.surveys.models import Wave

TEMPLATES = {
    Instrument.Kind.EVENT: ("surveys/invitation", "surveys/reminder"),
    Instrument.Kind.PARTNER: ("surveys/partner_invitation", "surveys/partner_reminder"),
    Instrument.Kind.GENERAL: ("surveys/wave_invitation", "surveys/wave_reminder"),
    Instrument.Kind.CONTACT: ("surveys/contact_invitation", "surveys/wave_reminder"),
}
THANKS_TEMPLATE = "surveys/wave_thanks"


@dataclass(frozen=True)
class Due:
    """One mail of the plan. `what` ends its key."""

    what: str
    template: str
    at: datetime
    held: bool = False
    is_last: bool = False


def plan(wave: Wave, at: datetime, zone: str = "") -> list[Due]:
    """The mails to somebody invited at this instant, who may live in another time zone.

    Those that would come after the end are left out. The thanks wait for the end of the wave.
    """
    first, again = TEMPLATES[Instrument.Kind(wave.instrument.kind)]
    invited_at = awake(max(at, wave.opens_at), zone)
    reminders = [
        (what, awake(invited_at + timedelta(days=days), zone))
        for what, days in zip(REMINDERS, sorted(wave.remind_on), strict=False)
    ]
    in_time = [each for each in reminders if each[1] < wave.closes_at]
    mails = [Due(INVITATION, first, invited_at)] if invited_at < wave.closes_at else []
    mails += [Due(what, again, due, is_last=what == in_time[-1][0]) for what, due in in_time]
    if wave.thanks:
        mails.append(Due(THANKS, THANKS_TEMPLATE, wave.closes_at, held=True))
    return mails


def awake(at: datetime, zone: str = "") -> datetime:
    """When it is day for the reader, and for the outbox, which keeps the agency's hours."""
    theirs = ZoneInfo(zone) if zone else timezone.get_default_timezone()
    for _try in range(4):  # two zones: their nights overlap, or there is an hour for both
        with timezone.override(theirs):
            later = after_quiet(at)
        with timezone.override(timezone.get_default_timezone()):
            later = after_quiet(later)
        if later == at:
            break
        at = later
    return at


def written(wave: Wave, at: datetime, kinds: Iterable[tuple[str, str]]) -> tuple[list[Copied], str]:
    """The mails of each kind (language and zone) with their words, and the secret in them.

    Composed for a stand-in, whose token is then replaced by each reader's own.
    """
    token = secrets.token_urlsafe(20)
    letters = [letter for kind in sorted(kinds) for letter in _of(wave, at, *kind, token)]
    return letters, token


def kind(language: str, zone: str) -> str:
    return f"{language} {zone}"


def _of(wave: Wave, at: datetime, language: str, zone: str, token: str) -> Iterator[Copied]:
    called = wave.instrument.translations.filter(language=language).first()
    for mail in plan(wave, at, zone):
        context = {
            "wave": wave,
            "place": wave.area.name if wave.area else Agency.current().place,
            "called": called.title if called else wave.instrument.title,
            "link": absolute(reverse("surveys:answer", args=[token])),
            "decline_link": absolute(reverse("surveys:decline", args=[token])),
            "results_url": absolute("/surveys/results/"),
            "is_last": mail.is_last,
        }
        yield Copied.composed(
            mail.template,
            context,
            topic=TOPIC,
            what=mail.what,
            kind=kind(language, zone),
            language=language,
            due_at=mail.at,
            held=mail.held,
        )


def known_language(code: str) -> str:
    """The language to write in: theirs if we speak it, else the agency's."""
    code = code.strip().lower().split("-")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE.split("-")[0]
