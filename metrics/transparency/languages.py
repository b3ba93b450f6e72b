"""What is frozen is frozen in every language the portal speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = dict[str, str]  # by language code


def in_all(words: Any) -> Said:
    """What these lazy words, or a thing with a name in each language, are called in each."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = str(words)
    return said


def in_mine(said: Mapping[str, str]) -> str:
    """In the reader's language, else in the portal's own."""
    spoken = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return said.get(spoken) or said.get(settings.LANGUAGE_CODE, "")
