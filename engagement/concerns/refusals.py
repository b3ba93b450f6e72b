from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refused(Exception):  # noqa: N818  what happened, in the words of the desk
    """A step that cannot be taken, with words for the person who tried."""

    def __init__(self, words: str | _StrPromise) -> None:
        super().__init__(words)
        self.words = words
