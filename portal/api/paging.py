"""Pages that cost the same however far one reads, and lose nothing while new rows come in."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

if TYPE_CHECKING:
    from django.db.models import Model
    from rest_framework.request import Request
    from rest_framework.views import APIView

PAGE = 50
MOST = 200

PAGING = [
    OpenApiParameter("cursor", str, description="From “next” of the page before."),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
        description=f"Rows on a page, up to {MOST}.",
    ),
]


def page_of(shape: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """What `get_paginated_response` answers, for the schema."""
    fields: dict[str, Any] = {
        "next": serializers.URLField(allow_null=True, help_text="The next page."),
        "results": shape(many=True),
    }
    return inline_serializer(f"{shape.__name__}Page", fields)


class CursorPaging(BasePagination):
    """Newest first by `raised_at`, then by key; the cursor names the last row one has seen."""

    field = "raised_at"

    def paginate_queryset(
        self,
        queryset: Any,
        request: Request,
        view: APIView | None = None,  # noqa: ARG002  the framework's signature
    ) -> list[Any]:
        size = _size(request.query_params.get("page_size", ""))
        queryset = queryset.order_by(f"-{self.field}", "-pk")
        if cursor := request.query_params.get("cursor", ""):
            at, pk = _read(cursor)
            before = Q(**{f"{self.field}__lt": at}) | Q(**{self.field: at, "pk__lt": pk})
            # The first condition says little new, but lets the index be entered in the middle.
            queryset = queryset.filter(Q(**{f"{self.field}__lte": at}), before)
        rows = list(queryset[: size + 1])
        self.next = self._address(request, rows[size - 1]) if len(rows) > size else None
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "results": data})

    def _address(self, request: Request, last: Model) -> str:
        asked = request.query_params.copy()
        asked["cursor"] = _written(getattr(last, self.field), last.pk)
        return request.build_absolute_uri(
            f"{request.path}?{urlencode(list(asked.lists()), doseq=True)}"
        )


class LastChanged(CursorPaging):
    """Those changed last come first, as programs that keep a copy want it."""

    field = "changed_at"


def _size(text: str) -> int:
    if not text:
        return PAGE
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:9]) <= MOST:
        raise ValidationError({"page_size": [_("A page has 1 to %(most)d rows.") % {"most": MOST}]})
    return int(text)


def _written(at: datetime, pk: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()} {pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        padded = cursor[:200] + "=" * (-len(cursor[:200]) % 4)
        at, pk = base64.urlsafe_b64decode(padded).decode("ascii").split(" ")
        found, number = datetime.fromisoformat(at), int(pk)
    except (binascii.Error, ValueError):
        found, number = None, 0
    if found is None or found.tzinfo is None or not 0 <= number < 2**63:
        raise ValidationError({"cursor": [_("Take the cursor from “next” of the page before.")]})
    return found, number
