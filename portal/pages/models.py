from __future__ import annotations

import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Agency(models.Model):
    """The agency this installation belongs to: its names, phones and doors. One row."""

    # A process rereads the row after this many seconds, so a change reaches every page soon
    # and no page depends on a cache server.
    KEPT_FOR = 30.0

    place = models.CharField(_("place"), max_length=80, help_text=_("Such as “Linden Ferry”."))
    police_name = models.CharField(
        _("name of the police agency"), max_length=120, help_text=_("Without “the”.")
    )
    emergency_phone = models.CharField(_("emergency phone"), max_length=30, default="911")
    non_emergency_phone = models.CharField(_("non-emergency phone"), max_length=30, blank=True)
    report_crime_url = models.URLField(_("where to report a crime"), blank=True)
    tip_name = models.CharField(
        _("who takes crime tips"), max_length=80, blank=True, default="Crime Stoppers"
    )
    tip_url = models.URLField(_("where to give a crime tip"), blank=True)
    oversight_name = models.CharField(
        _("name of the oversight body"),
        max_length=120,
        blank=True,
        help_text=_("Without “the”."),
    )
    oversight_url = models.URLField(_("where to complain about an officer"), blank=True)
    help_url = models.URLField(
        _("where to find help nearby"), blank=True, help_text=_("Food, housing, mental health.")
    )

    _current: tuple[float, Agency] | None = None

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agency")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_agency_per_installation"),
        ]

    def __str__(self) -> str:
        return self.police_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        Agency._current = None

    @property
    def face(self) -> str:
        """All that pages say of the agency: what was drawn with another face is out of date."""
        return "\x1f".join(str(getattr(self, field.attname)) for field in self._meta.fields)

    @classmethod
    def current(cls) -> Agency:
        """The agency, or a stand-in until an administrator has filled it in."""
        now = time.monotonic()
        if cls._current is None or cls._current[0] < now:
            agency = cls.objects.first() or cls(
                place=str(_("Your city")), police_name=str(_("Police Department"))
            )
            cls._current = (now + cls.KEPT_FOR, agency)
        return cls._current[1]
