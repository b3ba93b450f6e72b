"""The one error of the house: something cannot be done, and the words say what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class NotPossible(Exception):  # noqa: N818  # it is a sentence for a person, not a fault
    """What was asked cannot be done; the words say why and what to do instead."""

    def __init__(self, words: str | _StrPromise) -> None:
        super().__init__(words)
        self.words = words
