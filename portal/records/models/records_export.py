from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.records.models.job import ON_ITS_WAY, Job, JobQuerySet
from portal.records.models.records_request import RecordsRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.accounts.models import User
    from portal.records.disclosing import Asked


class RecordsExportQuerySet(JobQuerySet["RecordsExport"]):
    @transaction.atomic
    def ask(
        self,
        request: RecordsRequest,
        asked: Asked,
        kinds: Sequence[str],
        confirmed: Sequence[str],
        by: User,
    ) -> RecordsExport:
        """Ask for the file, once: the same one again while it is still on its way."""
        RecordsRequest.objects.select_for_update().get(pk=request.pk)
        export, made = self.get_or_create(
            request=request,
            first=asked.first,
            last=asked.last,
            area=asked.area,
            topic=asked.topic,
            kinds=sorted(kinds),
            state__in=ON_ITS_WAY,
            defaults={
                "state": Job.State.QUEUED,
                "requested_by": by,
                "confirmed": sorted(confirmed),
            },
        )
        if made:
            export.nudge()
        return export


class RecordsExport(Job):
    """What a request may be given: a ZIP of tables with a log of every word left out."""

    request = models.ForeignKey(RecordsRequest, models.PROTECT, related_name="exports")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
    )
    topic = models.CharField(_("topic"), max_length=60, blank=True)
    kinds = ArrayField(models.CharField(max_length=30), verbose_name=_("kinds of record"))
    # The exemption codes whose use a person has confirmed.
    confirmed = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    rows = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)

    objects = RecordsExportQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("records export")
        verbose_name_plural = _("records exports")
        constraints = [
            *Job.Meta.constraints,
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="a_records_export_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=Q(state__in=("queued", "running")),
                name="records_exports_to_make",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("records:export", args=[self.pk])

    @property
    def asked(self) -> Asked:
        from portal.records.disclosing import Asked

        return Asked(first=self.first, last=self.last, area=self.area, topic=self.topic)

    @property
    def filters(self) -> dict[str, Any]:
        """What was asked for, as it is written down when the file leaves."""
        return {
            "request": self.request_id,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "area": self.area.name if self.area else "",
            "topic": self.topic,
            "kinds": self.kinds,
        }

    def nudge(self) -> None:
        """Tell a worker to look, once this is saved. The sweep finds it if nobody listens."""
        from portal.records.tasks import make_records_exports

        transaction.on_commit(make_records_exports.delay, robust=True)
