"""Concerns as other programs read them: for everyone, for their owner, for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagement.concerns import places, timeline
from engagement.concerns.models import Concern, Step, ThreadMessage
from engagement.concerns.states import State
from portal.api.fields import NamedSerializer

if TYPE_CHECKING:
    from engagement.concerns.intake import Receipt

# What the public is told of the way a concern took. Answers are between two people.
TOLD = (
    Step.Verb.ACKNOWLEDGED,
    Step.Verb.STARTED,
    Step.Verb.PLANNED,
    Step.Verb.REOPENED,
    Step.Verb.CLOSED,
)
TIMES = ("raised_at", "reply_due_at", "acknowledged_at", "answered_at", "closed_at")


class StateName(serializers.Serializer[Any]):
    state = serializers.ChoiceField(State.choices)
    state_name = serializers.CharField(
        source="get_state_display", help_text="The state in words, in the language asked for."
    )


class PublicConcern(StateName, serializers.ModelSerializer[Concern]):
    """Words, area and outcome; never a person, never the exact place."""

    description = serializers.CharField(source="public_text")
    category = NamedSerializer(allow_null=True)
    area = NamedSerializer(allow_null=True)
    latitude = serializers.SerializerMethodField(
        help_text="The middle of a cell of about 0.7 km², not the place."
    )
    longitude = serializers.SerializerMethodField(help_text="As `latitude`.")
    cell = serializers.CharField(help_text="H3, resolution 8; empty without a point.")
    updated_at = serializers.DateTimeField(source="changed_at")

    class Meta:
        model = Concern
        fields = [
            *("id", "description", "language", "category", "area", "latitude", "longitude"),
            *("cell", "state", "state_name", "outcome", *TIMES, "updated_at"),
        ]

    def get_latitude(self, concern: Concern) -> float | None:
        return places.middle(concern.cell)[0]

    def get_longitude(self, concern: Concern) -> float | None:
        return places.middle(concern.cell)[1]


class PublicStep(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    state = serializers.ChoiceField(State.choices, source="after")
    state_name = serializers.CharField(source="get_after_display")


class PublicConcernInFull(PublicConcern):
    steps = serializers.SerializerMethodField()

    class Meta(PublicConcern.Meta):
        fields = [*PublicConcern.Meta.fields, "steps"]

    @extend_schema_field(PublicStep(many=True))
    def get_steps(self, concern: Concern) -> list[dict[str, Any]]:
        steps = concern.steps.filter(verb__in=TOLD).order_by("at", "pk")
        return [dict(each) for each in PublicStep(steps, many=True).data]


class ReceiptShape(serializers.Serializer[Any]):
    """What whoever raised a concern must keep."""

    receipt = serializers.SerializerMethodField(
        help_text="16 digits, shown once, that open the thread. Show them to the person."
    )
    state = serializers.ChoiceField(State.choices, source="concern.state")
    state_name = serializers.CharField(source="concern.get_state_display")
    reply_due_at = serializers.DateTimeField(source="concern.reply_due_at")
    area = NamedSerializer(source="concern.area", allow_null=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_receipt(self, receipt: Receipt) -> str | None:
        return receipt.code or None


class MessageShape(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(ThreadMessage.Kind.choices)
    text = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.SerializerMethodField(help_text="The officer's name; empty for the resident.")

    def get_by(self, message: ThreadMessage) -> str:
        return timeline.name_of(message.author) if message.author else ""


class ThreadShape(StateName, serializers.ModelSerializer[Concern]):
    """All that the person who raised a concern may read of it."""

    description = serializers.CharField(source="text")
    category = NamedSerializer(allow_null=True)
    area = NamedSerializer(allow_null=True)
    messages = serializers.SerializerMethodField()

    class Meta:
        model = Concern
        fields = [
            *("state", "state_name", "description", "place", "wish", "category", "area"),
            *("outcome", *TIMES, "messages"),
        ]

    @extend_schema_field(MessageShape(many=True))
    def get_messages(self, concern: Concern) -> list[dict[str, Any]]:
        thread = concern.thread.for_resident().select_related("author")
        return [dict(each) for each in MessageShape(thread, many=True).data]


class StepShape(serializers.Serializer[Any]):
    verb = serializers.ChoiceField(Step.Verb.choices)
    before = serializers.ChoiceField(State.choices)
    after = serializers.ChoiceField(State.choices)
    at = serializers.DateTimeField()
    by = serializers.SerializerMethodField(help_text="The officer's name; empty for the resident.")
    reason = serializers.CharField()

    def get_by(self, step: Step) -> str:
        return timeline.name_of(step.by) if step.by else ""


class Contact(serializers.Serializer[Any]):
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()


class DeskConcern(StateName, serializers.ModelSerializer[Concern]):
    """A row of the queue."""

    description = serializers.CharField(source="public_text")
    category = NamedSerializer(allow_null=True)
    area = NamedSerializer(allow_null=True)
    assigned_to = serializers.CharField(allow_null=True, source="assigned_to.name", default=None)
    overdue = serializers.BooleanField(source="is_overdue")
    updated_at = serializers.DateTimeField(source="changed_at")

    class Meta:
        model = Concern
        fields = [
            *("id", "state", "state_name", "description", "place", "latitude", "longitude"),
            *("when_worst", "wish", "language", "category", "area", "source", "anonymous"),
            *("sensitive", "is_public", "wants_public", "assigned_to", "outcome", "overdue"),
            *(*TIMES, "wrote_back_at", "updated_at"),
        ]


class DeskConcernInFull(DeskConcern):
    """One concern with its thread and steps, and how to reach who raised it, where permitted."""

    contact = serializers.SerializerMethodField()
    messages = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()

    class Meta(DeskConcern.Meta):
        fields = [*DeskConcern.Meta.fields, "contact", "messages", "steps"]

    @extend_schema_field(Contact(allow_null=True))
    def get_contact(self, concern: Concern) -> dict[str, str] | None:
        if not self.context["request"].user.has_perm("concerns.see_contact", concern):
            return None
        return {name: getattr(concern, f"contact_{name}") for name in ("name", "email", "phone")}

    @extend_schema_field(MessageShape(many=True))
    def get_messages(self, concern: Concern) -> list[dict[str, Any]]:
        thread = concern.thread.select_related("author")
        return [dict(each) for each in MessageShape(thread, many=True).data]

    @extend_schema_field(StepShape(many=True))
    def get_steps(self, concern: Concern) -> list[dict[str, Any]]:
        steps = concern.steps.select_related("by")
        return [dict(each) for each in StepShape(steps, many=True).data]
