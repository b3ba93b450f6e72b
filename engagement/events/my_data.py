"""What this room holds about someone with an account, and how it lets go of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.events.models import Question
from portal.accounts.my_data import forgets, holds

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("seats at meetings")
def seats(user: User) -> list[dict[str, Any]]:
    mine = user.rsvps.select_related("session__event").order_by("answered_at", "pk")
    answers = list(mine)
    events = {answer.session.event_id for answer in answers}
    asked = {str(each.pk): each for each in Question.objects.filter(event__in=events)}
    return [
        {
            "meeting": str(answer.session.event.title),
            "starts": answer.session.starts_at,
            "state": str(answer.get_state_display()),
            "answered": answer.answered_at,
            "name": answer.name,
            "email": answer.email,
            "people": answer.seats,
            "age": str(answer.get_age_display()),
            "guardian": answer.guardian,
            "asked for": answer.ask_words,
            "needs": answer.needs,
            "language": answer.speaks,
            "answers": {
                str(asked[pk]): asked[pk].answer_words(answer.answers)
                for pk in answer.answers
                if pk in asked
            },
            "partners may see it": answer.shared_with_hosts,
            "checked in": answer.checked_in_at,
        }
        for answer in answers
    ]


@forgets
def seats_without_a_name(user: User) -> None:
    """That someone came stays, for the count. A seat to come is free for someone else."""
    for answer in user.rsvps.select_related("session__event"):
        answer.forget()
