"""Meetings and their minutes as anyone may get them who asks for public records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.events.models import Minutes, Session
from portal.records.disclosing import FEW, INTERNAL, PRIVATE, Field, Rule, discloses

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from portal.records.disclosing import Asked

COUNTS = ("adults_came", "youth_came")


def day(row: Any) -> date | None:
    return timezone.localdate(row.starts_at)


def called_off(session: Session) -> date | None:
    at = session.cancelled_at or session.event.cancelled_at
    return timezone.localdate(at) if at else None


def published_on(minutes: Minutes) -> date | None:
    return timezone.localdate(minutes.published_at) if minutes.published_at else None


def too_few(session: Session, field: str) -> str:
    came = getattr(session, field) if field in COUNTS else None
    return FEW if came and came < settings.PUBLISH_FLOOR else ""


@discloses(
    "meetings",
    _("Meetings"),
    fields=(
        Field("day", _("Day"), day),
        Field("title", _("Title"), lambda s: str(s.event.title)),
        Field("kind", _("Kind"), lambda s: str(s.event.get_kind_display())),
        Field("area", _("Area"), lambda s: s.event.area.name if s.event.area else ""),
        Field("purpose", _("What it is for"), lambda s: str(s.event.purpose)),
        Field("adults_came", _("Adults who came"), lambda s: s.adults_came),
        Field("youth_came", _("Under 18 who came"), lambda s: s.youth_came),
        Field("cancelled_on", _("Cancelled"), called_off),
    ),
    withhold=too_few,
)
def meetings(asked: Asked) -> QuerySet[Session]:
    """Published ones, also those only people with the link could see."""
    rows = Session.objects.filter(
        starts_at__gte=asked.starts_at,
        starts_at__lt=asked.ends_at,
        event__published_at__isnull=False,
    )
    found: QuerySet[Session] = asked.within(rows, "event__area__path")
    return found.select_related("event__area").order_by("starts_at", "pk")


def unpublished(minutes: Minutes, _field: str) -> str:
    return "" if minutes.published_at else INTERNAL


def lines(kind: str) -> Any:
    """The lines of one kind, one below the other; a question with its answer."""

    def told(minutes: Minutes) -> str:
        rows = [line for line in minutes.lines.all() if line.kind == kind]
        return "\n".join(f"{row.text} – {row.answer}" if row.answer else row.text for row in rows)

    return told


@discloses(
    "minutes",
    _("Minutes of meetings"),
    fields=(
        Field("meeting", _("Meeting"), lambda m: str(m.event.title)),
        Field("area", _("Area"), lambda m: m.event.area.name if m.event.area else ""),
        Field("published_on", _("Published"), published_on),
        Field("summary", _("What we talked about"), lambda m: str(m.summary)),
        Field("decided", _("Decided"), lines("decision"), Rule.REDACT, PRIVATE),
        Field("asked", _("Asked"), lines("question"), Rule.REDACT, PRIVATE),
    ),
    withhold=unpublished,
)
def minutes(asked: Asked) -> QuerySet[Minutes]:
    rows = Minutes.objects.filter(
        event__sessions__starts_at__gte=asked.starts_at,
        event__sessions__starts_at__lt=asked.ends_at,
    )
    found: QuerySet[Minutes] = asked.within(rows, "event__area__path").distinct()
    return found.select_related("event__area").prefetch_related("lines").order_by("pk")
