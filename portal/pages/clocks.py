"""How much time is left for a promise: in words first, and as a drawn clock beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import cos, pi, sin
from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

Kind = Literal["open", "soon", "late", "met", "none"]
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    kind: Kind
    now: datetime
    share: float = 0.0  # of the time used, 0 to 1
    started_at: datetime | None = None
    due_at: datetime | None = None
    met_at: datetime | None = None
    said: _StrOrPromise = ""

    @classmethod
    def between(
        cls,
        started_at: datetime,
        due_at: datetime | None,
        met_at: datetime | None = None,
        now: datetime | None = None,
    ) -> Clock:
        """The clock of something asked at one time and due by another.

        Soon is the last quarter of the time or the last day, whichever is longer.
        """
        now = now or timezone.now()
        if due_at is None:
            kind: Kind = "met" if met_at else "none"
            return cls(kind, now, float(bool(met_at)), started_at, None, met_at)
        whole = max(due_at - started_at, timedelta(seconds=1))
        share = min(max(((met_at or now) - started_at) / whole, 0.0), 1.0)
        if met_at:
            kind = "met"
        elif now > due_at:
            kind = "late"
        elif due_at - now <= max(whole / 4, DAY):
            kind = "soon"
        else:
            kind = "open"
        return cls(kind, now, share, started_at, due_at, met_at)

    def saying(self, words: _StrOrPromise) -> Clock:
        """The same clock with words of its own, such as “Answered” or “Not ours”."""
        return replace(self, said=words)

    @property
    def words(self) -> _StrOrPromise:
        if self.said:
            return self.said
        if self.kind == "met" and self.started_at and self.met_at:
            return _("Done in %(time)s") % {"time": span(self.met_at - self.started_at)}
        if self.due_at is None:
            return _("No date yet")
        if self.kind == "late":
            return _("%(time)s late") % {"time": span(self.now - self.due_at)}
        return due_words(self.due_at, self.now)

    @property
    def pie(self) -> str:
        """The used share as a slice around (9, 9), clockwise from noon."""
        turn = min(max(self.share, 0.004), 0.996)
        x, y = 9 + 5 * sin(2 * pi * turn), 9 - 5 * cos(2 * pi * turn)
        return f"M9 9V4A5 5 0 {int(turn > 0.5)} 1 {x:.2f} {y:.2f}z"  # noqa: PLR2004  # half a turn


def span(time: timedelta) -> str:
    """A length of time in the one unit a person would use."""
    if time < HOUR:
        minutes = max(int(time.total_seconds() // 60), 1)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if time < 2 * DAY:
        hours = int(time // HOUR)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", time.days) % {"n": time.days}


def due_words(due_at: datetime, now: datetime) -> str:
    """When something is due, as one would say it today."""
    due = timezone.localtime(due_at)
    days = (due.date() - timezone.localdate(now)).days
    at = date_format(due, "P")
    if days <= 0:
        return _("Due today, %(at)s") % {"at": at}
    if days == 1:
        return _("Due tomorrow, %(at)s") % {"at": at}
    if days <= 7:  # noqa: PLR2004  # a week
        return ngettext("Due in %(n)d day", "Due in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
