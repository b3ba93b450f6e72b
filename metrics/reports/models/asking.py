"""The list of reports: who sees which, asking for one, and taking one to write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from metrics.reports.states import Stage, State
from portal.accounts.models import Role
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from metrics.dashboards.periods import Period
    from metrics.reports.models.report import Report
    from metrics.reports.models.review import Review
    from metrics.reports.models.schedule import ReportSchedule
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


def _standing_reviews() -> models.QuerySet[Review]:
    from metrics.reports.models.review import Review

    return Review.objects.standing().filter(report=OuterRef("pk"))


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """Those about an area one answers for. Oversight reads what is ready, not what is tried."""
        oversight = within_scope(user, Role.Kind.OVERSIGHT) & Q(state=State.READY)
        others = [kind for kind in READERS if kind != Role.Kind.OVERSIGHT]
        return self.filter(within_scope(user, *others) | oversight)

    def waiting(self, at: datetime | None = None) -> Self:
        """Asked for and in nobody's hands: never begun, or left by a worker that went silent."""
        at = at or timezone.now()
        left = Q(state=State.RUNNING, claimed_until__lt=at)
        return self.filter(Q(state=State.QUEUED) | left)

    def with_stages(self) -> Self:
        """Says of each, as `stage`, how far it is on its way to the public."""
        publication = {"publication__isnull": False}
        return self.annotate(
            stage=Case(
                When(publication__withdrawal__isnull=False, then=Value(Stage.WITHDRAWN)),
                When(publication__successor__isnull=False, then=Value(Stage.SUPERSEDED)),
                When(**publication, then=Value(Stage.PUBLISHED)),
                When(Exists(_standing_reviews()), then=Value(Stage.REVIEWED)),
                When(state=State.READY, then=Value(Stage.DRAFT)),
                default=Value(""),
                output_field=models.CharField(),
            )
        )

    def request(  # noqa: PLR0913  a wish has that many sides, all named
        self,
        *,
        by: User,
        period: Period,
        area: Area | None,
        language: str,
        kind: str = "district_quarterly",
        answers: Mapping[str, Any] | None = None,
        schedule: ReportSchedule | None = None,
        due_at: datetime | None = None,
    ) -> Report:
        """Ask for a report, once: the same one again while it is still on its way."""
        with transaction.atomic():
            report, created = self.select_for_update(of=("self",)).get_or_create(
                kind=kind,
                requested_by=by,
                area=area,
                starts_on=period.first,
                ends_on=period.last,
                language=language,
                answers=answers or {},
                state__in=(State.QUEUED, State.RUNNING),
                defaults={
                    "state": State.QUEUED,
                    "schedule": schedule,
                    "due_at": due_at,
                },
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
