"""At the door, for other programs: a ticket is checked in, or someone walks in."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from redis.exceptions import RedisError
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from engagement.events import door
from engagement.events.door import Answer, Became
from engagement.events.door_views import find_session
from engagement.events.models import Rsvp
from engagement.events.models.rsvp import MOST_GUESTS
from portal.api.problems import Conflict
from portal.api.views import StaffView

if TYPE_CHECKING:
    from engagement.events.models import Session
    from portal.api.people import StaffRequest

TAG = "At the door"
# The same key by someone else, or at another evening, is another check-in.
KEYS = uuid.UUID("4b1f8a0e-52c1-4c39-8d27-6f9d8f0a7c55")
A_DAY = 24 * 60 * 60
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    description="A UUID made for this request. Sent again within a day it is answered as the first"
    " time; another request with it is refused with 409.",
)

log = logging.getLogger(__name__)


class WalkIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120, allow_blank=True, default="")
    guests = serializers.IntegerField(min_value=0, max_value=MOST_GUESTS, default=0)


class Arrival(serializers.Serializer[Any]):
    """One of the two."""

    ticket = serializers.CharField(
        required=False, max_length=200, help_text="The code on the ticket, typed or scanned."
    )
    walk_in = WalkIn(required=False, help_text="Someone who came without saying so before.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError(_("Send a ticket or a walk-in, one of the two."))
        return attrs


class CheckedIn(serializers.Serializer[Any]):
    became = serializers.ChoiceField([Became.HERE, Became.ADDED])
    name = serializers.CharField(source="seat.name")
    people = serializers.IntegerField(source="seat.seats", help_text="The whole party.")
    checked_in_at = serializers.DateTimeField(source="seat.checked_in_at")


class CheckIns(StaffView):
    @extend_schema(
        tags=[TAG],
        operation_id="check_ins_create",
        summary="Someone came in",
        description="By the same rules as the page at the door. 409 with when and by whom if the"
        " ticket was used before, if the seat was given up, if it is for another meeting, or if"
        " this one is called off; 404 for a ticket nobody has.",
        parameters=[KEY],
        request=Arrival,
        responses={201: CheckedIn, 200: CheckedIn},
    )
    def post(self, request: StaffRequest, pk: int) -> Response:
        session = find_session(request._request, pk)  # noqa: SLF001  Django's own request
        sent = Arrival(data=request.data)
        sent.is_valid(raise_exception=True)
        key = key_of(request, session)
        said = sent.validated_data
        if "walk_in" in said:
            answer, is_new = walked_in(session, request, said["walk_in"], key)
        else:
            answer, is_new = came(session, request, said["ticket"], key)
        return Response(CheckedIn(answer).data, status=201 if is_new else 200)


def came(
    session: Session, request: StaffRequest, ticket: str, key: uuid.UUID | None
) -> tuple[Answer, bool]:
    seat = door.by_ticket(ticket)
    if not isinstance(seat, Rsvp):
        raise NotFound(seat.words)
    known = remembered(key)
    if known not in {None, seat.pk}:
        raise Conflict(_("This Idempotency-Key was used for another request. Make a new one."))
    answer = door.check_in(session, seat, request.user)
    if answer.became == Became.ALREADY and known:
        return Answer(Became.HERE, answer.words, seat), False
    if not answer.is_fine:
        raise Conflict(answer.words)
    remember(key, seat.pk)
    return answer, True


def walked_in(
    session: Session, request: StaffRequest, said: dict[str, Any], key: uuid.UUID | None
) -> tuple[Answer, bool]:
    answer = door.walk_in(session, request.user, **said, submission=key)
    seat = answer.seat
    if answer.is_fine:
        return answer, True
    if answer.became != Became.ALREADY or seat is None:
        raise Conflict(answer.words)
    if (seat.name, seat.guests) != (said["name"], said["guests"]):
        raise Conflict(_("This Idempotency-Key was used for another request. Make a new one."))
    return Answer(Became.ADDED, answer.words, seat), False


def key_of(request: StaffRequest, session: Session) -> uuid.UUID | None:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return None
    try:
        sent = uuid.UUID(key)
    except ValueError:
        words = _("Make the key a UUID, a fresh one for each request, or leave it out.")
        raise ValidationError({"Idempotency-Key": [words]}) from None
    return uuid.uuid5(KEYS, f"{request.user.pk} {session.pk} {sent.hex}")


def remembered(key: uuid.UUID | None) -> int | None:
    """Whom this key checked in. Without Redis, sending again is answered as a used ticket is."""
    try:
        return cache.get(f"check-in:{key}") if key else None
    except RedisError:
        log.warning("The keys of check-ins could not be reached.")
        return None


def remember(key: uuid.UUID | None, seat: int) -> None:
    try:
        if key:
            cache.set(f"check-in:{key}", seat, A_DAY)
    except RedisError:
        log.warning("The keys of check-ins could not be reached.")
