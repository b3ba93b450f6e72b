from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from metrics.surveys.instruments.document import Document
    from metrics.surveys.shipped import Shipped
    from portal.accounts.models import User

# Whether a translation was checked may be said later; what it says may not be changed.
WORDS = pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # pgtrigger has no types here
    "language", "ask", "statement", "lowest_means", "highest_means", "labels"
)
TITLES = pgtrigger.UpdateOf("language", "title", "intro")  # type: ignore[no-untyped-call]
# A version may be retired; nothing else about it changes.
DEFINITION = pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
    "slug", "version", "kind", "title", "source", "fielded_at"
)
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


ONE_OF_THESE = "(SELECT instrument_id FROM surveys_section WHERE id = {section})"


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def shipped(self, one: Shipped) -> Instrument:
        """The instrument that comes with the portal, put into the database when first needed."""
        known = self.filter(slug=one.slug, version=one.version)
        if found := known.first():
            return found
        try:
            with transaction.atomic():
                return Instrument.install(one.document, is_shipped=True)
        except IntegrityError:  # someone else needed it first just now
            return known.get()

    def install_shipped(self) -> None:
        """See that all that come with the portal are there. One statement when they are."""
        from metrics.surveys.shipped import EVERY

        known = set(self.values_list("slug", "version"))
        for one in EVERY:
            if (one.slug, one.version) not in known:
                self.shipped(one)


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
    # Why this version differs from the one before.
    note = models.TextField(blank=True)
    is_shipped = models.BooleanField(default=False, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    fielded_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

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
                operation=DEFINITION | pgtrigger.Delete,
                condition=pgtrigger.Q(old__fielded_at__isnull=False),
                func=FIELDED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("desk_instruments:instrument", args=[self.pk])

    @classmethod
    def install(
        cls, document: Document, *, is_shipped: bool = False, made_by: User | None = None
    ) -> Instrument:
        """A new draft as the document says; its slug and version must be free."""
        from metrics.surveys.instruments.installing import install

        return install(document, is_shipped=is_shipped, made_by=made_by)

    @property
    def is_draft(self) -> bool:
        return self.fielded_at is None and self.retired_at is None

    def field(self) -> None:
        """Begin to ask it. From now on the database refuses every change."""
        fresh = Instrument.objects.filter(pk=self.pk, fielded_at=None)
        if fresh.update(fielded_at=timezone.now()):
            self.refresh_from_db()

    def retire(self) -> None:
        """No new wave asks it. What was answered stays, and so do its words."""
        if Instrument.objects.filter(pk=self.pk, retired_at=None).update(retired_at=timezone.now()):
            self.refresh_from_db()


class Translation(models.Model):
    """An instrument in one language: what it is called there, and how far its words can be trusted.

    A language may be added after fielding and its status may change; its words may not.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Written, not read by a second person yet")
        MACHINE = "machine", _("Made by a machine, not read by a person yet")
        CHECKED = "checked", _("Read by a second person who speaks the language")
        OUTDATED = "outdated", _("The original changed after this was written")

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(max_length=160)
    intro = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "language"], name="one_translation_a_language"
            ),
        ]
        triggers = [fixed_once_fielded("OLD.instrument_id", operation=TITLES | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.instrument} ({self.language})"
