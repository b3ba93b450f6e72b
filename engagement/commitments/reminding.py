"""Whoever answers for a promise hears of it before its day, and after; then their supervisors.

Three days before, the day after, then every week; supervisors once, a week after. Each mail is
a row of the outbox with a key of its own, so a sweep that runs twice, or dies half-way, tells
nobody twice. A promise that is closed or moved takes back what has not gone out (`telling`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from engagement.commitments.models import Commitment
from engagement.commitments.telling import reminder_key
from engagement.concerns.escalating import supervisors_of
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portal.accounts.models import User

WEEK = 7
BATCH = 500


def remind(on: date | None = None) -> int:
    """Post what is due today and was not posted yet; how many."""
    on = on or timezone.localdate()
    ahead = on + timedelta(days=settings.REMIND_OF_PROMISES_DAYS)
    before = Q(due_on__gte=on, due_on__lte=ahead, made_on__lt=on)
    pressing = Commitment.objects.open().filter(before | Q(due_on__lt=on)).order_by("due_on", "pk")
    pks = list(pressing.values_list("pk", flat=True))
    known = _known(pks)
    return sum(
        _remind(batch, on, known)
        for batch in (pks[at : at + BATCH] for at in range(0, len(pks), BATCH))
    )


@transaction.atomic
def _remind(pks: list[int], on: date, known: set[str]) -> int:
    """Look again at each under its lock, so that none is closed meanwhile."""
    rows = Commitment.objects.select_for_update(of=("self",), skip_locked=True)
    related = rows.select_related("owner", "created_by", "area", "concern")
    letters = [
        _letter(key, promise, reader, on, to_supervisor=to_supervisor)
        for promise in related.open().filter(pk__in=pks)
        for key, reader, to_supervisor in _owed(promise, on)
        if key not in known
    ]
    Message.objects.post_all(letters)
    return len(letters)


def _owed(promise: Commitment, on: date) -> Iterator[tuple[str, User, bool]]:
    """Who should hear of this promise today: the key of the mail, and its reader."""
    begin = f"{reminder_key(promise)}{promise.due_on:%Y%m%d}"
    late = (on - promise.due_on).days
    reader = promise.owner or promise.created_by
    if reader and reader.is_active:
        weeks = f"late-{(late - 1) // WEEK}" if late > 0 else "soon"
        yield f"{begin}-{weeks}-{reader.pk}", reader, False
    if late >= settings.SUPERVISORS_HEAR_OF_PROMISES_DAYS:
        for supervisor in supervisors_of(promise):
            if supervisor != reader:
                yield f"{begin}-supervisor-{supervisor.pk}", supervisor, True


def _letter(
    key: str, promise: Commitment, reader: User, on: date, *, to_supervisor: bool
) -> Message:
    """What a sensitive concern led to is not said: a mail is read by other eyes, too."""
    hidden = promise.concern is not None and promise.concern.sensitive
    return Message.written(
        key=key,
        to=reader.email,
        template="commitments/reminder",
        context={
            "number": promise.pk,
            "what": "" if hidden else promise.what,
            "who": "" if hidden else promise.answers,
            "due_on": promise.due_on,
            "late": promise.is_overdue(on),
            "to_supervisor": to_supervisor,
            "link": absolute(promise.get_absolute_url()),
        },
        topic="work",
        language=reader.language,
        user=reader,
    )


def _known(pks: list[int]) -> set[str]:
    """Keys that are in the outbox already: those mails need not be written again."""
    if not pks:
        return set()
    begun = Message.objects.filter(key__startswith="commitment-", key__contains="-due-")
    return set(begun.values_list("key", flat=True))
