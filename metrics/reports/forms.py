from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.forms import PeriodFields, area_choices
from metrics.dashboards.periods import Kind
from metrics.reports.models import ReportSchedule
from metrics.reports.packs import packs
from metrics.reports.rhythms import LAST_DAY
from metrics.reports.states import Stage
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from metrics.reports.packs import Pack
    from portal.accounts.models import User

WHOLE_CITY = "*"  # no slug of an area can be this


class AboutFields(forms.Form):
    """Where a report is about, its language, and what its pack asks besides."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        pack: Pack,
        paths: list[str] | None,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.own = pack.form(data, initial=dict(initial)) if pack.form else None
        if pack.area != "none":
            self.fields["area"] = _area_field(pack, paths)
        if self.own:
            self.fields |= self.own.fields
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=settings.LANGUAGES,
            help_text=_("The report is written in this language, whatever you read this page in."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.own and not self.own.is_valid():
            for name, errors in self.own.errors.items():
                if name not in self.errors:
                    self.add_error(None if name == "__all__" else name, errors)
        return cleaned

    def chosen_area(self) -> Area | None:
        slug = self.cleaned_data.get("area", WHOLE_CITY)
        return None if slug == WHOLE_CITY else Area.objects.get(slug=slug)

    def answers(self) -> dict[str, Any]:
        """To the questions of the pack, as JSON can hold them."""
        cleaned = self.own.cleaned_data if self.own else {}
        return {name: plain(value) for name, value in cleaned.items()}


class ReportForm(AboutFields, PeriodFields):
    """What a report is to be about."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        pack: Pack,
        paths: list[str] | None,
        initial: Mapping[str, Any],
    ) -> None:
        usual = {"period": pack.period} | dict(initial)
        super().__init__(data, pack=pack, paths=paths, initial=usual)
        if pack.period not in Kind.values:
            self.fields["period"].initial = Kind.LAST_QUARTER
        for name in ("from", "to"):
            self.fields[name].help_text = _("Only when the period is “From and to a day”.")
        self.order_fields(["area", "period", "from", "to"])


class ScheduleForm(AboutFields):
    """When to ask for it again. The report is about the last whole week, month, quarter or year."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: User, **about: Any) -> None:
        usual = {"every": "quarter", "day": 5, "month": 1, "at": time(6), "weekday": 1}
        about["initial"] = usual | dict(about["initial"])
        super().__init__(data, **about)
        self.fields |= _rhythm_fields(user)

    def rhythm(self) -> dict[str, Any]:
        said = self.cleaned_data
        weekly = said["every"] == ReportSchedule.Every.WEEK
        return {
            "every": said["every"],
            "day": int(said["weekday"] if weekly else said["day"]),
            "month": int(said["month"]),
            "at": said["at"],
        }


class ReportFilter(forms.Form):
    """Which reports to show, from the address of the page."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All")), *Stage.choices]
    )
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, data: Mapping[str, Any], *, paths: list[str] | None) -> None:
        super().__init__(data)
        kinds = [(pack.kind, pack.label) for pack in packs().values()]
        self.choose("kind", [("", _("All")), *kinds])
        whole: list[tuple[str, _StrOrPromise]] = [(WHOLE_CITY, _("Whole city"))]
        everywhere, *areas = area_choices(paths, _("All"))
        self.choose("area", [everywhere, *(whole if paths is None else []), *areas])

    def choose(self, name: str, choices: list[tuple[str, _StrOrPromise]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = choices


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you checked. Staff read it, the public does not."),
    )


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def plain(value: Any) -> Any:
    """An answer as JSON can hold it: the id of a row, the ISO form of a day."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, str | int | float | bool | None):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return [plain(each) for each in value]


def _area_field(pack: Pack, paths: list[str] | None) -> forms.ChoiceField:
    _everywhere, *areas = area_choices(paths, "")
    # Someone who answers for some areas asks about one of them.
    whole = paths is None and pack.area == "any"
    field = forms.ChoiceField(
        label=_("Area"), choices=[(WHOLE_CITY, _("Whole city")), *areas] if whole else areas
    )
    field.error_messages["invalid_choice"] = _("Choose an area from the list.")
    return field


def _rhythm_fields(user: User) -> dict[str, forms.Field]:
    from metrics.reports.models import DistributionList

    days = [(number, str(number)) for number in range(1, LAST_DAY + 1)]
    clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return {
        "every": forms.ChoiceField(label=_("How often"), choices=ReportSchedule.Every.choices),
        "weekday": forms.ChoiceField(
            label=_("On which day of the week"),
            choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
            help_text=_("Only for every week."),
        ),
        "day": forms.ChoiceField(
            label=_("On which day of the month"),
            choices=days,
            help_text=_("For a quarter: of its first month. Leave a few days for late entries."),
        ),
        "month": forms.ChoiceField(
            label=_("In which month"), choices=MONTHS.items(), help_text=_("Only for every year.")
        ),
        "at": forms.TimeField(
            label=_("At what time"), widget=clock, help_text=_("By the clock of the agency.")
        ),
        "lists": forms.ModelMultipleChoiceField(
            DistributionList.objects.visible_to(user),
            label=_("Whom to tell once it is published"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
    }
