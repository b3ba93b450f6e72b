"""How many requests and SQL statements the main jobs take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.performance import growth, visitors
from tests.performance.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.performance.house import House
    from tests.performance.rows import Size

    Step = Callable[[], Any]  # one request; returns what came back

A_CONCERN = re.compile(r"/desk/concerns/(\d+)/")
AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


class Counted(NamedTuple):
    requests: int
    statements: int
    savepoints: int

    def __str__(self) -> str:
        named = "savepoint" if self.savepoints == 1 else "savepoints"
        apart = f" and {self.savepoints} {named}" if self.savepoints else ""
        asked = f"{self.requests} requests, " if self.requests > 1 else ""
        return f"{asked}{self.statements} statements{apart}"


def measure(house: House, _size: Size) -> Iterator[Row]:
    with house.city() as city:
        growth.grow(city, "concerns_concern", 10_000, growth.CONCERNS)
        seat = count(save_a_seat())
        yield Row(
            "An RSVP from opening the page to the page of the seat, mail included",
            "3 requests, 20 statements", str(seat), seat.requests <= 3 and seat.statements <= 20,
        )  # fmt: skip
        concern = count(raise_a_concern())
        yield Row(
            "A concern from the empty form to its code, mail included",
            "20 statements", str(concern), concern.statements <= 20,
        )  # fmt: skip
        for kind in ("officer", "command"):
            queue, rows = count_queue(kind)
            yield Row(
                f"The queue as {kind} sees it, {rows} rows",
                "12 statements at 100 rows", str(queue), queue.statements <= 12,
            )  # fmt: skip
        here = count([check_in()])
        yield Row("A check-in", "6 statements", str(here), here.statements <= 6)


def count(steps: list[Step]) -> Counted:
    with CaptureQueriesContext(connection) as captured:
        for step in steps:
            response = step()
            assert response.status_code in {200, 302, 304}, response.text
    ran = [query["sql"].upper() for query in captured.captured_queries]
    inside = [sql for sql in ran if not sql.startswith(AROUND)]
    savepoints = [sql for sql in ran if sql.startswith("SAVEPOINT")]
    return Counted(len(steps), len(inside), len(savepoints))


def save_a_seat() -> list[Step]:
    client, (session,) = visitors.browser(), visitors.meetings(1)
    client.get(session.event.get_absolute_url())  # the first visitor after a start warms caches
    answers: list[Any] = []

    def send() -> Any:
        answers.append(client.post(visitors.seat_path(session), visitors.seat("one")))
        return answers[0]

    return [
        lambda: client.get(session.event.get_absolute_url()),
        send,
        lambda: client.get(answers[0]["Location"]),
    ]


def raise_a_concern() -> list[Step]:
    client = visitors.browser()
    screens: list[Any] = []

    def look_over() -> Any:
        screens.append(client.post("/concerns/new/", visitors.CONCERN))
        return screens[0]

    look_over()
    screens.clear()

    def send() -> Any:
        page = client.post("/concerns/receipt/", visitors.second_screen(screens[0].text))
        assert "data-code" in page.text, page.text
        return page

    return [lambda: client.get("/concerns/new/"), look_over, send]


def count_queue(kind: str) -> tuple[Counted, int]:
    client = visitors.signed_in(visitors.staff(kind))
    client.get("/desk/concerns/")
    pages: list[Any] = []

    def look() -> Any:
        pages.append(client.get("/desk/concerns/"))
        return pages[0]

    counted = count([look])
    return counted, len(set(A_CONCERN.findall(pages[0].text)))


def check_in() -> Step:
    """By the officer who runs the meeting, with the list open."""
    client = visitors.signed_in(visitors.staff("command"))
    (session,) = visitors.meetings(1)
    answer = session.rsvp(name="Rosa")
    client.get(session.event.get_absolute_url())
    path = f"/desk/events/sessions/{session.pk}/seats/{answer.pk}/check-in/"
    return lambda: client.post(path, headers={"HX-Request": "true"})
