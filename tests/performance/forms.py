"""Forms that many people send at once: seats, concerns, check-ins."""

from __future__ import annotations

import tempfile
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.performance import load, pgbench, replay, visitors
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

MEETINGS = 16  # people do not all want the same evening
THREADS = 4
PEOPLE, SEATS = 500, 50
A_BATCH = 20


def rates(house: House, size: Size) -> Iterator[Row]:
    with house.city() as city, tempfile.TemporaryDirectory() as folder:
        sessions = visitors.meetings(MEETINGS)
        plans = {
            "rsvp": [replay.plan(sending_a_seat(session)) for session in sessions],
            "concern": [replay.plan(sending_a_concern())],
        }
        path = Path(folder) / "plans"
        replay.write(path, plans)
        with city.served(BENCH_PLANS=str(path)) as port:
            works = {
                "rsvp": lambda: posted(
                    port, list(visitors.seats(port, sessions, size.posts)), size, 302
                ),
                "concern": lambda: posted(
                    port, visitors.concerns(port, size.posts, size.clients), size
                ),
            }
            for name, what in (("rsvp", "RSVP"), ("concern", "Concern submission")):
                yield from compared(city, port, name, what, works[name], plans[name], size)


def compared(
    city: City, port: int, name: str, what: str, form: Callable[[], float],
    plans: list[replay.Plan], size: Size,
) -> Iterator[Row]:  # fmt: skip
    bare = load.post(f"/bench/replay/{name}/", {})
    works = {"form": form, "bare": lambda: posted(port, [bare] * size.posts, size)}
    with tempfile.TemporaryDirectory() as folder:
        if pgbench.program():
            works["pgbench"] = lambda: pgbench.rate(
                city, plans, Path(folder), seconds=size.seconds, clients=THREADS
            )
        for work in works.values():
            work()
        rounds = list(load.in_turns(works, size.rounds))
    share = load.ratio(rounds, "form", "bare")
    yield Row(
        f"{what}, forms a second ({len(plans[0])} statements each)",
        "0.5 of the bare view",
        f"{share:.2f} ({load.middle(rounds, 'form'):,.0f} to {load.middle(rounds, 'bare'):,.0f})",
        at_least(share, 0.5),
    )
    if "pgbench" in works:
        limit = load.middle(rounds, "pgbench")
        yield Row(f"The same statements by `pgbench`, {THREADS} at once", "", f"{limit:,.0f}")


def posted(port: int, requests: list[bytes], size: Size, expect: int = 200) -> float:
    return load.run(port, requests, clients=size.clients, expect=expect).rate


def sending_a_seat(session: Any) -> Callable[[], object]:
    client = visitors.browser()

    def send() -> None:
        form = visitors.seat(uuid.uuid4().hex[:12])
        answer = client.post(visitors.seat_path(session), form)
        assert answer.status_code == 302, answer.text

    return send


def sending_a_concern() -> Callable[[], object]:
    client = visitors.browser()
    looks = [client.post("/concerns/new/", visitors.CONCERN) for _ in range(3)]
    screens = [visitors.second_screen(look.text) for look in looks]

    def send() -> None:
        answer = client.post("/concerns/receipt/", screens.pop())
        assert "data-code" in answer.text, answer.text

    return send


def contention(house: House, _size: Size) -> Iterator[Row]:
    """As many people as there are, each on a line of their own, all at the same moment."""
    with house.city() as city:
        (session,) = visitors.meetings(1)
        session.rsvps.all().delete()
        type(session).objects.filter(pk=session.pk).update(capacity=SEATS, seats_taken=0)
        with city.served() as port:
            people = list(visitors.seats(port, [session], PEOPLE))
            asked = load.run(port, people, clients=PEOPLE, expect=302)
        going, waiting = (
            city.rows(
                "SELECT count(*), min(answered_at), max(answered_at) FROM events_rsvp"
                " WHERE session_id = %s AND state = %s", session.pk, state,
            )[0]
            for state in ("going", "waiting")
        )  # fmt: skip
        mails = city.rows("SELECT count(*) FROM notices_message WHERE key LIKE 'rsvp:%%'")[0][0]
    in_order = going[2] <= waiting[1]
    yield Row(
        f"{PEOPLE} people for {SEATS} seats at once",
        f"{SEATS} seated, the rest in line, no error",
        f"{going[0]} seated, {waiting[0]} in line, {'in' if in_order else 'out of'} order,"
        f" no error, {mails - PEOPLE:+d} mails; {asked.seconds:.1f} s in all,"
        f" the slowest waited {max(asked.waits):.1f} s",
        (going[0], waiting[0]) == (SEATS, PEOPLE - SEATS) and in_order,
    )


def check_ins(house: House, size: Size) -> Iterator[Row]:
    """Three devices at the door check in the same people at the same time."""
    with house.city() as city:
        client = visitors.signed_in(visitors.staff("command"))
        (session,) = visitors.meetings(1)
        one_by_one, in_batches = (
            [session.rsvp(name=f"{name} {n}").pk for n in range(size.posts)]
            for name in ("Neighbor", "Resident")
        )
        at_the_door = f"/desk/events/sessions/{session.pk}"
        with city.served() as port:
            path = f"{at_the_door}/door/"
            page = load.ask(port, load.get(path, Cookie=visitors.cookies(client)))
            assert page.status == 200, page.head
            token = load.hidden(page.text)["csrfmiddlewaretoken"]
            about = {"Cookie": f"{visitors.cookies(client)}; {page.cookies}", "X_CSRFToken": token}
            asked = at_three_doors(port, [
                load.post(f"{at_the_door}/seats/{pk}/check-in/", {}, HX_Request="true", **about)
                for pk in one_by_one
            ])  # fmt: skip
            yield came_once(city, one_by_one, "Check-ins a second", asked)
            asked = at_three_doors(port, [
                load.send(f"{path}sync/", {"items": kept}, **about) for kept in batches(in_batches)
            ])  # fmt: skip
            what = f"Check-ins a second, kept without signal and sent {A_BATCH} at once"
            yield came_once(city, in_batches, what, asked * A_BATCH)


def batches(seats: list[int]) -> Iterator[list[dict[str, object]]]:
    at = datetime.now(UTC).isoformat()
    items = [{"id": str(uuid.uuid4()), "kind": "check_in", "seat": pk, "at": at} for pk in seats]
    for first in range(0, len(items), A_BATCH):
        yield items[first : first + A_BATCH]


def came_once(city: City, seats: list[int], what: str, rate: float) -> Row:
    here = city.rows(
        "SELECT count(*), count(checked_in_at) FROM events_rsvp WHERE id = ANY(%s)", seats
    )[0]
    twice = city.rows(
        "SELECT count(*) FROM (SELECT FROM events_rsvphistory WHERE pgh_obj_id = ANY(%s)"
        " GROUP BY pgh_obj_id HAVING count(*) > 1) AS each",
        seats,
    )[0][0]
    return Row(
        f"{what}, three devices with the same list of {len(seats)}",
        "20, none twice",
        f"{rate:,.0f}, {here[1]} of {here[0]} here, {twice} twice",
        rate >= 20 and here[0] == here[1] and not twice,
    )


def at_three_doors(port: int, requests: list[bytes]) -> float:
    """Requests a second, when each is sent by all three."""
    runs: list[load.Run] = []

    def door() -> None:
        runs.append(load.run(port, requests, clients=1))

    doors = [threading.Thread(target=door) for _ in range(3)]
    for each in doors:
        each.start()
    for each in doors:
        each.join()
    assert len(runs) == 3
    return sum(len(each.waits) for each in runs) / max(each.seconds for each in runs)
