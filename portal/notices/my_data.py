"""What this room holds about someone with an account: the messages that went to them.

Their words and addresses go with the account; that something was sent stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accounts.my_data import forgets, holds
from portal.notices.models import Message

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("messages")
def messages(user: User) -> list[dict[str, Any]]:
    """Their subjects and days; what a message said stands in the mailbox it went to."""
    mine = Message.objects.filter(user=user).order_by("created_at", "pk")
    return [
        {
            "subject": message.subject,
            "to": message.to,
            "state": str(message.get_state_display()),
            "sent": message.sent_at,
        }
        for message in mine.only("subject", "to", "state", "sent_at", "user")
    ]


@forgets
def messages_without_words(user: User) -> None:
    Message.objects.filter(user=user).erase()
