from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Count, F, IntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext

from metrics.surveys.answering.questionnaire import Questionnaire
from metrics.surveys.errors import NotAnswerable
from metrics.surveys.models.own_words import OwnWords
from metrics.surveys.models.question import Question
from metrics.surveys.models.wave import Wave
from metrics.trust import estimates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from metrics.surveys.answering.questionnaire import Answers
    from portal.areas.models import Area

# Rows come out of the table and go back in by lot: neither their place nor the transaction
# that wrote them says who wrote which.
MIX = """
    WITH taken AS (DELETE FROM surveys_response WHERE wave_id = %s RETURNING *)
    INSERT INTO surveys_response SELECT taken.* FROM taken ORDER BY random()
"""
# Of what applies to a person: with less than half it is no answer, with four fifths a whole one
# (AAPOR, Standard Definitions; FIELD.md).
PARTIAL, COMPLETE = 0.5, 0.8
LONGEST = 2_000
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
    # How many reminders had gone out: whoever answers late is nearest to those who never do.
    reminders = models.PositiveSmallIntegerField(default=0)
    is_late = models.BooleanField(default=False)
    is_partial = models.BooleanField(default=False)
    # What looks odd, marked and never dropped: "speeding", "straight_line", "duplicate",
    # "unproven" (no proof of work).
    flags = models.JSONField(default=list, blank=True)
    # The lot that shuffled the questions.
    lot = models.PositiveSmallIntegerField(null=True, blank=True)
    # Categories of the population counts; empty where not said or not asked.
    age_band = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    race_ethnicity = models.CharField(max_length=80, blank=True)
    # A weight that came with the answer, from whoever drew the sample.
    weight = models.DecimalField(max_digits=9, decimal_places=4, default=1)
    batch = models.ForeignKey(
        "surveys.Batch", models.PROTECT, null=True, blank=True, related_name="responses"
    )
    # Counted in the cells (`Cell`) already.
    is_folded = models.BooleanField(default=False, editable=False)
    # Raw codes by question; the wave's instrument says what they mean.
    answers = models.JSONField()

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area", "answered_on"], name="responses_by_place_and_day"),
            models.Index(
                fields=["wave"], name="responses_to_fold", condition=models.Q(is_folded=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: one answer"

    @classmethod
    def take(  # noqa: PLR0913 - everything that is known of an answer, each said by name
        cls,
        wave: Wave,
        answers: Answers,
        *,
        words: Mapping[str, str] | None = None,
        area: Area | None,
        language: str,
        mode: str,
        at: datetime | None = None,
        reminders: int = 0,
        seconds: int | None = None,
        lot: int | None = None,
        flags: Iterable[str] = (),
        weight: Decimal | float = 1,
        batch: Batch | None = None,
    ) -> None:
        """Keep what one person answered; raise `NotAnswerable` for what is no answer.

        Answers to questions that their other answers lead past are left out; `words` are kept
        apart. `seconds` is how long it took. Returns nothing, so that no caller can put the
        answer beside whoever gave it.
        """
        at = at or timezone.now()
        asked = Questionnaire.of(wave.instrument)
        kept = asked.kept({code: said for code, said in answers.items() if said != []})
        for code, said in kept.items():
            refuse_unless_possible(asked, code, said)
        questions = asked.questions(kept)
        share = cls.share_answered(questions, kept)
        if share < PARTIAL:
            raise NotAnswerable(gettext("Answer at least half of the questions, then send."))
        odd = set(flags)
        if seconds is not None and asked.is_speeding(seconds, kept, language):
            odd.add("speeding")
        if asked.is_straight_line(kept):
            odd.add("straight_line")
        own_words = [
            OwnWords(wave=wave, question=question, language=language, text=text[:LONGEST])
            for question in questions
            if question.kind == Question.Kind.OPEN
            and (text := (words or {}).get(question.code, "").strip())
        ]
        with transaction.atomic(savepoint=False):
            cls.objects.create(
                wave=wave,
                area=area,
                answered_on=timezone.localdate(at),
                language=language,
                mode=mode,
                reminders=reminders,
                # Paper and phone are typed in later, whenever they were answered.
                is_late=at >= wave.closes_at and mode in (Wave.Mode.WEB, Wave.Mode.KIOSK),
                is_partial=share < COMPLETE,
                flags=sorted(odd),
                lot=lot,
                weight=weight,
                batch=batch,
                answers=kept,
                **traits(questions, kept),
            )
            if own_words:
                OwnWords.objects.bulk_create(own_words)

    @staticmethod
    def share_answered(questions: Iterable[Question], answers: Answers) -> float:
        """Of what applies, how much has an answer, *don't know* and *rather not say* included.

        Own words and what describes the person do not count: we say that both may be skipped.
        """
        counted = [
            question.code in answers
            for question in questions
            if question.kind != Question.Kind.OPEN and not question.trait
        ]
        return sum(counted) / len(counted) if counted else 1.0

    @staticmethod
    def mix(wave: Wave) -> None:
        """Put the answers of a wave into an order that tells nothing."""
        with connection.cursor() as cursor:
            cursor.execute(MIX, [wave.pk])


def refuse_unless_possible(asked: Questionnaire, code: str, said: object) -> None:
    given = said if isinstance(said, list) else [said]
    if not set(given) <= set(asked.possible(code)):
        raise NotAnswerable(
            gettext("%(answer)s is no answer to “%(question)s”.")
            % {"answer": said, "question": code}
        )


def traits(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """What the answers tell of the person, in the categories of the population counts."""
    return {
        question.trait: question.categories.get(str(answers.get(question.code)), "")
        for question in questions
        if question.trait
    }


class Batch(models.Model):
    """Answers that came in together: a file of another survey, or a pile of paper forms."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="batches")
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["wave", "sha256"], name="a_batch_comes_in_once"),
        ]

    def __str__(self) -> str:
        return self.source
