"""Meetings for everyone: the list, and one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from engagement.events.api.shapes import MeetingInFullShape, MeetingShape
from engagement.events.models import Event
from portal.api.fields import BySlug
from portal.api.paging import PAGING, LastChanged, page_of
from portal.api.views import PublicView
from portal.areas.models import Area

if TYPE_CHECKING:
    from rest_framework.request import Request

    from engagement.events.models.event_queryset import EventQuerySet

TAG = "Meetings, for everyone"


class MeetingQuery(serializers.Serializer[Any]):
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    kind = serializers.ChoiceField(Event.Kind.choices, required=False)
    starts_from = serializers.DateTimeField(
        required=False, help_text="Has a session from then on; now, if left out."
    )
    starts_to = serializers.DateTimeField(required=False, help_text="Before, and not at, this.")

    default_error_messages = {
        "backwards": _("This is before where it starts."),
    }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start, end = attrs.get("starts_from"), attrs.get("starts_to")
        if start and end and end < start:
            raise serializers.ValidationError({"starts_to": [self.error_messages["backwards"]]})
        return attrs

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those asked for, each with when it first is in that time."""
        asked = self.validated_data
        if area := asked.get("area"):
            events = events.filter(area__path__startswith=area.path)
        if kind := asked.get("kind"):
            events = events.filter(kind=kind)
        if start := asked.get("starts_from"):
            when = Q(sessions__starts_at__gte=start)
        else:
            when = Q(sessions__ends_at__gt=timezone.now())
        if end := asked.get("starts_to"):
            when &= Q(sessions__starts_at__lt=end)
        return events.alias(next_at=Min("sessions__starts_at", filter=when)).filter(
            next_at__isnull=False
        )


class Meetings(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="events_list",
        summary="Meetings, the one changed last first",
        description="Those to come, unless a time is named. Called-off ones are among them and"
        " say so. Drafts and unlisted ones are not.",
        parameters=[MeetingQuery, *PAGING],
        responses=page_of(MeetingShape),
    )
    def get(self, request: Request) -> Response:
        query = MeetingQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = query.narrow(Event.objects.listed())
        pages = LastChanged()
        rows = pages.paginate_queryset(
            found.select_related("area").prefetch_related("sessions"), request, self
        )
        return pages.get_paginated_response(MeetingShape(rows, many=True).data)


class MeetingInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="events_read",
        summary="One meeting with its sessions and what the organizer asks",
        responses=MeetingInFullShape,
    )
    def get(self, _request: Request, slug: str) -> Response:
        published = Event.objects.published().select_related("area")
        whole = published.prefetch_related("sessions", "questions", "partners")
        return Response(MeetingInFullShape(get_object_or_404(whole, slug=slug)).data)
