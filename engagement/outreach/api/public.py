"""Outreach for other programs: approved summaries for everyone, and no person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from engagement.outreach.models import OutreachEntry
from engagement.outreach.models.choices import Kind, Topic
from portal.api.fields import BySlug, NamedSerializer
from portal.api.paging import PAGING, LastChanged, page_of
from portal.api.views import PublicView
from portal.areas.models import Area

if TYPE_CHECKING:
    from rest_framework.request import Request

    from engagement.outreach.models import OutreachEntryQuerySet

TAG = "Outreach, for everyone"


class OutreachQuery(serializers.Serializer[Any]):
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    kind = serializers.ChoiceField(Kind.choices, required=False)
    topic = serializers.ChoiceField(Topic.choices, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False, help_text="Up to and including this day.")

    default_error_messages = {"backwards": _("This is before where it starts.")}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start, end = attrs.get("since"), attrs.get("until")
        if start and end and end < start:
            raise serializers.ValidationError({"until": [self.error_messages["backwards"]]})
        return attrs

    def narrow(self, entries: OutreachEntryQuerySet) -> OutreachEntryQuerySet:
        asked = self.validated_data
        if area := asked.get("area"):
            entries = entries.within(area)
        if topic := asked.get("topic"):
            entries = entries.filter(topics__contains=[topic])
        columns = {"kind": "kind", "since": "happened_on__gte", "until": "happened_on__lte"}
        wanted = {column: asked[name] for name, column in columns.items() if name in asked}
        return entries.filter(**wanted)


class OutreachShape(serializers.ModelSerializer[OutreachEntry]):
    area = NamedSerializer()
    summary = serializers.CharField(source="public_summary")
    topics = serializers.ListField(child=serializers.ChoiceField(Topic.choices))
    updated_at = serializers.DateTimeField(source="changed_at")

    class Meta:
        model = OutreachEntry
        fields = ["id", "kind", "area", "happened_on", "summary", "topics", "updated_at"]


class Outreach(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="outreach_list",
        summary="Approved summaries for everyone, the one changed last first",
        parameters=[OutreachQuery, *PAGING],
        responses=page_of(OutreachShape),
    )
    def get(self, request: Request) -> Response:
        query = OutreachQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = query.narrow(OutreachEntry.objects.public()).select_related("area")
        pages = LastChanged()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(OutreachShape(rows, many=True).data)


class OutreachInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="outreach_read",
        summary="One approved summary",
        responses=OutreachShape,
    )
    def get(self, _request: Request, pk: int) -> Response:
        public = OutreachEntry.objects.public().select_related("area")
        return Response(OutreachShape(get_object_or_404(public, pk=pk)).data)
