"""What takes no longer where there is a hundred times as much."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db import connection

from tests.performance import growth, load, visitors
from tests.performance.rows import Row, milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

FEW = 10_000
BOX = re.compile(r'<input[^>]*type="search"[^>]*>')
NAME = re.compile(r' name="([^"]+)"')
SLOWER = 1.5
DATABASE = 0.020  # seconds
SAID = (
    "Motorbikes race on the river path after dark.",
    "The streetlight at the corner has been out for weeks.",
    "Cars speed past the school in the morning.",
    "People dump trash behind the store.",
    "Loud music from the park late at night.",
)


def concerns(house: House, size: Size) -> Iterator[Row]:
    many = size.many_concerns
    with house.city("few") as few, house.city("many") as large:
        growth.grow(few, "concerns_concern", FEW, growth.CONCERNS)
        growth.grow(large, "concerns_concern", many, growth.CONCERNS)
        pages = {
            "Queue of an officer": ("/desk/concerns/", "officer"),
            "Queue of the whole city": ("/desk/concerns/", "command"),
            "A neighborhood": (neighborhood(few), ""),
            "Public concerns": ("/concerns/", ""),
        }
        if word := search_field(few):
            pages["Search by a word"] = (f"/desk/concerns/?{word}=motorbikes", "officer")
        waits = both(few, large, pages, size)
        for name, (some, more) in waits.items():
            yield compared(f"{name}: {many:,} concerns against {FEW:,}", some, more)
        large.use()
        yield from searches(many)


def dashboards(house: House, size: Size) -> Iterator[Row]:
    """Both cities are added up: pages read rollups, however long the record is."""
    many, answers = size.many_concerns, size.many_responses
    with house.city("few") as few, house.city("many") as large:
        for city, concerns, responses in ((few, FEW, FEW), (large, many, answers)):
            growth.grow(city, "surveys_response", responses, growth.RESPONSES)
            growth.grow(city, "concerns_concern", concerns, growth.SPREAD)
            city.use()
            yield from adding_up(city, concerns)
        pages = {
            "The board of command": ("/command/", "command"),
            "The board over a year": ("/command/?period=last-12-months", "command"),
            "Home": ("/", ""),
        }
        waits = both(few, large, pages, size)
    for name, (some, more) in waits.items():
        yield compared(
            f"{name}: {many:,} concerns and {answers:,} answers against {FEW:,} each", some, more
        )


def adding_up(city: City, concerns: int) -> Iterator[Row]:
    """What it costs to keep the rollups: all anew, and after a busy minute."""
    from metrics.dashboards.rollups import keeping

    began = time.perf_counter()
    keeping.rebuild("concerns")
    took = time.perf_counter() - began
    yield Row(
        f"Rollups of {concerns:,} concerns made anew", "", f"{took:.1f} s, {concerns / took:,.0f}/s"
    )
    keeping.refresh()
    city.rows("VACUUM ANALYZE")
    city.rows(
        "UPDATE concerns_concern SET source = 'phone' WHERE id IN"
        " (SELECT id FROM concerns_concern ORDER BY raised_at DESC LIMIT 1000)"
    )
    began = time.perf_counter()
    keeping.refresh()
    took = time.perf_counter() - began
    yield Row(f"Rollups after 1,000 of {concerns:,} concerns changed", "", milliseconds(took))


def compared(what: str, some: list[float], more: list[float]) -> Row:
    share = load.p95(more) / load.p95(some)
    return Row(
        f"{what}, p95",
        f"within {SLOWER} times",
        f"{share:.2f} times ({milliseconds(load.p95(more))} to {milliseconds(load.p95(some))};"
        f" medians {milliseconds(median(more))} to {milliseconds(median(some))})",
        round(share, 2) <= SLOWER,
    )


def both(
    few: City, large: City, pages: dict[str, tuple[str, str]], size: Size
) -> dict[str, tuple[list[float], list[float]]]:
    """First bytes of each page in both cities, asked for in turns by one client."""
    waits: dict[str, tuple[list[float], list[float]]] = {}
    with ExitStack() as stack:
        askers = []
        for city in (few, large):
            requests = prepared(city, pages)
            askers.append((load.Client(stack.enter_context(city.served())), requests))
        for name in pages:
            waits[name] = ([], [])
            for number in range(size.samples + 3):
                for place, (client, requests) in enumerate(askers):
                    answer = client.ask(requests[name])
                    assert answer.status == 200, (name, answer.head)
                    if number >= 3:  # the first ones warm
                        waits[name][place].append(answer.first_byte)
    return waits


def prepared(city: City, pages: dict[str, tuple[str, str]]) -> dict[str, bytes]:
    city.use()
    people = {kind: visitors.signed_in(visitors.staff(kind)) for _, kind in pages.values() if kind}
    cookies = {kind: {"Cookie": visitors.cookies(client)} for kind, client in people.items()}
    return {name: load.get(path, **cookies.get(kind, {})) for name, (path, kind) in pages.items()}


def neighborhood(city: City) -> str:
    from portal.areas.models import Area

    city.use()
    return Area.objects.filter(parent__isnull=False).order_by("pk")[0].get_absolute_url()


def search_field(city: City) -> str | None:
    """What the queue calls the box one types words into, where it has one."""
    city.use()
    page = visitors.signed_in(visitors.staff("officer")).get("/desk/concerns/").text
    main = page.partition("<main")[2]
    box = BOX.search(main)
    name = NAME.search(box.group()) if box else None
    return name.group(1) if name else None


class DatabaseTime:
    """For `connection.execute_wrapper`: how long the database took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *what: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*what)
        finally:
            self.seconds += time.perf_counter() - began


def searches(many: int) -> Iterator[Row]:
    """What a search costs the database, wherever it stands."""
    from engagement.concerns import neighbors
    from engagement.concerns.models import Concern

    spot = Concern.objects.exclude(latitude=None).order_by("pk")[0]
    asks: dict[str, Callable[[str], object]] = {
        "Duplicate search at a point": lambda text: neighbors.like(
            text, latitude=spot.latitude, longitude=spot.longitude, area=None, category=None
        ),
        "Duplicate search in an area": lambda text: neighbors.like(
            text, latitude=None, longitude=None, area=spot.area, category=spot.category
        ),
    }
    for name, ask in asks.items():
        took = []
        for number in range(40):
            timed = DatabaseTime()
            with connection.execute_wrapper(timed):
                ask(SAID[number % len(SAID)])
            took.append(timed.seconds)
        yield Row(
            f"{name}, {many:,} concerns, database time, p95",
            f"under {milliseconds(DATABASE)}",
            f"{milliseconds(load.p95(took[5:]))} (median {milliseconds(median(took[5:]))})",
            load.p95(took[5:]) < DATABASE,
        )
