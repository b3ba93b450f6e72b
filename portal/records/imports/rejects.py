"""Rows that could not be imported, with the line and the reason, so that someone can mend them."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from portal.records.imports.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rejects:
    """Written beside its final name and moved there when the import is over.

    A run that is killed leaves no half-written list, and a run without rejects removes the old one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.count = 0
        self.columns: Sequence[str] = ("row",)
        self._file: IO[str] | None = None
        self._writer: Any = None

    @classmethod
    def beside(cls, file: Path, wanted: str = "") -> Rejects:
        """`<file>.rejects.csv`, or in the working folder when the file's own may not be written."""
        if wanted:
            path = Path(wanted)
            if path.is_dir():
                path /= f"{file.name}.rejects.csv"
        else:
            path = file.with_name(f"{file.name}.rejects.csv")
            if not os.access(path.parent, os.W_OK):
                path = Path(path.name)
        if not os.access(path.parent, os.W_OK):
            raise Refused(f"{path} cannot be written. Give a place for it with --rejects.")
        return cls(path)

    def add(self, line: int, reason: str, fields: Sequence[str]) -> None:
        if self._file is None:
            self._file = self.part.open("w", encoding="utf-8", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(["line", "reason", *self.columns])
        self._writer.writerow([line, reason, *fields])
        self.count += 1

    def close(self) -> None:
        """Put the list in place, or remove an old one that no longer holds."""
        if self._file is None:
            self.path.unlink(missing_ok=True)
        else:
            self._file.close()
            self.part.replace(self.path)

    def drop(self) -> None:
        """The import failed as a whole: leave no list."""
        if self._file is not None:
            self._file.close()
            self.part.unlink(missing_ok=True)
