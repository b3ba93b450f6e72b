"""Problems worked on together, for other programs: what the public page shows, and no person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from engagement.problems.models import Assessment, Goal, Problem, ResponseStep
from engagement.problems.models.choices import CloseReason, Stage
from engagement.problems.public import in_full, public_owner
from portal.api.fields import BySlug, NamedSerializer
from portal.api.paging import PAGING, LastChanged, page_of
from portal.api.views import PublicView
from portal.areas.models import Area
from portal.notices.links import absolute

if TYPE_CHECKING:
    from rest_framework.request import Request

    from engagement.problems.models.querysets import ProblemQuerySet

TAG = "Problems, for everyone"


class ProblemQuery(serializers.Serializer[Any]):
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    stage = serializers.ChoiceField(Stage.choices, required=False)
    close_reason = serializers.ChoiceField(CloseReason.choices, required=False)

    def narrow(self, problems: ProblemQuerySet) -> ProblemQuerySet:
        asked = self.validated_data
        if area := asked.get("area"):
            problems = problems.within(area)
        wanted = {name: asked[name] for name in ("stage", "close_reason") if name in asked}
        return problems.filter(**wanted)


class ProblemShape(serializers.ModelSerializer[Problem]):
    area = NamedSerializer()
    category = NamedSerializer(allow_null=True)
    summary = serializers.CharField(source="public_summary")
    updated_at = serializers.DateTimeField(source="changed_at")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Problem
        fields = [
            *("slug", "title", "summary", "area", "category", "place", "stage", "since_on"),
            *("closed_on", "close_reason", "lessons", "updated_at", "url"),
        ]

    def get_url(self, problem: Problem) -> str:
        return absolute(problem.public_url)


class GoalShape(serializers.ModelSerializer[Goal]):
    met = serializers.BooleanField(source="is_met")

    class Meta:
        model = Goal
        fields = [
            *("words", "indicator", "unit", "baseline", "baseline_on", "target", "target_on"),
            *("direction", "result", "result_on", "met"),
        ]


class ResponseStepShape(serializers.ModelSerializer[ResponseStep]):
    by = serializers.SerializerMethodField(
        help_text="The police, or a partner or office of the community; no person."
    )

    class Meta:
        model = ResponseStep
        fields = ["what", "side", "by", "planned_on", "done_on", "dropped_on", "why"]

    @extend_schema_field(str)
    def get_by(self, step: ResponseStep) -> str:
        return public_owner(step)


class AssessmentShape(serializers.ModelSerializer[Assessment]):
    class Meta:
        model = Assessment
        fields = [
            *("on", "done", "done_words", "changed", "changed_words"),
            *("displaced", "displaced_words", "residents", "residents_words"),
        ]


class ProblemInFullShape(ProblemShape):
    goals = GoalShape(many=True)
    steps = ResponseStepShape(many=True)
    assessments = AssessmentShape(many=True)

    class Meta(ProblemShape.Meta):
        fields = [*ProblemShape.Meta.fields, "goals", "steps", "assessments"]


class Problems(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="problems_list",
        summary="Public problems, the one changed last first",
        parameters=[ProblemQuery, *PAGING],
        responses=page_of(ProblemShape),
    )
    def get(self, request: Request) -> Response:
        query = ProblemQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = query.narrow(Problem.objects.public()).select_related("area", "category")
        pages = LastChanged()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(ProblemShape(rows, many=True).data)


class ProblemInFull(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="problems_read",
        summary="One public problem, with its goals, its steps and what became of it",
        responses=ProblemInFullShape,
    )
    def get(self, _request: Request, slug: str) -> Response:
        found = get_object_or_404(in_full(Problem.objects.public()), slug=slug)
        return Response(ProblemInFullShape(found).data)
