from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import Count, F, IntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from metrics.surveys.models.instrument import Question
from metrics.surveys.models.wave import Wave
from metrics.trust import estimates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portal.areas.models import Area

# Rows come out of the table and go back in by lot: neither their place nor the transaction
# that wrote them says who wrote which.
MIX = """
    WITH taken AS (DELETE FROM surveys_response WHERE wave_id = %s RETURNING *)
    INSERT INTO surveys_response SELECT taken.* FROM taken ORDER BY random()
"""
SUMS: dict[str, models.Aggregate] = {
    "n": Count("pk"),
    "total": Sum("score"),
    "squares": Sum(F("score") * F("score")),
}


class ResponseQuerySet(models.QuerySet["Response"]):
    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def under(self, paths: Iterable[str]) -> Self:
        """In areas whose path begins with one of these."""
        inside = models.Q(pk__in=[])
        for path in paths:
            inside |= models.Q(area__path__startswith=path)
        return self.filter(inside)

    def between(self, start: date, end: date) -> Self:
        """Answered from `start` to the day before `end`."""
        return self.filter(answered_on__gte=start, answered_on__lt=end)

    def scored(self, code: str) -> Self:
        """With the answer to one question as `score`; *don't know* and the like left out."""
        scored = self.annotate(score=Cast(KT(f"answers__{code}"), IntegerField()))
        return scored.filter(score__isnull=False).exclude(score__in=Question.MISSING)

    def estimate(self, code: str) -> estimates.Estimate | None:
        """The mean answer to one question; None when there is none. One statement."""
        sums = self.scored(code).aggregate(**SUMS)
        return estimates.from_sums(**sums) if sums["n"] else None

    def estimates_by_wave(self, code: str, waves: Iterable[Wave]) -> dict[int, estimates.Estimate]:
        """The same for each of several waves that has an answer. One statement."""
        sums = self.filter(wave__in=[wave.pk for wave in waves]).scored(code)
        of_waves = sums.order_by().values("wave").annotate(**SUMS)
        return {
            wave: estimates.from_sums(n, total, squares)
            for wave, n, total, squares in of_waves.values_list("wave", *SUMS)
        }


class Response(models.Model):
    """What one person answered. Nothing here says who: no invitation, no hour, no sequence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="responses")
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="responses"
    )
    answered_on = models.DateField(default=timezone.localdate)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    mode = models.CharField(max_length=10, choices=Wave.Mode, default=Wave.Mode.WEB)
    after_reminder = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)
    # Raw codes by question; the wave's instrument says what they mean.
    answers = models.JSONField()

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["area", "answered_on"], name="responses_by_place_and_day")]

    def __str__(self) -> str:
        return f"{self.wave}: one answer"

    @staticmethod
    def mix(wave: Wave) -> None:
        """Put the answers of a wave into an order that tells nothing."""
        with connection.cursor() as cursor:
            cursor.execute(MIX, [wave.pk])
