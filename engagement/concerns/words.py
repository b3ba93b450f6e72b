"""Cleans what people type without changing what they said."""

from __future__ import annotations

import re

# Control characters that no keyboard makes, and the two marks that turn following text
# around, with which one can make a sentence read as another.
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e]")


def said(text: str) -> str:
    """The text with plain line ends and without invisible tricks."""
    return _UNSAID.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
