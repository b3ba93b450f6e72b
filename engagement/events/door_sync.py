"""What a phone did while it had no signal, taken in when it is back. Sending it twice is once."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from engagement.events import door
from engagement.events.door import Answer, Became
from engagement.events.door_forms import WalkInForm
from engagement.events.door_views import find_session, first_error
from engagement.events.models import Attendance, Rsvp
from engagement.events.roster import Roster, is_waiting

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpResponse

    from engagement.events.models import Session
    from engagement.events.roster import Guest
    from portal.accounts.models import User
    from portal.http import UserRequest

MOST_ITEMS = 200
MOST_BYTES = 64 * 1024
# A phone's clock may run ahead by so much; nobody comes more than this before a meeting.
AHEAD = timedelta(minutes=2)
EARLY = timedelta(hours=12)
KEPT_FOR = timedelta(days=1)


@never_cache
@require_http_methods(["GET", "POST"])
def sync(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    answers: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            items = read(request)
        except ValueError as reason:
            return JsonResponse({"errors": {"request": [str(reason)]}}, status=400)
        answers = [taken_in(session, item, request.user) for item in items]
    return JsonResponse({"answers": answers, **list_for(request, session)})


def read(request: UserRequest) -> list[dict[str, Any]]:
    """The items in the order they happened; ValueError says what is wrong, in words."""
    raw = request.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ValueError(_("This is too much at once. Send it in parts."))
    try:
        found = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise ValueError(_("This is not JSON we can read.")) from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(_("Send a list named “items”, each with what happened."))
    if len(items) > MOST_ITEMS:
        raise ValueError(_("Send at most %(n)d at once.") % {"n": MOST_ITEMS})
    return items


def taken_in(session: Session, item: dict[str, Any], by: User) -> dict[str, Any]:
    """What became of one item. A slip never holds up the others."""
    at, clock_wrong = when(item.get("at"), session)
    doing = {"check_in": come_in, "undo": go_back, "walk_in": add}.get(str(item.get("kind")))
    try:
        number: uuid.UUID | None = uuid.UUID(str(item.get("id")))
    except ValueError:
        number = None
    if doing is None or number is None:
        answer = Answer(Became.REFUSED, _("We could not read this one."))
    else:
        answer = doing(session, item, by, at, number)
    return {
        "id": str(item.get("id"))[:40],
        "became": answer.became,
        "words": answer.words,
        "seat": answer.seat.pk if answer.seat else None,
        "clock_wrong": clock_wrong,
    }


def come_in(
    session: Session, item: dict[str, Any], by: User, at: datetime, _number: uuid.UUID
) -> Answer:
    seat = seat_of(session, item)
    if isinstance(seat, Answer):
        return seat
    if was_undone_since(session, seat, at):
        return Answer(Became.UNDONE, door.taken_back(seat), seat)
    return door.check_in(session, seat, by, at)


def go_back(
    session: Session, item: dict[str, Any], _by: User, at: datetime, _number: uuid.UUID
) -> Answer:
    seat = seat_of(session, item)
    return seat if isinstance(seat, Answer) else door.undo(session, seat, at)


def add(
    session: Session, item: dict[str, Any], by: User, at: datetime, number: uuid.UUID
) -> Answer:
    said = {"name": str(item.get("name") or ""), "guests": str(item.get("guests") or 0)}
    form = WalkInForm(said)
    if not form.is_valid():
        return Answer(Became.REFUSED, first_error(form))
    return door.walk_in(session, by, **form.cleaned_data | {"submission": number}, at=at)


def seat_of(session: Session, item: dict[str, Any]) -> Rsvp | Answer:
    """By its key on the kept list, by the ticket, or by the number of a walk-in sent before."""
    seats = Rsvp.objects.filter(session__event=session.event_id).select_related("session__event")
    key, slip = item.get("seat"), item.get("slip")
    found = None
    if type(key) is int and 0 < key < 2**63:
        found = seats.filter(pk=key).first()
    elif slip:
        try:
            found = seats.filter(session=session, submission=uuid.UUID(str(slip))).first()
        except ValueError:
            found = None
    elif item.get("ticket"):
        return door.by_ticket(str(item["ticket"]))
    return found or Answer(Became.UNKNOWN, _("This seat is not on the list any more."))


def was_undone_since(session: Session, seat: Rsvp, at: datetime) -> bool:
    """Somebody took a check-in back after this one was made; a late arrival must not undo that."""
    if session.event.is_course:
        if session.attendances.filter(rsvp=seat).exists():
            return False
        removed = kept_of(Attendance, "delete")
        return removed.filter(rsvp=seat.pk, session=session.pk, pgh_created_at__gt=at).exists()
    if seat.checked_in_at:
        return False
    before = kept_of(Rsvp, "update")
    here = before.filter(pgh_obj=seat.pk, pgh_created_at__gt=at).exclude(checked_in_at=None)
    return here.exists()


def kept_of(model: type[Attendance | Rsvp], label: str) -> QuerySet[Any]:
    """The rows that pghistory kept of a model; it adds the attribute while the program starts."""
    kept: dict[str, type[Model]] = vars(model)["pgh_event_models"]
    return kept[label]._default_manager.all()


def when(said: object, session: Session) -> tuple[datetime, bool]:
    """When it happened, as far as a phone's clock can be believed; else now, and True."""
    now = timezone.now()
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return now, True
    if at.tzinfo is None:
        return now, True
    earliest = min(session.starts_at, now) - EARLY
    if not earliest <= at <= now + AHEAD:
        return now, True
    return min(at.astimezone(UTC), now), False


def list_for(request: UserRequest, session: Session) -> dict[str, Any]:
    """What a phone keeps: names and codes, no addresses, no needs in people's own words."""
    roster = Roster.of(session)
    return {
        "token": get_token(request),
        "who": door.mark_of(request.user),
        "by": str(request.user),
        "at": timezone.now().isoformat(),
        "until": (session.ends_at + KEPT_FOR).isoformat(),
        "people": [on_the_list(guest) for guest in roster.everyone],
    }


def on_the_list(guest: Guest) -> dict[str, Any]:
    seat = guest.seat
    return {
        "seat": seat.pk,
        "slip": str(seat.submission) if seat.state == Rsvp.State.WALKED_IN else None,
        "name": seat.name,
        "people": seat.seats,
        "ticket": seat.ticket,
        "waiting": is_waiting(seat),
        "asks": ", ".join(seat.ask_words),
        "here_at": guest.came_at.isoformat() if guest.came_at else None,
        "here_by": str(guest.came_to) if guest.came_to else "",
    }
