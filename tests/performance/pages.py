"""Pages that everyone reads: how many a second, how heavy, and the calendar of everything."""

from __future__ import annotations

import re
import tracemalloc
from itertools import repeat
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tests.performance import counting, growth, load, visitors
from tests.performance.rows import Row, at_least, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import House
    from tests.performance.rows import Size

EMPTY = "/bench/empty/"
FEED = "/events/calendar.ics"
LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/[^"#?]+\.[a-z0-9]+)"')
SCRIPT = re.compile(r"\.js$")
INSIDE = re.compile(r"url\([\"']?([^\"')]+\.woff2)")
SENT_FIRST = "br, gzip"
A_PHONE = 60 * 1024


def rates(house: House, size: Size) -> Iterator[Row]:
    with house.city() as city:
        pages = paths()
        with city.served() as port:
            requests = {name: load.get(path) for name, path in pages.items()}
            requests["A meeting, compressed"] = load.get(pages["A meeting"], Accept_Encoding="gzip")
            requests[EMPTY] = load.get(EMPTY)
            works = {name: Asking(port, request, size) for name, request in requests.items()}
            for work in works.values():
                work.warm()
            rounds = list(load.in_turns(works, size.rounds))
    yield Row("An empty view, pages a second", "", f"{load.middle(rounds, EMPTY):,.0f}")
    for name in requests:
        if name == EMPTY:
            continue
        share = load.ratio(rounds, name, EMPTY)
        promised = name != "A meeting, compressed"
        yield Row(
            f"{name}, pages a second",
            "0.5 of an empty view" if promised else "",
            f"{share:.2f} ({load.middle(rounds, name):,.0f})",
            at_least(share, 0.5) if promised else None,
        )


class Asking:
    """One page asked for again and again."""

    def __init__(self, port: int, request: bytes, size: Size) -> None:
        self.port, self.request, self.size = port, request, size

    def __call__(self) -> float:
        return self.ask(self.size.seconds)

    def warm(self) -> None:
        self.ask(0.3)

    def ask(self, seconds: float) -> float:
        asked = load.run(
            self.port, repeat(self.request), clients=self.size.clients, seconds=seconds
        )
        return asked.rate


def paths() -> dict[str, str]:
    from django.utils import timezone

    from engagement.events.models import Session
    from portal.areas.models import Area

    beat = Area.objects.filter(parent__isnull=False).order_by("pk")[0]
    session = Session.objects.upcoming().select_related("event")[0]
    return {
        "Home": "/",
        "A neighborhood": beat.get_absolute_url(),
        "Public concerns": "/concerns/",
        "A meeting": session.event.get_absolute_url(),
        "Meetings": "/events/",
        "A month of meetings": f"/events/month/{timezone.localdate():%Y-%m}/",
    }


def weight(house: House, _size: Size) -> Iterator[Row]:
    with house.city() as city, city.served() as port:
        page = load.ask(port, load.get("/", Accept_Encoding=SENT_FIRST))
        plain = load.ask(port, load.get("/")).text
        parts = {"the page": transferred(page)}
        for path in dict.fromkeys(LINKED.findall(plain)):
            parts[path] = transferred(load.ask(port, load.get(path, Accept_Encoding=SENT_FIRST)))
            if path.endswith(".css"):
                style = load.ask(port, load.get(path)).text
                for font in dict.fromkeys(INSIDE.findall(style)):
                    where = urljoin(path, font)
                    answer = load.ask(port, load.get(where, Accept_Encoding=SENT_FIRST))
                    assert answer.status == 200, where
                    parts[where] = transferred(answer)
    scripts = sum(size for path, size in parts.items() if SCRIPT.search(path))
    whole = sum(parts.values())
    kinds = {
        kind: sum(s for p, s in parts.items() if p.endswith(kind)) for kind in (".css", "woff2")
    }
    yield Row(
        "First page for a phone: page, style, fonts, pictures, scripts, headers included",
        "under 60 KB",
        f"{whole / 1024:.1f} KB, of it page {parts['the page'] / 1024:.1f},"
        f" style {kinds['.css'] / 1024:.1f}, fonts {kinds['woff2'] / 1024:.1f},"
        f" scripts {scripts / 1024:.1f}",
        whole < A_PHONE,
    )
    yield Row(
        "The same without scripts, which no flow needs", "", f"{(whole - scripts) / 1024:.1f} KB"
    )


def transferred(answer: load.Answer) -> int:
    return len(answer.head) + len(answer.body)


def feed(house: House, size: Size) -> Iterator[Row]:
    """All that is coming up, as a calendar program asks for it."""
    with house.city() as city:
        growth.grow(city, "events_session", 1_100, growth.SESSIONS)
        few = most_memory()
        growth.grow(city, "events_session", 2_200, growth.SESSIONS)
        many = most_memory()
        with city.served() as port:
            asked = [load.ask(port, load.get(FEED)) for _ in range(size.rounds)]
            tag = asked[0].header("etag")
            unchanged = load.get(FEED, If_None_Match=tag)
            again = min(
                (load.ask(port, unchanged) for _ in range(size.rounds)), key=lambda a: a.seconds
            )
            whole = Asking(port, load.get(FEED), size)()
            answered = load.run(
                port, repeat(unchanged), clients=size.clients, seconds=size.seconds, expect=304
            ).rate
        client = visitors.browser()
        client.get(FEED, headers={"if-none-match": tag})  # the first visitor warms caches
        said = counting.count([lambda: client.get(FEED, headers={"if-none-match": tag})])
    best = min(asked, key=lambda answer: answer.seconds)
    entries = best.body.count(b"BEGIN:VEVENT")
    streams = best.first_byte < best.seconds / 2
    yield Row(
        f"Calendar feed of {entries:,} meetings",
        "streams",
        f"first byte after {milliseconds(best.first_byte)}, last after"
        f" {milliseconds(best.seconds)}",
        streams,
    )
    yield Row(
        "Asked for again, unchanged", "304",
        f"{again.status} after {milliseconds(again.seconds)}, {said}", again.status == 304,
    )  # fmt: skip
    yield Row("Feeds a second, whole and unchanged", "", f"{whole:,.1f} and {answered:,.0f}")
    yield Row(
        "Memory to write it, for 1,100 meetings and for 2,200",
        "the same",
        f"{few / 1024:,.0f} KB and {many / 1024:,.0f} KB",
        many < 1.3 * few,
    )


def most_memory() -> int:
    """Bytes at most held while a feed is written, piece by piece."""
    client = visitors.browser()
    for _each in client.get(FEED):  # what is only built once is now there
        pass
    response = client.get(FEED)
    tracemalloc.start()
    for _each in response:
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
