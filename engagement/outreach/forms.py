from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.concerns.fields import WordsField
from engagement.concerns.models import Concern
from engagement.events.models import Session
from engagement.outreach import form_parts as parts
from engagement.outreach.models import LOGGING, OutreachEntry
from engagement.outreach.models.choices import CONFIDENTIAL, Access, Segment
from partnerships.organizations.models import Organization
from partnerships.resources.models import Grant
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.records import privacy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User

LEAST_WORDS, LEAST_LETTERS = 4, 20
MOST_LETTERS = 5000
MOST_PEOPLE = 50_000
MOST_NUMBERS = 20
OLDEST = timedelta(days=366)
A_FEW = 8
MOST_PARTNERS = 40


def hours(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=9999, decimal_places=2, required=False
    )


def some_of(choices: Any, label: Any, **about: Any) -> forms.MultipleChoiceField:
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, widget=box, **about)


class OutreachForm(forms.ModelForm[OutreachEntry]):
    """One screen, ninety seconds: who was there, what came up."""

    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=MOST_PEOPLE, initial=0)
    youth = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=MOST_PEOPLE, initial=0)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=24 * 60, initial=60)
    staff = forms.IntegerField(label=_("How many officers?"), min_value=1, max_value=500, initial=1)
    first_time_share = forms.IntegerField(
        label=_("How many were there for the first time?"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=parts.HELP_TEXTS["first_time_share"],
    )
    happened = WordsField(
        limit=MOST_LETTERS,
        label=_("What happened?"),
        help_text=parts.HELP_TEXTS["happened"],
        widget=parts.WIDGETS["happened"],
    )
    topics = some_of(
        OutreachEntry.Topic.choices,
        _("What came up?"),
        error_messages={"required": _("Tick at least one; “something else” is fine.")},
    )
    segments = some_of(
        Segment.choices,
        parts.LABELS["segments"],
        required=False,
        help_text=parts.HELP_TEXTS["segments"],
    )
    access = some_of(Access.choices, parts.LABELS["access"], required=False)
    overtime_hours = hours(_("Hours of overtime, all together"))
    grant_hours = hours(_("Hours paid by a grant"))
    concerns = forms.ModelMultipleChoiceField(
        Concern.objects.none(),
        label=_("Concerns this was about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    concern_numbers = forms.CharField(
        label=_("Others, by number"),
        required=False,
        max_length=200,
        help_text=_("The number at the top of a concern, such as 214. Commas between several."),
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), required=False, widget=forms.HiddenInput
    )
    # A problem it was about; kept only when it is one this person works on.
    problem = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    keep = forms.MultipleChoiceField(
        label=_("Or keep it, if you are sure"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    # Which version the change began with; empty for a new entry.
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = OutreachEntry
        fields = parts.FIELDS
        labels = parts.LABELS
        help_texts = parts.HELP_TEXTS
        widgets = parts.WIDGETS

    def __init__(self, *args: Any, user: User, draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.draft = user, draft
        self.queryset("area", Area.objects.filter(within_scope(user, *LOGGING, path="path")))
        self.queryset("session", Session.objects.hosted_by(user).select_related("event"))
        self.offer_partners(Organization.objects.approved())
        self.queryset("grants", Grant.objects.visible_to(user).open())
        self.offer_concerns(Concern.objects.workable_by(user))
        purpose = self.fields["purpose"]
        if isinstance(purpose, forms.ChoiceField):
            purpose.choices = OutreachEntry.Purpose.choices
        self.fields["visibility"].required = False
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.seen
        if draft:
            for name in ("happened", "topics", *NUMBERS):
                self.fields[name].required = False
        self.findings = self.look_for_people() if self.is_bound and not draft else {}
        self.ask_about(self.findings)

    def queryset(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def offer_concerns(self, workable: Any) -> None:
        """The few newest to tick, and those already chosen; the rest by their number."""
        self.queryset("concerns", workable)
        chosen = list(self.chosen_concerns())
        newest = workable.open().order_by("-raised_at", "-pk").values("pk")[:A_FEW]
        shown = workable.filter(Q(pk__in=chosen) | Q(pk__in=newest)).order_by("-raised_at", "-pk")
        field = self.fields["concerns"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.choices = [(concern.pk, concern.headline) for concern in shown]

    def offer_partners(self, approved: Any) -> None:
        """Those this person met before, and those already chosen; a city has hundreds."""
        self.queryset("organizations", approved)
        met = Q(outreach__lead=self.user) | Q(pk__in=self.chosen("organizations"))
        if session := self.initial.get("session"):
            met |= Q(pk__in=session.event.partners_there())
        shown = approved.filter(met).distinct().order_by("name")[:MOST_PARTNERS]
        field = self.fields["organizations"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.choices = [(each.pk, each.name) for each in shown]

    def chosen(self, name: str) -> list[int]:
        """The numbers ticked in a form that came back; nonsense is none."""
        if not (isinstance(self.data, QueryDict) and self.is_bound):
            return []
        typed = [pk[:18] for pk in self.data.getlist(self.add_prefix(name))[:100]]
        return [int(pk) for pk in typed if pk.isdecimal()]

    def chosen_concerns(self) -> Iterable[int]:
        if isinstance(self.data, QueryDict) and self.is_bound:
            return self.chosen("concerns")
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
        typed = {name: self.data.get(self.add_prefix(name), "") for name in parts.WATCHED}
        return {name: privacy.warnings(text[:MOST_LETTERS], known) for name, text in typed.items()}

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
        return bool(parts.WHEN & set(self.errors))

    @property
    def day_is_wrong(self) -> bool:
        return bool(parts.DAY & set(self.errors))

    @property
    def more_is_wrong(self) -> bool:
        return bool(parts.MORE & set(self.errors))

    @property
    def links_are_wrong(self) -> bool:
        return bool({"concerns", "concern_numbers"} & set(self.errors))

    def clean_happened(self) -> str:
        text: str = self.cleaned_data["happened"].strip()
        words = {word.casefold() for word in re.findall(r"\w+", text)}
        if not self.draft and (len(text) < LEAST_LETTERS or len(words) < LEAST_WORDS):
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

    def clean_concern_numbers(self) -> list[Concern]:
        """Concerns by what is written on them; one that is not theirs to know is not there."""
        typed = re.findall(r"[^\s,;#]+", self.cleaned_data["concern_numbers"])[:MOST_NUMBERS]
        known = Concern.objects.workable_by(self.user)
        numbers = [int(each[:18]) for each in typed if each.isdecimal()]
        found = {concern.pk: concern for concern in known.filter(pk__in=numbers)}
        for each in typed:
            if not each.isdecimal() or int(each[:18]) not in found:
                raise forms.ValidationError(
                    gettext("There is no concern %(number)s that you work on.") % {"number": each}
                )
        return list(found.values())

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        kept = set(data.get("keep", []))
        for name, several in self.findings.items():
            for finding in several:
                if finding.key not in kept:
                    self.add_error(name, finding.words)
        found = {each.key: each.kind for several in self.findings.values() for each in several}
        self.instance.confirmed_warnings = sorted({found[key].value for key in kept & set(found)})
        for name in ("overtime_hours", "grant_hours"):
            data[name] = data.get(name) or 0
        data["visibility"] = data.get("visibility") or OutreachEntry.Visibility.INTERNAL
        if self.draft:
            for name in NUMBERS:
                if data.get(name) is None:
                    data[name] = self.fields[name].initial
            data["visibility"] = OutreachEntry.Visibility.INTERNAL
        self.refuse_telling_too_much(data)
        return data

    def refuse_telling_too_much(self, data: dict[str, Any]) -> None:
        """What is for everyone needs words for everyone, and can harm nobody."""
        if data.get("visibility") != OutreachEntry.Visibility.PUBLIC:
            return
        if data.get("kind") in CONFIDENTIAL:
            self.add_error("visibility", _("What this kind of visit was about stays inside."))
        elif not data.get("public_summary"):
            self.add_error("public_summary", _("Write two sentences for everyone, or keep it."))

    @property
    def linked(self) -> list[Concern]:
        """The concerns ticked and those written by number."""
        both = [*self.cleaned_data["concerns"], *self.cleaned_data["concern_numbers"]]
        return list({concern.pk: concern for concern in both}.values())


NUMBERS = ("adults", "youth", "minutes", "staff")
