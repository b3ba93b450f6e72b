"""The log looked through by words, as long as a large department writes it in ten years."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from django.db import connection

from tests.performance import growth
from tests.performance.rows import Row, milliseconds
from tests.performance.scale import DatabaseTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.accounts.models import User
    from tests.performance.house import House
    from tests.performance.rows import Size

DATABASE = 0.050  # seconds
WARM = 2
# Words of the demo city's log: some in every tenth entry, some in few, one in none.
ASKED = {
    "One word": ("library", "crossing", "students", "lights", "bus", "4711", "zeppelin"),
    "Two words": (
        "school crossing", "shop owners", "river path", "street lights", "library 4711",
        "young people", "bus zeppelin",
    ),
}  # fmt: skip
# A vocabulary like that of many house numbers; a day for each row, as over ten years.
ENTRIES = {
    "id": "nextval(pg_get_serial_sequence('outreach_outreachentry', 'id'))",
    "submission": "NULL",
    "session_id": "NULL",
    "happened": "happened || ' ' || mod(n, 4999)",
    "happened_on": "happened_on - mod(n, 3650)::int",
}


def measure(house: House, size: Size) -> Iterator[Row]:
    with house.city("log") as city:
        growth.grow(city, "outreach_outreachentry", size.many_entries, ENTRIES)
        for name, user in readers().items():
            for what, asked in ASKED.items():
                yield searched(f"{what}, {name}, {size.many_entries:,} entries", user, asked)


def readers() -> dict[str, User]:
    """Somebody who reads the log of one area, and somebody who reads all of it."""
    from portal.accounts.models import User

    of_one = User.objects.filter(roles__kind="officer", roles__area__isnull=False)
    of_all = User.objects.filter(roles__kind="command")
    return {
        "an officer": of_one.order_by("pk")[0],
        "command": of_all.order_by("pk")[0],
    }


def searched(what: str, user: User, asked: tuple[str, ...]) -> Row:
    """The first page of what is found: time in the database alone, each words asked for thrice."""
    from engagement.outreach import listing
    from engagement.outreach.models import OutreachEntry

    areas, asks = listing.areas_of(user), []
    for number in range(WARM + 3 * len(asked)):
        timed = DatabaseTime()
        with connection.execute_wrapper(timed):
            words = asked[number % len(asked)]
            listing.leaf(OutreachEntry.objects.all(), user, areas, words=words, mark=None)
        asks.append((timed.seconds, words))
    took, (worst, slow) = [seconds for seconds, _words in asks[WARM:]], max(asks[WARM:])
    return Row(
        f"{what}, database time, worst",
        f"under {milliseconds(DATABASE)}",
        f"{milliseconds(worst)} for “{slow}” (median {milliseconds(median(took))})",
        worst < DATABASE,
    )
