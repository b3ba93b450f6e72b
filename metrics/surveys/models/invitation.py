from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from metrics.surveys.errors import NotAnswerable
from metrics.surveys.models.response import Response
from metrics.surveys.models.wave import Wave
from portal.notices.addresses import fingerprint
from portal.notices.links import absolute
from portal.notices.models import Message, Silence
from portal.notices.quiet import after_quiet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from metrics.surveys.answering.questionnaire import Answers
    from portal.accounts.models import User

TOPIC = "surveys"
SENSITIVE = "Staff said that this address must not be asked."
# The last part of the keys of mails about an invitation (STATISTICS.md, 2.7: four at most).
INVITATION, THANKS = "invitation", "thanks"
REMINDERS = ("reminder/1", "reminder/2", "reminder/3")
REST = timedelta(days=90)

CONTACT_REST = timedelta(days=180)  # between two questions after contact with an officer
YEAR = timedelta(days=365)
MOST_MAILS = 12  # a year, to one person

# One statement decides whom we may ask, however many workers ask at once.
ASK = """
    INSERT INTO surveys_asked AS before (fingerprint, asked_on, contact_on, mailed_on)
    SELECT DISTINCT reader, %(day)s::date, %(contact)s::date, %(mails)s::date[]
    FROM unnest(%(readers)s::text[]) AS reader ORDER BY reader
    ON CONFLICT (fingerprint) DO UPDATE SET
        asked_on = excluded.asked_on,
        contact_on = coalesce(excluded.contact_on, before.contact_on),
        mailed_on = array(SELECT mailed FROM unnest(before.mailed_on) AS mailed
                          WHERE mailed > %(year_ago)s) || excluded.mailed_on
    WHERE before.asked_on <= excluded.asked_on - %(rest)s
      AND (excluded.contact_on IS NULL OR before.contact_on IS NULL
           OR before.contact_on <= excluded.contact_on - %(contact_rest)s)
      AND cardinality(excluded.mailed_on) + (
          SELECT count(*) FROM unnest(before.mailed_on) AS mailed WHERE mailed > %(year_ago)s
      ) <= %(most)s
    RETURNING fingerprint
"""
# A mail that was refused for good says that there is nobody to ask.
RETURNED = """
    UPDATE surveys_invitation SET outcome = 'undelivered'
    FROM notices_message AS mail
    WHERE surveys_invitation.wave_id = %(wave)s AND outcome = 'waiting'
      AND mail.state = 'dead' AND mail.key LIKE %(keys)s
      AND token_hash = split_part(mail.key, '/', 3)
    RETURNING token_hash
"""
# What the end of a wave leaves of its invitations.
COUNT = """
    INSERT INTO surveys_disposition AS before (wave_id, area_id, outcome, invitations)
    SELECT wave_id, area_id, outcome, count(*) FROM surveys_invitation
    WHERE wave_id = %s GROUP BY wave_id, area_id, outcome
    ON CONFLICT (wave_id, area_id, outcome)
    DO UPDATE SET invitations = before.invitations + excluded.invitations
"""


class Asked(models.Model):
    """When somebody was last asked anything, so that no one is asked twice in 90 days.

    It knows a fingerprint and days, and no survey.
    """

    fingerprint = models.CharField(max_length=32, primary_key=True)
    asked_on = models.DateField()
    # The last time it was about contact with an officer.
    contact_on = models.DateField(null=True, blank=True)
    # The day of every mail planned for them in the last year.
    mailed_on = ArrayField(models.DateField(), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mailed_on__len__lte=MOST_MAILS),
                name="no_one_gets_more_than_twelve_mails_a_year",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_rest_of_90_days",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF NEW.asked_on <> OLD.asked_on
                       AND NEW.asked_on < OLD.asked_on + {REST.days} THEN
                        RAISE EXCEPTION 'No one is asked twice in {REST.days} days.';
                    END IF;
                    IF NEW.contact_on <> OLD.contact_on
                       AND NEW.contact_on < OLD.contact_on + {CONTACT_REST.days} THEN
                        RAISE EXCEPTION 'No one is asked about contact twice in half a year.';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"

    @staticmethod
    def claim(
        fingerprints: Iterable[str],
        at: datetime,
        *,
        mails: Iterable[date] = (),
        contact: bool = False,
    ) -> set[str]:
        """Those of these who may be asked now, and are from now on counted as asked.

        `mails` are the days on which they would get one (STATISTICS.md, 2.7: at most twelve a
        year); `contact` is whether it is about contact with an officer (once in 180 days).
        """
        day = timezone.localdate(at)
        values: dict[str, Any] = {
            "day": day,
            "contact": day if contact else None,
            "mails": list(mails),
            "readers": list(fingerprints),
            "year_ago": day - YEAR,
            "rest": REST.days,
            "contact_rest": CONTACT_REST.days,
            "most": MOST_MAILS,
        }
        with connection.cursor() as cursor:
            cursor.execute(ASK, values)
            return {row[0] for row in cursor.fetchall()}


class SensitiveQuerySet(models.QuerySet["Sensitive"]):
    @transaction.atomic
    def keep(self, address: str, by: User | None = None) -> None:
        """Ask this address nothing any more, and take back what waits for it. Twice is once."""
        reader = fingerprint(address)
        self.get_or_create(fingerprint=reader, defaults={"by": by})
        Silence.objects.keep(reader, TOPIC, SENSITIVE)

    @transaction.atomic
    def lift(self, address: str) -> bool:
        """Ask again, from now on. A silence that its owner asked for stays."""
        reader = fingerprint(address)
        Silence.objects.filter(fingerprint=reader, topic=TOPIC, reason=SENSITIVE).delete()
        return bool(self.filter(fingerprint=reader).delete()[0])


class Sensitive(models.Model):
    """An address that staff said must not be asked, such as after a death in the family.

    Only the fingerprint is kept, and no reason.
    """

    fingerprint = models.CharField(max_length=32, primary_key=True)
    since = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SensitiveQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "sensitive"

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_token(self, token: str) -> Self:
        found = self.filter(token_hash=Invitation.hashed(token))
        return found.select_related("wave__instrument", "wave__area")

    @transaction.atomic
    def mark_undelivered(self, wave: Wave) -> int:
        """Those whose mail was refused for good; no reminder follows. How many."""
        keys: dict[str, Any] = {"wave": wave.pk, "keys": f"{wave.mail_prefix}%"}
        with connection.cursor() as cursor:
            cursor.execute(RETURNED, keys)
            returned = [row[0] for row in cursor.fetchall()]
        for token_hash in returned:
            wave.mails().filter(key__startswith=f"{wave.mail_prefix}{token_hash}/").erase()
        return len(returned)

    @transaction.atomic
    def end(self, wave: Wave) -> int:
        """Erase the invitations of a wave that is over, and the mails that carried them.

        How many there were of each outcome stays. Who answered is thanked now, all at the
        same time, so that the hour of the thanks tells nothing.
        """
        theirs = self.filter(wave=wave)
        answered = theirs.filter(outcome=Invitation.Outcome.ANSWERED)
        thanks = wave.mails().filter(key__endswith=f"/{THANKS}")
        thanked = [f"{each.mail_stem}/{THANKS}" for each in answered]
        thanks.filter(key__in=thanked, state=Message.State.HELD).update(
            due_at=after_quiet(timezone.now())
        )
        thanks.filter(key__in=thanked).let_go()
        wave.mails().exclude(key__in=thanked).erase()
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [wave.pk])
        ended, _each = theirs.delete()
        Wave.objects.filter(pk=wave.pk).update(
            closed_invitations=models.F("closed_invitations") + ended
        )
        return ended


class Invitation(models.Model):
    """Leave to answer once. Who was invited is known only to the mail, until it is erased.

    The token is in the mail and nowhere else; here is its keyed hash. An answer does not
    point here, and nothing here says when it came: only that this invitation is used.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", lazy("Not answered yet")
        ANSWERED = "answered", lazy("Answered")
        DECLINED = "declined", lazy("Does not want to take part")
        UNDELIVERED = "undelivered", lazy("The mail came back")
        INELIGIBLE = "ineligible", lazy("Does not live here, or is a child")

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="invitations")
    # Where the list says the person lives.
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    invited_on = models.DateField(default=timezone.localdate)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.wave}: {self.pk}"

    @staticmethod
    def hashed(token: str) -> str:
        return salted_hmac("metrics.surveys.invitation", token, algorithm="sha256").hexdigest()

    @classmethod
    def drawn(cls, wave: Wave, language: str, area: int | None = None) -> tuple[Invitation, str]:
        """A new invitation, not yet saved, and its token, which is not kept."""
        token = secrets.token_urlsafe(20)
        drawn = cls(wave=wave, token_hash=cls.hashed(token), language=language, area_id=area)
        return drawn, token

    @staticmethod
    def link(token: str) -> str:
        return absolute(reverse("surveys:answer", args=[token]))

    @property
    def is_used(self) -> bool:
        return self.outcome != self.Outcome.WAITING

    @property
    def mail_stem(self) -> str:
        """What the keys of all mails about this invitation begin with."""
        return f"survey/{self.wave_id}/{self.token_hash}"

    @property
    def mail_keys(self) -> tuple[str, ...]:
        """Of the mails that carry the link."""
        return tuple(f"{self.mail_stem}/{what}" for what in (INVITATION, *REMINDERS))

    @property
    def reminders_sent(self) -> int:
        reminders = [f"{self.mail_stem}/{what}" for what in REMINDERS]
        return Message.objects.filter(key__in=reminders, state=Message.State.SENT).count()

    @transaction.atomic
    def decline(self, outcome: str = Outcome.DECLINED) -> bool:
        """They do not take part: no mail follows. Whether it was still open."""
        waiting = Invitation.objects.filter(pk=self.pk, outcome=self.Outcome.WAITING)
        if not waiting.update(outcome=outcome):
            return False
        Message.objects.forget(*self.mail_keys, f"{self.mail_stem}/{THANKS}")
        return True

    @transaction.atomic
    def answer(  # noqa: PLR0913 - as `Response.take`
        self,
        answers: Answers,
        at: datetime | None = None,
        *,
        words: Mapping[str, str] | None = None,
        language: str = "",
        mode: str = "",
        seconds: int | None = None,
        lot: int | None = None,
        flags: Iterable[str] = (),
    ) -> None:
        """Take the answer, once, and forget who was invited.

        Nothing is returned, so that no caller can put answer and invitation side by side.
        """
        at = at or timezone.now()
        if not self.wave.still_takes(at):
            raise NotAnswerable(_("This question is closed"))
        unused = Invitation.objects.filter(pk=self.pk, outcome=self.Outcome.WAITING)
        if not unused.update(outcome=self.Outcome.ANSWERED):
            raise NotAnswerable(_("This link was used already"))
        reminders = self.reminders_sent
        Message.objects.forget(*self.mail_keys)
        Response.take(
            self.wave,
            answers,
            words=words,
            area=self.area or self.wave.area,
            language=language or (get_language() or self.language).split("-")[0],
            mode=mode or self.wave.mode,
            at=at,
            reminders=reminders,
            seconds=seconds,
            lot=lot,
            flags=flags,
        )


class Disposition(models.Model):
    """What became of how many invitations of a wave that is over, when they are erased."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="dispositions")
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Invitation.Outcome)
    invitations = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "area", "outcome"],
                name="one_disposition_a_place",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.invitations} {self.outcome}"
