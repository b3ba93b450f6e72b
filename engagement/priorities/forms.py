from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.commitments.forms import a_day, a_few_words
from engagement.events.models import Event
from engagement.priorities.models import Priority
from engagement.problems.models import Problem
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.areas.models import Area

RECENT = 30


class RowForm(forms.Form):
    """One priority on the page that holds them all. What is left empty stays as it is."""

    action = a_few_words(_("What was done since?"), 600, required=False)
    action_on = a_day(_("On which day?"), required=False)
    position = forms.TypedChoiceField(label=_("Place in the list"), coerce=int, required=False)
    issue = forms.CharField(
        label=_("The issue"),
        max_length=300,
        error_messages={"required": _("Say what the issue is.")},
    )
    outcome = a_few_words(
        _("Close it: what came of it?"),
        600,
        required=False,
        help_text=_("Leave this empty to keep the priority. Everyone can read what you write."),
    )

    def __init__(self, *args: Any, priority: Priority, places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.priority = priority
        self.blamed: str | None = None
        place = self.fields["position"]
        if isinstance(place, forms.ChoiceField):
            place.choices = [(number, str(number)) for number in range(1, places + 1)]
        for field in self.fields.values():  # all may be skipped, so none says it
            field.one_of_two = True  # type: ignore[attr-defined]
        for name in ("action", "outcome"):
            self.fields[name].widget.attrs["rows"] = 2

    @property
    def opens_more(self) -> bool:
        """Whether the folded part of the row has something to look at."""
        return bool(self["outcome"].errors or self["issue"].errors or self["outcome"].value())

    @property
    def wanted_place(self) -> int | None:
        """Where it should stand; nothing where that was not said."""
        return getattr(self, "cleaned_data", {}).get("position") or None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("action", "").strip() and "action_on" in said and not said["action_on"]:
            self.add_error("action_on", _("Choose the day it was done."))
        return said

    def is_valid(self) -> bool:
        """A row nobody sent has nothing wrong, and nothing to do."""
        return not self.is_bound or super().is_valid()

    def act(self, by: User) -> bool:
        """Do what was written; says whether that was anything. `blamed` is where it failed."""
        if not self.is_bound:
            return False
        said, did = self.cleaned_data, False
        if said["action"].strip():
            self.blamed = "action_on"
            self.priority.say(said["action"], said["action_on"], by)
            did = True
        if said["issue"].strip() != self.priority.issue:
            self.blamed = "issue"
            self.priority.reword(said["issue"], by)
            did = True
        if said["outcome"].strip():
            self.blamed = "outcome"
            self.priority.retire(said["outcome"], by)
            did = True
        return did


class NewPriorityForm(forms.Form):
    issue = a_few_words(
        _("What is the issue?"),
        300,
        help_text=_("In words residents use, such as: motorbikes on the river path after dark."),
        error_messages={"required": _("Say what the issue is.")},
    )
    issue_on = a_day(
        _("A priority since"),
        initial=timezone.localdate,
        error_messages={"required": _("Choose the day it became a priority.")},
    )
    chosen = forms.ChoiceField(
        label=_("How was it chosen?"),
        choices=Priority.Chosen.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    chosen_words = forms.CharField(
        label=_("How, in a few words"),
        max_length=200,
        required=False,
        help_text=_("Such as: by show of hands at the November meeting. Everyone can read it."),
    )
    event = forms.ModelChoiceField(
        Event.objects.none(), label=_("At which meeting?"), required=False, empty_label=_("None")
    )
    problem = forms.ModelChoiceField(
        Problem.objects.none(),
        label=_("Which problem does it belong to?"),
        required=False,
        empty_label=_("None"),
    )
    action = a_few_words(_("What was done already?"), 600, required=False)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, area: Area, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.user = area, user
        event, problem = self.fields["event"], self.fields["problem"]
        if isinstance(event, forms.ModelChoiceField) and isinstance(
            problem, forms.ModelChoiceField
        ):
            here = Event.objects.listed().filter(area__path__startswith=area.path)
            recent = list(here.order_by("-pk").values_list("pk", flat=True)[:RECENT])
            event.queryset = Event.objects.filter(pk__in=recent)
            problem.queryset = Problem.objects.workable_by(user).open().within(area)

    def act(self) -> Priority | None:
        """Add it, or say in the form why not."""
        try:
            return Priority.objects.set_for(self.area, by=self.user, **self.cleaned_data)
        except NotPossible as refused:
            self.add_error(None, str(refused))
            return None
