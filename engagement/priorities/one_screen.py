"""The form that holds all current priorities of an area. Each row is saved on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from engagement.priorities.forms import RowForm
from engagement.priorities.models import Priority
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import QueryDict

    from portal.accounts.models import User
    from portal.areas.models import Area


class OneScreen:
    """Rows of priorities with their forms; what could not be saved keeps what was typed."""

    def __init__(self, area: Area, said: QueryDict | None = None) -> None:
        self.area, self.said = area, said
        self.priorities = list(Priority.objects.current().filter(area=area).in_order())
        self.rows = [self._form(priority, said) for priority in self.priorities]
        self.wrong: set[int] = set()

    @property
    def has_errors(self) -> bool:
        return bool(self.wrong)

    @property
    def bad_rows(self) -> list[RowForm]:
        return [row for row in self.rows if row.errors]

    def save(self, by: User) -> int:
        """Save every row that is right; how many changed."""
        saved = set()
        for row in self.rows:
            if not row.is_valid():
                self.wrong.add(row.priority.pk)
                continue
            try:
                if row.act(by):
                    saved.add(row.priority.pk)
            except NotPossible as refused:
                row.add_error(row.blamed, str(refused))
                self.wrong.add(row.priority.pk)
        saved |= self._arrange(by)
        return len(saved)

    def again(self) -> OneScreen:
        """The page after some of it failed: failed rows as typed, the others as they stand now."""
        fresh = OneScreen(self.area)
        failed = {row.priority.pk: row for row in self.rows if row.priority.pk in self.wrong}
        fresh.rows = [failed.get(row.priority.pk, row) for row in fresh.rows]
        fresh.wrong = self.wrong
        return fresh

    def _form(self, priority: Priority, said: QueryDict | None) -> RowForm:
        initial: dict[str, Any] = {
            "issue": priority.issue,
            "action_on": timezone.localdate(),
            "position": self.priorities.index(priority) + 1,
        }
        # A row that is not in what was sent, such as one added meanwhile, is left alone.
        prefix = f"p{priority.pk}"
        sent = said if said is not None and f"{prefix}-issue" in said else None
        return RowForm(
            sent if sent is not None or said is None else None,
            prefix=prefix,
            initial=initial,
            priority=priority,
            places=len(self.priorities),
        )

    def _arrange(self, by: User) -> set[int]:
        """In the order asked for; one that moves up comes before whoever has that place."""
        wanted = []
        moved = set()
        for now, row in enumerate(self.rows, start=1):
            place = row.wanted_place or now
            if place != now:
                moved.add(row.priority.pk)
            wanted.append((place + (0.5 if place > now else -0.5 if place < now else 0), row))
        if not moved:
            return moved
        wanted.sort(key=lambda pair: pair[0])
        Priority.objects.arrange(self.area, [row.priority.pk for _place, row in wanted], by)
        return moved
