"""Those who run grants hear of a report a month before it is due, and a week before.

Each mail is a row of the outbox with a key of its own, so a sweep that runs twice, or dies
half-way, tells nobody twice. A report that is sent takes back what has not gone out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partnerships.resources.models import ReportingPeriod
from portal.accounts.models import Role, User
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from datetime import date

DAYS_BEFORE = (30, 7)


@transaction.atomic
def remind(on: date | None = None) -> int:
    """Post what is due to be said today and was not said yet; how many."""
    on = on or timezone.localdate()
    ahead = on + timedelta(days=max(DAYS_BEFORE))
    rows = ReportingPeriod.objects.select_for_update(of=("self",), skip_locked=True)
    owed = rows.unsent().filter(due_on__gte=on, due_on__lte=ahead).select_related("grant")
    letters = [
        letter(period, reader, days)
        for period in owed
        for days in said_now(period, on)
        for reader in readers()
    ]
    Message.objects.post_all(letters)
    return len(letters)


def said_now(period: ReportingPeriod, on: date) -> list[int]:
    """The nearest of the notices that is due by now: a late start says one, not all."""
    left = (period.due_on - on).days
    return [min(days for days in DAYS_BEFORE if left <= days)]


def readers() -> list[User]:
    command = Role.objects.current().filter(kind=Role.Kind.COMMAND)
    return list(User.objects.filter(is_active=True, pk__in=command.values("user")).order_by("pk"))


def letter(period: ReportingPeriod, reader: User, days: int) -> Message:
    return Message.written(
        key=f"{key_of(period)}{period.due_on:%Y%m%d}-{days}-{reader.pk}",
        to=reader.email,
        template="resources/report_due",
        context={
            "grant": period.grant.name,
            "funder": period.grant.funder,
            "period": str(period),
            "due_on": period.due_on,
            "link": absolute(period.grant.get_absolute_url()),
        },
        topic="work",
        language=reader.language,
        user=reader,
    )


def key_of(period: ReportingPeriod) -> str:
    return f"grant-report-{period.pk}-due-"
