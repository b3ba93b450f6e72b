from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """What became of the rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    more: list[str] = field(default_factory=list)  # sentences worth saying after the numbers

    def __str__(self) -> str:
        return (
            f"{self.added:,} added, {self.changed:,} changed,"
            f" {self.unchanged:,} unchanged, {self.rejected:,} rejected"
        )

    def count(self, *, created: bool, changed: bool) -> None:
        if created:
            self.added += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1
