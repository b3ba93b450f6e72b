"""What was changed in an entry, field by field, by whom: from the rows the database kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format, localize, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagement.outreach.models import OutreachEntry
from engagement.outreach.models.constraints import SAID
from engagement.outreach.states import State
from portal.accounts.models import User
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@dataclass(frozen=True)
class Change:
    """One field: what it said before, and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    what: str
    by: User | None
    at: datetime
    why: str = ""
    state: str = "is-done"
    changes: list[Change] = field(default_factory=list)


def of(entry: OutreachEntry) -> list[Step]:
    """Every step in the life of an entry, the first one first."""
    kept = list(entry.history.order_by("pgh_id").select_related("pgh_context"))
    people = User.objects.in_bulk({who for row in kept if (who := _who(row))})
    areas = Area.objects.in_bulk({row.area_id for row in [*kept, entry]})
    steps = [Step(_("Written"), entry.lead, entry.created_at)]
    for before, after in pairwise([*kept, entry]):
        changes = list(_changes(before, after, areas))
        what, why, state = _named(before, after)
        if what or changes:
            by = people.get(_who(before) or 0)
            what = what or _("Changed")
            steps.append(Step(what, by, before.pgh_created_at, why, state, changes))
    return steps


def _named(before: Any, after: Any) -> tuple[str, str, str]:
    """What moved it on: its name, the note that came with it, and how the line is drawn."""
    if before.status != after.status:
        return {
            State.SUBMITTED: (
                _("Sent again") if before.status == State.RETURNED else _("Sent"),
                "",
                "is-done",
            ),
            State.APPROVED: (_("Approved"), after.review_note, "is-told"),
            State.RETURNED: (_("Sent back"), after.review_note, "is-late"),
            State.DRAFT: (_("Draft"), "", "is-done"),
        }[State(after.status)]
    if before.visibility != after.visibility:
        shown = after.visibility == OutreachEntry.Visibility.PUBLIC
        words = _("Summary for everyone") if shown else _("Summary for colleagues only")
        return words, "", "is-done"
    return "", "", "is-done"


def _changes(before: Any, after: Any, areas: dict[int, Area]) -> Iterator[Change]:
    for name in SAID:
        was, now = _value(before, name), _value(after, name)
        if was != now:
            label = capfirst(str(_label(name)))
            yield Change(label, _shown(name, was, areas), _shown(name, now, areas))


def _value(row: Any, name: str) -> Any:
    return getattr(row, f"{name}_id" if name in ("area", "lead") else name)


def _label(name: str) -> Any:
    try:
        return getattr(OutreachEntry._meta.get_field(name), "verbose_name", name)
    except FieldDoesNotExist:  # pragma: no cover  # a field that is gone
        return name


def _shown(name: str, value: Any, areas: dict[int, Area]) -> str:
    """A value as a person reads it."""
    if value is None or value in ("", []):
        return _("nothing")
    if name == "area":
        return areas[value].name
    if isinstance(value, (bool, date, time)):
        return _plain(value)
    choices = _choices(name)
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    return str(choices.get(value, localize(value)))


def _plain(value: bool | date | time) -> str:  # noqa: FBT001  one of three kinds
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return time_format(value)


def _choices(name: str) -> dict[Any, Any]:
    column: Any = OutreachEntry._meta.get_field(name)
    return dict(getattr(column, "base_field", column).flatchoices)


def _who(row: Any) -> int | None:
    context = row.pgh_context
    return context.metadata.get("user") if context else None
