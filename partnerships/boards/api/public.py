"""Boards and what they recommend, for other programs: what the public pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from partnerships.boards.models import (
    Board,
    BoardMember,
    Extension,
    Recommendation,
    RecommendationAction,
    RecommendationAnswer,
)
from partnerships.boards.public import rows_of
from partnerships.boards.states import Status
from portal.api.fields import BySlug, NamedSerializer
from portal.api.paging import PAGING, LastChanged, page_of
from portal.api.views import PublicView
from portal.areas.models import Area
from portal.notices.links import absolute

if TYPE_CHECKING:
    from rest_framework.request import Request

    from partnerships.boards.models.register import RecommendationQuerySet

TAG = "Boards and their recommendations, for everyone"


class BoardShape(serializers.ModelSerializer[Board]):
    area = NamedSerializer(allow_null=True)
    part_of = BySlug(source="parent", read_only=True, allow_null=True)
    updated_at = serializers.DateTimeField(source="changed_at")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Board
        fields = [
            *("slug", "name", "kind", "part_of", "area", "about", "open_meetings", "seats"),
            *("chosen_how", "most_years", "begun_on", "ended_on", "updated_at", "url"),
        ]

    def get_url(self, board: Board) -> str:
        return absolute(board.get_absolute_url())


class BoardSeatShape(serializers.ModelSerializer[BoardMember]):
    organization = NamedSerializer(allow_null=True)

    class Meta:
        model = BoardMember
        fields = ["name", "role", "represents", "organization", "since_on", "until_on"]


class BoardInFullShape(BoardShape):
    members = serializers.SerializerMethodField(help_text="Those who sit on it now.")

    class Meta(BoardShape.Meta):
        fields = [*BoardShape.Meta.fields, "members"]

    @extend_schema_field(BoardSeatShape(many=True))
    def get_members(self, board: Board) -> list[dict[str, Any]]:
        seats = board.members.sitting().chair_first().select_related("organization")
        return [dict(each) for each in BoardSeatShape(seats, many=True).data]


class RecommendationQuery(serializers.Serializer[Any]):
    board = BySlug(queryset=Board.objects.all(), required=False)
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    status = serializers.ChoiceField(Status.choices, required=False)
    topic = serializers.ChoiceField(Recommendation.Topic.choices, required=False)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=9999)

    def narrow(self, found: RecommendationQuerySet) -> RecommendationQuerySet:
        asked = self.validated_data
        if area := asked.get("area"):
            found = found.of(area)
        if status := asked.get("status"):
            found = found.that_are(status)
        wanted = {name: asked[name] for name in ("board", "topic", "year") if name in asked}
        return found.filter(**wanted)


class RecommendationShape(serializers.ModelSerializer[Recommendation]):
    number = serializers.CharField(
        source="label", help_text="Year and number within the board, such as 2026-07."
    )
    board = BySlug(read_only=True)
    area = NamedSerializer(allow_null=True)
    status = serializers.ChoiceField(Status.choices)
    overdue = serializers.BooleanField(source="is_overdue")
    updated_at = serializers.DateTimeField(source="changed_at")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Recommendation
        fields = [
            *("id", "board", "number", "title", "topic", "area", "made_on", "first_due_on"),
            *("due_on", "status", "overdue", "answered_on", "verdict", "withdrawn_on"),
            *("updated_at", "url"),
        ]

    def get_url(self, one: Recommendation) -> str:
        return absolute(one.get_absolute_url())


class AnswerShape(serializers.ModelSerializer[RecommendationAnswer]):
    class Meta:
        model = RecommendationAnswer
        fields = ["verdict", "reason", "on"]


class ActionShape(serializers.ModelSerializer[RecommendationAction]):
    owner = serializers.CharField(source="owner_words", help_text="The office; no person.")

    class Meta:
        model = RecommendationAction
        fields = ["what", "owner", "due_on", "done_on", "result"]


class ExtensionShape(serializers.ModelSerializer[Extension]):
    class Meta:
        model = Extension
        fields = ["was_due_on", "until", "why", "at", "agreed", "decided_on"]


class RecommendationInFullShape(RecommendationShape):
    answers = AnswerShape(many=True, help_text="All of them; the last one stands.")
    actions = ActionShape(many=True)
    extensions = ExtensionShape(many=True)

    class Meta(RecommendationShape.Meta):
        fields = [
            *RecommendationShape.Meta.fields,
            *("text", "why", "evidence", "withdrawn_why", "answers", "actions", "extensions"),
        ]


class Boards(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="boards_list",
        summary="Boards, the one changed last first",
        parameters=[*PAGING],
        responses=page_of(BoardShape),
    )
    def get(self, request: Request) -> Response:
        pages = LastChanged()
        found = Board.objects.select_related("area", "parent")
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(BoardShape(rows, many=True).data)


class BoardInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="boards_read",
        summary="One board, with those who sit on it",
        responses=BoardInFullShape,
    )
    def get(self, _request: Request, slug: str) -> Response:
        found = Board.objects.select_related("area", "parent")
        return Response(BoardInFullShape(get_object_or_404(found, slug=slug)).data)


class Recommendations(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="recommendations_list",
        summary="What boards recommend, the one changed last first",
        parameters=[RecommendationQuery, *PAGING],
        responses=page_of(RecommendationShape),
    )
    def get(self, request: Request) -> Response:
        query = RecommendationQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        pages = LastChanged()
        found = rows_of(query.narrow(Recommendation.objects.all()))
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(RecommendationShape(rows, many=True).data)


class RecommendationInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="recommendations_read",
        summary="One recommendation, with every answer and action",
        responses=RecommendationInFullShape,
    )
    def get(self, _request: Request, pk: int) -> Response:
        found = rows_of(Recommendation.objects.all())
        related = found.prefetch_related("answers", "actions", "extensions")
        return Response(RecommendationInFullShape(get_object_or_404(related, pk=pk)).data)
