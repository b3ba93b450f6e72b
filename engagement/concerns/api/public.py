"""Concerns for everyone: read what is public, raise one, come back with its code."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.response import Response

from engagement.concerns import throttle
from engagement.concerns.api.fields import word
from engagement.concerns.api.filters import PublicQuery
from engagement.concerns.api.raising import RaisedConcern, checked_key, must_be_valid
from engagement.concerns.api.shapes import (
    PublicConcern,
    PublicConcernInFull,
    ReceiptShape,
    ThreadShape,
)
from engagement.concerns.forms import NotFixedForm, ReplyForm
from engagement.concerns.models import Category, Concern
from engagement.concerns.untraced import leaves_no_trace
from portal.api.fields import NamedSerializer
from portal.api.paging import PAGING, CursorPaging, page_of
from portal.api.problems import Conflict
from portal.api.throttles import Raising, Reading
from portal.api.views import OpenView, in_our_shape
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from rest_framework.request import Request
    from rest_framework.throttling import BaseThrottle

KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="16 to 200 random letters. The same request sent again with the same key is"
    " answered with the same receipt for 24 hours, and raises nothing twice.",
)
CODE = OpenApiParameter(
    "X-Receipt-Code",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The 16 digits of the receipt. Never send them in an address.",
)
REPLIES = uuid.UUID("6a7c3f0e-4a4e-4f3b-9a55-0f7f6f0a4c11")


class UntracedView(OpenView):
    # Keeps nothing of the caller: no cookie is read or set, nothing is stored on the way.

    throttle_classes: tuple[type[BaseThrottle], ...] = (Reading,)

    @classmethod
    def as_view(cls, **about: Any) -> Any:
        view: Any = super().as_view(**about)
        return in_our_shape(leaves_no_trace(view))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"} and "X-Receipt-Code" not in request.headers:
            response["Access-Control-Allow-Origin"] = "*"
        return response


class Concerns(UntracedView):
    throttle_classes = (Reading, Raising)

    @extend_schema(
        tags=["Concerns, for everyone"],
        operation_id="concerns_list",
        summary="Public concerns, newest first",
        parameters=[PublicQuery, *PAGING],
        responses=page_of(PublicConcern),
    )
    def get(self, request: Request) -> Response:
        query = PublicQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = query.narrow(Concern.objects.public()).select_related("area", "category")
        pages = CursorPaging()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(PublicConcern(rows, many=True).data)

    @extend_schema(
        tags=["Concerns, for everyone"],
        operation_id="concerns_raise",
        summary="Raise a concern",
        description="By the same rules as the form on the site. Nothing about the caller is kept.",
        parameters=[KEY],
        request=RaisedConcern,
        responses={201: ReceiptShape, 200: ReceiptShape},
    )
    def post(self, request: Request) -> Response:
        raised = RaisedConcern(data=request.data)
        raised.is_valid(raise_exception=True)
        key = checked_key(request.headers.get("Idempotency-Key", ""))
        receipt, is_new = raised.raise_concern(key)
        return Response(ReceiptShape(receipt).data, status=201 if is_new else 200)


class ConcernInFull(UntracedView):
    @extend_schema(
        tags=["Concerns, for everyone"],
        operation_id="concerns_read",
        summary="One public concern, with the steps that were taken",
        responses=PublicConcernInFull,
    )
    def get(self, _request: Request, pk: int) -> Response:
        public = Concern.objects.public().select_related("area", "category")
        return Response(PublicConcernInFull(get_object_or_404(public, pk=pk)).data)


class Categories(UntracedView):
    @extend_schema(
        tags=["Concerns, for everyone"],
        operation_id="concerns_categories",
        summary="What a concern can be about",
        responses=NamedSerializer(many=True),
    )
    def get(self, _request: Request) -> Response:
        return Response(NamedSerializer(Category.objects.offered(), many=True).data)


class Back(serializers.Serializer[Any]):
    """What the person who raised it writes."""

    text = word(help_text="What they write. Up to 5,000 letters.")
    not_fixed = serializers.BooleanField(
        default=False, help_text="It is closed and not fixed: open it again, with these words."
    )


class Thread(UntracedView):
    throttle_classes = ()  # codes have their own

    @extend_schema(
        tags=["The way back, with the code"],
        operation_id="thread_read",
        summary="Read one's own concern and the answers",
        parameters=[CODE],
        responses=ThreadShape,
    )
    def get(self, request: Request) -> Response:
        return Response(ThreadShape(_coded(request)).data)

    @extend_schema(
        tags=["The way back, with the code"],
        operation_id="thread_write",
        summary="Write back, or say that it is not fixed",
        parameters=[CODE, KEY],
        request=Back,
        responses={201: ThreadShape},
    )
    def post(self, request: Request) -> Response:
        concern = _coded(request)
        back = Back(data=request.data)
        back.is_valid(raise_exception=True)
        text = back.validated_data.get("text", "")
        if back.validated_data["not_fixed"]:
            _reopen(concern, text)
        else:
            key = checked_key(request.headers.get("Idempotency-Key", ""))
            again = uuid.uuid5(REPLIES, f"{concern.pk} {key}\n{text}") if key else uuid.uuid4()
            form = ReplyForm({"text": text, "key": again})
            must_be_valid(form)
            concern.write_back(form.cleaned_data["text"], form.cleaned_data["key"])
        return Response(ThreadShape(concern).data, status=201)


def _reopen(concern: Concern, text: str) -> None:
    form = NotFixedForm({"text": text})
    must_be_valid(form)
    try:
        concern.reopen(None, form.cleaned_data["text"])
    except NotPossible as refusal:
        raise Conflict(str(refusal.words)) from None


def _coded(request: Request) -> Concern:
    """The concern the code opens. A right code and a wrong one take the same work."""
    code = request.headers.get("X-Receipt-Code", "")
    if not code.strip():
        words = _("Send the 16 digits of the receipt in the header X-Receipt-Code.")
        raise ValidationError({"X-Receipt-Code": [words]})
    if not throttle.may_try(request._request):  # noqa: SLF001  Django's own request
        raise Throttled(throttle.SECONDS)
    concern = Concern.objects.select_related("area", "category").by_code(code)
    if concern is None:
        raise NotFound(_("No concern has this code. Check the digits and try again."))
    throttle.forget(request._request)  # noqa: SLF001
    return concern
