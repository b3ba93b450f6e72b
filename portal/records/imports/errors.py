from __future__ import annotations

from django.core.management.base import CommandError


class Refused(CommandError):  # noqa: N818  its name is printed before the sentence
    """The whole file cannot be imported. One sentence that says what to do, and exit code 2."""

    def __init__(self, *words: object) -> None:
        super().__init__(*words, returncode=2)


class RowError(ValueError):
    """One row cannot be imported; the message is the reason in the rejects file."""
