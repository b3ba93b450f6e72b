from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from engagement.concerns.words import said


class WordsField(forms.CharField):
    """A person's own words. Too long is said in a sentence; the browser cuts nothing off."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = limit

    def to_python(self, value: Any) -> str | None:
        return super().to_python(said(str(value)) if value else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value) > self.limit:
            raise ValidationError(
                _(
                    "Make this shorter: it has %(now)s characters, and there is room for %(limit)s."
                    " Your text is kept."
                )
                % {
                    "now": number_format(len(value), force_grouping=True),
                    "limit": number_format(self.limit, force_grouping=True),
                }
            )


class PointField(forms.FloatField):
    """One coordinate, sent by the page. Nonsense counts as no point at all."""

    widget = forms.HiddenInput

    def __init__(self, *, reach: float) -> None:
        super().__init__(required=False)
        self.reach = reach

    def clean(self, value: Any) -> float | None:
        try:
            number = super().clean(value)
        except ValidationError:
            return None
        return number if number is not None and abs(number) <= self.reach else None
