from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.events.models import Question
from engagement.events.models.question import (
    FEWEST_CHOICES,
    LONGEST_CHOICE,
    MOST_CHOICES,
    lines_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class QuestionForm(forms.Form):
    """One question, in the language the meeting was written in."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Ask only what you will use. No one has to answer."),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=Question.Kind.choices,
        initial=Question.Kind.TEXT,
        widget=forms.RadioSelect,
    )
    choices = forms.CharField(
        label=_("Choices"),
        help_text=_("For “One of several”: 2 to 12 choices, one a line."),
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 2),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        if question:
            kwargs["initial"] = in_its_own_words(question)
        super().__init__(*args, **kwargs)
        if question and question.has_answers():
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("People have answered this, so its kind stays.")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Question.Kind.CHOICE and "choices" in data:
            choices = lines_of(data["choices"])
            data["choices"] = "\n".join(choices)
            if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
                self.add_error("choices", _("Write 2 to 12 different choices, one a line."))
            elif any(len(choice) > LONGEST_CHOICE for choice in choices):
                self.add_error("choices", _("A choice is too long. Use 100 letters or fewer."))
        return data


def in_its_own_words(question: Question) -> Mapping[str, Any]:
    return {
        "text": question.original_text,
        "kind": question.kind,
        "choices": "\n".join(question.original_choices),
    }
