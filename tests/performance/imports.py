"""A table of another system's concerns: ours against a bare COPY of what it became."""

from __future__ import annotations

import csv
import os
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.performance import growth
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

TABLE = "concerns_concern"
COLUMNS = (
    "number",
    "what",
    "where",
    "opened",
    "closed",
    "status",
    "latitude",
    "longitude",
    "about",
)
MAPPED = {
    "external_id": "number", "text": "what", "place": "where", "raised_at": "opened",
    "closed_at": "closed", "state": "status", "latitude": "latitude", "longitude": "longitude",
    "category": "about",
}  # fmt: skip
A_BLOCK = 1 << 20


class Imported(NamedTuple):
    rate: float
    megabytes: float


def measure(house: House, size: Size) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
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
        f"`import_concerns`, {size.imported:,} rows, rows a second, start of the program included",
        "0.3 of a bare COPY",
        f"{share:.2f} ({ours:,.0f} to {bare:,.0f})",
        at_least(share, 0.3),
    )
    yield Row(
        f"Memory at {size.imported // 10:,} and at {size.imported:,} rows",
        "constant",
        f"{less.megabytes:,.0f} MB and {one.megabytes:,.0f} MB",
        one.megabytes < 1.25 * less.megabytes,
    )


def turn(house: House, folder: Path, table: Path, rows: int) -> tuple[Imported, float]:
    """Import into one copy of the city, then COPY what came of it into another."""
    stored = folder / "stored"
    with house.city("one") as city:
        ours = imported(city, table, rows)
        names = [name for name in growth.columns(city, TABLE) if name != "id"]
        listed = ", ".join(names)
        kept = f"SELECT {listed} FROM {TABLE} WHERE source_system = 'bench'"  # noqa: S608 -- ours
        with city.connect() as connection, stored.open("wb") as file:
            cursor = connection.cursor()
            with cursor.copy(f"COPY ({kept}) TO STDOUT") as stream:
                for block in stream:
                    file.write(block)
    with house.city("two") as city:
        return ours, copied(city, stored, listed, rows)


def imported(city: City, table: Path, rows: int) -> Imported:
    """Run the command and see how much memory it ever took."""
    words = [f"--map={field}={column}" for field, column in MAPPED.items()]
    began = time.monotonic()
    process = city.manage("import_concerns", str(table), "--source-system=bench", *words)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    found = city.rows("SELECT count(*) FROM concerns_concern WHERE source_system = 'bench'")[0][0]
    assert (process.returncode, found) == (0, rows), (process.returncode, found)
    return Imported(rows / seconds, used.ru_maxrss / 1024)


def copied(city: City, stored: Path, names: str, rows: int, table: str = TABLE) -> float:
    began = time.monotonic()
    with city.connect() as connection, stored.open("rb") as file:
        cursor = connection.cursor()
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
            while block := file.read(A_BLOCK):
                stream.write(block)
        assert cursor.rowcount == rows, cursor.rowcount
    return rows / (time.monotonic() - began)


def write(path: Path, rows: int) -> None:
    """Rows as a city publishes them: a number, words, a point, two instants, a status."""
    from metrics.demo import words
    from metrics.demo.places import PLACES

    dice = random.Random(311)  # noqa: S311 -- the same rows each time
    kinds = [(slug, line) for slug, lines in words.CONCERNS_EN.items() for line in lines]
    start = datetime.now(UTC) - timedelta(days=700)
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for number in range(rows):
            place = dice.choice(PLACES)
            slug, line = dice.choice(kinds)
            spot = dice.choice(place.spots)
            raised = start + timedelta(minutes=dice.randrange(600 * 24 * 60))
            closed = (
                raised + timedelta(hours=dice.randrange(1, 900)) if dice.random() < 0.9 else None
            )
            lat, lon = place.middle
            table.writerow((
                f"B{number}", line.format(spot=spot), f"{number % 9999} {spot}",
                f"{raised:%Y-%m-%dT%H:%M:%SZ}", f"{closed:%Y-%m-%dT%H:%M:%SZ}" if closed else "",
                "Closed" if closed else "Open", round(lat + dice.uniform(-0.006, 0.006), 6),
                round(lon + dice.uniform(-0.009, 0.009), 6), slug,
            ))  # fmt: skip
