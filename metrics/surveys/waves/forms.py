from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import Instrument, Wave
from metrics.surveys.models.wave import LONGEST
from metrics.surveys.waves import people
from partnerships.organizations.models import Organization
from portal.areas.models import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from metrics.surveys.waves.inviting import Person
    from portal.accounts.models import User

Frame, SampleType = Wave.Frame, Wave.SampleType
# Which kinds of sample each way of finding people can give.
POSSIBLE = {
    Frame.LIST: (SampleType.LISTED, SampleType.PROBABILITY),
    Frame.LINK: (SampleType.OPEN,),
    Frame.QR: (SampleType.OPEN,),
}
WHAT_IT_SAYS = {
    SampleType.LISTED: _(
        "Everyone on a list who chose to answer. It speaks for people like those on the list "
        "who answered."
    ),
    SampleType.PROBABILITY: _(
        "A random sample: the list was drawn by lot from all residents. Only this lets one say "
        "“residents think”, with a margin."
    ),
    SampleType.OPEN: _(
        "Anyone who found the link. It speaks for those who answered; weighting helps, and "
        "cannot make it a random sample."
    ),
}
TRAITS = [
    ("area", _("where people live")),
    ("age_band", _("age")),
    ("sex", _("sex")),
    ("race_ethnicity", _("race and ethnicity")),
]
LAST_REMINDER = 60
GROUPS = [
    (_("What is asked, and where"), ["instrument", "title", "area", "operator"]),
    (_("Who is asked, and how"), ["frame", "sample_type", "mode", "has_kiosk", "asks_area"]),
    (_("When"), ["first_day", "last_day", "remind"]),
    (_("How the answers count"), ["margins", "weight_cap"]),
]


def a_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class PlanForm(forms.ModelForm[Wave]):
    first_day = forms.DateField(label=_("First day"), widget=a_day())
    last_day = forms.DateField(label=_("Last day"), widget=a_day())
    frame = forms.ChoiceField(
        label=_("How do people come to it?"),
        choices=[
            (Frame.LIST, _("We have a list of email addresses and invite each person")),
            (Frame.LINK, _("A link that anyone can open")),
            (Frame.QR, _("A code on a poster or card that anyone can scan")),
        ],
        widget=forms.RadioSelect,
        initial=Frame.LIST,
    )
    sample_type = forms.ChoiceField(
        label=_("What will the answers speak for?"),
        choices=list(WHAT_IT_SAYS.items()),
        widget=forms.RadioSelect,
        help_text=_("It stands beside every number. A link that anyone can open is never random."),
    )
    remind = forms.CharField(
        label=_("Remind on these days after the invitation"),
        required=False,
        max_length=20,
        help_text=_(
            "Such as: 3, 8. Three at most, none is fine. Only people on a list are reminded; "
            "they are thanked at the end, unless there are three."
        ),
    )
    margins = forms.MultipleChoiceField(
        label=_("Weight the answers by"),
        choices=TRAITS,
        initial=[trait for trait, _name in TRAITS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("So that those who answer less count as much as their share of the people."),
    )
    weight_cap = forms.DecimalField(
        label=_("Nobody counts more than this many times"),
        min_value=Decimal("1.5"),
        max_value=10,
        decimal_places=2,
        initial=5,
    )

    class Meta:
        model = Wave
        fields = [
            *("instrument", "title", "area", "frame", "sample_type", "mode", "has_kiosk"),
            *("asks_area", "first_day", "last_day", "remind", "margins", "weight_cap"),
            "operator",
        ]
        labels = {
            "instrument": _("Survey"),
            "title": _("Title"),
            "area": _("Where"),
            "mode": _("How do most people answer?"),
            "has_kiosk": _("Also on a shared tablet at a desk or a meeting"),
            "asks_area": _("Ask people where they live, if neither list nor link tells it"),
            "operator": _("Run by another organization"),
        }
        help_texts = {
            "title": _("Those who are asked read it. Such as: Safety in Riverside, autumn 2026."),
            "mode": _("Paper forms and phone calls can be typed in by staff in every wave."),
            "operator": _(
                "Then no one with a police role sees answers or numbers before they are released."
            ),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        kinds = [Instrument.Kind.GENERAL, Instrument.Kind.CONTACT]
        self.choice("instrument").empty_label = str(_("Choose one"))
        self.choice("instrument").queryset = Instrument.objects.filter(
            kind__in=kinds, retired_at=None
        )
        area = self.choice("area")
        area.queryset, is_city = areas_of(by)
        area.required = not is_city
        area.empty_label = str(_("The whole city")) if is_city else None
        operator = self.choice("operator")
        operator.queryset = Organization.objects.approved()
        operator.empty_label = str(_("No, we run it ourselves"))
        if self.instance.pk:
            wave = self.instance
            self.initial["first_day"] = timezone.localdate(wave.opens_at)
            self.initial["last_day"] = timezone.localdate(wave.closes_at - timedelta(seconds=1))
            self.initial["remind"] = ", ".join(str(day) for day in wave.remind_on)
        else:
            self.initial["remind"] = "3, 8"
            self.initial["sample_type"] = SampleType.LISTED

    @property
    def groups(self) -> list[tuple[_StrOrPromise, list[forms.BoundField]]]:
        """The fields in the order one plans, each few under their heading."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS]

    def choice(self, name: str) -> forms.ModelChoiceField[Any]:
        return cast("forms.ModelChoiceField[Any]", self.fields[name])

    def clean_remind(self) -> list[int]:
        said = self.cleaned_data["remind"]
        if not re.fullmatch(r"[\d\s,;]*", said):
            raise forms.ValidationError(_("Write days as numbers, such as: 3, 8."))
        days = [int(day) for day in re.findall(r"\d+", said)]
        if len(days) > 3:  # noqa: PLR2004 - STATISTICS.md, 2.7
            raise forms.ValidationError(_("Nobody is reminded more than three times."))
        if days != sorted(set(days)):
            raise forms.ValidationError(_("Write the days in order, each once."))
        if days and not 1 <= days[0] <= days[-1] <= LAST_REMINDER:
            raise forms.ValidationError(_("Remind between day 1 and day 60."))
        return days

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("first_day"), said.get("last_day")
        today = timezone.localdate()
        if first and last:
            if last < first:
                self.add_error("last_day", _("It cannot end before it starts."))
            elif last < today:
                self.add_error("last_day", _("This day is past."))
            elif timedelta(days=(last - first).days) > LONGEST - timedelta(days=1):
                self.add_error("last_day", _("A wave runs for a year at most."))
        frame, sample_type = said.get("frame"), said.get("sample_type")
        if frame and sample_type and sample_type not in POSSIBLE[Frame(frame)]:
            self.add_error(
                "sample_type",
                _("A link that anyone can open gives “anyone who found the link”, nothing else.")
                if Frame(frame) != Frame.LIST
                else _("A list is not open to anyone. Choose one of the other two."),
            )
        if said.get("mode") == Wave.Mode.KIOSK and frame == Frame.LIST:
            self.add_error("mode", _("People on a list answer on the web, on paper or by phone."))
        return said

    def save(self, commit: bool = True) -> Wave:  # noqa: FBT001, FBT002 - as Django has it
        wave = super().save(commit=False)
        said = self.cleaned_data
        wave.opens_at = midnight(said["first_day"])
        wave.closes_at = midnight(said["last_day"] + timedelta(days=1))
        wave.remind_on = said["remind"] if wave.frame == Frame.LIST else []
        wave.has_kiosk = wave.has_kiosk or wave.mode == Wave.Mode.KIOSK
        wave.launched_at = None
        wave.made_by = wave.made_by or self.by
        if commit:
            wave.save()
        return wave


def areas_of(user: User) -> tuple[QuerySet[Area], bool]:
    """Where this person may plan a wave, and whether that is the whole city."""
    paths = user.scope("command", "administrator")
    if paths is None:
        return Area.objects.all(), True
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(path__startswith=path)
    return Area.objects.filter(inside), False


class ListForm(forms.Form):
    """Addresses, pasted or as a file; never kept."""

    pasted = forms.CharField(
        label=_("Paste the list"),
        required=False,
        strip=False,
        max_length=people.MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "One person a line: email, language (en, es), area code. Only the email is needed."
        ),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wave = wave
        for name in ("pasted", "file"):
            self.fields[name].one_of_two = True  # type: ignore[attr-defined]
        self.people: list[Person] = []
        self.wrong: list[people.Wrong] = []

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        file, pasted = said.get("file"), (said.get("pasted") or "").strip()
        if bool(file) == bool(pasted):
            raise forms.ValidationError(
                _("Paste the list, or choose a file.")
                if not file
                else _("You pasted a list and chose a file. Give one of the two.")
            )
        try:
            text = people.decoded(file.read(people.MOST_BYTES + 1)) if file else said["pasted"]
            areas = Area.objects.all()
            found = people.read(text, areas.within(self.wave.area) if self.wave.area else areas)
        except NotPossible as refused:
            self.add_error("file" if file else "pasted", str(refused.words))
            return said
        self.people, self.wrong = found.people, found.wrong
        if self.wrong:
            self.add_error(
                "file" if file else "pasted",
                say("%(wrong)d lines cannot be read. Nobody was invited.")
                % {"wrong": len(self.wrong)},
            )
        return said


class HoldForm(forms.Form):
    because = forms.CharField(
        label=_("What happened?"),
        max_length=300,
        help_text=_("For colleagues, without names. Such as: a shooting on Mill Street."),
    )


class EndForm(forms.Form):
    last_day = forms.DateField(label=_("New last day"), widget=a_day())

    def clean_last_day(self) -> datetime:
        day: date = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is past. To end it at once, use the button."))
        return midnight(day + timedelta(days=1))


class SensitiveForm(forms.Form):
    address = forms.EmailField(
        label=_("Email address"),
        help_text=_("Only a fingerprint of it is kept, and no reason."),
    )


class FilterForm(forms.Form):
    """Which waves the list shows."""

    STATES = [
        ("", _("All")),
        ("draft", _("Being planned")),
        ("running", _("Running")),
        ("over", _("Over")),
        ("released", _("Published")),
    ]
    kind = forms.ChoiceField(
        label=_("Survey"), choices=[("", _("All")), *Instrument.Kind.choices], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
