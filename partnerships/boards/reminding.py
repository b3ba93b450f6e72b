"""Command hears of an answer it owes: 30 and 7 days before, the day after, then every week.

Each mail is a row of the outbox with a key of its own, so a sweep that runs twice, or dies
half-way, tells nobody twice. What is answered, withdrawn or moved takes back what has not
gone out (`telling`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partnerships.boards.models import Recommendation
from partnerships.boards.telling import reminder_key
from portal.accounts.models import Role, User
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from datetime import date

EARLY, SOON, WEEK = 30, 7, 7


@transaction.atomic
def remind(on: date | None = None) -> int:
    """Post what is due today and was not posted yet; how many."""
    on = on or timezone.localdate()
    rows = Recommendation.objects.waiting().filter(due_on__lte=on + timedelta(days=EARLY))
    locked = rows.filter(made_on__lt=on).select_for_update(of=("self",), skip_locked=True)
    commanders = list(
        User.objects.filter(is_active=True, roles__in=Role.objects.current().filter(kind="command"))
        .distinct()
        .order_by("pk")
    )
    owed = [
        (_key(one, reader, on), one, reader)
        for one in locked.select_related("board", "area").order_by("due_on", "pk")
        for reader in commanders
        if reader.has_perm("boards.answer", one)
    ]
    known = set(
        Message.objects.filter(key__in=[key for key, _one, _reader in owed]).values_list(
            "key", flat=True
        )
    )
    letters = [_letter(key, one, reader, on) for key, one, reader in owed if key not in known]
    Message.objects.post_all(letters)
    return len(letters)


def forget_watchers() -> int:
    """Erase the address in an outcome mail once it went out: it was left for that one mail."""
    sent = Message.objects.filter(
        key__startswith="consultation-", key__contains="-outcome-", state=Message.State.SENT
    ).exclude(to="")
    return Message.objects.forget(*sent.values_list("key", flat=True))


def _key(one: Recommendation, reader: User, on: date) -> str:
    """Of the stage it is in now: stages that nobody swept in time are not caught up on."""
    left = (one.due_on - on).days
    stage = f"late-{(-left - 1) // WEEK}" if left < 0 else (SOON if left <= SOON else EARLY)
    return f"{reminder_key(one)}{one.due_on:%Y%m%d}-{stage}-{reader.pk}"


def _letter(key: str, one: Recommendation, reader: User, on: date) -> Message:
    return Message.written(
        key=key,
        to=reader.email,
        template="boards/reminder",
        context={
            "label": one.label,
            "title": one.title,
            "board": one.board.name,
            "due_on": one.due_on,
            "late": one.due_on < on,
            "link": absolute(one.desk_url),
        },
        topic="work",
        language=reader.language,
        user=reader,
    )
