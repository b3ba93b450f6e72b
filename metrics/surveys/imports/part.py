"""Reads a piece of a mapping and says, where it is wrong, where that stands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.records.imports import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LARGEST = 5 * 2**20


@dataclass
class Part:
    """An object in the mapping. What nobody asked for by the end is a slip of the pen."""

    data: dict[str, Any]
    where: str
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def of_file(cls, name: str) -> Part:
        path = Path(name)
        try:
            if path.stat().st_size > LARGEST:
                raise Refused(f"The mapping {path.name} is larger than 5 MB.")
            data = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise Refused(f"The mapping {name} cannot be read: {error.strerror}.") from error
        except (ValueError, RecursionError) as error:
            raise Refused(f"The mapping {path.name} is not JSON: {error}.") from error
        if not isinstance(data, dict):
            raise Refused(f"The mapping {path.name} must be one JSON object.")
        return cls(data, path.name)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def wrong(self, words: str) -> Refused:
        return Refused(f"{self.where}: {words}")

    def take(self, key: str, default: Any = None) -> Any:
        self._seen.add(key)
        return self.data.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.wrong(f"“{key}” must be a text.")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self.take(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(f"“{key}” must be a whole number.")
        return value

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(f"“{key}” is {value}. It may be {', '.join(allowed)}.")
        return value

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            raise self.wrong(f"“{key}” must be a day such as 2026-03-01.") from None

    def texts(self, key: str) -> list[str]:
        """A list of texts; numbers are taken as they would stand in the file."""
        value = self.take(key, [])
        if not isinstance(value, list) or any(isinstance(each, (dict, list)) for each in value):
            raise self.wrong(f"“{key}” must be a list.")
        return [str(each) for each in value]

    def numbers(self, key: str) -> list[int]:
        value = self.take(key, [])
        if not isinstance(value, list) or any(type(each) is not int for each in value):
            raise self.wrong(f"“{key}” must be a list of whole numbers.")
        return value

    def table(self, key: str) -> dict[str, Any]:
        value = self.take(key, {})
        if not isinstance(value, dict):
            raise self.wrong(f"“{key}” must be an object.")
        return value

    def part(self, key: str) -> Part | None:
        if self.take(key) is None:
            return None
        return Part(self.table(key), f"{self.where}, “{key}”")

    def parts(self, key: str) -> Iterator[Part]:
        value = self.take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(f"“{key}” must be a list of objects.")
        for number, each in enumerate(value, start=1):
            yield Part(each, f"{self.where}, “{key}” {each.get('code', number)}")

    def done(self) -> None:
        unknown = sorted(set(self.data) - self._seen - {"about"})
        if unknown:
            raise self.wrong(f"there is no “{unknown[0]}” here. Is it misspelled?")
