from __future__ import annotations

from django.db import models

from portal.areas.models.area import Area


class Boundary(models.Model):
    """Where an area ends. Kept apart, because it weighs a thousand times what its area does.

    Written by `Area.draw`, which checks it.
    """

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    geometry = models.JSONField(help_text="GeoJSON MultiPolygon, WGS84.")
    outline = models.JSONField(help_text="The same with few points, for drawing.")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return str(self.area)
