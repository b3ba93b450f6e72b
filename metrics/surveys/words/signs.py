"""What in a text may point to a person, for whoever decides whether it is shown.

Pure functions. A sign is a hint: the reader decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.records import privacy
from portal.records.privacy import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

# A house number with its street, as written in English or Spanish.
ADDRESS = re.compile(
    r"""(?ix)(?<![\w#-])(?:
        \d{1,6}(?:\ (?:[nsew]|north|south|east|west)\.?)?(?:\ [\w’'-]+){1,3}
        \ (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|way)\b
      | (?:calle|avenida|av\.|camino|paseo)(?:\ [\w’'-]+){1,3}?,?
        \ (?:\#|no\.?\ |n[uú]mero\ )?\d{1,6}
      | (?:apartment|apt|apartamento|apto|unit|unidad)\.?\ \#?\d{1,4}[a-z]?\b
    )"""
)
WHAT: dict[str, _StrOrPromise] = {
    Kind.PHONE: _("A phone number?"),
    Kind.EMAIL: _("An email address?"),
    Kind.PLATE: _("A license plate?"),
    Kind.NAME: _("Someone’s name?"),
    Kind.BELIEF: _("What someone believes?"),
    "address": _("Where someone lives?"),
}


@dataclass(frozen=True)
class Sign:
    """Words that may point to a person, as they stand, and what they look like."""

    what: _StrOrPromise
    words: str


def signs(text: str, known: Iterable[str] = ()) -> list[Sign]:
    """Each once, in the order they stand. `known` are names of areas, which are no one’s name."""
    found = [(each.start, str(each.kind), each.found) for each in privacy.warnings(text, known)]
    found += [(match.start(), "address", match[0]) for match in ADDRESS.finditer(text)]
    once = {(kind, words.casefold()): Sign(WHAT[kind], words) for _at, kind, words in sorted(found)}
    return list(once.values())
