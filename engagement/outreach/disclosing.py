"""Outreach as anyone may get it who asks for public records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from engagement.outreach.models import OutreachEntry
from engagement.outreach.models.choices import CONFIDENTIAL, Topic
from portal.records.disclosing import (
    FEW,
    INTERNAL,
    PLACE,
    PRIVATE,
    SENSITIVE,
    Field,
    Rule,
    discloses,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.records.disclosing import (
        Asked,
    )

COUNTS = ("adults", "youth")
ALWAYS = frozenset({"day", "kind", "minutes", "officers"})


def withhold(entry: OutreachEntry, field: str) -> str:
    """Of a visit to someone who was hurt only that there was one; no crowd small enough to know."""
    if entry.kind in CONFIDENTIAL and field not in ALWAYS:
        return SENSITIVE
    if field in COUNTS and 0 < getattr(entry, field) < settings.PUBLISH_FLOOR:
        return FEW
    return INTERNAL if field == "happened" and entry.status != "approved" else ""


@discloses(
    "outreach",
    _("Outreach"),
    fields=(
        Field("day", _("Day"), lambda e: e.happened_on),
        Field("kind", _("What it was"), lambda e: str(e.get_kind_display())),
        Field("purpose", _("What it was for"), lambda e: str(e.get_purpose_display())),
        Field("area", _("Area"), lambda e: e.area.name),
        Field("place", _("Place"), lambda e: e.place, Rule.EXEMPT, PLACE),
        Field("minutes", _("Minutes"), lambda e: e.minutes),
        Field("officers", _("Officers there"), lambda e: e.staff),
        Field("adults", _("Adults"), lambda e: e.adults),
        Field("youth", _("Under 18"), lambda e: e.youth),
        Field("topics", _("Topics"), lambda e: ", ".join(map(str, e.topic_words))),
        Field("happened", _("What happened"), lambda e: e.happened, Rule.REDACT, PRIVATE),
        Field("wants", _("What residents want"), lambda e: e.wants, Rule.REDACT, PRIVATE),
        Field("obstacles", _("What got in the way"), lambda e: e.obstacles, Rule.REDACT, PRIVATE),
        Field("summary", _("Summary for everyone"), lambda e: e.public_summary),
        Field("review", _("Note of the reviewer"), lambda e: e.review_note, Rule.EXEMPT, INTERNAL),
    ),
    withhold=withhold,
    topics=lambda: Topic.choices,
)
def outreach(asked: Asked) -> QuerySet[OutreachEntry]:
    """Sent ones; a draft is its author's alone."""
    rows = OutreachEntry.objects.submitted()
    rows = rows.filter(happened_on__gte=asked.first, happened_on__lte=asked.last)
    if asked.topic:
        rows = rows.filter(topics__contains=[asked.topic])
    found: QuerySet[OutreachEntry] = asked.within(rows).select_related("area")
    return found.order_by("happened_on", "pk")
