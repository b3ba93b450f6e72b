"""Inviting people to a wave: whom we may ask, once each, and all their mails at once.

Afterwards nobody knows the links any more, so reminders and thanks are written now, for
later; an answer, a refusal and the end of the wave take them back.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.surveys.models import Asked, Instrument, Invitation, Sensitive, Wave
from metrics.surveys.models.invitation import TOPIC
from metrics.surveys.waves import letters
from portal.notices.addresses import fingerprint
from portal.notices.copies import Reader, post_copies
from portal.notices.models import Silence
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from portal.notices.copies import Copied

AT_ONCE = 5_000  # people in one statement


@dataclass(frozen=True)
class Person:
    """Somebody on a list. `area` is an id; `zone` a time zone where it is not the agency's."""

    address: str
    language: str = ""
    area: int | None = None
    zone: str = ""


@dataclass(frozen=True)
class Invited:
    """What became of a list: each address once, under one of these."""

    invited: int = 0
    rested: int = 0
    turned_off: int = 0
    sensitive: int = 0
    twice: int = 0

    def __add__(self, more: Invited) -> Invited:
        names = [field.name for field in fields(self)]
        return Invited(**{name: getattr(self, name) + getattr(more, name) for name in names})


@transaction.atomic
def invite(wave: Wave, people: Iterable[Person], at: datetime | None = None) -> Invited:
    """Invite those who may be asked. The same list again invites nobody twice.

    Refused for a draft, a wave that is held or over, and one that does not invite.
    """
    at = at or timezone.now()
    # Whoever holds the wave or ends it waits for us, and we for them.
    wave = Wave.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=wave.pk)
    refuse_unless_inviting(wave, at)
    once: dict[str, Person] = {}
    seen = 0
    for seen, person in enumerate(people, start=1):  # noqa: B007 - the last is how many
        once.setdefault(fingerprint(person.address), person)
    told = Invited(twice=seen - len(once))
    if once:
        kinds = {(letters.known_language(person.language), person.zone) for person in once.values()}
        copies, secret = letters.written(wave, at, kinds)
        for some in portions(once):
            told += _invite_some(wave, some, at, copies, secret)
    return told


def refuse_unless_inviting(wave: Wave, at: datetime) -> None:
    if wave.is_draft:
        raise NotPossible(_("This wave is a draft. Launch it first."))
    if not wave.invites:
        raise NotPossible(_("This wave is open to anyone with its link. It invites no one."))
    if wave.held_at:
        raise NotPossible(_("Its mails are held. Let them go first."))
    if wave.closes_at <= at:
        raise NotPossible(_("This wave is over."))


def portions(once: Mapping[str, Person]) -> Iterator[dict[str, Person]]:
    readers = list(once.items())
    for start in range(0, len(readers), AT_ONCE):
        yield dict(readers[start : start + AT_ONCE])


def _invite_some(
    wave: Wave,
    people: dict[str, Person],
    at: datetime,
    copies: list[Copied],
    secret: str,
) -> Invited:
    readers = list(people)
    sensitive = set(
        Sensitive.objects.filter(fingerprint__in=readers).values_list("fingerprint", flat=True)
    )
    silent = Silence.objects.filter(fingerprint__in=readers).about(TOPIC)
    off = set(silent.values_list("fingerprint", flat=True)) - sensitive
    willing = [reader for reader in readers if reader not in sensitive and reader not in off]
    days = [timezone.localdate(mail.at) for mail in letters.plan(wave, at)]
    contact = wave.instrument.kind == Instrument.Kind.CONTACT
    chosen = Asked.claim(willing, at, mails=days, contact=contact) if willing else set()
    invitations, copied = [], []
    for reader in willing:
        if reader not in chosen:
            continue
        person = people[reader]
        language = letters.known_language(person.language)
        invitation, token = Invitation.drawn(wave, language, person.area)
        invitation.invited_on = timezone.localdate(at)
        invitations.append(invitation)
        kind = letters.kind(language, person.zone)
        copied.append(Reader(invitation.mail_stem, person.address, reader, token, kind))
    Invitation.objects.bulk_create(invitations, batch_size=AT_ONCE)
    if copied:
        post_copies(copies, copied, topic=TOPIC, secret=secret)
    return Invited(
        invited=len(invitations),
        rested=len(willing) - len(invitations),
        turned_off=len(off),
        sensitive=len(sensitive),
    )
