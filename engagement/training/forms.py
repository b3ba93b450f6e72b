from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagement.training import sheet
from engagement.training.models import Completion, Course
from engagement.training.models.completion import people_of
from portal.accounts.models import User
from portal.refusals import NotPossible
from portal.wordings import in_languages

if TYPE_CHECKING:
    from datetime import date

MOST_HOURS = Decimal(999)
MOST_MONTHS = 240
LANGUAGE = settings.LANGUAGE_CODE
# Where a name is written once for each language.
OTHERS = [(code, name) for code, name in settings.LANGUAGES if code != LANGUAGE]


def a_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonField(forms.ModelChoiceField[User]):
    """Somebody on staff, by name and address: two people may share a name."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})" if obj.name else str(obj.email)


class CourseForm(forms.Form):
    """A course, its name and purpose in each language of the agency."""

    hours = forms.DecimalField(
        label=_("Hours"), min_value=Decimal("0.5"), max_value=MOST_HOURS, decimal_places=1
    )
    valid_months = forms.IntegerField(
        label=_("Months it is valid"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
        help_text=_("Leave empty where it counts for good."),
    )
    required = forms.BooleanField(label=_("Everybody on staff has to hold it"), required=False)
    retired = forms.BooleanField(
        label=_("No longer offered"),
        required=False,
        help_text=_("What people completed stays."),
    )

    def __init__(self, *args: Any, course: Course | None = None, **kwargs: Any) -> None:
        self.course = course
        if course:
            kwargs["initial"] = _as_typed(course)
        super().__init__(*args, **kwargs)
        words: dict[str, forms.Field] = {}
        for code, language in [(LANGUAGE, ""), *OTHERS]:
            needed = code == LANGUAGE
            words[f"name_{code}"] = forms.CharField(
                label=_in(_("Name"), language), max_length=120, required=needed
            )
            words[f"purpose_{code}"] = forms.CharField(
                label=_in(_("What it is for"), language),
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields = {**words, **self.fields}
        if course is None:
            del self.fields["retired"]

    def save(self) -> Course:
        said = self.cleaned_data
        about = {name: said[name] for name in ("hours", "valid_months", "required")}
        for name in ("name", "purpose"):
            about[name] = {code: said[f"{name}_{code}"] for code, _name in settings.LANGUAGES}
        if self.course is None:
            return Course.objects.add(about)
        for name, value in about.items():
            setattr(self.course, name, value)
        today = self.course.retired_on or timezone.localdate()
        self.course.retired_on = today if said["retired"] else None
        self.course.save()
        return self.course


class CompletionForm(forms.Form):
    """One person, one course, one day."""

    person = PersonField(label=_("Who?"), queryset=User.objects.none())
    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none())
    on = forms.DateField(label=_("Completed on"), widget=a_day())
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Such as where it was held. The person reads it, too."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["person"].queryset = people_of(by)  # type: ignore[attr-defined]
        self.fields["course"].queryset = Course.objects.offered()  # type: ignore[attr-defined]

    def enter(self) -> bool:
        try:
            Completion.objects.enter(**self.cleaned_data, by=self.by)
        except NotPossible as refused:
            self.add_error("on", str(refused.words))
            return False
        return True


class CorrectionForm(forms.Form):
    """What is right instead."""

    on = forms.DateField(label=_("Completed on"), widget=a_day())
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    happened = forms.TypedChoiceField(
        label=_("What is right?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("They completed it on this day")),
            ("no", _("They did not complete it. Take it back")),
        ],
        coerce=lambda said: said == "yes",
        initial="yes",
    )

    def act(self, completion: Completion, by: User) -> bool:
        said: dict[str, date | str | bool] = self.cleaned_data
        try:
            completion.correct(by=by, **said)  # type: ignore[arg-type]  # as the fields are named
        except NotPossible as refused:
            self.add_error("on", str(refused.words))
            return False
        return True


class SheetForm(forms.Form):
    """Many at once, pasted or as a file."""

    pasted = forms.CharField(
        label=_("Paste the list"),
        required=False,
        strip=False,
        max_length=sheet.MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("One completion a line: email, course, day."),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        for name in ("pasted", "file"):
            self.fields[name].one_of_two = True  # type: ignore[attr-defined]
        self.sheet = sheet.Sheet()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        file, pasted = said.get("file"), (said.get("pasted") or "").strip()
        if not file and not pasted:
            raise forms.ValidationError(_("Paste the list, or choose a file."))
        if file and pasted:
            raise forms.ValidationError(
                _("You pasted a list and chose a file. Give one of the two.")
            )
        place = "file" if file else "pasted"
        try:
            text = sheet.decoded(file.read(sheet.MOST_BYTES + 1)) if file else said["pasted"]
            self.sheet = sheet.read(text, self.by)
        except NotPossible as refused:
            self.add_error(place, str(refused.words))
            return said
        if wrong := len(self.sheet.wrong):
            words = ngettext(
                "%(n)d line cannot be kept. Nothing was kept.",
                "%(n)d lines cannot be kept. Nothing was kept.",
                wrong,
            )
            self.add_error(place, words % {"n": wrong})
        return said

    def keep(self) -> int:
        return sheet.keep(self.sheet.lines, self.by)


def _in(label: Any, language: Any) -> Any:
    return format_lazy("{} ({})", label, language) if language else label


def _as_typed(course: Course) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "hours": course.hours,
        "valid_months": course.valid_months,
        "required": course.required,
        "retired": not course.is_offered,
    }
    for name in ("name", "purpose"):
        for code, words in in_languages(getattr(course, name)).items():
            typed[f"{name}_{code}"] = words
    return typed
