from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from metrics.crime.models import Category, Program
from metrics.crime.panel import month, number
from portal.areas.codes import Codes
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

FIRST_YEAR = 1990
SPANS = ((12, _("1 year")), (24, _("2 years")), (60, _("5 years")))


class MonthField(forms.DateField):
    """A month; out comes its first day."""

    def __init__(self, **about: Any) -> None:
        widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
        messages = {"invalid": _("Write the month as year and month, such as 2026-04.")}
        super().__init__(
            widget=widget,
            input_formats=["%Y-%m", "%Y-%m-%d", "%m/%Y"],
            error_messages=messages,
            **about,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is None:
            return None
        if not FIRST_YEAR <= day.year <= timezone.localdate().year + 1:
            raise ValidationError(_now("That year is not possible."))
        return day.replace(day=1)


class CountsForm(forms.Form):
    """Which counts to look at. Everything has a default; what is wrong is said at the field."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Place"),
        required=False,
        empty_label=_("All places"),
        to_field_name="slug",
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("Kind of crime"),
        required=False,
        empty_label=_("All kinds together"),
        to_field_name="code",
    )
    span = forms.TypedChoiceField(
        label=_("How far back"), choices=SPANS, coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, paths: Sequence[str] | None, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = Area.objects.exclude(level=Area.Level.NEIGHBORHOOD)
        if paths is not None:
            within = Area.objects.none()
            for path in paths:
                within |= areas.filter(path__startswith=path)
            areas = within
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class ProgramForm(forms.ModelForm[Program]):
    class Meta:
        model = Program
        fields = ["title", "about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}


class PlacesForm(forms.Form):
    """Where it began, and when: several areas that began together."""

    areas = forms.CharField(
        label=_("Areas"),
        max_length=4000,
        help_text=_("Codes or names with commas between them, such as: 11, 12, Millrace."),
    )
    began_on = MonthField(label=_("First month"))
    ended_on = MonthField(
        label=_("Ended in"), required=False, help_text=_("Leave empty while it goes on.")
    )

    def clean_areas(self) -> list[Area]:
        codes = Codes.of()
        found, unknown = [], []
        for part in self.cleaned_data["areas"].replace("\n", ",").replace(";", ",").split(","):
            word = part.strip()
            if not word:
                continue
            pk = codes.find(word)
            if pk is None:
                unknown.append(word[:60])
            elif pk not in found:
                found.append(pk)
        if unknown:
            words = _now("There is no area %(area)s here, or more than one.")
            raise ValidationError(words % {"area": f"“{unknown[0]}”"})
        if not found:
            raise ValidationError(_now("Name at least one area."))
        return list(Area.objects.filter(pk__in=found))


def months_back(last: date, count: int) -> list[date]:
    """So many months that end with `last`."""
    end = number(last)
    return [month(each) for each in range(end - count + 1, end + 1)]
