"""Whoever owes an answer hears of it in time, and once it is late; then the sender does.

A day before it is due and the day it is late, to the organization; a day after that to whoever
sent it. The same for the first contact. Each mail is a row of the outbox with a key of its own,
so a sweep that runs twice, or dies half-way, tells nobody twice. What is answered takes back
what has not gone out (`telling`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partnerships.referrals import telling
from partnerships.referrals.models import Referral
from partnerships.referrals.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

DAY = timedelta(days=1)


def remind(at: datetime | None = None) -> int:
    """Post what is due now and was not posted yet; how many requests were looked at."""
    at = at or timezone.now()
    answer = Q(state=State.SENT, answer_due_at__lte=at + DAY)
    contact = Q(state=State.ACCEPTED, contact_due_at__lte=at + DAY)
    pressing = Referral.objects.filter(answer | contact).order_by("pk")
    return sum(_remind(pk, at) for pk in list(pressing.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    """Look again under its lock, so that none is answered meanwhile."""
    rows = Referral.objects.select_for_update(of=("self",), skip_locked=True)
    referral = rows.select_related("organization", "sent_by").filter(pk=pk).first()
    if referral is None:
        return False
    for what, template, to_sender in _owed(referral, at):
        if not to_sender:
            telling.write_to_them(referral, f"due-{what}", template)
        elif referral.sent_by and referral.sent_by.is_active:
            path = referral.get_absolute_url()
            telling.write_to(referral, referral.sent_by, f"due-{what}-sender", template, path)
    return True


def _owed(referral: Referral, at: datetime) -> Iterator[tuple[str, str, bool]]:
    """What is to be said: the key's part, the template, and whether to the sender."""
    answered = referral.state != State.SENT
    thing = "contact" if answered else "answer"
    due = referral.contact_due_at if answered else referral.answer_due_at
    if at < due - DAY:
        return
    # One that is late already was never told that it is due soon: one mail is enough.
    late = at >= due
    yield f"{thing}-{'late' if late else 'soon'}", f"referrals/{thing}_due", False
    if at >= due + DAY:
        yield f"{thing}-late", f"referrals/{thing}_late", True
