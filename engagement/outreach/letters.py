"""The author of an entry hears by mail that it came back, and why: a row of the outbox, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from engagement.outreach.models import OutreachEntry


def tell_the_author(entry: OutreachEntry) -> None:
    """Post the mail about this sending back. Call it in the transaction that did it.

    The note is a colleague's about an entry; what the entry says is not in the mail.
    """
    author = entry.lead
    if entry.reviewed_at is None or not author.is_active:
        return
    Message.objects.post(
        key=f"{_key(entry)}{entry.reviewed_at:%Y%m%d%H%M%S%f}",
        to=author.email,
        template="outreach/returned",
        context={
            "kind": entry.get_kind_display(),
            "day": entry.happened_on,
            "note": entry.review_note,
            "who": str(entry.reviewed_by),
            "link": absolute(entry.get_absolute_url()),
        },
        topic="work",
        language=author.language,
        user=author,
    )


def take_back_letters(entry: OutreachEntry) -> int:
    """What has not gone out is not said any more: the entry was corrected already."""
    return Message.objects.filter(key__startswith=_key(entry)).take_back()


def _key(entry: OutreachEntry) -> str:
    return f"outreach-{entry.pk}-returned-"
