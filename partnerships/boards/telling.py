"""Mails of this room: each once, by its key, with the words of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from partnerships.boards.models import Consultation, Recommendation, RecommendationAnswer
    from portal.accounts.models import User


def answered(recommendation: Recommendation, answer: RecommendationAnswer) -> int:
    """Write to those who sit on the board and have an account; how many."""
    seats = recommendation.board.members.sitting().select_related("user")
    readers = {seat.user for seat in seats if seat.user and seat.user.is_active}
    letters = [
        _letter(
            f"recommendation-{recommendation.pk}-answer-{answer.pk}-{reader.pk}",
            reader,
            "boards/answered",
            {
                "label": recommendation.label,
                "title": recommendation.title,
                "board": recommendation.board.name,
                "verdict": answer.get_verdict_display(),
                "reason": answer.reason,
                "link": absolute(recommendation.get_absolute_url()),
            },
        )
        for reader in sorted(readers, key=lambda one: one.pk)
    ]
    Message.objects.post_all(letters)
    return len(letters)


def outcome(consultation: Consultation) -> int:
    """Write to those who asked to hear how it ended; then forget their addresses."""
    watchers = list(consultation.watchers.all())
    letters = [
        Message.written(
            key=f"consultation-{consultation.pk}-outcome-{watcher.pk}",
            to=watcher.email,
            template="boards/outcome",
            context={
                "title": consultation.title,
                "outcome": consultation.outcome,
                "link": absolute(consultation.get_absolute_url()),
            },
            topic="boards",
            language=watcher.language,
            erase=True,
        )
        for watcher in watchers
    ]
    Message.objects.post_all(letters)
    consultation.watchers.all().delete()
    return len(letters)


def reminder_key(recommendation: Recommendation) -> str:
    return f"recommendation-{recommendation.pk}-due-"


def take_back_reminders(recommendation: Recommendation) -> int:
    """Nobody is reminded of what is answered, or of a day that moved."""
    return Message.objects.filter(key__startswith=reminder_key(recommendation)).take_back()


def _letter(key: str, reader: User, template: str, context: dict[str, object]) -> Message:
    return Message.written(
        key=key,
        to=reader.email,
        template=template,
        context=context,
        topic="boards",
        language=reader.language,
        user=reader,
    )
