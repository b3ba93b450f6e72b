"""The promise line: given on the left, due on the right, today in between. It ends with “told”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.pages.clocks import Clock

if TYPE_CHECKING:
    from datetime import datetime

State = Literal["open", "late", "done", "told"]
START, END = 2.0, 97.0  # percent of the drawing's width
OVERDUE = 64.0  # where the due date stands once it has passed
GAP = 10.0  # between being done and being told, at least


@dataclass(frozen=True)
class PromiseLine:
    """Places along the line, in percent of its width; None where nothing is drawn."""

    state: State
    given_at: datetime
    due_at: datetime
    done_at: datetime | None
    clock: Clock
    due: float
    run: float
    today: float | None = None
    over: float | None = None
    done: float | None = None
    told: float | None = None

    @classmethod
    def of(
        cls,
        given_at: datetime,
        due_at: datetime,
        done_at: datetime | None = None,
        told_at: datetime | None = None,
        now: datetime | None = None,
    ) -> PromiseLine:
        now = now or timezone.now()
        clock = Clock.between(given_at, due_at, done_at, now)
        passed = (done_at or now) > due_at
        due = OVERDUE if passed else END
        if done_at is None:
            if passed:
                return cls("late", given_at, due_at, None, clock, due, run=due, over=END - 3)
            here = _place(given_at, due_at, now, START + 4, END - 5)
            return cls("open", given_at, due_at, None, clock, due, run=here, today=here)
        done = 80.0 if passed else _place(given_at, due_at, done_at, START + 8, END - 15)
        over = done if passed else None
        run = due if passed else done
        when = date_format(timezone.localtime(done_at), "SHORT_DAY_FORMAT")
        if told_at is None:
            clock = Clock("soon", now, clock.share, given_at, due_at, done_at).saying(
                _("Done %(date)s, not told yet") % {"date": when}
            )
            return cls("done", given_at, due_at, done_at, clock, due, run, over=over, done=done)
        words = (
            _("Kept late, %(date)s, neighbors told")
            if passed
            else _("Kept %(date)s, neighbors told")
        )
        return cls(
            "told",
            given_at,
            due_at,
            done_at,
            clock.saying(words % {"date": when}),
            due,
            run,
            over=over,
            done=done,
            told=min(done + GAP, END - 5),
        )

    @property
    def is_late(self) -> bool:
        return self.state == "late"


def _place(start: datetime, end: datetime, at: datetime, low: float, high: float) -> float:
    whole = max(end - start, timedelta(seconds=1))
    return round(min(max(START + (END - START) * ((at - start) / whole), low), high), 1)
