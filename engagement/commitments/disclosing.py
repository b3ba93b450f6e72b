"""Promises as anyone may get them who asks for public records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from engagement.commitments.models import Commitment
from portal.records.disclosing import (
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

TELLING = frozenset({"what", "result", "told_how", "owner"})


def withhold(promise: Commitment, field: str) -> str:
    """What was promised about a sensitive concern would tell of it."""
    touchy = promise.concern and promise.concern.sensitive
    return SENSITIVE if touchy and field in TELLING else ""


@discloses(
    "promises",
    _("Promises"),
    fields=(
        Field("made_on", _("Promised on"), lambda p: p.made_on),
        Field("area", _("Area"), lambda p: p.area.name if p.area else ""),
        Field("what", _("What we promised"), lambda p: p.what, Rule.REDACT, PRIVATE),
        Field(
            "owner",
            _("Who answers for it"),
            lambda p: p.owner_words or (str(p.owner) if p.owner else ""),
        ),
        Field("first_due_on", _("First due on"), lambda p: p.first_due_on),
        Field("due_on", _("Due on"), lambda p: p.due_on),
        Field("status", _("Where it stands"), lambda p: str(p.get_status_display())),
        Field("closed_on", _("Closed on"), lambda p: p.closed_on),
        Field("result", _("What came of it"), lambda p: p.result, Rule.REDACT, PRIVATE),
        Field("told_on", _("Residents told on"), lambda p: p.told_on),
        Field("told_how", _("How they were told"), lambda p: p.told_how, Rule.REDACT, PRIVATE),
    ),
    withhold=withhold,
)
def promises(asked: Asked) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(made_on__gte=asked.first, made_on__lte=asked.last)
    found: QuerySet[Commitment] = asked.within(rows).select_related("area", "owner", "concern")
    return found.order_by("made_on", "pk")
