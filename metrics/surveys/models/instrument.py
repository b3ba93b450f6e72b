from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from metrics.surveys.shipped import Definition

# Whether a translation was checked may be said later; what it says may not be changed.
WORDS = pgtrigger.UpdateOf("ask", "statement", "lowest_means", "highest_means")  # type: ignore[no-untyped-call]  # pgtrigger has no types here
FIELDED = "RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';"


def fixed_once_fielded(path: str, *, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """Refuse a change to a part of an instrument that people have been asked.

    `path` is SQL that finds the instrument of the row.
    """
    return pgtrigger.Trigger(
        name="fixed_once_fielded",
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF EXISTS (SELECT FROM surveys_instrument
                       WHERE fielded_at IS NOT NULL AND id = {path}) THEN
                {FIELDED}
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    @transaction.atomic
    def shipped(self, definition: Definition) -> Instrument:
        """The instrument that comes with the portal, put into the database when first needed."""
        known = self.filter(slug=definition.slug, version=definition.version)
        if found := known.first():
            return found
        try:
            with transaction.atomic():
                return Instrument.install(definition)
        except IntegrityError:  # someone else needed it first just now
            return known.get()


class Instrument(models.Model):
    """A set of questions in one version. Fixed once asked: other words are another version."""

    class Kind(models.TextChoices):
        EVENT = "event", _("Feedback after a meeting")
        GENERAL = "general", _("Community trust and safety")
        CONTACT = "contact", _("After contact with an officer")
        PARTNER = "partner", _("Partners about working with us")

    slug = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=160)
    source = models.TextField(blank=True, help_text=_("Where the wording comes from."))
    fielded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_instrument_per_version"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fixed_once_fielded",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__fielded_at__isnull=False),
                func=FIELDED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @classmethod
    def install(cls, definition: Definition) -> Instrument:
        instrument = cls.objects.create(
            slug=definition.slug,
            version=definition.version,
            kind=definition.kind,
            title=definition.title,
            source=definition.source,
        )
        section = instrument.sections.create(number=1)
        for number, item in enumerate(definition.items, start=1):
            question = section.questions.create(
                number=number,
                code=item.code,
                kind=Question.Kind.SCALE,
                lowest=item.lowest,
                highest=item.highest,
            )
            question.wordings.bulk_create(
                Wording(question=question, language=language, **words)
                for language, words in item.wordings.items()
            )
        return instrument

    def field(self) -> None:
        """Begin to ask it. From now on the database refuses every change."""
        fresh = Instrument.objects.filter(pk=self.pk, fielded_at=None)
        if fresh.update(fielded_at=timezone.now()):
            self.refresh_from_db()


class Section(models.Model):
    """One page of an instrument."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="sections_are_numbered"),
        ]
        triggers = [
            fixed_once_fielded(
                "COALESCE(NEW.instrument_id, OLD.instrument_id)",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, {self.number}"


class SurveyQuestionQuerySet(models.QuerySet["Question"]):
    def of(self, instrument: Instrument) -> Self:
        """In the order they are asked, with their words."""
        asked = self.filter(section__instrument=instrument).prefetch_related("wordings")
        return asked.order_by("section__number", "number")


class Question(models.Model):
    """One thing asked. *Don't know* and *rather not say* can always be chosen besides."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("A number on a scale")

    # Raw codes of what is no answer; never scored, never a middle value (as in the ESS).
    RATHER_NOT = 77
    DONT_KNOW = 88
    MISSING = (RATHER_NOT, DONT_KNOW)

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SCALE)
    lowest = models.SmallIntegerField(default=0)
    highest = models.SmallIntegerField(default=10)

    objects = SurveyQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="questions_are_numbered"),
            models.UniqueConstraint(fields=["section", "code"], name="one_question_per_code"),
            models.CheckConstraint(
                condition=Q(lowest__gte=0, lowest__lt=F("highest"), highest__lt=77),
                name="a_scale_rises_and_leaves_room_for_missing_codes",
            ),
        ]
        triggers = [
            fixed_once_fielded(
                "(SELECT instrument_id FROM surveys_section"
                " WHERE id = COALESCE(NEW.section_id, OLD.section_id))",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            )
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
    lowest_means = models.CharField(max_length=80)
    highest_means = models.CharField(max_length=80)
    is_checked = models.BooleanField(
        default=False, help_text=_("A second person who speaks the language read it.")
    )

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
