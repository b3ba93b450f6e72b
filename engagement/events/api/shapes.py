"""Meetings and seats as other programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagement.events.models import Event, Question, Rsvp, Session
from engagement.events.rsvp_forms import FOR_THE_YOUNG
from portal.notices.links import absolute

if TYPE_CHECKING:
    from portal.areas.models import Area


class AreaName(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.SerializerMethodField()

    @extend_schema_field(str)
    def get_name(self, area: Area) -> str:
        return str(area)


class SessionShape(serializers.ModelSerializer[Session]):
    """One sitting, with its own seats."""

    uid = serializers.CharField(help_text="As in the calendar files.")
    ends_at = serializers.SerializerMethodField(help_text="Null where nobody said.")
    cancelled = serializers.BooleanField(source="is_cancelled")
    seats_left = serializers.IntegerField(
        source="home.seats_left", allow_null=True, help_text="Null where there is no limit."
    )
    takes_rsvps = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["id", "uid", "starts_at", "ends_at", "cancelled", "seats_left", "takes_rsvps"]

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_ends_at(self, session: Session) -> str | None:
        if session.end_guessed:
            return None
        return str(serializers.DateTimeField().to_representation(session.ends_at))

    def get_takes_rsvps(self, session: Session) -> bool:
        return session.takes_rsvps()


class QuestionShape(serializers.ModelSerializer[Question]):
    """What the organizer asks. Nobody has to answer."""

    text = serializers.SerializerMethodField()
    choices = serializers.SerializerMethodField(help_text="Answer with one of `value`.")

    class Meta:
        model = Question
        fields = ["id", "text", "kind", "choices"]

    @extend_schema_field(str)
    def get_text(self, question: Question) -> str:
        return str(question)

    def get_choices(self, question: Question) -> list[dict[str, str]]:
        if question.kind != Question.Kind.CHOICE:
            return []
        return [{"value": kept, "text": read} for kept, read in question.choices_to_read()]


class MeetingShape(serializers.ModelSerializer[Event]):
    """A meeting as the public page tells of it, in the language asked for."""

    title = serializers.SerializerMethodField()
    purpose = serializers.SerializerMethodField()
    kind_name = serializers.CharField(source="get_kind_display")
    area = AreaName(allow_null=True)
    online_link = serializers.CharField(source="way_in")
    cancelled = serializers.BooleanField(source="is_cancelled")
    is_course = serializers.BooleanField(help_text="A seat is for every one of its sessions.")
    url = serializers.SerializerMethodField()
    sessions = serializers.SerializerMethodField()
    updated_at = serializers.DateTimeField(source="changed_at")

    class Meta:
        model = Event
        fields = [
            *("slug", "title", "kind", "kind_name", "format", "purpose", "area"),
            *("venue_name", "venue_address", "directions", "latitude", "longitude"),
            *("online_link", "languages", "access", "host", "contact", "cancelled"),
            *("cancel_reason", "is_course", "url", "updated_at", "sessions"),
        ]

    @extend_schema_field(str)
    def get_title(self, event: Event) -> str:
        return str(event.title)

    @extend_schema_field(str)
    def get_purpose(self, event: Event) -> str:
        return str(event.purpose)

    @extend_schema_field(serializers.URLField())
    def get_url(self, event: Event) -> str:
        return absolute(event.get_absolute_url())

    @extend_schema_field(SessionShape(many=True))
    def get_sessions(self, event: Event) -> list[dict[str, Any]]:
        sessions = sorted(event.sessions.all(), key=lambda each: (each.starts_at, each.pk))
        first = min(sessions, key=lambda each: each.pk, default=None)
        for session in sessions:  # the sessions are here already: nothing more is asked for
            session.event = event
            if first and event.is_course:
                session.__dict__["home"] = first
        return [dict(each) for each in SessionShape(sessions, many=True).data]


class MeetingInFullShape(MeetingShape):
    agenda = serializers.SerializerMethodField()
    partners = serializers.SerializerMethodField(help_text="Who holds it with us.")
    questions = QuestionShape(many=True)
    asks_age = serializers.SerializerMethodField(help_text="`age` must be sent with a seat.")

    class Meta(MeetingShape.Meta):
        fields = [*MeetingShape.Meta.fields, "agenda", "partners", "questions", "asks_age"]

    @extend_schema_field(str)
    def get_agenda(self, event: Event) -> str:
        return str(event.agenda)

    def get_partners(self, event: Event) -> list[str]:
        return [str(partner) for partner in event.partners.all()]

    def get_asks_age(self, event: Event) -> bool:
        return event.kind in FOR_THE_YOUNG


class SeatShape(serializers.ModelSerializer[Rsvp]):
    """A seat, for whoever holds its token."""

    event = serializers.CharField(source="session.event.slug")
    session = serializers.IntegerField(source="session_id")
    state_name = serializers.CharField(
        source="get_state_display", help_text="The state in words, in the language asked for."
    )
    place_in_line = serializers.SerializerMethodField()
    token = serializers.CharField(help_text="Opens, changes and gives up this seat. Keep it.")
    ticket = serializers.SerializerMethodField(help_text="For the door; empty without a seat.")
    url = serializers.SerializerMethodField(help_text="The page of this seat.")

    class Meta:
        model = Rsvp
        fields = [
            *("event", "session", "state", "state_name", "place_in_line", "offer_ends_at"),
            *("name", "guests", "asks", "needs", "speaks", "answers", "age"),
            *("shared_with_hosts", "ticket", "token", "url", "answered_at"),
        ]

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_place_in_line(self, rsvp: Rsvp) -> int | None:
        return rsvp.place_in_line()

    def get_ticket(self, rsvp: Rsvp) -> str:
        return rsvp.ticket if rsvp.is_going else ""

    @extend_schema_field(serializers.URLField())
    def get_url(self, rsvp: Rsvp) -> str:
        return absolute(rsvp.get_absolute_url())


class Mailed(serializers.Serializer[Any]):
    """An address that has a seat already: nothing is told of it here."""

    mailed = serializers.SerializerMethodField()

    def get_mailed(self, _rsvp: Rsvp) -> str:
        return _("A seat was already saved with this address. We sent its link there again.")
