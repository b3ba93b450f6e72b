from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Concern
from engagement.events.models import Session
from engagement.outreach.models import LOGGING, OutreachEntry
from partnerships.organizations.models import Organization
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.records import privacy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User

LEAST_WORDS, LEAST_LETTERS = 4, 20
MOST_PEOPLE = 50_000
OLDEST = timedelta(days=366)
A_FEW = 8


class OutreachForm(forms.ModelForm[OutreachEntry]):
    """One screen, ninety seconds: who was there, what came up."""

    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=MOST_PEOPLE, initial=0)
    youth = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=MOST_PEOPLE, initial=0)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=24 * 60, initial=60)
    staff = forms.IntegerField(label=_("How many officers?"), min_value=1, max_value=500, initial=1)
    topics = forms.MultipleChoiceField(
        label=_("What came up?"),
        error_messages={"required": _("Tick at least one; “something else” is fine.")},
        choices=OutreachEntry.Topic.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    concerns = forms.ModelMultipleChoiceField(
        Concern.objects.none(),
        label=_("Concerns this was about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), required=False, widget=forms.HiddenInput
    )
    keep = forms.MultipleChoiceField(
        label=_("Or keep it, if you are sure"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = OutreachEntry
        fields = [
            "purpose",
            "kind",
            "started_by",
            "adults",
            "youth",
            "counted",
            "topics",
            "happened",
            "obstacles",
            "area",
            "place",
            "happened_on",
            "started_at",
            "minutes",
            "staff",
            "others",
            "languages",
            "diverted",
            "concerns",
            "session",
        ]
        labels = {
            "purpose": _("What was it for?"),
            "kind": _("What was it?"),
            "started_by": _("Whose idea was it?"),
            "others": _("Who else was there from the police?"),
            "languages": _("Which languages were spoken?"),
            "started_at": _("Start"),
            "happened_on": _("Which day?"),
            "area": _("Where?"),
        }
        help_texts = {
            "happened": _("What came up, and what people want. No names, phone numbers or plates."),
        }
        widgets = {
            "purpose": forms.RadioSelect,
            "happened": forms.Textarea(attrs={"rows": 6}),
            "happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "started_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.queryset("area", Area.objects.filter(within_scope(user, *LOGGING, path="path")))
        self.queryset("session", Session.objects.hosted_by(user).select_related("event"))
        self.offer_concerns(Concern.objects.workable_by(user))
        purpose = self.fields["purpose"]
        if isinstance(purpose, forms.ChoiceField):
            purpose.choices = OutreachEntry.Purpose.choices
        self.findings = self.look_for_people() if self.is_bound else {}
        self.ask_about(self.findings)

    def queryset(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def offer_concerns(self, workable: Any) -> None:
        """The few newest to tick, and those already chosen; the rest by their own page."""
        self.queryset("concerns", workable)
        chosen = [int(pk) for pk in self.chosen_concerns() if str(pk).isdecimal()]
        newest = workable.open().order_by("-raised_at", "-pk").values("pk")[:A_FEW]
        shown = workable.filter(Q(pk__in=chosen) | Q(pk__in=newest)).order_by("-raised_at", "-pk")
        field = self.fields["concerns"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.choices = [(concern.pk, concern.headline) for concern in shown]

    def chosen_concerns(self) -> Iterable[Any]:
        if isinstance(self.data, QueryDict) and self.is_bound:
            return [pk[:18] for pk in self.data.getlist(self.add_prefix("concerns"))]
        if self.instance.pk:
            return self.instance.concerns.values_list("pk", flat=True)
        chosen: list[int] = self.initial.get("concerns", [])
        return chosen

    def look_for_people(self) -> dict[str, list[privacy.Finding]]:
        """What looks like a person, by the field it stands in."""
        known = [
            *Area.objects.values_list("name", flat=True),
            *Organization.objects.values_list("name", flat=True),
        ]
        typed = {name: self.data.get(self.add_prefix(name), "") for name in WATCHED}
        return {name: privacy.warnings(text, known) for name, text in typed.items()}

    def ask_about(self, findings: dict[str, list[privacy.Finding]]) -> None:
        keep = self.fields["keep"]
        found = {each.key: each for several in findings.values() for each in several}
        if not found:
            del self.fields["keep"]
        elif isinstance(keep, forms.MultipleChoiceField):
            label = _("Keep “%(found)s”")
            keep.choices = [(key, label % {"found": each.found}) for key, each in found.items()]

    @property
    def when_is_wrong(self) -> bool:
        return bool(WHEN & set(self.errors))

    @property
    def more_is_wrong(self) -> bool:
        return bool(MORE & set(self.errors))

    def clean_happened(self) -> str:
        text: str = self.cleaned_data["happened"].strip()
        words = {word.casefold() for word in re.findall(r"\w+", text)}
        if len(text) < LEAST_LETTERS or len(words) < LEAST_WORDS:
            raise forms.ValidationError(
                _("Say a little more: what came up, and what do people want? A sentence is enough.")
            )
        return text

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("This day is still to come. Log it when it has happened.")
            )
        if day < timezone.localdate() - OLDEST:
            raise forms.ValidationError(_("This is more than a year ago. Check the year."))
        return day

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        kept = set(data.get("keep", []))
        for name, several in self.findings.items():
            for finding in several:
                if finding.key not in kept:
                    self.add_error(name, finding.words)
        found = {each.key: each.kind for several in self.findings.values() for each in several}
        self.instance.confirmed_warnings = sorted({found[key].value for key in kept & set(found)})
        return data

    @transaction.atomic
    def save_with_links(self) -> OutreachEntry:
        """Save a changed entry. Concerns this person may not see stay linked."""
        workable = Concern.objects.workable_by(self.user)
        unseen = list(self.instance.concerns.exclude(pk__in=workable.values("pk")))
        entry = self.save()
        entry.concerns.add(*unseen)
        return entry


WHEN = {"kind", "happened_on", "started_at", "minutes", "area", "place"}
MORE = {"obstacles", "diverted", "staff", "others", "started_by", "languages"}
WATCHED = ("happened", "obstacles", "place")
