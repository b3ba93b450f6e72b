from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portal.areas.models import Area


class ProgramQuerySet(models.QuerySet["Program"]):
    def unmeasured(self) -> Self:
        """Those that changed, or whose counts changed, since they were last looked at."""
        return self.filter(Q(measured_at=None) | Q(measured_at__lt=F("changed_at")))

    def forget_findings(self) -> int:
        """Counts have changed: what was found from the old ones is to be worked out again."""
        return self.update(measured_at=None)


class Program(models.Model):
    """Something neighbors and police do together in some areas, from a month on."""

    title = models.CharField(_("name"), max_length=120)
    about = models.TextField(
        _("what it is"), max_length=2000, help_text=_("Who does what, in a few sentences.")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    measured_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What `measuring.measure` found: numbers and the codes of words, never words.
    finding = models.JSONField(default=dict, blank=True, editable=False)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("crime:program", args=[self.pk])

    @transaction.atomic
    def start_in(self, areas: Iterable[Area], began_on: date, ended_on: date | None = None) -> int:
        """Note that it began in these areas; refused where it did already, or the kinds differ."""
        Program.objects.select_for_update().get(pk=self.pk)
        areas = list(areas)
        there = {each.area_id: each.area for each in self.places.select_related("area")}
        if again := [area.name for area in areas if area.pk in there]:
            raise NotPossible(
                _("It is noted for %(area)s already. Take that out first.") % {"area": again[0]}
            )
        if len({area.level for area in [*areas, *there.values()]}) > 1:
            raise NotPossible(_("All areas of a program are of one kind, such as beats."))
        if ended_on and ended_on <= began_on:
            raise NotPossible(_("It can only end after it began."))
        made = ProgramArea.objects.bulk_create(
            ProgramArea(program=self, area=area, began_on=began_on, ended_on=ended_on)
            for area in areas
        )
        self.touch()
        return len(made)

    def touch(self) -> None:
        """It changed, so what was found is to be worked out again."""
        self.changed_at = timezone.now()
        self.save(update_fields=["changed_at"])

    def keep(self, finding: dict[str, Any], as_of: Any) -> bool:
        """Write what was found, unless the program changed while it was worked out."""
        same = Program.objects.filter(pk=self.pk, changed_at=self.changed_at)
        return bool(same.update(finding=finding, measured_at=as_of))


class ProgramArea(models.Model):
    """Where a program runs, from which month, and until which."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="places")
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    began_on = models.DateField(_("first month"))
    ended_on = models.DateField(_("ended in"), null=True, blank=True)

    class Meta:
        verbose_name = _("area of a program")
        verbose_name_plural = _("areas of programs")
        ordering = ["began_on", "area__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "area"], name="a_program_begins_once_in_an_area"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("began_on")),
                name="a_program_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(began_on__day=1) & (Q(ended_on=None) | Q(ended_on__day=1)),
                name="a_program_begins_and_ends_with_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.began_on:%Y-%m}"

    def take_out(self) -> None:
        with transaction.atomic():
            self.delete()
            self.program.touch()
