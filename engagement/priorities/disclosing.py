"""Priorities as anyone may get them who asks for public records; all of it is public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from engagement.priorities.models import Priority
from portal.records.disclosing import Field, discloses

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.records.disclosing import Asked


@discloses(
    "priorities",
    _("Priorities"),
    fields=(
        Field("since", _("Since"), lambda p: p.issue_on),
        Field("area", _("Area"), lambda p: p.area.name),
        Field("issue", _("The issue"), lambda p: p.issue),
        Field("chosen", _("How it was chosen"), lambda p: str(p.get_chosen_display())),
        Field("chosen_words", _("How, in a few words"), lambda p: p.chosen_words),
        Field("action", _("What was done last"), lambda p: p.action),
        Field("action_on", _("Done on"), lambda p: p.action_on),
        Field("closed_on", _("Closed on"), lambda p: p.retired_on),
        Field("closed_why", _("What came of it"), lambda p: p.retire_reason),
    ),
)
def priorities(asked: Asked) -> QuerySet[Priority]:
    rows = Priority.objects.filter(issue_on__gte=asked.first, issue_on__lte=asked.last)
    found: QuerySet[Priority] = asked.within(rows).select_related("area")
    return found.order_by("issue_on", "pk")
