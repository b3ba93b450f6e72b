"""Seats for everyone: save one, come back with its token, change it, give it up."""

from __future__ import annotations

import json
import uuid
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from engagement.events.api.shapes import Mailed, SeatShape
from engagement.events.models import Event, Rsvp
from engagement.events.rsvp_forms import PartyForm, RsvpForm
from portal.api.problems import WHOLE, Conflict
from portal.api.throttles import Raising, Reading
from portal.api.views import PublicView
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest_framework.request import Request

    from engagement.events.models import Session

TAG = "Seats"
# The same key for another meeting is another seat.
KEYS = uuid.UUID("0a6f5c52-8f0c-4f0c-9c52-7a8a7d1d3f10")
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    description="A UUID made for this request. The same request sent again with it is answered"
    " with the same seat; another request with it is refused with 409.",
)


class Saving(Raising):
    kind = "seats"


class Party(serializers.Serializer[Any]):
    """What can be said of a seat at any time. What is left out of a change stays as it is."""

    guests = serializers.IntegerField(required=False, min_value=0, max_value=9)
    asks = serializers.ListField(
        child=serializers.ChoiceField(Rsvp.Ask.choices), required=False, max_length=10
    )
    needs = serializers.CharField(required=False, allow_blank=True, max_length=300)
    speaks = serializers.CharField(
        required=False, allow_blank=True, max_length=40, help_text="Language they like to speak."
    )
    answers = serializers.DictField(
        child=serializers.JSONField(),
        required=False,
        help_text="Answers to the organizer's questions, by their `id`.",
    )
    shared_with_hosts = serializers.BooleanField(
        required=False, help_text="The partners who co-host may see name and needs."
    )
    accept = serializers.BooleanField(
        required=False, write_only=True, help_text="In a change: true takes the seat on offer."
    )


class SavedSeat(Party):
    name = serializers.CharField(max_length=120, help_text="It can be made up.")
    email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    age = serializers.ChoiceField(
        Rsvp.Age.choices, required=False, help_text="Where the meeting asks it (`asks_age`)."
    )
    guardian = serializers.CharField(
        required=False, allow_blank=True, max_length=120, help_text="Needed under 13, with `email`."
    )
    accept = None  # type: ignore[assignment]  # nothing is on offer yet


class Rsvps(PublicView):
    throttle_classes = (Reading, Saving)

    @extend_schema(
        tags=[TAG],
        operation_id="events_rsvp",
        summary="Save a seat, or a place in line",
        description="By the same rules as the form on the site. 202 where the address has a seat"
        " already: its link goes there by mail, and nothing is told here.",
        parameters=[KEY],
        request=SavedSeat,
        responses={201: SeatShape, 200: SeatShape, 202: Mailed},
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        event = get_object_or_404(Event.objects.published(), slug=slug)
        session = get_object_or_404(event.sessions.all(), pk=pk)
        session.event = event
        sent = SavedSeat(data=request.data)
        sent.is_valid(raise_exception=True)
        digest = digest_of(sent.validated_data)
        submission = submission_of(request)
        form = RsvpForm(as_typed(sent.validated_data) | {"submission": submission}, event=event)
        said = must_be_valid(form)
        answer, is_new = saved(session, said | {"sent_as": digest})
        if answer.submission != submission:
            return Response(Mailed(answer).data, status=202)
        if answer.sent_as != digest:
            raise Conflict(_("This Idempotency-Key was used for another request. Make a new one."))
        return Response(SeatShape(answer).data, status=201 if is_new else 200)


class Seat(PublicView):
    throttle_classes = (Reading, Saving)

    @extend_schema(
        tags=[TAG], operation_id="seats_read", summary="One's own seat", responses=SeatShape
    )
    def get(self, _request: Request, token: str) -> Response:
        return Response(SeatShape(find_seat(token)).data)

    @extend_schema(
        tags=[TAG],
        operation_id="seats_change",
        summary="Change one's seat, or take the one on offer",
        request=Party,
        responses=SeatShape,
    )
    def patch(self, request: Request, token: str) -> Response:
        answer = find_seat(token)
        sent = Party(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        takes = asked.pop("accept", False)
        form = PartyForm(PartyForm.of(answer) | as_typed(asked), event=answer.session.event)
        said = must_be_valid(form)
        try:
            if takes:
                answer.accept()
            if asked:
                answer.change(**said)
        except NotPossible as reason:
            raise Conflict(str(reason)) from None
        return Response(SeatShape(answer).data)

    @extend_schema(
        tags=[TAG],
        operation_id="seats_cancel",
        summary="Give up one's seat, or one's place in line",
        responses=SeatShape,
    )
    def delete(self, _request: Request, token: str) -> Response:
        answer = find_seat(token)
        try:
            answer.cancel()
        except NotPossible as reason:
            raise Conflict(str(reason)) from None
        return Response(SeatShape(answer).data)


def saved(session: Session, said: dict[str, Any]) -> tuple[Rsvp, bool]:
    """The seat, and whether this made it."""
    if earlier := session.home.rsvps.filter(submission=said["submission"]).first():
        earlier.session = session.home
        return earlier, False
    try:
        return session.rsvp(**said), True
    except NotPossible as reason:
        raise Conflict(str(reason)) from None


def find_seat(token: str) -> Rsvp:
    answer = Rsvp.objects.by_token(token).select_related("session__event", "user").first()
    if answer is None:
        raise NotFound(_("This token opens no seat. A part of it may be missing or changed."))
    return answer


def submission_of(request: Request) -> uuid.UUID:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return uuid.uuid4()
    try:
        return uuid.uuid5(KEYS, uuid.UUID(key).hex)
    except ValueError:
        words = _("Make the key a UUID, a fresh one for each request, or leave it out.")
        raise ValidationError({"Idempotency-Key": [words]}) from None


def digest_of(sent: Mapping[str, Any]) -> str:
    return sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def as_typed(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What a program sent, as the form on the site would bring it."""
    typed: dict[str, Any] = {"guests": 0} if "name" in sent else {}
    typed |= {name: value for name, value in sent.items() if name != "answers"}
    if "name" in sent:
        typed.setdefault("age", Rsvp.Age.ADULT)
    answers = sent.get("answers", {})
    return typed | {f"question_{pk}": answer for pk, answer in answers.items()}


def must_be_valid(form: PartyForm) -> dict[str, Any]:
    """What was said; raises what the form of the site finds wrong, by the names of the API."""
    if form.is_valid():
        return form.said
    wrong: dict[str, list[str]] = {}
    for field, sentences in form.errors.items():
        name = WHOLE if field == NON_FIELD_ERRORS else field
        name = f"answers.{name.removeprefix('question_')}" if name.startswith("question_") else name
        wrong[name] = [str(words) for words in sentences]
    raise ValidationError(wrong)
