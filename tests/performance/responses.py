"""A survey that was asked elsewhere: ours against a bare COPY of what it became."""

from __future__ import annotations

import csv
import json
import os
import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.performance import growth, imports
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

TABLE = "surveys_response"
ITEMS = 16
STEPS = {"1": "Very bad", "2": "Bad", "3": "Neither", "4": "Good", "5": "Very good"}
AGES = ("18-34", "35-54", "55+")
FIRST = date(2026, 1, 1)


def measure(house: House, size: Size) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mapping.json").write_text(json.dumps(mapping()))
        small, large = folder / "small.csv", folder / "large.csv"
        with house.city() as city:
            write(small, size.imported // 10)
            write(large, size.imported)
            less = imported(city, small, size.imported // 10)
        one, bare_one = turn(house, folder, large, size.imported)
        other, bare_other = turn(house, folder, large, size.imported)
    ours, bare = (one.rate + other.rate) / 2, (bare_one + bare_other) / 2
    share = (one.rate / bare_one + other.rate / bare_other) / 2
    yield Row(
        f"`import_responses`, {size.imported:,} people with {ITEMS} answers, rows a second, start"
        " of the program included",
        "0.3 of a bare COPY",
        f"{share:.2f} ({ours:,.0f} to {bare:,.0f})",
        at_least(share, 0.3),
    )
    yield Row(
        f"Memory at {size.imported // 10:,} and at {size.imported:,} people",
        "constant",
        f"{less.megabytes:,.0f} MB and {one.megabytes:,.0f} MB",
        one.megabytes < 1.25 * less.megabytes,
    )


def turn(house: House, folder: Path, table: Path, rows: int) -> tuple[imports.Imported, float]:
    """Import into one copy of the city, then COPY what came of it into another."""
    stored = folder / "stored"
    with house.city("one") as city:
        ours = imported(city, table, rows)
        listed = ", ".join(growth.columns(city, TABLE))
        kept = f"SELECT {listed} FROM {TABLE} WHERE batch_id IS NOT NULL"  # noqa: S608 -- ours
        with city.connect() as connection, stored.open("wb") as file:
            cursor = connection.cursor()
            with cursor.copy(f"COPY ({kept}) TO STDOUT") as stream:
                for block in stream:
                    file.write(block)
    with house.city("two") as city:
        imported(city, folder / "small.csv", rows // 10)  # so that wave and batch are there
        city.rows(f"DELETE FROM {TABLE} WHERE batch_id IS NOT NULL")  # noqa: S608 -- ours
        return ours, imports.copied(city, stored, listed, rows, TABLE)


def imported(city: City, table: Path, rows: int) -> imports.Imported:
    """Run the command and see how much memory it ever took."""
    began = time.monotonic()
    process = city.manage(
        "import_responses", str(table), f"--codebook={table.with_name('mapping.json')}"
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    found = city.rows(f"SELECT count(*) FROM {TABLE} WHERE batch_id IS NOT NULL")[0][0]  # noqa: S608
    assert (process.returncode, found) == (0, rows), (process.returncode, found)
    return imports.Imported(rows / seconds, used.ru_maxrss / 1024)


def mapping() -> dict[str, object]:
    """The codebook of a survey as cities hold them every quarter."""
    items = [
        {
            "code": f"item_{number}", "column": f"q{number}", "kind": "likert",
            "codes": [1, 2, 3, 4, 5], "dont_know": ["9"], "favorable": [4, 5],
            "ask": f"How good is service {number}?", "labels": {"en": STEPS},
        }
        for number in range(ITEMS)
    ]  # fmt: skip
    age = {
        "code": "age", "kind": "single", "codes": [1, 2, 3], "ask": "How old are you?",
        "trait": "age_band", "categories": {str(n): band for n, band in enumerate(AGES, 1)},
        "bands": [{"up_to": 34, "code": 1}, {"up_to": 54, "code": 2}, {"up_to": 120, "code": 3}],
    }  # fmt: skip
    return {
        "instrument": {"slug": "bench", "title": "Bench"},
        "mode": {"column": "how", "values": {"Web": "web", "Mail": "paper", "Phone": "phone"}},
        "date": {"column": "day"},
        "weight": {"column": "weight"},
        "area": {"column": "beat", "level": "beat"},
        "waves": {
            "title": "Bench", "opens_on": "2026-01-01", "closes_on": "2026-03-31",
            "sample_type": "probability",
        },
        "questions": [*items, age],
    }  # fmt: skip


def write(path: Path, rows: int) -> None:
    from metrics.demo.places import PLACES

    dice = random.Random(17)  # noqa: S311 -- the same rows each time
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        names = [f"q{number}" for number in range(ITEMS)]
        table.writerow(["id", "how", "day", "beat", "weight", "age", *names])
        for number in range(rows):
            table.writerow([
                number,
                dice.choice(("Web", "Web", "Mail", "Phone")),
                FIRST + timedelta(days=dice.randrange(90)),
                dice.choice(PLACES).code,
                dice.choice((0.5, 0.8, 1, 1.3, 2.1)),
                dice.randrange(18, 95),
                *(dice.choice("1234559") for _ in names),
            ])  # fmt: skip
