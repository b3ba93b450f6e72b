from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, NullIf, TruncQuarter
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

WAITING = "waiting"


class LegalDemandQuerySet(models.QuerySet["LegalDemand"]):
    def received_between(self, first: date, last: date) -> Self:
        """Received on one of these days, both included."""
        return self.filter(received_on__gte=first, received_on__lte=last)

    def unanswered(self) -> Self:
        return self.filter(answered_on=None)

    def counts_by_outcome(self) -> dict[str, int]:
        """How many ended how; those still open under "waiting". Every outcome has a count."""
        outcome = Coalesce(NullIf("outcome", models.Value("")), models.Value(WAITING))
        found = self.order_by().values_list(outcome).annotate(n=Count("pk"))
        return dict.fromkeys((*LegalDemand.Outcome.values, WAITING), 0) | dict(found)

    def counts_by_quarter(self) -> dict[date, dict[str, int]]:
        """The same for each quarter that has any, by its first day, the newest first."""
        outcome = Coalesce(NullIf("outcome", models.Value("")), models.Value(WAITING))
        found = (
            self.order_by()
            .annotate(quarter=TruncQuarter("received_on"))
            .order_by("-quarter")
            .values_list("quarter", outcome)
            .annotate(n=Count("pk"))
        )
        none = dict.fromkeys((*LegalDemand.Outcome.values, WAITING), 0)
        quarters: dict[date, dict[str, int]] = {}
        for quarter, ended, n in found:
            quarters.setdefault(quarter, dict(none))[ended] += n
        return quarters


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="LegalDemandHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class LegalDemand(models.Model):
    """Someone with the power to do so demanded records; what for, and what was handed over.

    The public reads only how many there were in a quarter and how they ended.
    """

    class Kind(models.TextChoices):
        SUBPOENA = "subpoena", _("Subpoena")
        COURT_ORDER = "court_order", _("Court order")
        WARRANT = "warrant", _("Search warrant")
        PRESERVATION = "preservation", _("Letter asking us to keep records")

    class Outcome(models.TextChoices):
        COMPLIED = "complied", _("We handed over all of it")
        PARTLY = "partly", _("We handed over a part")
        REFUSED = "refused", _("We handed over nothing")
        WITHDRAWN = "withdrawn", _("It was withdrawn")

    kind = models.CharField(_("what came"), max_length=20, choices=Kind)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    from_whom = models.CharField(
        _("from whom"), max_length=200, help_text=_("The court, the office or the law firm.")
    )
    scope = models.TextField(
        _("what it asks for"),
        max_length=2000,
        help_text=_("In your own words. Do not copy names of residents out of it."),
    )
    records_touched = models.PositiveIntegerField(
        _("how many records it reaches"), null=True, blank=True
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    outcome = models.CharField(_("what we did"), max_length=20, choices=Outcome, blank=True)
    note = models.TextField(
        _("note"),
        max_length=2000,
        blank=True,
        help_text=_("Such as what was narrowed or refused, and on what ground."),
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LegalDemandQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("legal demand")
        verbose_name_plural = _("legal demands")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="")
                | (
                    Q(answered_on__isnull=False, answered_on__gte=F("received_on"))
                    & Q(outcome__gt="")
                ),
                name="an_answered_demand_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(from_whom__gt="", scope__gt=""),
                name="a_demand_says_from_whom_and_what",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=("complied", "partly")) | Q(records_touched__isnull=False),
                name="records_handed_over_are_counted",
            ),
        ]
        indexes = [models.Index(fields=["-received_on"], name="demands_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.received_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("records:demand", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None
