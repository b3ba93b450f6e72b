"""The desk for other programs: the queue, one concern, and concerns entered for someone else."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from engagement.concerns import desk, intake, receipts
from engagement.concerns.api.acts import ACTS
from engagement.concerns.api.fields import word
from engagement.concerns.api.public import KEY
from engagement.concerns.api.raising import NAMES, checked_key, must_be_valid
from engagement.concerns.api.shapes import DeskConcern, DeskConcernInFull, ReceiptShape
from engagement.concerns.desk_forms import EntryForm
from engagement.concerns.models import Category, Concern
from engagement.concerns.queue_forms import QueueFilter
from engagement.concerns.reach import Reach
from portal.api.fields import BySlug
from portal.api.paging import PAGING, CursorPaging, page_of
from portal.api.views import StaffView
from portal.areas.models import Area
from portal.records.models import record_access

if TYPE_CHECKING:
    from portal.api.people import StaffRequest

__all__ = ["ACTS", "ConcernAtDesk", "Queue"]

TAG = "Concerns at the desk"
BY_HAND = [
    choice for choice in Concern.Source.choices if choice[0] not in {"web", "import", "open311"}
]


class EnteredConcern(serializers.Serializer[Any]):
    """What someone said on the phone, at the counter, in a letter or at a meeting."""

    source = serializers.ChoiceField(BY_HAND)  # type: ignore[assignment]  # fields name fields
    description = word(help_text="Their words. Up to 5,000 letters.")
    place = word()
    area = BySlug(queryset=Area.objects.all())
    category = BySlug(queryset=Category.objects.offered(), required=False, allow_null=True)
    wish = word()
    language = serializers.CharField(default="en")
    anonymous = serializers.BooleanField(default=False)
    contact_name = word()
    contact_email = word()
    contact_phone = word()

    def form(self) -> EntryForm:
        sent = dict(self.validated_data)
        area, category = sent.pop("area"), sent.pop("category", None)
        sent |= {"text": sent.pop("description", ""), "area": area.pk}
        return EntryForm(sent | {"category": category.pk if category else ""})


class Queue(StaffView):
    @extend_schema(
        tags=[TAG],
        operation_id="desk_concerns_list",
        summary="The queue of one's area, newest first",
        description="Open ones only, unless `state` says otherwise.",
        parameters=[
            OpenApiParameter("show", str, enum=["mine", "late", "wrote_back"]),
            OpenApiParameter("state", str, enum=Concern.State.values),
            OpenApiParameter("area", str, description="Slug."),
            *PAGING,
        ],
        responses=page_of(DeskConcern),
    )
    def get(self, request: StaffRequest) -> Response:
        if not request.user.has_perm("concerns.read_desk"):
            raise PermissionDenied
        asked = QueueFilter(request.query_params, reach=Reach.of(request.user))
        must_be_valid(asked)
        found = asked.narrow(Concern.objects.workable_by(request.user))
        pages = CursorPaging()
        rows = pages.paginate_queryset(
            found.select_related("area", "category", "assigned_to"), request, self
        )
        return pages.get_paginated_response(DeskConcern(rows, many=True).data)

    @extend_schema(
        tags=[TAG],
        operation_id="desk_concerns_enter",
        summary="Enter a concern for someone else",
        parameters=[KEY],
        request=EnteredConcern,
        responses={201: ReceiptShape},
    )
    def post(self, request: StaffRequest) -> Response:
        if not request.user.has_perm("concerns.enter_concern"):
            raise PermissionDenied
        entered = EnteredConcern(data=request.data)
        entered.is_valid(raise_exception=True)
        form = entered.form()
        must_be_valid(form, names=NAMES)
        key = checked_key(request.headers.get("Idempotency-Key", ""))
        sent = repr(sorted(entered.validated_data.items(), key=str))
        told = f"desk {request.user.pk} {key}\n{sent}"
        token = sha256(told.encode()).hexdigest() if key else receipts.new_token()
        if concern := Concern.objects.sent_with(token):
            again = intake.Receipt(concern, receipts.code_from(token))
            return Response(ReceiptShape(again).data)
        concern, code = Concern.objects.submit(
            **form.cleaned_data, entered_by=request.user, token=token
        )
        return Response(ReceiptShape(intake.Receipt(concern, code)).data, status=201)


class ConcernAtDesk(StaffView):
    @extend_schema(
        tags=[TAG],
        operation_id="desk_concerns_read",
        summary="One concern with its thread",
        description="Reading one is written down.",
        responses=DeskConcernInFull,
    )
    def get(self, request: StaffRequest, pk: int) -> Response:
        concern = desk.readable(request._request, pk)  # noqa: SLF001  Django's own request
        record_access(request.user, "concerns.read", concern)
        return Response(DeskConcernInFull(concern, context={"request": request}).data)
