"""From what staff type to the parts of an instrument’s document."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from metrics.surveys.instruments.reading import CODE, SLUG
from metrics.surveys.models import Instrument, Translation

LANGUAGES = dict(settings.LANGUAGES)
ORIGINAL = settings.LANGUAGE_CODE


class CodeField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        code = super().clean(value)
        if code and not CODE.fullmatch(code):
            raise ValidationError(
                _("Small letters, digits and single _ between them; a letter first.")
            )
        return str(code)


def lines(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=8000, widget=widget
    )


def offered(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Say what can be chosen in a field that exists before its choices are known."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = choices


class NewForm(forms.Form):
    title = forms.CharField(label=_("What is it called?"), max_length=160)
    kind = forms.ChoiceField(
        label=_("What is it for?"), choices=Instrument.Kind.choices, widget=forms.RadioSelect
    )
    slug = forms.CharField(
        label=_("Short name"),
        max_length=50,
        help_text=_("Small letters, digits and hyphens, like park-survey. Files carry it."),
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not SLUG.fullmatch(slug):
            raise ValidationError(_("Small letters and digits, with single hyphens between them."))
        if Instrument.objects.filter(slug=slug).exists():
            raise ValidationError(
                _("An instrument of this name is there. Make a new version of it instead.")
            )
        return slug


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("JSON file"),
        help_text=_("An instrument in the exchange format, at most 500 kB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )


class AboutForm(forms.Form):
    title = forms.CharField(label=_("What is it called?"), max_length=160)
    kind = forms.ChoiceField(label=_("What is it for?"), choices=Instrument.Kind.choices)
    source = forms.CharField(
        label=_("Where the wording comes from"),
        help_text=_("Name the survey and item a wording is taken from, or say it is your own."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        label=_("Why this version differs from the one before"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def put_in(self, found: dict[str, Any]) -> None:
        found |= self.cleaned_data
        found["translations"][ORIGINAL]["title"] = self.cleaned_data["title"]


class BranchingForm(forms.Form):
    """Asked only of those who gave one of these answers before."""

    asked_if = forms.ChoiceField(label=_("Ask only depending on"), required=False)
    asked_if_codes = forms.CharField(
        label=_("With one of these answers"),
        help_text=_("Codes, like 1, 2."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered(self, "asked_if", [("", _("Everyone is asked")), *sources])

    def clean_asked_if_codes(self) -> list[int]:
        from metrics.surveys.instruments.lines import numbers

        return numbers(self.cleaned_data["asked_if_codes"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("asked_if") and not data.get("asked_if_codes", [0]):
            self.add_error("asked_if_codes", _("Say which answers lead here."))
        return data

    def branch(self) -> dict[str, Any]:
        """The part “asked_if”, or nothing."""
        code = self.cleaned_data["asked_if"]
        if not code:
            return {}
        codes = self.cleaned_data["asked_if_codes"]
        return {"asked_if": {"question": code, "codes": codes}}


class PageForm(BranchingForm):
    shuffled = forms.BooleanField(
        label=_("Ask its questions in an order drawn by lot"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in LANGUAGES.items():
            title = forms.CharField(
                label=_("Title, %(language)s") % {"language": name}, max_length=160, required=False
            )
            self.fields[f"title_{language}"] = title
            self.fields[f"intro_{language}"] = lines(
                _("What stands below it, %(language)s") % {"language": name}, rows=2
            )

    @property
    def by_language(self) -> list[list[forms.BoundField]]:
        return [[self[f"title_{each}"], self[f"intro_{each}"]] for each in LANGUAGES]

    @property
    def branching(self) -> list[forms.BoundField]:
        return [self[name] for name in ("asked_if", "asked_if_codes")]

    @staticmethod
    def of(section: dict[str, Any]) -> dict[str, Any]:
        initial = {"shuffled": section.get("shuffled", False), **branch_of(section)}
        for language, words in section.get("words", {}).items():
            initial |= {f"{name}_{language}": words.get(name, "") for name in ("title", "intro")}
        return initial

    def part(self, section: dict[str, Any]) -> dict[str, Any]:
        data = self.cleaned_data
        words = {
            language: {"title": data[f"title_{language}"], "intro": data[f"intro_{language}"]}
            for language in LANGUAGES
            if data[f"title_{language}"] or data[f"intro_{language}"]
        }
        shuffled = data["shuffled"]
        return {"words": words, "shuffled": shuffled, **self.branch()} | {
            "questions": section["questions"]
        }


def branch_of(thing: dict[str, Any]) -> dict[str, Any]:
    branch = thing.get("asked_if")
    if not branch:
        return {}
    codes = ", ".join(map(str, branch["codes"]))
    return {"asked_if": branch["question"], "asked_if_codes": codes}


class IndexForm(forms.Form):
    code = CodeField(label=_("Code"), help_text=_("The name in the data, like trust."))
    items = forms.MultipleChoiceField(label=_("Its questions"), widget=forms.CheckboxSelectMultiple)
    turned = forms.MultipleChoiceField(
        label=_("Turned round"),
        help_text=_("Where more of the answer means less of what is measured. At most one."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    least_answered = forms.DecimalField(
        label=_("Share of them one must answer to have a score"),
        help_text=_("From 0.01 to 1. Usual is 0.6: three of five."),
        min_value=0.01,
        max_value=1,
        decimal_places=2,
        initial=0.6,
    )
    headline = forms.BooleanField(label=_("Show it first"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("items", "turned"):
            offered(self, name, choices)
        for language, spoken in LANGUAGES.items():
            self.fields[f"name_{language}"] = forms.CharField(
                label=_("Name, %(language)s") % {"language": spoken},
                max_length=160,
                required=language == ORIGINAL,
            )
        first = ["code", *(f"name_{language}" for language in LANGUAGES)]
        self.order_fields([*first, "items", "turned", "least_answered", "headline"])

    @staticmethod
    def of(index: dict[str, Any]) -> dict[str, Any]:
        return {
            **{f"name_{language}": name for language, name in index["names"].items()},
            "code": index["code"],
            "items": [item["question"] for item in index["items"]],
            "turned": [item["question"] for item in index["items"] if item.get("reversed")],
            "least_answered": index.get("least_answered", 0.6),
            "headline": index.get("headline", False),
        }

    def part(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "code": data["code"],
            "names": {each: name for each in LANGUAGES if (name := data[f"name_{each}"])},
            "headline": data["headline"],
            "least_answered": float(data["least_answered"]),
            "items": [
                {"question": code, "reversed": code in data["turned"]} for code in data["items"]
            ],
        }


class TranslationForm(forms.Form):
    title = forms.CharField(label=_("What it is called in this language"), max_length=160)
    intro = forms.CharField(
        label=_("What stands above the first page"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    status = forms.ChoiceField(
        label=_("How far its words can be trusted"),
        choices=Translation.Status.choices,
        widget=forms.RadioSelect,
    )
