from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.notices import addresses, topics
from portal.notices.composing import compose
from portal.notices.models.silence import Silence
from portal.notices.quiet import after_quiet, is_quiet
from portal.pages.clocks import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from portal.accounts.models import User
    from portal.pages.clocks import Kind

Attachment = tuple[str, str, str]  # file name, media type, text
# The statement of every mail, by hand: the query compiler takes longer than the database.
# It writes down that one mail was sent, and begins the next. `set_config` holds for the one
# transaction it stands in.
STEP = """
    WITH sent AS (
        UPDATE notices_message SET state = 'sent', sent_at = %(now)s, last_error = '',
            claim = NULL, claimed_until = NULL, claimed_by = NULL,
            subject = CASE WHEN erased_when_sent THEN '' ELSE subject END,
            text = CASE WHEN erased_when_sent THEN '' ELSE text END,
            html = CASE WHEN erased_when_sent THEN '' ELSE html END,
            attachments = CASE WHEN erased_when_sent THEN '[]' ELSE attachments END
        WHERE id = %(sent)s AND set_config('synchronous_commit', %(durably)s, true) <> ''
    )
    UPDATE notices_message SET attempts = attempts + 1, claimed_until = %(until)s
    WHERE id = %(begun)s AND claim = %(claim)s AND state = 'waiting'
"""
RELEASED: dict[str, None] = {"claim": None, "claimed_until": None, "claimed_by": None}


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state=Message.State.WAITING)

    def without_words(self) -> Self:
        """For lists, which show no one's mail."""
        return self.defer("html", "attachments")

    def dead(self) -> Self:
        return self.filter(state=Message.State.DEAD)

    def to_reader(self, fingerprint: str) -> Self:
        return self.filter(fingerprint=fingerprint)

    def about(self, topic: str) -> Self:
        """About a topic, or (`*`) about any that people may turn off."""
        if topic == topics.EVERYTHING:
            return self.exclude(topic__in=topics.ALWAYS)
        return self.filter(topic=topic)

    def due(self, at: datetime | None = None) -> Self:
        """To be sent now, and in nobody's hands."""
        at = at or timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        due = self.waiting().filter(free, due_at__lte=at)
        return due.filter(keeps_quiet_hours=False) if is_quiet(at) else due

    def with_unwanted(self) -> Self:
        """Says of each whether its reader asked us not to write about this."""
        silence = Silence.objects.filter(
            topic__in=(OuterRef("topic"), topics.EVERYTHING), fingerprint=OuterRef("fingerprint")
        )
        return self.annotate(is_unwanted=Exists(silence) & ~Q(topic__in=topics.ALWAYS))

    def post(self, *, key: str, to: str, template: str, **about: Any) -> Message:
        """Write one mail into the outbox, within the caller's transaction: one INSERT.

        The same key twice is one row, and the first one stays. The words are those of
        this moment, so a mail says what happened, not what happens to be true later.
        The message returned carries no primary key; find the stored one by its key.
        """
        message = Message.written(key=key, to=to, template=template, **about)
        self.post_all([message])
        return message

    def post_all(self, messages: Iterable[Message]) -> None:
        """Write many; those whose key is known already change nothing."""
        from portal.notices.tasks import nudge

        self.bulk_create(messages, ignore_conflicts=True, batch_size=1000)
        transaction.on_commit(nudge)

    def cancel(self, *keys: str) -> int:
        """Take back what has not gone out. Returns how many."""
        return self.filter(key__in=keys).take_back()

    def take_back(self) -> int:
        ungone = self.filter(state__in=Message.UNGONE)
        return ungone.update(state=Message.State.CANCELLED, **RELEASED)

    def hold(self) -> int:
        """Keep back what waits, also what a worker has in hand, until it is let go."""
        return self.waiting().update(state=Message.State.HELD, **RELEASED)

    def let_go(self) -> int:
        """What was kept back goes out when it is due, or now."""
        let_go = self.filter(state=Message.State.HELD).update(state=Message.State.WAITING)
        transaction.on_commit(nudged)
        return let_go

    def forget(self, *keys: str) -> int:
        """Erase words and address of these mails, and cancel what waits. One statement."""
        return self.filter(key__in=keys).erase()

    def erase(self) -> int:
        """The same for all of these."""
        ungone = When(state__in=Message.UNGONE, then=Value(Message.State.CANCELLED))
        return self.update(
            state=Case(ungone, default=F("state")),
            to="",
            reply_to="",
            fingerprint="",
            user=None,
            subject="",
            text="",
            html="",
            attachments=[],
            **RELEASED,
        )


class Message(models.Model):
    """One mail that must go out, written in the transaction that caused it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Could not be sent")
        CANCELLED = "cancelled", _("Taken back")
        HELD = "held", _("Kept back for now")

    UNGONE = (State.WAITING, State.HELD)
    MAX_ATTEMPTS = 10

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(blank=True)
    # Where an answer goes; empty when nobody reads answers.
    reply_to = models.EmailField(blank=True, default="", db_default="")
    fingerprint = models.CharField(max_length=32, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    topic = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    keeps_quiet_hours = models.BooleanField(default=True)
    erased_when_sent = models.BooleanField(default=False)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    # Who is sending it, until when, and in which database session (portal.notices.outbox).
    claim = models.UUIDField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    claimed_by = models.IntegerField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()
    is_unwanted: bool  # where asked for by `with_unwanted`

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="a_sent_message_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(claim__isnull=True),
                name="only_a_waiting_message_is_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | ~Q(to=""), name="a_waiting_message_has_an_address"
            ),
        ]
        indexes = [
            models.Index(
                fields=["keeps_quiet_hours", "due_at", "id"],
                name="messages_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["-due_at", "-id"], name="messages_latest"),
            models.Index(
                fields=["-due_at", "-id"], name="messages_dead", condition=Q(state="dead")
            ),
            models.Index(fields=["fingerprint", "topic"], name="messages_by_reader"),
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def written(  # noqa: PLR0913 - a mail has that many parts, all named
        cls,
        *,
        key: str,
        to: str,
        template: str,
        topic: str,
        reply_to: str = "",
        context: Mapping[str, Any] | None = None,
        language: str = "",
        user: User | None = None,
        due_at: datetime | None = None,
        attachments: Sequence[Attachment] = (),
        quiet: bool = True,
        erase: bool = False,
    ) -> Message:
        """A mail with its words, not yet in the outbox.

        `quiet=False` is for what its reader is waiting for, such as a sign-in code.
        `erase=True` wipes the words once sent, for mails that carry a secret.
        """
        language = language or (user.language if user else settings.LANGUAGE_CODE)
        reader = addresses.fingerprint(to)
        subject, text, html = compose(
            template, context or {}, topic=topic, language=language, fingerprint=reader
        )
        due_at = due_at or timezone.now()
        return cls(
            key=key,
            to=to,
            reply_to=reply_to,
            fingerprint=reader,
            user=user,
            topic=topic,
            language=language,
            subject=subject[:200],
            text=text,
            html=html,
            attachments=[list(attachment) for attachment in attachments],
            keeps_quiet_hours=quiet,
            erased_when_sent=erase,
            due_at=after_quiet(due_at) if quiet else due_at,
        )

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a receiver who got it twice shows it once."""
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        return f"<message-{self.pk}.{self.fingerprint[:8]}@{host}>"

    @property
    def about(self) -> topics.Topic:
        return topics.find(self.topic)

    @property
    def clock(self) -> Clock:
        kinds: dict[str, Kind] = {"waiting": "open", "sent": "met", "dead": "late"}
        return Clock(kinds.get(self.state, "none"), timezone.now()).saying(self.get_state_display())

    @property
    def masked_to(self) -> str:
        return addresses.masked(self.to)

    @property
    def may_be_resent(self) -> bool:
        """Yes, as long as we still have its words and where they go."""
        return self.state not in self.UNGONE and bool(self.to and self.text)

    def begin(self, until: datetime, *, after: Message | None = None, durably: bool = True) -> bool:
        """Start one attempt, if this message is still ours to send and still wanted.

        Compare and swap: false when it was taken back, or when our claim ran out and
        another worker took it. The attempt counts before it is made, so a message that
        kills its worker cannot do so forever. `after` is marked as sent on the way.
        """
        begun = step(sent=after, begun=self, until=until, durably=durably)
        self.attempts += begun
        return begun

    def mark_sent(self) -> None:
        """The server took it."""
        step(sent=self)

    def mark_refused(self, reason: str) -> None:
        """Will never be accepted: staff see it, and may send it again."""
        self._put_back(reason, state=self.State.DEAD)

    def try_later(self, reason: str) -> None:
        """Again after one, two, four… minutes, at most six hours, give or take half."""
        if self.attempts >= self.MAX_ATTEMPTS:
            return self.mark_refused(reason)
        wait = min(timedelta(minutes=2 ** (self.attempts - 1)), timedelta(hours=6))
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - spreads load, hides nothing
        return self._put_back(reason, due_at=timezone.now() + wait * jitter)

    def resend(self) -> bool:
        """Put it back into the outbox, once. False if there is nothing left to send."""
        again = Message.objects.filter(pk=self.pk).exclude(state__in=self.UNGONE)
        return bool(
            again.exclude(to="")
            .exclude(text="")
            .update(
                state=self.State.WAITING,
                sent_at=None,
                attempts=0,
                last_error="",
                due_at=timezone.now(),
            )
        )

    def _put_back(self, reason: str, **changes: Any) -> None:
        reason = reason.replace(self.to, self.masked_to)[:300]
        ours = Message.objects.waiting().filter(pk=self.pk, claim=self.claim)
        ours.update(last_error=reason, **RELEASED, **changes)


def nudged() -> None:
    from portal.notices.tasks import nudge

    nudge()


def step(
    *,
    sent: Message | None = None,
    begun: Message | None = None,
    until: datetime | None = None,
    durably: bool = True,
) -> bool:
    """Mark one as sent and begin the next; whether that one may go.

    Not `durably`: it reaches the disk with the next one that does.
    """
    values = {
        "now": timezone.now(),
        "sent": sent.pk if sent else None,
        "durably": "on" if durably else "off",
        "until": until,
        "begun": begun.pk if begun else None,
        "claim": begun.claim if begun else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(STEP, values)
        return bool(cursor.rowcount == 1)
