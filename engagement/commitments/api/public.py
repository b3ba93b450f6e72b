"""What we promised, for other programs: what the public page shows, and no person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from engagement.commitments.models import Commitment, Postponement
from engagement.commitments.public import with_source
from engagement.commitments.states import State
from portal.api.fields import BySlug, NamedSerializer
from portal.api.paging import PAGING, LastChanged, page_of
from portal.api.views import PublicView
from portal.areas.models import Area
from portal.notices.links import absolute

if TYPE_CHECKING:
    from rest_framework.request import Request

    from engagement.commitments.models.querysets import CommitmentQuerySet

TAG = "Promises, for everyone"


class PromiseQuery(serializers.Serializer[Any]):
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    status = serializers.ChoiceField(Commitment.Status.choices, required=False)
    late = serializers.BooleanField(
        required=False, help_text="Only those past their day and not done."
    )
    due_from = serializers.DateField(required=False)
    due_to = serializers.DateField(required=False, help_text="Up to and including this day.")

    default_error_messages = {"backwards": _("This is before where it starts.")}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start, end = attrs.get("due_from"), attrs.get("due_to")
        if start and end and end < start:
            raise serializers.ValidationError({"due_to": [self.error_messages["backwards"]]})
        return attrs

    def narrow(self, promises: CommitmentQuerySet) -> CommitmentQuerySet:
        asked = self.validated_data
        if area := asked.get("area"):
            promises = promises.within(area)
        if asked.get("late"):
            promises = promises.overdue()
        columns = {"status": "status", "due_from": "due_on__gte", "due_to": "due_on__lte"}
        wanted = {column: asked[name] for name, column in columns.items() if name in asked}
        return promises.filter(**wanted)


class PromiseShape(serializers.ModelSerializer[Commitment]):
    owner = serializers.CharField(
        source="public_answers", help_text="The team or office that answers for it; no person."
    )
    area = NamedSerializer(allow_null=True)
    late = serializers.BooleanField(source="is_late")
    state = serializers.ChoiceField(State.choices)
    made_at = serializers.CharField(source="public_source", help_text="Where it was made.")
    updated_at = serializers.DateTimeField(source="changed_at")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Commitment
        fields = [
            *("id", "what", "owner", "area", "made_at", "made_on", "first_due_on", "due_on"),
            *("status", "state", "late", "closed_on", "result", "told_on", "told_how"),
            *("updated_at", "url"),
        ]

    def get_url(self, promise: Commitment) -> str:
        return absolute(promise.public_url)


class MoveShape(serializers.ModelSerializer[Postponement]):
    class Meta:
        model = Postponement
        fields = ["was_due_on", "due_on", "why", "at"]


class PromiseInFullShape(PromiseShape):
    moves = serializers.SerializerMethodField()

    class Meta(PromiseShape.Meta):
        fields = [*PromiseShape.Meta.fields, "moves"]

    @extend_schema_field(MoveShape(many=True))
    def get_moves(self, promise: Commitment) -> list[dict[str, Any]]:
        return [dict(each) for each in MoveShape(promise.postponements.all(), many=True).data]


class Commitments(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="commitments_list",
        summary="Public promises, the one changed last first",
        parameters=[PromiseQuery, *PAGING],
        responses=page_of(PromiseShape),
    )
    def get(self, request: Request) -> Response:
        query = PromiseQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = with_source(query.narrow(Commitment.objects.public()))
        pages = LastChanged()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(PromiseShape(rows, many=True).data)


class CommitmentInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="commitments_read",
        summary="One public promise, with how its day moved",
        responses=PromiseInFullShape,
    )
    def get(self, _request: Request, pk: int) -> Response:
        public = with_source(Commitment.objects.public())
        return Response(PromiseInFullShape(get_object_or_404(public, pk=pk)).data)
