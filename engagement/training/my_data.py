from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from engagement.training.models import Completion
from portal.accounts.my_data import forgets, holds

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("training")
def courses_completed(user: User) -> list[dict[str, Any]]:
    """Every entry about them, those that were corrected included."""
    entries = Completion.objects.filter(person=user).with_last_day().select_related("course")
    return [
        {
            "course": str(entry.course),
            "completed": entry.completed_on,
            "valid until": entry.valid_until,
            "note": entry.note,
            "entered": entry.entered_at,
            "counts": entry.counts,
        }
        for entry in entries
    ]


@forgets
def notes_go(user: User) -> None:
    """That a course was held stays, for the numbers of the time; words about a person do not."""
    Completion.objects.filter(person=user).update(note="")
    history = apps.get_model("training", "CompletionHistory")
    history._default_manager.filter(person=user).update(note="")
