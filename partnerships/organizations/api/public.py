"""Partners and their services for other programs, in the words of Open Referral HSDS 3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from partnerships.organizations.hsds.writing import documents, services
from partnerships.organizations.models import Organization, Service
from portal.api.views import PublicView

if TYPE_CHECKING:
    from django.db import models
    from rest_framework.request import Request

Found = TypeVar("Found", bound="models.QuerySet[Any]")
TAG = "Partners and services, for everyone"
MOST = 100


class PageQuery(serializers.Serializer[Any]):
    """As the HSDS API names its pages."""

    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)
    per_page = serializers.IntegerField(min_value=1, max_value=MOST, default=50)

    def page_of(self, found: Found) -> tuple[Found, dict[str, Any]]:
        self.is_valid(raise_exception=True)
        number, size = self.validated_data["page"], self.validated_data["per_page"]
        total, start = found.count(), (number - 1) * size
        pages = max(1, -(-total // size))
        return found[start : start + size], {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": min(size, max(0, total - start)),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": start >= total,
        }


class HsdsPage(serializers.Serializer[Any]):
    total_items = serializers.IntegerField()
    total_pages = serializers.IntegerField()
    page_number = serializers.IntegerField()
    size = serializers.IntegerField()
    first_page = serializers.BooleanField()
    last_page = serializers.BooleanField()
    empty = serializers.BooleanField()
    contents = serializers.ListField(
        child=serializers.DictField(), help_text="Documents of Open Referral HSDS 3."
    )


class Organizations(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="organizations_list",
        summary="Partners with their sites and services (HSDS 3)",
        parameters=[PageQuery],
        responses=HsdsPage,
    )
    def get(self, request: Request) -> Response:
        query = PageQuery(data=request.query_params.dict())
        rows, page = query.page_of(Organization.objects.approved().order_by("pk"))
        return Response({**page, "contents": list(documents(rows, public=True))})


class Services(PublicView):
    @extend_schema(
        tags=[TAG],
        operation_id="services_list",
        summary="Services with their organization and sites (HSDS 3)",
        parameters=[PageQuery],
        responses=HsdsPage,
    )
    def get(self, request: Request) -> Response:
        query = PageQuery(data=request.query_params.dict())
        rows, page = query.page_of(Service.objects.offered().order_by("pk"))
        return Response({**page, "contents": list(services(rows))})
