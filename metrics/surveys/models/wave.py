from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
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
        """To staff and oversight where they serve, to an organization what it runs.

        That it is asked, and its plan. How many answered and what they said is another
        question: `surveys.see_numbers` of the wave.
        """
        from metrics.surveys.rules import run_by

        there = within_scope(user, *Role.STAFF, Role.Kind.OVERSIGHT)
        return self.filter(there | Q(operator__in=run_by(user)))

    def numbers_visible_to(self, user: User) -> Self:
        """Those of them whose answers this person may see counted before they are released."""
        from metrics.surveys.rules import run_by

        agencys = Q(operator=None) & within_scope(user, *Role.STAFF)
        watched = within_scope(user, Role.Kind.OVERSIGHT)
        return self.filter(agencys | watched | Q(operator__in=run_by(user)))

    def with_counts(self) -> Self:
        """How many were invited and how many answered."""
        from metrics.surveys.models.response import Response

        answers = Response.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
        answered = Subquery(answers.annotate(n=Count("pk")).values("n"))
        return self.annotate(
            invited=F("closed_invitations") + Count("invitations"),
            answered=Coalesce(answered, 0),
        )


def remind_on() -> list[int]:
    """Days after the invitation on which those who have not answered are reminded."""
    return [3, 8]


def margins() -> list[str]:
    return ["area", "age_band", "sex", "race_ethnicity"]


class Wave(models.Model):
    """One round of asking: what, whom, where, when, and how they were chosen."""

    class Frame(models.TextChoices):
        """Where those who are asked come from."""

        ATTENDED = "attended", _("Everyone who came to a meeting")
        LIST = "list", _("A list of addresses")
        LINK = "link", _("A link open to anyone")
        QR = "qr", _("A code on a poster or card")
        IMPORTED = "imported", _("Answers collected elsewhere")

    class SampleType(models.TextChoices):
        ATTENDED = "attended", _("People who came to a meeting and chose to answer")
        LISTED = "listed", _("Everyone on a list who chose to answer")
        OPEN = "open", _("Anyone who found the link and chose to answer")
        PROBABILITY = "probability", _("A random sample of residents")

    class Mode(models.TextChoices):
        WEB = "web", _("On the web")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        KIOSK = "kiosk", _("On a shared tablet")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="waves")
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="waves"
    )
    session = models.OneToOneField(
        "events.Session", models.SET_NULL, null=True, blank=True, related_name="wave"
    )
    # Who runs it, where that is not the agency: its answers are then closed to the police.
    operator = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waves",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    frame = models.CharField(max_length=10, choices=Frame, default=Frame.ATTENDED)
    sample_type = models.CharField(max_length=20, choices=SampleType)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.WEB)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # A draft until then; afterwards its instrument is fielded and its plan is fixed.
    launched_at = models.DateTimeField(null=True, blank=True, default=timezone.now, editable=False)
    # What the address of an open wave ends in.
    link_code = models.SlugField(max_length=20, unique=True, null=True, blank=True, editable=False)
    has_kiosk = models.BooleanField(default=False)
    # Ask where people live, because nothing else tells.
    asks_area = models.BooleanField(default=False)
    remind_on = models.JSONField(default=remind_on, blank=True)
    # No mail while something grave has just happened there.
    held_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_because = models.CharField(max_length=300, blank=True)
    # What answers are weighted by, and the largest weight.
    margins = models.JSONField(default=margins, blank=True)
    weight_cap = models.DecimalField(max_digits=4, decimal_places=2, default=5)
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


class Quota(models.Model):
    """How many answers a wave wants from an area; with enough, the open link asks others."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="quotas")
    area = models.ForeignKey("areas.Area", models.CASCADE, related_name="+")
    wanted = models.PositiveIntegerField()

    class Meta:
        ordering = ["area__path"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "area"], name="one_quota_an_area"),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="a_quota_wants_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.wanted} from {self.area}"
