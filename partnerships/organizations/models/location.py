from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.areas.languages import language_names


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Location(models.Model):
    """A site of an organization: where people go. HSDS calls it a location."""

    organization = models.ForeignKey("Organization", models.CASCADE, related_name="locations")
    name = models.CharField(_("name of the place"), max_length=200)
    alternate_name = models.CharField(_("other name"), max_length=200, blank=True)
    description = models.TextField(_("what is there"), blank=True)
    transportation = models.TextField(_("how to get there"), blank=True)
    address_1 = models.CharField(_("street address"), max_length=255, blank=True)
    address_2 = models.CharField(_("suite, floor or building"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("state"), max_length=80, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    accessibility = models.TextField(_("accessibility"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True
    )
    # As HSDS writes them: a number, its extension, what it is for; a weekday and its hours.
    phones = models.JSONField(_("phones"), default=list, blank=True)
    schedules = models.JSONField(_("hours"), default=list, blank=True)
    source = models.CharField(max_length=120, blank=True, editable=False)
    external_id = models.CharField(max_length=120, blank=True, editable=False)
    hsds = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="one_location_an_external_id_and_source",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_location_is_on_the_map_or_not",
            ),
        ]
        indexes = [models.Index(F("changed_at").desc(), name="locations_last_changed")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """On one line."""
        street = ", ".join(part for part in (self.address_1, self.address_2) if part)
        place = " ".join(part for part in (self.city, self.region, self.postal_code) if part)
        return ", ".join(part for part in (street, place) if part)

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)
