"""The answers one may choose, in words, and a field for those where several fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models.question import Question

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from metrics.surveys.answering.questionnaire import Item

PICK = _("Choose one of the answers shown.")
TYPED = _("Type one of the numbers named beside it.")


def chosen(item: Item) -> list[tuple[int, _StrOrPromise]]:
    """Every answer with its name, the two that are none at the end."""
    labels = item.question.words.labels
    return [
        *((code, labels.get(str(code), str(code))) for code in item.codes),
        (Question.DONT_KNOW, _("I don’t know")),
        (Question.RATHER_NOT, _("I would rather not say")),
    ]


class Several(forms.TypedMultipleChoiceField):
    """Any of several answers. Beside a real one, *don’t know* and the like say nothing."""

    def __init__(self, *, typed: bool, **kwargs: Any) -> None:
        kwargs["error_messages"] = {**kwargs["error_messages"], "invalid_list": PICK}
        super().__init__(widget=Typed if typed else forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: object) -> list[int]:
        codes = [int(code) for code in super().clean(value)]
        return [code for code in codes if code not in Question.MISSING] or codes[:1]


class Typed(forms.TextInput):
    """Several codes in one line: “1 3”."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return str(super().value_from_datadict(data, files, name) or "").replace(",", " ").split()

    def format_value(self, value: Any) -> str:
        return " ".join(map(str, value or []))
