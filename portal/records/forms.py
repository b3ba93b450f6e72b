"""What people fill in about records requests and legal demands."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Area
from portal.records import disclosing
from portal.records.disclosing import GROUNDS, Asked
from portal.records.models import LegalDemand, RecordsRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST = date(2000, 1, 1)
MOST_DAYS = 366 * 10
UNTICKED = _("Tick every ground once you have checked it. Without them no file is made.")


def day_widget() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def has_come(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    if day and day < EARLIEST:
        raise forms.ValidationError(_("Choose a day in 2000 or later."))
    return day


class DemandForm(forms.ModelForm[LegalDemand]):
    """A demand as it came, and later what became of it."""

    use_required_attribute = False

    class Meta:
        model = LegalDemand
        fields = (
            "kind",
            "received_on",
            "from_whom",
            "scope",
            "records_touched",
            "outcome",
            "answered_on",
            "note",
        )
        widgets = {
            "received_on": day_widget(),
            "answered_on": day_widget(),
            "scope": forms.Textarea(attrs={"rows": 4}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "from_whom": {"required": _("Say who sent it.")},
            "scope": {"required": _("Say in your own words what it asks for.")},
        }

    def clean_received_on(self) -> date | None:
        return has_come(self.cleaned_data["received_on"])

    def clean_answered_on(self) -> date | None:
        return has_come(self.cleaned_data["answered_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        outcome, answered = cleaned.get("outcome"), cleaned.get("answered_on")
        received = cleaned.get("received_on")
        if outcome and not answered and "answered_on" not in self.errors:
            self.add_error("answered_on", _("Say on which day it was answered."))
        if answered and not outcome:
            self.add_error("outcome", _("Say what we did."))
        if answered and received and answered < received:
            self.add_error("answered_on", _("This day is before the demand came."))
        if outcome in {"complied", "partly"} and cleaned.get("records_touched") is None:
            self.add_error("records_touched", _("Say how many records were handed over."))
        return cleaned


class RequestForm(forms.ModelForm[RecordsRequest]):
    use_required_attribute = False

    class Meta:
        model = RecordsRequest
        fields = ("requested_on", "requester", "what")
        widgets = {
            "requested_on": day_widget(),
            "what": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "requester": {"required": _("Say who asks, or “Someone who gave no name”.")},
            "what": {"required": _("Say what they ask for.")},
        }

    def clean_requested_on(self) -> date | None:
        return has_come(self.cleaned_data["requested_on"])


class EntryForm(forms.Form):
    """One line of the log: work, a fee, a note."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("What was done"),
        max_length=600,
        error_messages={"required": _("Say in a few words what was done.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes of work"), min_value=0, max_value=100_000, required=False, initial=0
    )
    fee = forms.DecimalField(
        label=_("Fee charged"),
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        required=False,
        initial=0,
    )


class MoreTimeForm(forms.Form):
    use_required_attribute = False

    due_on = forms.DateField(
        label=_("New day"),
        widget=day_widget(),
        error_messages={"required": _("Choose the new day.")},
    )
    why = forms.CharField(
        label=_("Why it takes longer"),
        max_length=400,
        error_messages={"required": _("Say why. The person who asked reads it.")},
    )

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day > timezone.localdate() + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class ClosingForm(forms.Form):
    use_required_attribute = False

    outcome = forms.ChoiceField(label=_("What came of it"), choices=RecordsRequest.Outcome.choices)
    why = forms.CharField(
        label=_("What we told them"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With the law for each refusal. Needed unless all of it is released."),
    )


class ExportForm(forms.Form):
    """What a file should hold: days, an area, a topic, kinds of record."""

    use_required_attribute = False

    first = forms.DateField(
        label=_("First day"),
        widget=day_widget(),
        error_messages={"required": _("Give the first day.")},
    )
    last = forms.DateField(
        label=_("Last day"),
        widget=day_widget(),
        error_messages={"required": _("Give the last day.")},
    )
    area = forms.ModelChoiceField(
        Area.objects.order_by("path"),
        label=_("Area"),
        required=False,
        to_field_name="slug",
        empty_label=_("Whole city"),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of record"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of record.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic, kinds = self.fields["topic"], self.fields["kinds"]
        assert isinstance(topic, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(kinds, forms.MultipleChoiceField)  # noqa: S101 - declared above
        topic.choices = [("", _("All topics")), *disclosing.topics()]
        kinds.choices = [(kind.name, kind.label) for kind in disclosing.kinds()]

    def clean_last(self) -> date | None:
        return has_come(self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first day. Change one of them."))
        elif first and last and (last - first).days > MOST_DAYS:
            self.add_error("last", _("Choose at most ten years."))
        return cleaned

    @property
    def asked(self) -> Asked:
        chosen = self.cleaned_data
        return Asked(chosen["first"], chosen["last"], chosen["area"], chosen["topic"])


class ConfirmForm(forms.Form):
    """A person agrees to every ground on which something will be left out."""

    confirmed = forms.MultipleChoiceField(
        label=_("I have checked that these grounds apply"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": UNTICKED},
    )

    def __init__(self, *args: Any, grounds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grounds = sorted(grounds)
        confirmed = self.fields["confirmed"]
        assert isinstance(confirmed, forms.MultipleChoiceField)  # noqa: S101 - declared above
        confirmed.required = bool(self.grounds)
        confirmed.choices = [(code, GROUNDS[code]) for code in self.grounds]

    def clean_confirmed(self) -> list[str]:
        confirmed: list[str] = self.cleaned_data["confirmed"]
        if set(confirmed) != set(self.grounds):
            raise forms.ValidationError(UNTICKED)
        return confirmed
