from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.records.models.job import ON_ITS_WAY, Job, JobQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User


class DataExportQuerySet(JobQuerySet["DataExport"]):
    def of(self, user: User) -> Self:
        return self.filter(requested_by=user)

    def open_to(self, user: User, at: datetime | None = None) -> Self:
        """Files this person may still fetch."""
        fresh = self.of(user).filter(state=Job.State.READY, content__isnull=False)
        return fresh.filter(expires_at__gt=at or timezone.now())

    @transaction.atomic
    def ask(self, user: User) -> DataExport:
        """Ask for one's own data, once while it is on its way. A new file ends the older link."""
        from portal.accounts.models import User

        User.objects.select_for_update().get(pk=user.pk)
        export, made = self.get_or_create(
            requested_by=user, state__in=ON_ITS_WAY, defaults={"state": Job.State.QUEUED}
        )
        if made:
            export.nudge()
        return export

    def erase_expired(self, at: datetime | None = None) -> int:
        """Empty the files whose time is over. That they were made, and their hash, stays."""
        over = self.filter(content__isnull=False, expires_at__lte=at or timezone.now())
        return over.update(content=None)


class DataExport(Job):
    """Everything the portal holds about one person, put together for that person alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DataExportQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("copy of someone’s own data")
        verbose_name_plural = _("copies of people’s own data")
        constraints = [
            *Job.Meta.constraints,
            models.UniqueConstraint(
                fields=["requested_by"],
                condition=Q(state__in=("queued", "running")),
                name="one_copy_on_its_way_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(expires_at__isnull=False),
                name="a_ready_copy_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(content__isnull=False), name="copies_to_erase"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("accounts:my_data_file", args=[self.pk])

    def nudge(self) -> None:
        """Tell a worker to look, once this is saved. The sweep finds it if nobody listens."""
        from portal.records.tasks import make_data_exports

        transaction.on_commit(make_data_exports.delay, robust=True)

    @transaction.atomic
    def keep(self, content: bytes, at: datetime | None = None, **more: Any) -> None:
        at = at or timezone.now()
        ends = at + timedelta(days=settings.MY_DATA_DAYS)
        super().keep(content, at, expires_at=ends, **more)
        earlier = DataExport.objects.filter(requested_by=self.requested_by_id).exclude(pk=self.pk)
        earlier.update(content=None)
