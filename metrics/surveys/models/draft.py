from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from metrics.surveys.models.wave import GRACE, Wave

if TYPE_CHECKING:
    from metrics.surveys.answering.questionnaire import Answers

KEPT = timedelta(days=30)
SEAL = "metrics.surveys.draft"


class DraftQuerySet(models.QuerySet["Draft"]):
    def begun(self, door: str, key: str, at: datetime | None = None) -> Self:
        """What this device began behind this link, if it is kept still."""
        fresh = self.filter(saved_at__gt=(at or timezone.now()) - KEPT)
        return fresh.filter(key_hash=Draft.hashed(door, key)).select_related("area")

    def expired(self, at: datetime | None = None) -> Self:
        """Their wave is over, or nobody came back to them for a month."""
        at = at or timezone.now()
        return self.filter(Q(saved_at__lte=at - KEPT) | Q(wave__closes_at__lte=at - GRACE))


class Draft(models.Model):
    """Answers begun on a device and not sent. The key is known to that device alone."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="drafts")
    area = models.ForeignKey("areas.Area", models.CASCADE, null=True, blank=True, related_name="+")
    # As in a response; own words stand here too, by the code of their question.
    answers = models.JSONField(default=dict)
    section = models.PositiveSmallIntegerField(default=1)
    lot = models.PositiveSmallIntegerField(default=0)
    # What it was last answered in.
    language = models.CharField(max_length=10, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.wave}: begun"

    @staticmethod
    def hashed(door: str, key: str) -> str:
        """`door` is what the address holds: another link on the same device is another draft."""
        return salted_hmac(SEAL, f"{door}\n{key}", algorithm="sha256").hexdigest()

    def keep(self, answers: Answers, at: datetime | None = None) -> None:
        """Save these answers, and where the person is. One statement."""
        self.answers, self.saved_at = dict(answers), at or timezone.now()
        Draft.objects.bulk_create(
            [self],
            update_conflicts=True,
            unique_fields=["key_hash"],
            update_fields=["area", "answers", "section", "language", "saved_at"],
        )

    def sealed(self) -> str:
        """The same to travel in a form, where nothing may stay here between two people."""
        about: dict[str, Any] = {
            "wave": self.wave_id,
            "area": self.area_id,
            "answers": self.answers,
            "section": self.section,
            "lot": self.lot,
            "language": self.language,
            "began_at": self.began_at.timestamp(),
        }
        return signing.dumps(about, salt=SEAL, compress=True)

    @classmethod
    def unsealed(cls, sealed: str, wave: Wave, within: timedelta) -> Draft | None:
        """What came back in the form; None when it is of another wave, too old or not ours."""
        try:
            about = signing.loads(sealed, salt=SEAL, max_age=within)
        except signing.BadSignature:
            return None
        if about.pop("wave") != wave.pk:
            return None
        began_at = datetime.fromtimestamp(about.pop("began_at"), tz=timezone.get_current_timezone())
        area = about.pop("area")
        return cls(wave=wave, area_id=area, began_at=began_at, **about)
