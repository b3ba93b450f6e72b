"""A table of incidents as monthly counts: ours against a bare COPY of the same rows."""

from __future__ import annotations

import os
import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.performance import imports
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

KINDS = ("THEFT", "BATTERY", "BURGLARY", "ROBBERY", "CRIMINAL DAMAGE", "DECEPTIVE PRACTICE")
FIRST, DAYS = date(2016, 1, 1), 3650


def measure(house: House, size: Size) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small.csv", Path(name) / "large.csv"
        write(small, size.imported // 10)
        write(large, size.imported)
        with house.city() as city:
            less = imported(city, small, size.imported // 10)
        turns = []
        for _ in range(2):
            with house.city() as city:
                turns.append((imported(city, large, size.imported), copied(city, large)))
    share = sum(one.rate / bare for one, bare in turns) / 2
    ours, bare = (
        sum(rates) / 2 for rates in zip(*((one.rate, b) for one, b in turns), strict=True)
    )
    yield Row(
        f"`import_crime`, {size.imported:,} incidents, rows a second, start of the program"
        " included",
        "0.3 of a bare COPY",
        f"{share:.2f} ({ours:,.0f} to {bare:,.0f})",
        at_least(share, 0.3),
    )
    yield Row(
        f"Memory at {size.imported // 10:,} and at {size.imported:,} incidents",
        "constant",
        f"{less.megabytes:,.0f} MB and {turns[0][0].megabytes:,.0f} MB",
        turns[0][0].megabytes < 1.25 * less.megabytes,
    )


def imported(city: City, table: Path, rows: int) -> imports.Imported:
    """Run the command and see how much memory it ever took."""
    began = time.monotonic()
    process = city.manage(
        "import_crime", str(table), "--month-field=occurred", "--category-field=kind",
        "--new-categories",
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    found = city.rows(
        "SELECT sum(n) FROM crime_monthlycount c JOIN crime_category k ON k.id = c.category_id"
        " WHERE k.code = ANY (ARRAY['theft','battery','burglary','robbery','criminal-damage',"
        "'deceptive-practice']) AND month >= '2016-01-01'"
    )[0][0]
    assert process.returncode == 0, process.returncode
    assert found >= rows, (found, rows)
    return imports.Imported(rows / seconds, used.ru_maxrss / 1024)


def copied(city: City, table: Path) -> float:
    """The same file into a table of its columns."""
    city.rows("DROP TABLE IF EXISTS bare")
    city.rows(
        "CREATE TABLE bare (number bigint, beat text, occurred timestamp, kind text, place text,"
        " latitude float, longitude float)"
    )
    began = time.monotonic()
    with city.connect() as connection, table.open("rb") as file:
        cursor = connection.cursor()
        with cursor.copy("COPY bare FROM STDIN WITH (FORMAT csv, HEADER)") as stream:
            while block := file.read(imports.A_BLOCK):
                stream.write(block)
        count = cursor.rowcount
    return count / (time.monotonic() - began)


def write(path: Path, rows: int) -> None:
    """Incidents as a city publishes them; only beat, day and kind are looked at."""
    from metrics.demo.places import PLACES

    dice = random.Random(110)  # noqa: S311 -- the same rows each time
    with path.open("w") as file:
        file.write("number,beat,occurred,kind,place,latitude,longitude\n")
        for number in range(rows):
            place = dice.choice(PLACES)
            day = FIRST + timedelta(days=dice.randrange(DAYS))
            at = f"{day}T{dice.randrange(24):02}:{dice.randrange(60):02}:00"
            north, west = place.middle
            file.write(
                f"{number},{place.code},{at},{dice.choice(KINDS)},{dice.randrange(90)}XX MILL ST,"
                f"{north + dice.gauss(0, 0.01):.7f},{west + dice.gauss(0, 0.01):.7f}\n"
            )
