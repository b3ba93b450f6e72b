"""Concerns as anyone may get them who asks for public records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Category, Concern
from portal.records.disclosing import (
    ANONYMOUS,
    CONTACT,
    PLACE,
    PRIVATE,
    SENSITIVE,
    Field,
    Rule,
    discloses,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from portal.records.disclosing import (
        Asked,
    )

# What the public page of a concern shows; of an anonymous one no more may be told.
ON_ITS_PAGE = frozenset({"raised_on", "area", "topic", "state", "said", "outcome", "answered_on"})


def day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def withhold(concern: Concern, field: str) -> str:
    """Why this field of this concern stays here; empty when its own rule decides."""
    if concern.sensitive:
        return SENSITIVE
    if concern.anonymous and not (concern.is_public and field in ON_ITS_PAGE):
        return ANONYMOUS
    return ""


def topics() -> Iterable[tuple[str, Any]]:
    return [(category.slug, str(category)) for category in Category.objects.all()]


@discloses(
    "concerns",
    _("Concerns"),
    fields=(
        Field("raised_on", _("Raised"), lambda c: day(c.raised_at)),
        Field("area", _("Area"), lambda c: c.area.name if c.area else ""),
        Field("topic", _("About"), lambda c: str(c.category) if c.category else ""),
        Field("state", _("Where it stands"), lambda c: str(c.get_state_display())),
        Field("said", _("What is happening"), lambda c: c.public_text, Rule.REDACT, PRIVATE),
        Field("wish", _("What would help"), lambda c: c.wish, Rule.REDACT, PRIVATE),
        Field("place", _("Where"), lambda c: c.place, Rule.EXEMPT, PLACE),
        Field("name", _("Name"), lambda c: c.contact_name, Rule.EXEMPT, CONTACT),
        Field("email", _("Email"), lambda c: c.contact_email, Rule.EXEMPT, CONTACT),
        Field("phone", _("Phone"), lambda c: c.contact_phone, Rule.EXEMPT, CONTACT),
        Field("source", _("How it came"), lambda c: str(c.get_source_display())),
        Field("language", _("Language"), lambda c: c.language),
        Field("reply_due_on", _("Answer due"), lambda c: day(c.reply_due_at)),
        Field("answered_on", _("Answered"), lambda c: day(c.first_answered_at)),
        Field("closed_on", _("Closed"), lambda c: day(c.closed_at)),
        Field("outcome", _("What was done"), lambda c: c.outcome, Rule.REDACT, PRIVATE),
    ),
    withhold=withhold,
    topics=topics,
)
def concerns(asked: Asked) -> QuerySet[Concern]:
    starts, ends = asked.starts_at, asked.ends_at
    rows = Concern.objects.raised_between(starts, ends)
    if asked.topic:
        rows = rows.filter(category__slug=asked.topic)
    found: QuerySet[Concern] = asked.within(rows).select_related("area", "category")
    return found.order_by("raised_at", "pk")
