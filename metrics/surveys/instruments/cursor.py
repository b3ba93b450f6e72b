"""A place in a JSON document that knows its own address, and says it when something is wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from django.utils.translation import gettext as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LARGEST = 500_000  # bytes; the longest instrument we know of has a tenth of it
# Anything a page could not show: control characters but for tab and line breaks, and halves
# of characters, which no database takes.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class BadDocument(NotPossible):
    """A file that is no instrument; the words say what is wrong and where, `why` only what."""

    def __init__(self, why: str, path: str = "") -> None:
        super().__init__(f"{path}: {why}" if path else why)
        self.why = why


def loads(raw: bytes | str) -> Cursor:
    """The top of a JSON document in UTF-8. Raises BadDocument."""
    if len(raw) > LARGEST:
        raise BadDocument(_("This file is too large. An instrument has at most 500 kB."))
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError:
        raise BadDocument(
            _("This file is not in UTF-8. Save it as JSON in UTF-8 and try again.")
        ) from None
    try:
        return Cursor(json.loads(text, object_pairs_hook=_once, parse_constant=_no_number))
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise BadDocument(
            _("This is no JSON: look at line %(line)d, character %(column)d.") % where
        ) from None
    except RecursionError:
        raise BadDocument(_("This file is nested too deeply to be an instrument.")) from None
    except ValueError:  # a number of thousands of digits
        raise BadDocument(_("This file has a number that no instrument needs.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise BadDocument(_("“%(name)s” stands twice in one place.") % {"name": twice[:80]})
    return found


def _no_number(word: str) -> NoReturn:
    raise BadDocument(_("“%(name)s” is no number.") % {"name": word})


@dataclass(frozen=True)
class Cursor:
    """A value and where it stands: `sections[1].questions[3]` (counted from 0, as in JSON)."""

    value: Any
    path: str = ""

    def refuse(self, why: str) -> NoReturn:
        raise BadDocument(why, self.path)

    def members(self, needs: Collection[str], may: Collection[str] = ()) -> dict[str, Cursor]:
        """The members of an object that has all it needs and nothing unknown."""
        found = self.by_name()
        for name in needs:
            if name not in found:
                self.refuse(_("“%(name)s” is missing.") % {"name": name})
        for name in found:
            if name not in needs and name not in may:
                self.refuse(_("“%(name)s” is not part of the format.") % {"name": name[:80]})
        return found

    def by_name(self) -> dict[str, Cursor]:
        if not isinstance(self.value, dict):
            self.refuse(_("Here must be an object, { … }."))
        return {name: self._below(f".{name}", value) for name, value in self.value.items()}

    def entries(self, *, most: int, least: int = 0) -> Iterator[Cursor]:
        if not isinstance(self.value, list):
            self.refuse(_("Here must be a list, [ … ]."))
        if not least <= len(self.value) <= most:
            self.refuse(
                _("Here must be %(least)d to %(most)d entries.") % {"least": least, "most": most}
            )
        for number, value in enumerate(self.value):
            yield self._below(f"[{number}]", value)

    def text(self, most: int, *, empty: bool = False) -> str:
        if not isinstance(self.value, str):
            self.refuse(_("Here must be a text, in quotation marks."))
        if UNSEEN.search(self.value):
            self.refuse(_("This text has characters that cannot be shown."))
        words = self.value.replace("\r\n", "\n").strip()
        if not words and not empty:
            self.refuse(_("This text is empty."))
        if len(words) > most:
            self.refuse(
                _("This text is too long. It may have %(most)d characters.") % {"most": most}
            )
        return words

    def choice(self, among: Collection[str]) -> str:
        if not isinstance(self.value, str) or self.value not in among:
            self.refuse(_("Here must be one of: %(choices)s.") % {"choices": ", ".join(among)})
        return self.value

    def integer(self, least: int, most: int) -> int:
        if type(self.value) is not int or not least <= self.value <= most:
            self.refuse(
                _("Here must be a whole number from %(least)d to %(most)d.")
                % {"least": least, "most": most}
            )
        return self.value

    def boolean(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse(_("Here must be true or false."))
        return self.value

    def day(self) -> date | None:
        if self.value is None:
            return None
        try:
            return date.fromisoformat(self.text(10))
        except ValueError:
            self.refuse(_("Here must be a day like 2026-11-30, or null."))

    def _below(self, step: str, value: Any) -> Cursor:
        return Cursor(value, f"{self.path}{step}"[-200:].removeprefix("."))
