"""How many answers a wave wants from each district, and how many it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import Quota, Response
from portal.areas.models import Area

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrics.surveys.models import Wave

MOST = 100_000


def places(wave: Wave) -> QuerySet[Area]:
    """Areas a quota can be set for: districts of the city, parts of a smaller wave."""
    if wave.area is None:
        return Area.objects.districts()
    parts = Area.objects.filter(parent=wave.area)
    return parts if parts.exists() else Area.objects.filter(pk=wave.area.pk)


def progress(wave: Wave) -> QuerySet[Quota]:
    """Each quota with `answered`. One statement."""
    there = Response.objects.filter(
        wave=OuterRef("wave"), area__path__startswith=OuterRef("area__path")
    )
    counted = there.order_by().values("wave").annotate(n=Count("pk")).values("n")
    found = wave.quotas.select_related("area").order_by("area__path")
    return found.annotate(answered=Coalesce(Subquery(counted), 0))


class QuotaForm(forms.Form):
    """One number an area; empty is no quota."""

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wave = wave
        wanted = dict(wave.quotas.values_list("area", "wanted"))
        for area in places(wave):
            field = self.fields[f"area_{area.pk}"] = forms.IntegerField(
                label=area.name,
                required=False,
                min_value=1,
                max_value=MOST,
                initial=wanted.get(area.pk),
                error_messages={"min_value": _("Leave it empty, or want at least one.")},
            )
            # That it may stay empty stands above all of them.
            field.one_of_two = True  # type: ignore[attr-defined]

    @transaction.atomic
    def save(self) -> None:
        self.wave.quotas.all().delete()
        Quota.objects.bulk_create(
            Quota(wave=self.wave, area_id=int(name.removeprefix("area_")), wanted=wanted)
            for name, wanted in self.cleaned_data.items()
            if wanted
        )
