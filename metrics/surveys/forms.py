from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import Question

if TYPE_CHECKING:
    from metrics.surveys.models import Instrument, Wording


class ScaleField(forms.TypedChoiceField):
    """A number on a scale, and after the numbers two ways to give none."""

    def __init__(self, words: Wording, scale: range, **kwargs: Any) -> None:
        self.words = words
        self.lowest, self.highest = scale[0], scale[-1]
        kwargs["choices"] = [
            *((number, str(number)) for number in scale),
            (Question.DONT_KNOW, _("I don’t know")),
            (Question.RATHER_NOT, _("I would rather not say")),
        ]
        kwargs["error_messages"] = dict.fromkeys(
            ("required", "invalid_choice"),
            _("Choose a number, or one of the two answers below the numbers."),
        )
        super().__init__(coerce=int, widget=forms.RadioSelect, **kwargs)


class AnswerForm(forms.Form):
    """One page of an instrument: a choice for each question, two of them no answer."""

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question.objects.of(instrument):
            words = question.words
            self.fields[question.code] = ScaleField(
                words,
                question.scale,
                label=words.statement or words.ask,
                help_text=words.ask if words.statement else "",
            )
