from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.periods import Period
from metrics.reports.models.file import ReportFile
from metrics.reports.models.report import Report
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from metrics.reports.editions import Edition
    from metrics.reports.models.distribution import DistributionList
    from portal.accounts.models import User

STAYS = pgtrigger.Update | pgtrigger.Delete


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self) -> Self:
        """The newest of each, where it was not taken back."""
        return self.filter(successor=None, withdrawal=None)

    def about(self, period: Period) -> Self:
        """What the public was told about those days or some of them, of any place."""
        return self.filter(starts_on__gte=period.first, ends_on__lte=period.last)

    def versions_of(self, series: str) -> Self:
        return self.filter(series=series).order_by("-version")

    @transaction.atomic
    def publish(
        self,
        report: Report,
        edition: Edition,
        *,
        by: User,
        lists: Iterable[DistributionList] = (),
    ) -> Publication:
        """Put an edition before the public, in place of the version before it.

        Raises NotPossible where the report changed since the edition was made, or someone
        else was faster.
        """
        from metrics.reports.telling import published

        report = Report.objects.select_for_update().get(pk=report.pk)
        _one_at_a_time(edition.series)
        newest = self.versions_of(edition.series).first()
        _check(report, edition, newest)
        publication = self.create(
            report=report,
            kind=report.kind,
            area=report.area,
            starts_on=report.starts_on,
            ends_on=report.ends_on,
            language=report.language,
            title=edition.document.title,
            place=edition.place,
            series=edition.series,
            version=edition.version,
            slug=edition.slug,
            supersedes=newest,
            document=edition.document.as_json(),
            sha256=edition.sha256,
            data_as_of=report.data_as_of or edition.at,
            published_by=by,
            published_at=edition.at,
        )
        publication.files.bulk_create(
            PublicFile(
                publication=publication,
                kind=kind,
                content=content,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for kind, content in edition.files.items()
        )
        published(publication, lists)
        return publication


def _one_at_a_time(series: str) -> None:
    """Versions are numbered one after the other. Held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"report {series}"])


def _check(report: Report, edition: Edition, newest: Publication | None) -> None:
    if Publication.objects.filter(report=report).exists():
        raise NotPossible(_("This report is published already."))
    if not report.reviews.standing().filter(pk=edition.review).exists():
        raise NotPossible(
            _("The report changed since it was reviewed. Someone has to review it again first.")
        )
    if edition.version != (newest.version + 1 if newest else 1):
        raise NotPossible(
            _("Someone published another version meanwhile. Look at the preview again.")
        )


class Publication(models.Model):
    """One version of a report as the public got it. Frozen; a newer one may take its place."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="publication")
    kind = models.CharField(max_length=30)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="report_publications"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    language = models.CharField(max_length=10)
    # As they were called on that day.
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200)

    # Of one kind, place, period, language and wish there is one series of versions.
    series = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=250, unique=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )

    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    data_as_of = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("published report")
        verbose_name_plural = _("published reports")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "version"], name="versions_of_a_report_are_numbered"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on", "ends_on"], name="publications_about"),
        ]
        triggers = [pgtrigger.Protect(name="publications_stay", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("public_reports:publication", args=[self.slug])

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

    @property
    def is_superseded(self) -> bool:
        return hasattr(self, "successor")

    def latest(self) -> Publication:
        """The newest version of the same."""
        return Publication.objects.versions_of(self.series)[0]

    def withdraw(self, by: User, why: str, at: datetime | None = None) -> Withdrawal:
        """Take it back, and say why in its place. Doing it again changes nothing."""
        withdrawal, _created = Withdrawal.objects.get_or_create(
            publication=self,
            defaults={
                "withdrawn_by": by,
                "withdrawn_at": at or timezone.now(),
                "because": why,
            },
        )
        return withdrawal


class PublicFile(models.Model):
    """A published version as a file, byte for byte."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=ReportFile.Kind)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "kind"], name="one_public_file_of_each_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0), name="a_public_file_is_not_empty"
            ),
        ]
        triggers = [pgtrigger.Protect(name="public_files_stay", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.publication}: {self.get_kind_display()}"


class Withdrawal(models.Model):
    """A published version that was taken back: who did it, when and why. The address stays."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(default=timezone.now)
    because = models.TextField(_("why"), max_length=2000)

    class Meta:
        ordering = ["-withdrawn_at"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(because=""), name="a_withdrawal_of_a_report_says_why"
            ),
        ]
        triggers = [pgtrigger.Protect(name="withdrawals_stay", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.publication}"
