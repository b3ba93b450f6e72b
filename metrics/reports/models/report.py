from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.periods import Period
from metrics.reports import states
from metrics.reports.errors import ClaimLost
from metrics.reports.models.asking import LEASE, ReportQuerySet
from metrics.reports.models.frozen import while_published
from metrics.reports.packs import packs
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from metrics.reports.models.review import Review
    from portal.accounts.models import User


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

    State = states.State
    Stage = states.Stage
    Step = states.Step

    # The name of a pack, and the answers to its own form.
    kind = models.CharField(_("kind"), max_length=30, default="district_quarterly")
    answers = models.JSONField(default=dict, blank=True)
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
    schedule = models.ForeignKey(
        "reports.ReportSchedule", models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    due_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=20, choices=Step, default=Step.WAITING)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    # The document as it was counted (`Document.as_json`), and the instant it was true.
    numbers = models.JSONField(null=True, blank=True)
    data_as_of = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(_("fingerprint of the numbers"), max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()
    stage: str  # where asked for by `with_stages`

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
                "answers",
                condition=Q(state__in=("queued", "running")),
                name="one_report_on_its_way_per_wish",
            ),
            models.UniqueConstraint(
                fields=["schedule", "due_at"], name="one_report_each_time_it_is_due"
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
        triggers = [
            while_published(
                "published_numbers_stay",
                "id",
                *("kind", "area_id", "starts_on", "ends_on", "language", "answers"),
                *("state", "numbers", "data_as_of", "sha256"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.where}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def label(self) -> str:
        """What kind of report it is; its bare name where that pack is no longer made."""
        pack = packs().get(self.kind)
        return str(pack.label) if pack else self.kind

    @property
    def stage_words(self) -> str:
        return str(self.Stage(self.stage).label) if self.stage else self.get_state_display()

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

    @transaction.atomic
    def tell(self, words: Mapping[str, str], by: User, at: datetime | None = None) -> bool:
        """Put words into its boxes; whether any changed. Then someone has to review it again."""
        at = at or timezone.now()
        self._still_ours()
        before = dict(self.written.values_list("key", "text"))
        changed = {key: text for key, text in words.items() if text != before.get(key, "")}
        for key, text in changed.items():
            self.written.update_or_create(
                key=key, defaults={"text": text, "written_by": by, "written_at": at}
            )
        if changed:
            self.reviews.undo(by, str(_("The words were changed.")), at)
        return bool(changed)

    @transaction.atomic
    def review(self, by: User, note: str = "", at: datetime | None = None) -> Review:
        """Someone read it and stands for it. Twice is once."""
        self._still_ours()
        review, _created = self.reviews.standing().get_or_create(
            report=self,
            defaults={"reviewed_by": by, "note": note, "reviewed_at": at or timezone.now()},
        )
        return review

    @transaction.atomic
    def return_to_draft(self, by: User, why: str, at: datetime | None = None) -> bool:
        """Whether there was a review to take back."""
        self._still_ours()
        return bool(self.reviews.undo(by, why, at))

    def _still_ours(self) -> None:
        """Locks the report. Raises NotPossible unless it is ready and not before the public."""
        found = Report.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not found.is_ready:
            raise NotPossible(_("The report is not written yet."))
        if hasattr(found, "publication"):
            raise NotPossible(_("What was published does not change. Ask for a newer version."))

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
        for kind, content in files.items():
            self.files.create(
                kind=kind,
                content=content,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        self._tell()

    @transaction.atomic
    def fail(self, why: str, at: datetime | None = None) -> None:
        self._mine(
            state=self.State.FAILED,
            error=why,
            finished_at=at or timezone.now(),
            claim=None,
            claimed_until=None,
        )
        self._tell()

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
        self._tell()

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

    def _tell(self) -> None:
        """Nobody waits before a screen for what a schedule asked for."""
        from metrics.reports.telling import written

        if self.schedule_id:
            written(self)

    def _mine(self, **changes: object) -> None:
        """Change the row only while the claim is ours."""
        mine = Report.objects.filter(pk=self.pk, state=self.State.RUNNING, claim=self.claim)
        if not self.claim or mine.update(**changes) != 1:
            raise ClaimLost
        for name, value in changes.items():
            setattr(self, name, value)
