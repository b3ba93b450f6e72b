"""What happened to a promise, step by step: from the rows the database kept at each change."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from engagement.commitments.models import Commitment


def of(promise: Commitment) -> list[dict[str, Any]]:
    """Steps for the timeline, the first one first: what, who and when, and the reason."""
    kept = list(promise.history.order_by("pgh_id").select_related("pgh_context"))
    people = User.objects.in_bulk({who for row in kept if (who := _who(row))})
    moves = {move.due_on: move.why for move in promise.postponements.all()}
    steps = [_step(_("Promised"), promise.created_by, promise.created_at)]
    for before, after in pairwise([*kept, promise]):
        by = people.get(_who(before) or 0)
        steps += [
            _step(what, by, before.pgh_created_at, why, state)
            for what, why, state in _changes(before, after, moves)
        ]
    return steps


def _changes(before: Any, after: Any, moves: dict[Any, str]) -> Iterator[tuple[str, str, str]]:
    if before.due_on != after.due_on:
        day = date_format(after.due_on, "DATE_FORMAT")
        yield _("Moved to %(day)s") % {"day": day}, moves.get(after.due_on, ""), "is-done"
    if before.status != after.status:
        yield {
            "kept": (_("Done"), after.result, "is-done"),
            "dropped": (_("Given up"), after.result, "is-done"),
            "open": (_("Opened again"), "", "is-done"),
        }[after.status]
    if after.told_on and not before.told_on:
        yield _("Residents told"), after.told_how, "is-told"
    if before.is_public != after.is_public:
        yield (
            _("Shown to everyone") if after.is_public else _("Hidden from the public"),
            "",
            "is-done",
        )


def _step(
    what: str, by: User | None, at: datetime, why: str = "", state: str = "is-done"
) -> dict[str, Any]:
    return {"what": what, "by": by, "at": at, "why": why, "state": state}


def _who(row: Any) -> int | None:
    context = row.pgh_context
    return context.metadata.get("user") if context else None
