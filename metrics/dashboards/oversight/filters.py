"""What oversight chooses: days, a district, a topic, a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Category, Concern
from metrics.dashboards.forms import PeriodFields
from metrics.dashboards.periods import Kind
from portal.records.models import ComplaintCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.forms import BoundField
    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.slices import Part

    Choices = Iterable[tuple[str, _StrOrPromise]]


class PeriodOnly(PeriodFields):
    """Days alone, such as for what was changed or read."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"period": Kind.THIS_QUARTER} | dict(data.items()))
        self.fields["period"].error_messages["invalid_choice"] = _("Choose a period from the list.")

    @property
    def main_fields(self) -> list[BoundField]:
        others = (name for name in self.fields if name not in {"period", "from", "to"})
        return [self["period"], *(self[name] for name in others)]


class EditsFilter(PeriodOnly):
    kind = forms.ChoiceField(label=_("What was changed"), required=False)

    def __init__(self, data: Mapping[str, Any], *, kinds: Choices) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Everything")), *kinds]
        field.error_messages["invalid_choice"] = _("Choose from the list.")


class PlaceFilter(PeriodOnly):
    """Days and a district."""

    district = forms.ChoiceField(label=_("District"), required=False)

    def __init__(self, data: Mapping[str, Any], *, districts: Iterable[Part]) -> None:
        super().__init__(data)
        field = self.fields["district"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("All districts")), *((each.path, each.name) for each in districts)]
        field.error_messages["invalid_choice"] = _("Choose a district from the list.")


class ConcernsFilter(PlaceFilter):
    topic = forms.ChoiceField(label=_("About"), required=False)
    state = forms.ChoiceField(label=_("Where it stands"), required=False)
    reply = forms.ChoiceField(label=_("First reply"), required=False)

    REPLIES = (
        ("", _("Any")),
        ("in_time", _("In time")),
        ("late", _("Answered late")),
        ("overdue", _("Late, no answer yet")),
        ("not_due", _("Still has time")),
        ("no_promise", _("No reply was promised")),
    )

    def __init__(self, data: Mapping[str, Any], *, districts: Iterable[Part]) -> None:
        super().__init__(data, districts=districts)
        topics = [(category.slug, str(category)) for category in Category.objects.all()]
        for name, choices in (
            ("topic", [("", _("All topics")), *topics]),
            ("state", [("", _("Any")), *Concern.State.choices]),
            ("reply", self.REPLIES),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices
            field.error_messages["invalid_choice"] = _("Choose from the list.")


class ComplaintsForm(forms.Form):
    """What the oversight office counted in a month."""

    use_required_attribute = False

    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        error_messages={
            "required": _("Choose the month."),
            "invalid": _("Give a month, such as 2026-09."),
        },
    )
    received = forms.IntegerField(
        label=_("Complaints that reached you"),
        min_value=0,
        max_value=100_000,
        error_messages={"required": _("Say how many reached you. None is 0.")},
    )
    acknowledged = forms.IntegerField(
        label=_("Of them, answered with a receipt"),
        min_value=0,
        max_value=100_000,
        error_messages={"required": _("Say how many got a receipt. None is 0.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_month(self) -> date:
        month: date = self.cleaned_data["month"]
        if month > self.today:
            raise forms.ValidationError(_("This month has not come yet."))
        return month

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        received, acknowledged = cleaned.get("received"), cleaned.get("acknowledged")
        if received is not None and acknowledged is not None and acknowledged > received:
            self.add_error("acknowledged", _("That is more than reached you."))
        return cleaned

    def save(self, by: Any) -> ComplaintCount:
        month = self.cleaned_data["month"]
        counted = {name: self.cleaned_data[name] for name in ("received", "acknowledged")}
        count, _made = ComplaintCount.objects.update_or_create(
            month=month, defaults=counted | {"entered_by": by}
        )
        return count
