"""“code = label”, one per line: how answers and statements are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from metrics.surveys.instruments.reading import LARGEST_CODE
from metrics.surveys.models import Question

if TYPE_CHECKING:
    from collections.abc import Mapping


def parted(text: str) -> dict[str, str]:
    """What stands before and after the first = of each line that is not empty."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        before, sign, after = (part.strip() for part in line.partition("="))
        if not sign or not before or not after:
            raise ValidationError(
                _("Line %(n)d: write the code, an equals sign and the words, like 1 = Yes.")
                % {"n": number}
            )
        if before in found:
            raise ValidationError(
                _("Line %(n)d: the code “%(code)s” stands here twice.")
                % {"n": number, "code": before[:40]}
            )
        found[before] = after
    return found


def answers(text: str) -> dict[str, str]:
    """Answers by code. 77 and 88 are refused: they mean that there is no answer."""
    found = parted(text)
    for code in found:
        if not (code.isascii() and code.isdigit()) or str(int(code[:9])) != code:
            raise ValidationError(
                _("“%(code)s” is no code. Use whole numbers from 0 to %(most)d.")
                % {"code": code[:40], "most": LARGEST_CODE}
            )
        if int(code) in Question.MISSING:
            raise ValidationError(
                _("77 and 88 mean that there is no answer. They are always offered.")
            )
        if int(code) > LARGEST_CODE:
            raise ValidationError(
                _("“%(code)s” is no code. Use whole numbers from 0 to %(most)d.")
                % {"code": code[:40], "most": LARGEST_CODE}
            )
    return found


def numbers(text: str) -> list[int]:
    """“4, 5” or “4 5” as a list."""
    parts = text.replace(",", " ").split()
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):  # noqa: PLR2004
        raise ValidationError(_("Write codes with commas between them, like 4, 5."))
    return [int(part) for part in parts]


def joined(found: Mapping[str, str]) -> str:
    return "\n".join(f"{code} = {words}" for code, words in found.items())
