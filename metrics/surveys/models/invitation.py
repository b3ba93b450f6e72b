from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
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
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

REST = timedelta(days=90)

# One statement decides whom we may ask, however many workers ask at once.
ASK = """
    INSERT INTO surveys_asked AS before (fingerprint, asked_on)
    SELECT DISTINCT reader, %s::date FROM unnest(%s::text[]) AS reader ORDER BY reader
    ON CONFLICT (fingerprint) DO UPDATE SET asked_on = excluded.asked_on
    WHERE before.asked_on <= excluded.asked_on - %s
    RETURNING fingerprint
"""


class Asked(models.Model):
    """When somebody was last asked anything, so that no one is asked twice in 90 days.

    It knows a fingerprint and a day, and no survey.
    """

    fingerprint = models.CharField(max_length=32, primary_key=True)
    asked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.asked_on}"

    @staticmethod
    def claim(fingerprints: Iterable[str], at: datetime) -> set[str]:
        """Those of these who may be asked now, and are from now on counted as asked."""
        day, readers = timezone.localdate(at), list(fingerprints)
        with connection.cursor() as cursor:
            cursor.execute(ASK, [day, readers, REST.days])
            return {row[0] for row in cursor.fetchall()}


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_token(self, token: str) -> Self:
        found = self.filter(token_hash=Invitation.hashed(token))
        return found.select_related("wave__instrument", "wave__area")

    def end(self, wave: Wave) -> int:
        """Erase the invitations of a wave that is over, and the mails that carried them."""
        keys = [key for invitation in self.filter(wave=wave) for key in invitation.mail_keys]
        Message.objects.forget(*keys)
        ended, _each = self.filter(wave=wave).delete()
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
    def drawn(cls, wave: Wave, language: str) -> tuple[Invitation, str]:
        """A new invitation, not yet saved, and its token, which is not kept."""
        token = secrets.token_urlsafe(20)
        return cls(wave=wave, token_hash=cls.hashed(token), language=language), token

    @staticmethod
    def link(token: str) -> str:
        return absolute(reverse("surveys:answer", args=[token]))

    @property
    def is_used(self) -> bool:
        return self.outcome != self.Outcome.WAITING

    @property
    def mail_keys(self) -> tuple[str, str]:
        return f"survey/{self.token_hash}/invitation", f"survey/{self.token_hash}/reminder"

    @transaction.atomic
    def answer(self, answers: Mapping[str, int], at: datetime | None = None) -> None:
        """Take the answer, once, and forget who was invited.

        Nothing is returned, so that no caller can put answer and invitation side by side.
        """
        at = at or timezone.now()
        if not self.wave.still_takes(at):
            raise NotAnswerable(_("This question is closed"))
        unused = Invitation.objects.filter(pk=self.pk, outcome=self.Outcome.WAITING)
        if not unused.update(outcome=self.Outcome.ANSWERED):
            raise NotAnswerable(_("This link was used already"))
        _invitation, reminder = self.mail_keys
        reminded = Message.objects.filter(key=reminder, state=Message.State.SENT).exists()
        Message.objects.forget(*self.mail_keys)
        Response.objects.create(
            wave=self.wave,
            area=self.wave.area,
            answered_on=timezone.localdate(at),
            language=(get_language() or self.language).split("-")[0],
            mode=self.wave.mode,
            reminders=int(reminded),
            is_late=not self.wave.is_open(at),
            answers=dict(answers),
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
