from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagement.events.models.rsvp import MOST_GUESTS

MOST_SEATS = 100_000


def people() -> list[tuple[int, str]]:
    counts = range(1, MOST_GUESTS + 2)
    return [(n - 1, ngettext("%(n)d person", "%(n)d people", n) % {"n": n}) for n in counts]


class ArrivalForm(forms.Form):
    """The one field at the door: a ticket's code, or a name."""

    said = forms.CharField(
        label=_("Code or name"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class WalkInForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    guests = forms.TypedChoiceField(label=_("How many?"), choices=people, coerce=int, initial=0)
    # The form's own number, so that pressing the button twice adds them once.
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class HeadcountForm(forms.Form):
    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=MOST_SEATS)
    youth = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=MOST_SEATS)


class StepForm(forms.Form):
    """One of the buttons for more and less beside the headcount."""

    STEPS = ("adults+1", "adults-1", "youth+1", "youth-1")
    step = forms.ChoiceField(choices=[(each, each) for each in STEPS])

    def clean_step(self) -> tuple[str, int]:
        step = self.cleaned_data["step"]
        return step[:-2], int(step[-2:])
