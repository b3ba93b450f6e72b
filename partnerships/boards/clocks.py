"""The clock of a recommendation: from the day it was made until the day it is answered."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.clocks import Clock

if TYPE_CHECKING:
    from datetime import date

    from partnerships.boards.models.consultation import Consultation
    from partnerships.boards.models.recommendation import Recommendation


def of(recommendation: Recommendation) -> Clock:
    """A day's promise has until the day is over. A late answer stays late in words."""
    answered = recommendation.answered_on
    clock = Clock.between(
        _begins(recommendation.made_on),
        _ends(recommendation.due_on),
        _begins(answered) if answered else None,
    )
    if recommendation.withdrawn_on:
        return Clock("none", clock.now).saying(_("Withdrawn"))
    if not answered:
        return clock.saying(_late(recommendation)) if clock.kind == "late" else clock
    if recommendation.was_late:
        late = (answered - recommendation.due_on).days
        words = ngettext("Answered %(n)d day late", "Answered %(n)d days late", late)
        return clock.saying(words % {"n": late})
    days = (answered - recommendation.made_on).days
    if days == 0:
        return clock.saying(_("Answered the same day"))
    words = ngettext("Answered in %(n)d day", "Answered in %(n)d days", days)
    return clock.saying(words % {"n": days})


def of_comments(consultation: Consultation) -> Clock:
    """How long one may comment."""
    return Clock.between(_begins(consultation.opens_on), _ends(consultation.closes_on))


def _late(recommendation: Recommendation) -> str:
    days = (timezone.localdate() - recommendation.due_on).days
    return ngettext("Answer %(n)d day late", "Answer %(n)d days late", days) % {"n": days}


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ends(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
