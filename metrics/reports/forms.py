from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.forms import PeriodFields, area_choices
from metrics.dashboards.periods import Kind
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

WHOLE_CITY = "*"  # no slug of an area can be this


class ReportForm(PeriodFields):
    """What a report is to be about."""

    area = forms.ChoiceField(label=_("Area"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("The report is written in this language, whatever you read this page in."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        paths: list[str] | None,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial={"period": Kind.LAST_QUARTER} | dict(initial))
        _everywhere, *areas = area_choices(paths, "")
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        # Someone who answers for some areas asks about one of them.
        field.choices = areas if paths is not None else [(WHOLE_CITY, _("Whole city")), *areas]
        field.error_messages["invalid_choice"] = _("Choose an area from the list.")
        for name in ("from", "to"):
            self.fields[name].help_text = _("Only when the period is “From and to a day”.")
        self.order_fields(["area", "period", "from", "to", "language"])

    def chosen_area(self) -> Area | None:
        slug = self.cleaned_data["area"]
        return None if slug == WHOLE_CITY else Area.objects.get(slug=slug)
