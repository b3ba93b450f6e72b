"""What in a text may point to a person, for whoever decides whether it is shown.

Pure functions. A sign is a hint: the reader decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.records import privacy
from portal.records.addresses import ADDRESS
from portal.records.privacy import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

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
