from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models import Organization
from partnerships.resources.models import Contribution, Grant, VolunteerHours
from partnerships.resources.schedule import Rhythm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from partnerships.resources.models import ReportingPeriod
    from portal.accounts.models import User

MOST_MONEY = Decimal(1_000_000_000)
LONGEST_GRANT = 366 * 15


def a_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class GrantForm(forms.ModelForm[Grant]):
    amount = forms.DecimalField(
        label=_("Amount in dollars"), min_value=0, max_value=MOST_MONEY, decimal_places=2
    )
    positions = forms.IntegerField(
        label=_("Positions it pays for"), min_value=0, max_value=5000, required=False
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Grant
        fields = [
            *("name", "number", "funder", "purpose", "starts_on", "ends_on", "amount"),
            *("positions", "plan_problem", "plan_goals", "contact"),
        ]
        widgets = {
            "starts_on": a_day(),
            "ends_on": a_day(),
            "purpose": lines(3),
            "plan_problem": lines(3),
            "plan_goals": lines(3),
        }

    def clean_positions(self) -> int:
        return self.cleaned_data["positions"] or 0

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It cannot end before it starts."))
        elif first and last and (last - first).days > LONGEST_GRANT:
            self.add_error("ends_on", _("That is more than fifteen years. Check the year."))
        return said


class PlanForm(forms.Form):
    """How often the funder wants to hear."""

    rhythm = forms.TypedChoiceField(
        label=_("How often?"),
        coerce=lambda months: Rhythm(int(months)),
        choices=[
            (Rhythm.QUARTERLY.value, _("Every three months")),
            (Rhythm.SEMI_ANNUAL.value, _("Every six months")),
            (Rhythm.YEARLY.value, _("Every year")),
        ],
    )
    due_after = forms.IntegerField(
        label=_("Days after the period until it is due"), min_value=0, max_value=365, initial=30
    )

    def act(self, grant: Grant) -> bool:
        try:
            grant.plan_reports(**self.cleaned_data)
        except NotPossible as refused:
            self.add_error(None, refused.words)
            return False
        return True


class SentForm(forms.Form):
    on = forms.DateField(label=_("Sent on"), widget=a_day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def act(self, period: ReportingPeriod, by: User) -> bool:
        try:
            period.send(self.cleaned_data["on"], by)
        except NotPossible as refused:
            self.add_error("on", refused.words)
            return False
        return True


class GiftForm(forms.ModelForm[Any]):
    """What was given, by one's own organization or, at the desk, by any partner."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, organization: Organization | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        if organization is None:
            partners = forms.ModelChoiceField(Organization.objects.approved(), label=_("Who gave?"))
            self.fields = {"organization": partners, **self.fields}

    def record(self, by: User, grant: Grant | None = None) -> bool:
        """Write it down, or say in the form why not."""
        gift = self.save(commit=False)
        gift.organization = self.organization or self.cleaned_data["organization"]
        gift.grant = grant
        try:
            type(gift).objects.record(gift, by=by, submission=self.cleaned_data["submission"])
        except NotPossible as refused:
            self.add_error("given_on", refused.words)
            return False
        return True


class ContributionForm(GiftForm):
    value = forms.DecimalField(
        label=_("Worth about, in dollars"),
        min_value=0,
        max_value=Decimal(90_000_000),
        decimal_places=2,
        required=False,
    )

    class Meta:
        model = Contribution
        fields = ["kind", "words", "value", "given_on"]
        widgets = {"given_on": a_day(), "words": lines(2)}
        help_texts = {"words": _("Such as: the hall for two evenings, or food for forty.")}


class HoursForm(GiftForm):
    hours = forms.DecimalField(
        label=_("Hours, all people together"),
        min_value=Decimal("0.1"),
        max_value=Decimal(100_000),
        decimal_places=1,
    )
    people = forms.IntegerField(label=_("How many people?"), min_value=1, max_value=10_000)

    class Meta:
        model = VolunteerHours
        fields = ["what", "hours", "people", "given_on"]
        widgets = {"given_on": a_day(), "what": lines(2)}
        help_texts = {"what": _("Such as: walked children to school. No names.")}

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        if said.get("hours") and said.get("people") and said["hours"] > said["people"] * 24:
            self.add_error(
                "hours", _("That is more than a day each. Check the hours and the people.")
            )
        return said
