"""What each area works on first, for other programs: what the public page shows, and no person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from engagement.priorities.models import Priority, PriorityUpdate
from portal.api.fields import BySlug, NamedSerializer
from portal.api.paging import PAGING, LastChanged, page_of
from portal.api.views import PublicView
from portal.areas.models import Area
from portal.notices.links import absolute

if TYPE_CHECKING:
    from rest_framework.request import Request

    from engagement.priorities.models.querysets import PriorityQuerySet

TAG = "Priorities, for everyone"


class PriorityQuery(serializers.Serializer[Any]):
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    current = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="True for those worked on now, false for those that are closed.",
    )
    stale = serializers.BooleanField(
        required=False, help_text="Only those about which nothing was said for too long."
    )

    def narrow(self, priorities: PriorityQuerySet) -> PriorityQuerySet:
        asked = self.validated_data
        if area := asked.get("area"):
            priorities = priorities.within(area)
        if asked.get("stale"):
            priorities = priorities.stale()
        if asked.get("current") is None:
            return priorities
        return priorities.current() if asked["current"] else priorities.retired()


class PriorityShape(serializers.ModelSerializer[Priority]):
    area = NamedSerializer()
    stale = serializers.SerializerMethodField()
    next_by = serializers.SerializerMethodField(
        help_text="When residents hear the next thing; null once it is closed."
    )
    votes_for = serializers.SerializerMethodField(
        help_text="How many residents chose it, where a vote did."
    )
    voters = serializers.SerializerMethodField(help_text="How many voted.")
    updated_at = serializers.DateTimeField(source="changed_at")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Priority
        fields = [
            *("id", "area", "position", "issue", "issue_on", "action", "action_on", "stale"),
            *("next_by", "chosen", "chosen_words", "votes_for", "voters"),
            *("retired_on", "retire_reason", "updated_at", "url"),
        ]

    def get_stale(self, priority: Priority) -> bool:
        return priority.is_stale()

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_next_by(self, priority: Priority) -> str | None:
        return priority.next_by.isoformat() if priority.is_current else None

    def get_votes_for(self, priority: Priority) -> int | None:
        return priority.votes_for if priority.is_voted else None

    def get_voters(self, priority: Priority) -> int | None:
        return priority.voters if priority.is_voted else None

    def get_url(self, priority: Priority) -> str:
        return absolute(priority.get_absolute_url())


class UpdateShape(serializers.ModelSerializer[PriorityUpdate]):
    class Meta:
        model = PriorityUpdate
        fields = ["action", "action_on"]


class PriorityInFullShape(PriorityShape):
    updates = UpdateShape(many=True)

    class Meta(PriorityShape.Meta):
        fields = [*PriorityShape.Meta.fields, "updates"]


class Priorities(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="priorities_list",
        summary="Priorities of areas, the one changed last first",
        parameters=[PriorityQuery, *PAGING],
        responses=page_of(PriorityShape),
    )
    def get(self, request: Request) -> Response:
        query = PriorityQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = query.narrow(Priority.objects.with_votes())
        pages = LastChanged()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(PriorityShape(rows, many=True).data)


class PriorityInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="priorities_read",
        summary="One priority, with all that was done",
        responses=PriorityInFullShape,
    )
    def get(self, _request: Request, pk: int) -> Response:
        found = Priority.objects.with_votes().prefetch_related("updates")
        return Response(PriorityInFullShape(get_object_or_404(found, pk=pk)).data)
