"""What residents and staff send, ready to be sent many times."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from tests.performance import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.events.models import Session
    from portal.accounts.models import User
    from tests.clients import PortalClient

CONCERN = {
    "text": "Motorbikes race on the river path after dark, and nobody can sleep.",
    "place": "River path",
    "when_worst": ["evenings", "late"],
    "wish": "Close the gate at ten.",
    "who": "named",
}
CONTACT = {"contact_name": "Rosa", "contact_email": "rosa@example.org"}


def browser() -> PortalClient:
    from tests.clients import PortalClient

    return PortalClient(headers={"host": "127.0.0.1"})


def meetings(number: int) -> list[Session]:
    """Coming up, with room for everyone; none that asks more than the form itself does."""
    from engagement.events.models import Session

    plain = Session.objects.upcoming().filter(event__questions=None, event__sessions_needed=None)
    chosen = list(plain.select_related("event")[:number])
    Session.objects.filter(pk__in=[session.pk for session in chosen]).update(capacity=None)
    return chosen


def seat_path(session: Session) -> str:
    return f"{session.event.get_absolute_url()}rsvp/{session.pk}/"


def seat(number: object) -> dict[str, object]:
    return {
        "name": f"Neighbor {number}",
        "guests": 0,
        "email": f"neighbor-{number}@example.org",
        "needs": "",
        "age": "adult",  # asked where the young may come
        "submission": uuid.uuid4(),
    }


def seats(port: int, sessions: list[Session], number: int) -> Iterator[bytes]:
    """Forms filled in by as many people, each for the next meeting in turn."""
    page = load.ask(port, load.get(sessions[0].event.get_absolute_url()))
    secret = {"csrfmiddlewaretoken": load.hidden(page.text)["csrfmiddlewaretoken"]}
    for each in range(number):
        path = seat_path(sessions[each % len(sessions)])
        yield load.post(path, seat(uuid.uuid4().hex[:12]) | secret, Cookie=page.cookies)


def concerns(port: int, number: int, clients: int) -> list[bytes]:
    """Second screens, each reached through a first."""
    first = load.post("/concerns/new/", CONCERN)
    screens = load.run(port, [first] * number, clients=clients, keep=True).answers
    return [load.post("/concerns/receipt/", second_screen(page.text)) for page in screens]


def second_screen(text: str) -> dict[str, Any]:
    return CONCERN | {"token": load.hidden(text)["token"]} | CONTACT


def staff(kind: str) -> User:
    """Someone of the demo city who has this role."""
    from portal.accounts.models import User

    return User.objects.filter(roles__kind=kind, is_active=True).order_by("pk")[0]


def signed_in(user: User) -> PortalClient:
    client = browser()
    client.force_login(user)
    return client


def cookies(client: PortalClient) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
