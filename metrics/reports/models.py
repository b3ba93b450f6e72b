from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.periods import Period
from metrics.reports.errors import ClaimLost
from portal.accounts.models import Role
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from portal.accounts.models import User
    from portal.areas.models import Area

READERS = (
    Role.Kind.SUPERVISOR,
    Role.Kind.COMMAND,
    Role.Kind.OVERSIGHT,
    Role.Kind.ADMINISTRATOR,
)
LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """Those about an area one answers for. Oversight reads what is ready, not what is tried."""
        oversight = within_scope(user, Role.Kind.OVERSIGHT) & Q(state=Report.State.READY)
        others = [kind for kind in READERS if kind != Role.Kind.OVERSIGHT]
        return self.filter(within_scope(user, *others) | oversight)

    def waiting(self, at: datetime | None = None) -> Self:
        """Asked for and in nobody's hands: never begun, or left by a worker that went silent."""
        at = at or timezone.now()
        left = Q(state=Report.State.RUNNING, claimed_until__lt=at)
        return self.filter(Q(state=Report.State.QUEUED) | left)

    def request(self, *, by: User, period: Period, area: Area | None, language: str) -> Report:
        """Ask for a report, once: the same one again while it is still on its way."""
        with transaction.atomic():
            report, created = self.select_for_update().get_or_create(
                requested_by=by,
                area=area,
                starts_on=period.first,
                ends_on=period.last,
                language=language,
                state__in=(Report.State.QUEUED, Report.State.RUNNING),
                defaults={"state": Report.State.QUEUED},
            )
            if created:
                report.nudge()
        return report

    @transaction.atomic
    def claim(self, at: datetime | None = None) -> Report | None:
        """Take the report that has waited longest, or None. No two workers get the same one."""
        at = at or timezone.now()
        free = self.waiting(at).select_for_update(skip_locked=True, of=("self",))
        free = free.order_by("requested_at", "pk")
        while report := free.first():
            if report.attempts < MOST_ATTEMPTS:
                report.take(at)
                return report
            report.give_up(at)
        return None


@pghistory.track(
    pghistory.UpdateEvent(condition=pghistory.AnyChange("state")),
    pghistory.DeleteEvent(),
    exclude=["numbers"],
    model_name="ReportHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Report(models.Model):
    """One pack for one area and period: asked for, written by a worker, kept.

    The row is the job. Whoever holds `claim` until `claimed_until` is writing it; when the
    lease runs out anyone may take over, and the first writer finds its claim gone.
    """

    class Kind(models.TextChoices):
        DISTRICT_QUARTERLY = "district_quarterly", _("District report")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to start")
        RUNNING = "running", _("Being written")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be written")
        CANCELLED = "cancelled", _("Cancelled")

    class Step(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        COUNTING = "counting", _("Counting concerns, meetings and outreach")
        DRAWING = "drawing", _("Drawing the charts")
        TYPESETTING = "typesetting", _("Setting the pages")
        PACKING = "packing", _("Packing the tables")
        KEEPING = "keeping", _("Putting it away")
        DONE = "done", _("Done")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.DISTRICT_QUARTERLY)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("area"),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports"
    )
    requested_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=20, choices=Step, default=Step.WAITING)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    # What the pages say, as numbers, and the instant they were true.
    numbers = models.JSONField(null=True, blank=True)
    data_as_of = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(_("fingerprint of the numbers"), max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_report_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_percentage"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(claim__isnull=False, claimed_until__isnull=False),
                name="a_running_report_has_a_writer",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | Q(numbers__isnull=False, data_as_of__isnull=False) & ~Q(sha256=""),
                name="a_ready_report_has_its_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="a_failed_report_says_why"
            ),
            models.UniqueConstraint(
                "kind",
                "requested_by",
                Coalesce("area", 0),
                "starts_on",
                "ends_on",
                "language",
                condition=Q(state__in=("queued", "running")),
                name="one_report_on_its_way_per_wish",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=Q(state__in=("queued", "running")),
                name="reports_to_write",
            ),
            models.Index(fields=["area", "-requested_at"], name="reports_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.where}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def where(self) -> str:
        return self.area.name if self.area else str(_("Whole city"))

    @property
    def is_on_its_way(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    def nudge(self) -> None:
        """Tell a worker to look, once this is saved. The sweep finds it if nobody listens."""
        from metrics.reports.tasks import write_reports

        transaction.on_commit(write_reports.delay, robust=True)

    def take(self, at: datetime) -> None:
        self.claim = uuid.uuid4()
        self.claimed_until = at + LEASE
        self.state = self.State.RUNNING
        self.attempts += 1
        self.progress = 0
        self.step = self.Step.COUNTING
        self.save(update_fields=["claim", "claimed_until", "state", "attempts", "progress", "step"])

    def heartbeat(self, at: datetime | None = None) -> None:
        """Hold on to it for another while. Raises ClaimLost when it is no longer ours."""
        self._mine(claimed_until=(at or timezone.now()) + LEASE)

    def advance(self, step: str, progress: int, at: datetime | None = None) -> None:
        """Say what is being done now. Raises ClaimLost when it was cancelled or taken over."""
        self._mine(step=step, progress=progress, claimed_until=(at or timezone.now()) + LEASE)

    @transaction.atomic
    def finish(
        self,
        *,
        numbers: Mapping[str, object],
        sha256: str,
        as_of: datetime,
        files: Mapping[str, bytes],
        at: datetime | None = None,
    ) -> None:
        """Keep the result, all of it or nothing. Only the one who holds the claim can."""
        self._mine(
            state=self.State.READY,
            step=self.Step.DONE,
            progress=100,
            numbers=numbers,
            sha256=sha256,
            data_as_of=as_of,
            finished_at=at or timezone.now(),
            claim=None,
            claimed_until=None,
            error="",
        )
        self.files.bulk_create(
            ReportFile(
                report=self,
                kind=kind,
                content=content,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for kind, content in files.items()
        )

    def fail(self, why: str, at: datetime | None = None) -> None:
        self._mine(
            state=self.State.FAILED,
            error=why,
            finished_at=at or timezone.now(),
            claim=None,
            claimed_until=None,
        )

    def give_up(self, at: datetime) -> None:
        """Nobody managed to finish it. Trying again for ever would hide that."""
        self.state = self.State.FAILED
        self.error = str(
            _("We started this report %(times)d times and it never got to the end.")
            % {"times": self.attempts}
        )
        self.finished_at = at
        self.claim = self.claimed_until = None
        self.save(update_fields=["state", "error", "finished_at", "claim", "claimed_until"])

    @transaction.atomic
    def cancel(self, at: datetime | None = None) -> bool:
        """Stop it if it is still on its way. Its writer finds out at the next step."""
        found = Report.objects.select_for_update().get(pk=self.pk)
        if not found.is_on_its_way:
            return False
        Report.objects.filter(pk=self.pk).update(
            state=self.State.CANCELLED,
            finished_at=at or timezone.now(),
            claim=None,
            claimed_until=None,
        )
        self.refresh_from_db(fields=["state", "finished_at", "claim", "claimed_until"])
        return True

    def _mine(self, **changes: object) -> None:
        """Change the row only while the claim is ours."""
        mine = Report.objects.filter(pk=self.pk, state=self.State.RUNNING, claim=self.claim)
        if not self.claim or mine.update(**changes) != 1:
            raise ClaimLost
        for name, value in changes.items():
            setattr(self, name, value)


class ReportFile(models.Model):
    """What a report became, byte for byte.

    Kept in the database: it commits together with the state that announces it, every web
    node can serve it, and one backup holds the report and the record it was drawn from.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        TABLES = "csv", _("Tables (CSV)")

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="one_file_of_each_kind"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_kind_display()}"
