from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.surveys import scores
from metrics.surveys.models.instrument import Instrument
from portal.accounts.models import Role
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.trust.estimates import Estimate
    from portal.accounts.models import User
    from portal.areas.models import Area

GRACE = timedelta(hours=1)


class WaveQuerySet(models.QuerySet["Wave"]):
    def open(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def over(self, at: datetime | None = None) -> Self:
        """Closed, and the hour for answers begun before is past too."""
        return self.filter(closes_at__lte=(at or timezone.now()) - GRACE)

    def after_meetings(self) -> Self:
        return self.filter(instrument__kind=Instrument.Kind.EVENT)

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def visible_to(self, user: User) -> Self:
        """Staff and oversight, where they serve. Only counts are ever shown of it."""
        return self.filter(within_scope(user, *Role.STAFF, Role.Kind.OVERSIGHT))

    def with_counts(self) -> Self:
        """How many were invited and how many answered."""
        from metrics.surveys.models.response import Response

        answers = Response.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
        answered = Subquery(answers.annotate(n=Count("pk")).values("n"))
        return self.annotate(
            invited=F("closed_invitations") + Count("invitations"),
            answered=Coalesce(answered, 0),
        )


class Wave(models.Model):
    """One round of asking: what, whom, where, when, and how they were chosen."""

    class SampleType(models.TextChoices):
        ATTENDED = "attended", _("People who came to a meeting and chose to answer")
        LISTED = "listed", _("Everyone on a list who chose to answer")
        OPEN = "open", _("Anyone who found the link and chose to answer")
        PROBABILITY = "probability", _("A random sample of residents")

    class Mode(models.TextChoices):
        WEB = "web", _("On the web")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="waves")
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="waves"
    )
    session = models.OneToOneField(
        "events.Session", models.SET_NULL, null=True, blank=True, related_name="wave"
    )
    title = models.CharField(max_length=200)
    sample_type = models.CharField(max_length=20, choices=SampleType)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.WEB)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # Invitations are erased when the wave is over; how many there were stays.
    closed_invitations = models.PositiveIntegerField(default=0, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_wave_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, at: datetime | None = None) -> bool:
        return self.opens_at <= (at or timezone.now()) < self.closes_at

    def still_takes(self, at: datetime | None = None) -> bool:
        """Whoever began before it closed may finish within the hour."""
        return self.opens_at <= (at or timezone.now()) < self.closes_at + GRACE

    def estimate(self, area: Area | None = None) -> Estimate | None:
        """The mean answer from 0 to 10; None below the floor (STATISTICS.md, 2.6)."""
        responses = self.responses.within(area) if area else self.responses.all()
        return scores.publishable(responses.estimate(scores.LISTEN))
