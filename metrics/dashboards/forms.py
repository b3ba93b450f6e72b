from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.comparing import Against
from metrics.dashboards.periods import Kind, Period
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField
    from django.utils.functional import _StrOrPromise

MOST_DAYS = 366 * 10
EARLIEST = date(2000, 1, 1)


class PeriodFields(forms.Form):
    """Which days: a named period, or a first and a last day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in period_fields().items():
            self.fields.setdefault(name, field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        if cleaned.get("period") != Kind.CUSTOM:
            return cleaned
        for name in ("from", "to"):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, _("Give a day, such as 2026-09-30."))
        if first and last:
            if last < first:
                self.add_error("to", _("The last day is before the first day. Change one of them."))
            elif (last - first).days > MOST_DAYS:
                self.add_error("to", _("Choose at most ten years."))
        if first and first < EARLIEST:
            self.add_error("from", _("Choose a day in 2000 or later."))
        if first and first > timezone.localdate():
            self.add_error("from", _("This day has not come yet."))
        return cleaned

    @property
    def day_fields(self) -> list[BoundField]:
        """Asked for only by those who want other days than the named periods."""
        return [self["from"], self["to"]]

    @property
    def asks_for_days(self) -> bool:
        return bool(self["period"].value() == Kind.CUSTOM)

    def chosen_period(self) -> Period:
        kind = self.cleaned_data["period"]
        if kind == Kind.CUSTOM:
            return Period(self.cleaned_data["from"], self.cleaned_data["to"])
        return Period.named(kind)


def period_fields() -> dict[str, forms.Field]:
    """`from` is a word of Python, so these cannot be written as attributes."""
    day = {"type": "date"}
    return {
        "period": forms.ChoiceField(label=_("Period"), choices=Kind.choices),
        "from": forms.DateField(
            label=_("First day"),
            required=False,
            widget=forms.DateInput(attrs=day, format="%Y-%m-%d"),
        ),
        "to": forms.DateField(
            label=_("Last day"),
            required=False,
            widget=forms.DateInput(attrs=day, format="%Y-%m-%d"),
        ),
    }


def area_choices(
    paths: list[str] | None, everywhere: _StrOrPromise
) -> list[tuple[str, _StrOrPromise]]:
    """Areas within the scope (None: all), parts set in under what they are part of."""
    areas = Area.objects.order_by("path")
    return [
        ("", everywhere),
        *(
            (area.slug, ("\u2003" * (area.depth - 1)) + area.name)
            for area in areas
            if paths is None or any(area.path.startswith(path) for path in paths)
        ),
    ]


class FilterForm(PeriodFields):
    """Where and when, from the address of the page, so that a view can be shared."""

    NAMES = ("period", "area", "against", "other", "from", "to")

    area = forms.ChoiceField(label=_("Area"), required=False)
    against = forms.ChoiceField(
        label=_("Compared with"), required=False, choices=Against.choices, initial=""
    )
    other = forms.ChoiceField(label=_("The other area"), required=False)

    def __init__(self, data: Mapping[str, Any], *, paths: list[str] | None) -> None:
        super().__init__({"period": Kind.THIS_MONTH} | dict(data.items()))
        everywhere = _("Whole city") if paths is None else _("All your areas")
        places = area_choices(paths, everywhere)
        for name, choices in (("area", places), ("other", [("", _("Choose one")), *places[1:]])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
            field.choices = choices
            field.error_messages["invalid_choice"] = _("Choose an area from the list.")
        self.fields["period"].error_messages["invalid_choice"] = _("Choose a period from the list.")
        self.fields["against"].error_messages["invalid_choice"] = _(
            "Choose from the list what to compare with."
        )
        self.order_fields(self.NAMES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("against") == Against.ANOTHER_AREA and "other" not in self.errors:
            if not cleaned.get("other"):
                self.add_error("other", _("Choose the area to compare with."))
            elif cleaned["other"] == cleaned.get("area"):
                self.add_error("other", _("Choose another area than the one above."))
        return cleaned

    @property
    def main_fields(self) -> list[BoundField]:
        return [self["period"], self["area"], self["against"]]

    @property
    def more_fields(self) -> list[BoundField]:
        return [*self.day_fields, self["other"]]

    @property
    def asks_for_more(self) -> bool:
        """Whether one of the fields out of sight is filled in, or must be."""
        return self.asks_for_days or bool(
            self["against"].value() == Against.ANOTHER_AREA or self["other"].value()
        )

    def chosen_area(self) -> Area | None:
        return _area(self.cleaned_data["area"])

    def other_area(self) -> Area | None:
        return _area(self.cleaned_data["other"])


def _area(slug: str) -> Area | None:
    return Area.objects.get(slug=slug) if slug else None
