"""The public numbers: pages drawn ahead, next to an empty view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.performance import load
from tests.performance.pages import EMPTY, Asking
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import House
    from tests.performance.rows import Size

PAGES = {"Public numbers": "/transparency/", "A question": "/transparency/replies/"}


def measure(house: House, size: Size) -> Iterator[Row]:
    with house.city() as city, city.served() as port:
        requests = {name: load.get(path) for name, path in PAGES.items()} | {EMPTY: load.get(EMPTY)}
        works = {name: Asking(port, request, size) for name, request in requests.items()}
        first = load.ask(port, requests["Public numbers"])
        for work in works.values():
            work.warm()
        rounds = list(load.in_turns(works, size.rounds))
        unchanged = load.get(PAGES["Public numbers"], If_None_Match=first.header("etag"))
        again = load.ask(port, unchanged)
    yield Row("An empty view, pages a second", "", f"{load.middle(rounds, EMPTY):,.0f}")
    for name in PAGES:
        share = load.ratio(rounds, name, EMPTY)
        yield Row(
            f"{name}, pages a second",
            "0.5 of an empty view",
            f"{share:.2f} ({load.middle(rounds, name):,.0f})",
            at_least(share, 0.5),
        )
    yield Row("Asked for again, unchanged", "304", f"{again.status}", again.status == 304)
    yield Row("Cookies set", "none", first.cookies or "none", not first.cookies)
