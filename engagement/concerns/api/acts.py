"""What an officer does with a concern, one address for each verb, as on the pages."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from engagement.concerns import desk
from engagement.concerns.api.fields import word
from engagement.concerns.api.public import KEY
from engagement.concerns.api.raising import checked_key, must_be_valid
from engagement.concerns.api.shapes import DeskConcernInFull
from engagement.concerns.desk_forms import AnswerForm, ClosureForm, NoteForm, PlanForm
from engagement.concerns.models import Concern
from engagement.concerns.states import CLOSED
from portal.api.problems import Conflict
from portal.api.views import StaffView
from portal.records.models import record_access
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms

    from portal.accounts.models import User
    from portal.api.people import StaffRequest

MESSAGES = uuid.UUID("c0a9e3f2-6c52-4f0a-8a5c-3c5d0f9b7e21")


class Words(serializers.Serializer[Any]):
    text = word(help_text="Up to 5,000 letters.")


class Plan(serializers.Serializer[Any]):
    reason = word(help_text="What is planned, and for when. The resident reads this.")


class Ending(serializers.Serializer[Any]):
    state = serializers.ChoiceField([(state, state.label) for state in CLOSED])
    reason = word(help_text="What was done, or why not. The resident reads this.")


class Act(StaffView):
    # One verb. It answers with the concern as it is now, or with 409 and why not.

    name: ClassVar[str]
    sent: ClassVar[type[serializers.Serializer[Any]] | None] = None
    form: ClassVar[type[forms.Form] | None] = None
    verb: ClassVar[Callable[..., object]]

    def done(self, request: StaffRequest, pk: int) -> Response:
        concern = desk.workable(request._request, pk)  # noqa: SLF001  Django's own request
        said = self._said(request, concern)
        try:
            type(self).verb(concern, request.user, **said)
        except NotPossible as refusal:
            raise Conflict(str(refusal.words)) from None
        record_access(request.user, "concerns.read", concern)
        return Response(DeskConcernInFull(concern, context={"request": request}).data)

    def _said(self, request: StaffRequest, concern: Concern) -> dict[str, Any]:
        if self.sent is None or self.form is None:
            return {}
        sent = self.sent(data=request.data)
        sent.is_valid(raise_exception=True)
        form = self.form({**sent.validated_data, "key": self._key(request, concern, sent)})
        must_be_valid(form)
        return form.cleaned_data

    def _key(
        self, request: StaffRequest, concern: Concern, sent: serializers.Serializer[Any]
    ) -> uuid.UUID:
        """The same for the same message sent again."""
        key = checked_key(request.headers.get("Idempotency-Key", ""))
        who = f"{self.name} {request.user.pk} {concern.pk}"
        told = f"{who} {key}\n{sorted(sent.validated_data.items())}"
        return uuid.uuid5(MESSAGES, told) if key else uuid.uuid4()


def act(
    name: str,
    summary: str,
    verb: Callable[..., object],
    sent: type[serializers.Serializer[Any]] | None = None,
    form: type[forms.Form] | None = None,
) -> type[Act]:
    @extend_schema(
        tags=["Concerns at the desk"],
        operation_id=f"desk_concerns_{name}",
        summary=summary,
        parameters=[KEY] if sent else [],
        request=sent,
        responses=DeskConcernInFull,
    )
    def post(self: Act, request: StaffRequest, pk: int) -> Response:
        return self.done(request, pk)

    about = {"name": name, "verb": staticmethod(verb), "sent": sent, "form": form, "post": post}
    return type(name.title(), (Act,), about)


def _take(concern: Concern, by: User) -> object:
    return concern.assign(by, by)


ACTS = (
    act("acknowledgement", "Say that a person has read it", Concern.acknowledge),
    act("answer", "Answer the resident", Concern.answer, Words, AnswerForm),
    act("note", "Write to colleagues", Concern.note, Words, NoteForm),
    act("assignment", "Take it on oneself", _take),
    act("work", "Say that work has begun", Concern.start),
    act("plan", "Say what is planned", Concern.plan, Plan, PlanForm),
    act("closure", "End it, with what was done or why not", Concern.close, Ending, ClosureForm),
    act("reopening", "Open it again", Concern.reopen),
)
