from __future__ import annotations

from math import isfinite
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class DegreesField(serializers.FloatField):
    """One coordinate. A program that sends nonsense should hear of it."""

    default_error_messages = {
        "degrees": _("Send degrees as a number, such as 41.9, from -{reach} to {reach}.")
    }

    def __init__(self, *, reach: int, **kwargs: Any) -> None:
        super().__init__(min_value=-reach, max_value=reach, **kwargs)
        self.reach = reach

    def to_internal_value(self, data: Any) -> float:
        try:
            number = float(data)
        except (TypeError, ValueError, OverflowError):
            self.fail("degrees", reach=self.reach)
        if isinstance(data, bool) or not isfinite(number) or abs(number) > self.reach:
            self.fail("degrees", reach=self.reach)
        return number


def word(**kwargs: Any) -> serializers.CharField:
    """Text as it was typed; what it may hold is for the form to say."""
    return serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, max_length=50_000, **kwargs
    )
