from __future__ import annotations

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models.instrument import (
    ONE_OF_THESE,
    WORDS,
    Instrument,
    fixed_once_fielded,
)

ANY = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


# Answers and their sums are kept by code: a code means one thing in an instrument.
CODE_IS_TAKEN = """
    IF EXISTS (
        SELECT FROM surveys_question q JOIN surveys_section s ON s.id = q.section_id
        WHERE q.code = NEW.code AND s.instrument_id = {instrument} {not_itself}
    ) OR EXISTS (
        SELECT FROM surveys_index i
        WHERE i.code = NEW.code AND i.instrument_id = {instrument} {nor_itself}
    ) THEN
        RAISE EXCEPTION 'The code % is taken in this instrument.', NEW.code
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
"""


def one_meaning_per_code(instrument: str, *, of_question: bool) -> pgtrigger.Trigger:
    """Refuse a code that a question or index of the instrument (SQL that finds it) has."""
    return pgtrigger.Trigger(
        name="one_meaning_per_code",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("code"),  # type: ignore[no-untyped-call]
        func=CODE_IS_TAKEN.format(
            instrument=instrument,
            not_itself="AND q.id <> NEW.id" if of_question else "",
            nor_itself="" if of_question else "AND i.id <> NEW.id",
        ),
    )


class Section(models.Model):
    """One page of an instrument. It may depend on an answer given on a page before it."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(default=1)
    # Asked only of those whose answer to this question is one of the codes.
    asked_if = models.ForeignKey(
        "surveys.Question", models.RESTRICT, null=True, blank=True, related_name="leads_to_sections"
    )
    asked_if_codes = models.JSONField(default=list, blank=True)
    # Its questions come in an order drawn by lot, and the lot is kept with the answers.
    is_shuffled = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"],
                name="sections_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            fixed_once_fielded("COALESCE(NEW.instrument_id, OLD.instrument_id)", operation=ANY)
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, {self.number}"


class SectionWording(models.Model):
    """What stands above a page in one language."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(max_length=160, blank=True)
    intro = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "language"], name="one_section_wording_a_language"
            ),
        ]
        triggers = [
            fixed_once_fielded(
                ONE_OF_THESE.format(section="OLD.section_id"),
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.language})"


class SurveyQuestionQuerySet(models.QuerySet["Question"]):
    def of(self, instrument: Instrument) -> Self:
        """In the order they are asked, with their words; a grid comes before its rows."""
        asked = self.filter(section__instrument=instrument).prefetch_related("wordings")
        return asked.order_by("section__number", "number")

    def answered(self) -> Self:
        """Those that take an answer of their own: all but the heads of grids."""
        return self.exclude(kind=Question.Kind.GRID)


class Question(models.Model):
    """One thing asked. *Don't know* and *rather not say* can always be chosen besides."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("A number on a scale")
        LIKERT = "likert", _("One step of a few, each with a name")
        SINGLE = "single", _("One of several answers")
        MULTIPLE = "multiple", _("Any of several answers")
        GRID = "grid", _("Several statements with the same answers")
        OPEN = "open", _("In own words")

    class Trait(models.TextChoices):
        """What of the person an answer tells, for weighting: a column of the population counts."""

        AGE_BAND = "age_band", _("Age")
        SEX = "sex", _("Sex")
        RACE_ETHNICITY = "race_ethnicity", _("Race or ethnicity")

    # Raw codes of what is no answer; never scored, never a middle value (as in the ESS).
    RATHER_NOT = 77
    DONT_KNOW = 88
    MISSING = (RATHER_NOT, DONT_KNOW)

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SCALE)
    # Of a scale, or the least and greatest of the codes.
    lowest = models.SmallIntegerField(default=0)
    highest = models.SmallIntegerField(default=10)
    # The answers to choose from, in their order; their names stand in each wording.
    codes = models.JSONField(default=list, blank=True)
    # Which answers count as favorable, for the share beside the mean.
    favorable = models.JSONField(default=list, blank=True)
    # A row of a grid takes its answers (codes and names) from the grid's head.
    row_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="rows")
    asked_if = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="leads_to"
    )
    asked_if_codes = models.JSONField(default=list, blank=True)
    trait = models.CharField(max_length=20, choices=Trait, blank=True)
    # Of a trait: which category of the population each code is, {"1": "18-24"}.
    categories = models.JSONField(default=dict, blank=True)

    objects = SurveyQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"],
                name="questions_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["section", "code"], name="one_question_per_code"),
            models.CheckConstraint(
                condition=Q(lowest__gte=0, lowest__lt=F("highest"), highest__lt=77)
                | ~Q(kind="scale"),
                name="a_scale_rises_and_leaves_room_for_missing_codes",
            ),
            # 77 and 88 are no answer, whatever the question.
            models.CheckConstraint(
                condition=~Q(codes__contains=[77]) & ~Q(codes__contains=[88]),
                name="answers_leave_room_for_missing_codes",
            ),
        ]
        triggers = [
            fixed_once_fielded(
                ONE_OF_THESE.format(section="COALESCE(NEW.section_id, OLD.section_id)"),
                operation=ANY,
            ),
            one_meaning_per_code(ONE_OF_THESE.format(section="NEW.section_id"), of_question=True),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def scale(self) -> range:
        return range(self.lowest, self.highest + 1)

    @property
    def words(self) -> Wording:
        """In the reader's language, else in the language it was written in."""
        by_language = {wording.language: wording for wording in self.wordings.all()}
        language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        return by_language.get(language) or by_language[settings.LANGUAGE_CODE]


class Wording(models.Model):
    """How a question is put in one language. A language may be added later; none is changed."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    ask = models.CharField(max_length=300)
    statement = models.CharField(max_length=300, blank=True)
    lowest_means = models.CharField(max_length=80, blank=True)
    highest_means = models.CharField(max_length=80, blank=True)
    # The names of the answers, by code: {"1": "Very safe"}.
    labels = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "language"], name="one_wording_a_language"),
        ]
        triggers = [
            fixed_once_fielded(
                "(SELECT instrument_id FROM surveys_section s JOIN surveys_question q"
                " ON q.section_id = s.id WHERE q.id = OLD.question_id)",
                operation=WORDS | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.language})"
