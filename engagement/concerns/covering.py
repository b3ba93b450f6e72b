"""Who stands in for whom: an officer away has their desk looked after by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from portal.areas.models import TeamMember

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User
    from portal.areas.models.team import TeamMemberQuerySet


def absent(on: date | None = None) -> TeamMemberQuerySet:
    """Postings whose officer is away today and said who covers."""
    on = on or timezone.localdate()
    away = TeamMember.objects.current(on).filter(away_until_on__gt=on)
    return away.filter(covered_by__user__is_active=True)


def covered_by(user: User) -> TeamMemberQuerySet:
    """The postings this person looks after for someone who is away."""
    return absent().filter(covered_by__user=user)


def of_absent(user: User) -> Q:
    """Concerns of those this person stands in for. A sensitive one waits for a supervisor."""
    return Q(assigned_to__in=covered_by(user).values("user"), sensitive=False)


def cover_of(user: User) -> TeamMember | None:
    """The posting of an absent officer that names who covers for them; None while they work."""
    return absent().filter(user=user).select_related("covered_by__user", "user").first()
