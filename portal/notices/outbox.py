"""Takes mail from the outbox to the mail server.

What is promised: **at least once, and once in all but a sliver of time.** Each message is
written down as sent right after the server's 250, in a transaction of its own. A worker
killed between that 250 and the commit (a fraction of a millisecond) leaves one message
that will go out again, under the same Message-ID, so that a receiver can drop the copy.
No protocol of two parties can close that gap; the other choice, marking first, would
lose mail instead.

How: a worker claims a batch (`FOR UPDATE SKIP LOCKED`, one short transaction; no lock is
held while talking to the server). A claim ends by itself: when its lease runs out, or at
once when the database session that made it is gone, which is what a `kill -9` leaves.
Each message is checked once more just before it goes (`Message.begin`): taken back,
silenced or taken over in the meantime, it stays.
"""

from __future__ import annotations

import logging
import smtplib
import time
import uuid
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import connection, transaction
from django.db.models import Func, IntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.notices.letter import Letter
from portal.notices.models.message import RELEASED, Message

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)

BATCH = 200
FLUSH_EVERY = 10  # mails that may go out twice if the database server itself crashes
LEASE = timedelta(seconds=90)  # longer than the slowest mail: see EMAIL_TIMEOUT
PAUSE = timedelta(seconds=30)  # when the mail server is not there


class Round(NamedTuple):
    """How many were sent, and whether time ended it rather than the last mail."""

    sent: int
    more: bool


def send_due(*, seconds: float = float("inf"), limit: int | None = None) -> Round:
    """Send what is due, for about that many seconds. Any number may run at once."""
    release_orphans()
    ends = time.monotonic() + seconds
    count = 0
    with Postman() as postman:
        while limit is None or count < limit:
            if time.monotonic() > ends:
                return Round(count, more=True)
            batch = claim(BATCH if limit is None else min(BATCH, limit - count))
            if not batch:
                break
            count += postman.deliver(batch)
            if postman.turned_away:
                break
    return Round(count, more=False)


def release_orphans() -> int:
    """Free what a dead worker held: its database session is gone."""
    alive = RawSQL("SELECT pid FROM pg_stat_activity WHERE pid IS NOT NULL", ())
    held = Message.objects.waiting().filter(claimed_by__isnull=False)
    return held.exclude(claimed_by__in=alive).update(**RELEASED)


def claim(limit: int) -> list[Message]:
    """Take up to `limit` due messages in hand, what people wait for first.

    Those whose reader asked us not to write are taken back on the way.
    """
    now = timezone.now()
    ours = uuid.uuid4()
    with transaction.atomic():
        set_for_claiming()
        due = Message.objects.due(now).with_unwanted()
        due = due.order_by("keeps_quiet_hours", "due_at", "pk")
        batch = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
        wanted = [message for message in batch if not message.is_unwanted]
        Message.objects.filter(pk__in=[message.pk for message in wanted]).update(
            claim=ours,
            claimed_until=now + LEASE,
            claimed_by=Func(function="pg_backend_pid", output_field=IntegerField()),
        )
        if unwanted := [message.pk for message in batch if message.is_unwanted]:
            Message.objects.filter(pk__in=unwanted).update(
                state=Message.State.CANCELLED, last_error="The reader asked us not to write."
            )
    for message in wanted:
        message.claim = ours
    return wanted


def set_for_claiming() -> None:
    """For this transaction: do not wait for the disk, and walk the index of waiting mail.

    A claim need not survive a crash of the database. The index is in the order of claiming;
    whoever sorts all that waits for each batch does not end when much waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL synchronous_commit TO OFF;"
            "SET LOCAL enable_bitmapscan TO OFF;"
            "SET LOCAL enable_sort TO OFF"
        )


class Postman:
    """One connection to the mail server, opened at the first mail."""

    def __init__(self) -> None:
        self.server: BaseEmailBackend | None = None
        self.turned_away = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()

    def deliver(self, batch: list[Message]) -> int:
        """Send a claimed batch. Returns how many the server took.

        That a mail was taken is written in the statement that begins the next one, which
        is the very next thing done after the server's 250.
        """
        taken = 0
        sent: Message | None = None
        for place, message in enumerate(batch):
            if not self.is_connected():
                break
            durably = place % FLUSH_EVERY == 0
            begun = message.begin(timezone.now() + LEASE, after=sent, durably=durably)
            sent = message if begun and self.send(message) else None
            taken += sent is not None
        if sent:
            sent.mark_sent()
        if self.turned_away:
            postpone(batch)
        return taken

    def is_connected(self) -> bool:
        """Connect if need be. A server that is away is not the message's fault."""
        if self.server is None:
            server = get_connection()
            try:
                server.open()
            except (OSError, smtplib.SMTPException) as error:
                log.warning("The mail server is not there (%s).", type(error).__name__)
                self.turned_away = True
            else:
                self.server = server
        return self.server is not None

    def send(self, message: Message) -> bool:
        """Whether the server took it. If not, that is written down here."""
        try:
            self.hand_over(Letter(message))
        except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
            message.try_later(reason(error))
            self.hang_up()
        except smtplib.SMTPRecipientsRefused as error:
            refused = all(code >= 500 for code, _ in error.recipients.values())  # noqa: PLR2004
            (message.mark_refused if refused else message.try_later)(reason(error))
        except smtplib.SMTPDataError as error:
            refused = error.smtp_code >= 500  # noqa: PLR2004 - SMTP: 4xx later, 5xx never
            (message.mark_refused if refused else message.try_later)(reason(error))
        except (ValidationError, UnicodeError, smtplib.SMTPNotSupportedError) as error:
            message.mark_refused(reason(error))  # this is no address a server takes
        except Exception as error:
            log.exception("Message %s could not be sent.", message.pk)
            message.try_later(reason(error))
            self.hang_up()
        else:
            return True
        return False

    def hand_over(self, letter: Letter) -> None:
        """Straight to the server; Django would take both addresses apart for each mail anew."""
        if isinstance(self.server, SmtpBackend) and self.server.connection:
            self.server.connection.sendmail(letter.envelope_from, letter.to, bytes(letter))
        else:
            letter.connection = self.server
            letter.send()

    def hang_up(self) -> None:
        if self.server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.server.close()
        self.server = None


def postpone(batch: list[Message]) -> None:
    """Back into the outbox for a while, without counting as an attempt."""
    held = Message.objects.waiting().filter(claim__in={message.claim for message in batch})
    held.update(due_at=timezone.now() + PAUSE, **RELEASED)


def reason(error: Exception) -> str:
    """One line for staff."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return reply(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return reply(error.smtp_code, error.smtp_error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"{type(error).__name__}: {error}"


def reply(code: int, words: bytes | str) -> str:
    """What the mail server said."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(said.split())}"
