"""What was measured, how much of it, and the page it is written on."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime

SIGNS = {True: "yes", False: "**no**", None: ""}


@dataclass(frozen=True)
class Row:
    """One line of the table. `holds` is None where nothing was promised."""

    what: str
    target: str
    measured: str
    holds: bool | None = None

    def __str__(self) -> str:
        return f"| {self.what} | {self.target} | {self.measured} | {SIGNS[self.holds]} |"


@dataclass(frozen=True)
class Size:
    """How much of everything: enough to be sure, or just enough to see that it works."""

    name: str = "default"
    rounds: int = 5
    seconds: float = 1.5
    posts: int = 240
    mails: int = 10_000
    imported: int = 200_000
    many_concerns: int = 200_000
    many_responses: int = 1_000_000
    many_entries: int = 200_000
    samples: int = 60
    clients: int = 8

    @classmethod
    def named(cls, *, quick: bool, full: bool) -> Size:
        if quick:
            return cls(
                name="quick", rounds=2, seconds=0.5, posts=60, mails=1_000, imported=10_000,
                many_concerns=20_000, many_responses=50_000, many_entries=20_000, samples=15,
            )  # fmt: skip
        if full:
            return cls(
                name="full", mails=100_000, imported=1_000_000, many_concerns=1_000_000,
                many_entries=1_000_000, many_responses=10_000_000,
            )  # fmt: skip
        return cls()


def at_least(ratio: float, target: float) -> bool:
    return round(ratio, 2) >= target


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.1f} ms"


HEAD = """# How fast it is

Written by `make bench` ({size} size) on {day}: {machine}, {cores} cores, Python {python},
{database}. The load of the machine was {load} when it began and {load_after} when it ended, in
{minutes:.0f} minutes; on a machine that does other work, seconds say little and ratios more.

The server is the one `make run` starts: one process, four threads. {clients} clients with
connections kept open ask from the same machine. Whatever is divided by something else is measured
in turns with it, and the median of {rounds} rounds counts. “An empty view” runs one SQL statement
behind the same middleware; “the bare view” runs exactly the statements of the form, with fresh
values, and does nothing else. Everything happens in a database that is made for it and dropped.
"""


def page(
    sections: dict[str, list[Row]], size: Size, database: str, load: str, minutes: float
) -> str:
    head = HEAD.format(
        size=size.name,
        day=datetime.now(UTC).strftime("%Y-%m-%d"),
        machine=platform.machine(),
        cores=os.cpu_count(),
        python=platform.python_version(),
        database=database,
        load=load,
        load_after=load_now(),
        minutes=minutes,
        clients=size.clients,
        rounds=size.rounds,
    )
    parts = [head]
    for title, rows in sections.items():
        lines = "\n".join(str(row) for row in rows)
        parts.append(
            f"## {title}\n\n| work | target | measured | holds |\n|---|---|---|---|\n{lines}\n"
        )
    return "\n".join(parts)


def load_now() -> str:
    return f"{os.getloadavg()[0]:.1f}"
