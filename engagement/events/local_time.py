"""A day and a clock time as people write them, made one instant or refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import date


def instant(day: date, clock: time) -> datetime:
    """The instant at which the agency's clocks show `clock` on `day`.

    Raises `ValidationError` for a time the clocks skip in spring or show twice in autumn.
    """
    zone = timezone.get_current_timezone()
    first, second = (
        datetime.combine(day, clock.replace(fold=fold), tzinfo=zone).astimezone(UTC)
        for fold in (0, 1)
    )
    if first == second:
        return first
    words = {"time": time_format(clock), "day": date_format(day)}
    if first > second:  # In a gap, the earlier offset gives the later instant.
        words["after"] = time_format(timezone.localtime(first))
        raise ValidationError(
            _(
                "On %(day)s the clocks go forward and skip %(time)s, so choose %(after)s or later, "
                "or an earlier time."
            )
            % words,
            code="gap",
        )
    words["after"] = time_format(timezone.localtime(once_again(second)))
    raise ValidationError(
        _(
            "On %(day)s the clocks go back and show %(time)s twice. Choose %(after)s or later, "
            "or a time before the change."
        )
        % words,
        code="overlap",
    )


def span(first: date, after: date) -> tuple[datetime, datetime]:
    """From midnight of one day to midnight of another, as the agency's clocks have it."""
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(first, time.min, tzinfo=zone),
        datetime.combine(after, time.min, tzinfo=zone),
    )


def once_again(repeated: datetime) -> datetime:
    """The first full quarter of an hour, after a repeated one, that comes only once."""
    moment = repeated
    while timezone.localtime(moment).fold:
        moment += timedelta(minutes=15 - moment.minute % 15)
    return moment
