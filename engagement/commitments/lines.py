"""A promise as a line from the day it was made to the day residents knew how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.pages.promises import PromiseLine

if TYPE_CHECKING:
    from datetime import date

    from engagement.commitments.models import Commitment
    from portal.pages.clocks import Kind


def drawn(promise: Commitment) -> PromiseLine:
    """A day's promise has until the day is over."""
    line = PromiseLine.of(
        _begins(promise.made_on),
        _ends(promise.due_on),
        _begins(promise.closed_on) if promise.closed_on else None,
        _begins(promise.told_on) if promise.told_on else None,
    )
    if not promise.is_dropped or promise.closed_on is None:
        return line
    day = {"day": date_format(promise.closed_on, "SHORT_DAY_FORMAT")}
    words = (
        gettext("Given up %(day)s, neighbors told")
        if promise.told_on
        else gettext("Given up %(day)s, not told yet")
    )
    kind: Kind = "none" if promise.told_on else "soon"
    return replace(line, clock=replace(line.clock.saying(words % day), kind=kind))


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ends(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
