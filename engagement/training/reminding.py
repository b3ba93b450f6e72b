"""Staff hear that a required course lapses, 60 days before and 14.

Each mail is a row of the outbox with a key of its own, so a sweep that runs twice, or dies
half-way, tells nobody twice. Whoever takes the course anew is not told of the old date.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from engagement.training.models import Completion, Course
from portal.accounts.models import Role
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

DAYS_BEFORE = (60, 14)


@transaction.atomic
def remind(on: date | None = None) -> int:
    """Post what is due to be said today and was not said yet; how many were looked at."""
    on = on or timezone.localdate()
    letters = [letter(completion, on) for completion in lapsing(on)]
    Message.objects.post_all(letters)
    return len(letters)


def lapsing(on: date) -> QuerySet[Completion]:
    """What staff hold of required courses and will not for longer than 60 days."""
    staff = Role.objects.current().filter(kind__in=Role.STAFF, user__is_active=True)
    newest = Completion.objects.filter(
        person__in=staff.values("user"), course__in=Course.objects.required()
    ).newest()
    ahead = on + timedelta(days=max(DAYS_BEFORE))
    return newest.ending(on, ahead).select_related("person", "course").order_by("pk")


def letter(completion: Completion, on: date) -> Message:
    """The nearest of the notices that is due by now: a late start says one, not both."""
    until, person = completion.valid_until, completion.person
    assert until is not None  # noqa: S101  `lapsing` found it by its last day
    days = min(days for days in DAYS_BEFORE if (until - on).days <= days)
    return Message.written(
        key=f"training-{completion.pk}-{until:%Y%m%d}-{days}",
        to=person.email,
        template="training/lapses",
        context={
            "course": str(completion.course.name.localize(person.language)),
            "until": until,
            "link": absolute("/desk/training/"),
        },
        topic="work",
        language=person.language,
        user=person,
    )
