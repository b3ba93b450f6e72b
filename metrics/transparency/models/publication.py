from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.transparency.quarters import Quarter
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User

FROZEN = """
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'What was published does not change. Publish a new edition.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class PublicNumbersQuerySet(models.QuerySet["Publication"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def of(self, quarter: Quarter) -> Self:
        return self.filter(year=quarter.year, quarter_number=quarter.number)

    def newest(self) -> Self:
        """The last edition of each quarter, the last quarter first."""
        last = (
            self.published()
            .order_by("year", "quarter_number", "-edition")
            .distinct("year", "quarter_number")
        )
        return self.filter(pk__in=last.values("pk")).order_by("-year", "-quarter_number")

    def light(self) -> Self:
        """Without what is read by no list."""
        return self.defer("content", "counts")


class Publication(models.Model):
    """The numbers of one quarter as everyone reads them: frozen once they are published."""

    year = models.PositiveSmallIntegerField()
    quarter_number = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    counted_at = models.DateTimeField()
    # Everything pages, files and programs show: the tables, what each column means, and every
    # definition with its version, in each language.
    content = models.JSONField()
    # Every count behind it, also those held back: a later edition is guarded by them, and nobody
    # is shown them.
    counts = models.JSONField()
    note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64)

    objects = PublicNumbersQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter_number", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter_number", "edition"], name="editions_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["year", "quarter_number"],
                condition=Q(published_at=None),
                name="one_draft_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(quarter_number__range=(1, 4)), name="a_year_has_four_quarters"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(edition=1) | ~Q(note=""),
                name="a_second_edition_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # as it is made
                    "year",
                    "quarter_number",
                    "edition",
                    "counted_at",
                    "content",
                    "counts",
                    "note",
                    "published_at",
                    "sha256",
                )
                | pgtrigger.Delete,
                func=FROZEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter.slug}, {self.edition}"

    def get_absolute_url(self) -> str:
        """Where this very edition stays."""
        return reverse("transparency:edition", args=[self.quarter, self.edition])

    # Questions

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.quarter_number)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def definitions(self) -> dict[str, Any]:
        """Every fact it rests on, as it was defined when this was counted."""
        found: dict[str, Any] = self.content["definitions"]
        return found

    def earlier(self) -> PublicNumbersQuerySet:
        """Published editions of the same quarter, the last first."""
        of_it = Publication.objects.of(self.quarter).published()
        return of_it.filter(edition__lt=self.edition).order_by("-edition")

    # Verbs

    @transaction.atomic
    def publish(
        self, by: User | None, note: str = "", seen: str = "", at: datetime | None = None
    ) -> Publication:
        """Let everyone read exactly what was looked at. Twice is once.

        `seen` is the hash of the draft that was read. Raises NotPossible, in words, where the
        draft was counted again since, where a second edition does not say why there is one, and
        where somebody published another edition meanwhile.
        """
        from metrics.transparency.freezing import fingerprint

        self.refresh_from_db(from_queryset=Publication.objects.select_for_update(of=("self",)))
        if self.is_published:
            return self
        if seen and seen != self.sha256:
            raise NotPossible(_("It was counted again since you looked. Read it once more."))
        if self.earlier().count() != self.edition - 1:
            raise NotPossible(_("Another edition was published meanwhile. Prepare this one again."))
        note = note.strip()
        if self.edition > 1 and not note:
            raise NotPossible(_("These numbers are public already. Say why they change."))
        self.note, self.content["note"] = note, note
        self.sha256 = fingerprint(self.content)
        self.published_by, self.published_at = by, at or timezone.now()
        self.save()
        from metrics.transparency.tasks import render_pages

        transaction.on_commit(render_pages.delay, robust=True)
        return self
