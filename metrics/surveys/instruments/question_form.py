"""One question: its kind decides which fields there are; its words stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from metrics.surveys.instruments import lines
from metrics.surveys.instruments.forms import (
    LANGUAGES,
    ORIGINAL,
    BranchingForm,
    CodeField,
    branch_of,
)
from metrics.surveys.instruments.forms import lines as text_lines
from metrics.surveys.instruments.reading import CODE, FAVORABLE, WITH_ANSWERS
from metrics.surveys.models import Question

if TYPE_CHECKING:
    from collections.abc import Callable

ENDS = ("lowest_means", "highest_means")


class QuestionForm(BranchingForm):
    code = CodeField(
        label=_("Code"), help_text=_("The name in the data, like safe_at_night. No two alike.")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for language, name in LANGUAGES.items():
            self._add_words(language, name)
        if kind == "scale":
            for edge, label in (("lowest", _("Lowest number")), ("highest", _("Highest number"))):
                self.fields[edge] = forms.IntegerField(label=label, min_value=0, max_value=76)
        if kind in FAVORABLE:
            self.fields["favorable"] = forms.CharField(
                label=_("Favorable answers"),
                help_text=_("Codes that count as favorable, like 4, 5."),
                max_length=200,
                required=False,
            )
        if kind == "single":
            self.fields["trait"] = forms.ChoiceField(
                label=_("What it tells of the person"),
                help_text=_("Only for weighting answers to the population."),
                choices=[("", _("Nothing of the kind")), *Question.Trait.choices],
                required=False,
            )
            self.fields["categories"] = text_lines(
                _("Category of the population for each code"),
                _("One per line, like 1 = 18-34, in the words of the population counts."),
            )
        self.order_fields(["code", "lowest", "highest"])

    def _add_words(self, language: str, name: Any) -> None:
        needed = language == ORIGINAL
        of = {"language": name}
        texts: list[tuple[str, Any]] = [
            ("ask", _("Question, %(language)s") % of),
            ("statement", _("Statement below it, %(language)s") % of),
        ]
        for part, label in texts:
            self.fields[f"{part}_{language}"] = forms.CharField(
                label=label,
                max_length=300,
                required=needed and part == "ask",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if self.kind == "scale":
            for part, label in zip(
                ENDS,
                (
                    _("The lowest number means, %(language)s") % of,
                    _("The highest number means, %(language)s") % of,
                ),
                strict=True,
            ):
                self.fields[f"{part}_{language}"] = forms.CharField(
                    label=label, max_length=80, required=False
                )
        if self.kind in WITH_ANSWERS:
            field = text_lines(
                _("Answers, %(language)s") % of, _("One per line: 1 = Very poor"), rows=6
            )
            field.required = needed
            self.fields[f"labels_{language}"] = field
        if self.kind == "grid":
            field = text_lines(
                _("Statements, %(language)s") % of,
                _("One per line: code = They listen."),
                rows=6,
            )
            field.required = needed
            self.fields[f"rows_{language}"] = field

    @property
    def by_language(self) -> list[list[forms.BoundField]]:
        """The fields of each language, in the order of the languages."""
        parts = ("ask", "statement", *ENDS, "labels", "rows")
        return [
            [self[name] for part in parts if (name := f"{part}_{language}") in self.fields]
            for language in LANGUAGES
        ]

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("code", "lowest", "highest") if name in self.fields]

    @property
    def last(self) -> list[forms.BoundField]:
        names = ("favorable", "asked_if", "asked_if_codes", "trait", "categories")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._parse("favorable", lines.numbers)
        self._parse("categories", lines.answers)
        for language in LANGUAGES:
            self._parse(f"labels_{language}", lines.answers)
            self._parse(f"rows_{language}", statements)
            self._match(language)
        if bool(data.get("trait")) != bool(data.get("categories")) and "trait" in data:
            self.add_error("categories", _("Say what it tells and the categories, or neither."))
        if self.kind == "scale" and data.get("lowest", 0) >= data.get("highest", 99):
            self.add_error("highest", _("It must be above the lowest number."))
        return data

    def _parse(self, name: str, how: Callable[[str], Any]) -> None:
        if name in self.cleaned_data:
            try:
                self.cleaned_data[name] = how(self.cleaned_data[name])
            except ValidationError as error:
                self.add_error(name, error)

    def _match(self, language: str) -> None:
        """A translation has words for all that the original has, or for nothing."""
        data = self.cleaned_data
        if language == ORIGINAL or not self._said(language):
            return
        if not data.get(f"ask_{language}"):
            self.add_error(f"ask_{language}", _("The question is missing in this language."))
        for part in ("labels", "rows"):
            here, there = data.get(f"{part}_{language}"), data.get(f"{part}_{ORIGINAL}")
            if here is not None and there is not None and set(here) != set(there):
                self.add_error(
                    f"{part}_{language}",
                    _("Give the same codes here as in the original: %(codes)s.")
                    % {"codes": ", ".join(there)},
                )

    def _said(self, language: str) -> bool:
        return any(
            value for name, value in self.cleaned_data.items() if name.endswith(f"_{language}")
        )

    @staticmethod
    def of(question: dict[str, Any]) -> dict[str, Any]:
        """What the form begins with, from the question’s part of the document."""
        initial = {
            "code": question["code"],
            "lowest": question.get("lowest", 0),
            "highest": question.get("highest", 10),
            "favorable": ", ".join(map(str, question.get("favorable", ()))),
            "trait": question.get("trait", ""),
            "categories": lines.joined(question.get("categories", {})),
            **branch_of(question),
        }
        for language, words in question["words"].items():
            for part in ("ask", "statement", *ENDS):
                initial[f"{part}_{language}"] = words.get(part, "")
            labels = {str(code): words.get("labels", {}) for code in question.get("codes", ())}
            initial[f"labels_{language}"] = lines.joined(
                {code: named[code] for code, named in labels.items()}
            )
            initial[f"rows_{language}"] = lines.joined(
                {
                    row["code"]: row["words"][language]["ask"]
                    for row in question.get("rows", ())
                    if language in row["words"]
                }
            )
        return initial

    def part(self) -> dict[str, Any]:
        """The question as its part of the document."""
        data = self.cleaned_data
        found: dict[str, Any] = {"code": data["code"], "kind": self.kind}
        if self.kind == "scale":
            found |= {"lowest": data["lowest"], "highest": data["highest"]}
        if self.kind in WITH_ANSWERS:
            found["codes"] = [int(code) for code in data[f"labels_{ORIGINAL}"]]
        if data.get("favorable"):
            found["favorable"] = data["favorable"]
        if data.get("trait"):
            found |= {"trait": data["trait"], "categories": data["categories"]}
        found |= self.branch()
        spoken = [each for each in LANGUAGES if self._said(each)]
        found["words"] = {language: self._words(language) for language in spoken}
        if self.kind == "grid":
            found["rows"] = [
                {
                    "code": code,
                    "words": {each: {"ask": data[f"rows_{each}"][code]} for each in spoken},
                }
                for code in data[f"rows_{ORIGINAL}"]
            ]
        return found

    def _words(self, language: str) -> dict[str, Any]:
        parts = ("ask", "statement", *ENDS, "labels")
        named = ((part, f"{part}_{language}") for part in parts)
        return {part: self.cleaned_data[name] for part, name in named if name in self.fields}


def statements(text: str) -> dict[str, str]:
    """The rows of a grid by code."""
    found = lines.parted(text)
    for code in found:
        if not CODE.fullmatch(code) or len(code) > 40:  # noqa: PLR2004
            raise ValidationError(
                _("“%(code)s” is no code: small letters, digits and single _ between them.")
                % {"code": code[:40]}
            )
    return found
