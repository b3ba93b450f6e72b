"""Recommendations as anyone may get them who asks for public records; all of it is public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from partnerships.boards.models import Recommendation
from portal.records.disclosing import Field, discloses

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.records.disclosing import Asked


def answer(recommendation: Recommendation) -> str:
    """The last answer; a correction is a further one."""
    answers = list(recommendation.answers.all())
    return answers[-1].reason if answers else ""


@discloses(
    "recommendations",
    _("Recommendations"),
    fields=(
        Field("made_on", _("Made on"), lambda r: r.made_on),
        Field("board", _("Board"), lambda r: str(r.board)),
        Field("number", _("Number"), lambda r: r.label),
        Field("area", _("Area"), lambda r: r.area.name if r.area else ""),
        Field("topic", _("Topic"), lambda r: str(r.get_topic_display())),
        Field("title", _("In one sentence"), lambda r: r.title),
        Field("text", _("What the board recommends"), lambda r: r.text),
        Field("why", _("Why"), lambda r: r.why),
        Field("first_due_on", _("First due on"), lambda r: r.first_due_on),
        Field("due_on", _("Answer due on"), lambda r: r.due_on),
        Field("answered_on", _("Answered on"), lambda r: r.answered_on),
        Field("verdict", _("Answer"), lambda r: str(r.get_verdict_display())),
        Field("reason", _("Reason"), answer),
        Field("withdrawn_on", _("Withdrawn on"), lambda r: r.withdrawn_on),
        Field("withdrawn_why", _("Why withdrawn"), lambda r: r.withdrawn_why),
    ),
    topics=lambda: Recommendation.Topic.choices,
)
def recommendations(asked: Asked) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(made_on__gte=asked.first, made_on__lte=asked.last)
    if asked.topic:
        rows = rows.filter(topic=asked.topic)
    found: QuerySet[Recommendation] = asked.within(rows).select_related("area", "board")
    return found.prefetch_related("answers").order_by("made_on", "pk")
