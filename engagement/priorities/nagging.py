"""An area's team hears before a priority grows stale; its supervisors when it has.

Each mail is a row of the outbox with a key made of the priority and of the day something was
last said about it, so a sweep that runs twice, or dies half-way, tells nobody twice. What is
said takes back what has not gone out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from engagement.concerns.escalating import supervisors_of
from engagement.priorities.models import Priority
from portal.accounts.models import Role
from portal.areas.models import TeamMember
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portal.accounts.models import User
    from portal.areas.models import Area

BATCH = 200


def nag(on: date | None = None) -> int:
    """Post what is due by today and was not posted yet; how many."""
    on = on or timezone.localdate()
    pks = list(Priority.objects.to_nag(on).order_by("pk").values_list("pk", flat=True))
    batches = (pks[at : at + BATCH] for at in range(0, len(pks), BATCH))
    return sum(_nag(batch, on) for batch in batches)


@transaction.atomic
def _nag(pks: list[int], on: date) -> int:
    """Look again at each under its lock, so that nobody is nagged about what was just said."""
    rows = Priority.objects.select_for_update(of=("self",), skip_locked=True)
    found = list(rows.to_nag(on).filter(pk__in=pks).select_related("area"))
    begun = Message.objects.filter(key__regex=rf"^priority-({'|'.join(map(str, pks))})-")
    known = set(begun.values_list("key", flat=True))
    letters = [
        _letter(key, priority, reader, stale=stale, on=on)
        for priority in found
        for key, reader, stale in _owed(priority, on)
        if key not in known
    ]
    Message.objects.post_all(letters)
    return len(letters)


def _owed(priority: Priority, on: date) -> Iterator[tuple[str, User, bool]]:
    """Who should hear of this one: the key of the mail, its reader, and whether it is stale."""
    said = f"{mail_key(priority)}{priority.spoken_on:%Y%m%d}"
    for officer in officers_of(priority.area):
        yield f"{said}-nag-{officer.pk}", officer, False
    if priority.is_stale(on):
        for supervisor in supervisors_of(priority):
            yield f"{said}-stale-{supervisor.pk}", supervisor, True


def officers_of(area: Area) -> list[User]:
    """The named team of the area; where there is none, the officers who serve there."""
    members, theirs = TeamMember.objects.answering(area)
    if theirs == area:
        return list({member.user_id: member.user for member in members}.values())
    roles = Role.objects.current().filter(kind=Role.Kind.OFFICER, area=area, user__is_active=True)
    officers = list({role.user_id: role.user for role in roles.select_related("user")}.values())
    return officers or list({member.user_id: member.user for member in members}.values())


def take_back(priority: Priority) -> int:
    """Nobody is told of a silence that is over."""
    return Message.objects.filter(key__startswith=mail_key(priority)).take_back()


def mail_key(priority: Priority) -> str:
    return f"priority-{priority.pk}-"


def _letter(key: str, priority: Priority, reader: User, *, stale: bool, on: date) -> Message:
    return Message.written(
        key=key,
        to=reader.email,
        template="priorities/nag",
        context={
            "issue": priority.issue,
            "area": priority.area.name,
            "days": priority.silent_days(on),
            "stale_on": priority.spoken_on + timedelta(days=settings.PRIORITY_STALE_DAYS),
            "is_stale": priority.is_stale(on),
            "to_supervisor": stale,
            "link": absolute(reverse("desk_priorities:area", args=[priority.area.slug])),
        },
        topic="work",
        language=reader.language,
        user=reader,
    )
