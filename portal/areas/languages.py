from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, to_locale

if TYPE_CHECKING:
    from collections.abc import Iterable


def language_names(codes: Iterable[str]) -> list[str]:
    """Names of languages in the language of the page; a code nobody knows stays as it is."""
    reader = Locale.parse(to_locale(get_language() or "en"))
    return [_name(code, reader) for code in codes]


def _name(code: str, reader: Locale) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(reader) or code
    except (UnknownLocaleError, ValueError):
        return code
