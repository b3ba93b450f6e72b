"""One letter to many readers: its words are composed once, and the database fills in the links.

Composing a mail takes Django two milliseconds; a survey asks a hundred thousand people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from portal.notices import links
from portal.notices.composing import compose
from portal.notices.models.message import Message, nudged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

# Nobody has this fingerprint; the link that stops the mails is made for it and then replaced.
NOBODY = "0" * 32
WRITE = """
    INSERT INTO notices_message (
        key, "to", reply_to, fingerprint, topic, language, subject, text, html, attachments,
        keeps_quiet_hours, erased_when_sent, state, due_at, attempts, last_error, created_at
    )
    SELECT reader.stem || '/' || letter.what, reader.address, '', reader.fingerprint,
        %(topic)s, letter.language, letter.subject,
        replace(replace(letter.text, %(secret)s, reader.secret), %(stop)s, reader.stop),
        replace(replace(letter.html, %(secret)s, reader.secret), %(stop)s, reader.stop),
        '[]', true, true, letter.state, letter.due_at, 0, '', %(now)s
    FROM unnest(
        %(stems)s::text[], %(addresses)s::text[], %(fingerprints)s::text[],
        %(secrets)s::text[], %(stops)s::text[], %(kinds)s::text[]
    ) AS reader (stem, address, fingerprint, secret, stop, kind)
    JOIN unnest(
        %(whats)s::text[], %(letter_kinds)s::text[], %(languages)s::text[],
        %(subjects)s::text[], %(texts)s::text[], %(htmls)s::text[],
        %(states)s::text[], %(dues)s::timestamptz[]
    ) AS letter (what, kind, language, subject, text, html, state, due_at)
    ON letter.kind = reader.kind
    ON CONFLICT DO NOTHING
"""
# For this transaction: press what is long with the quicker of the two ways, where it is there.
QUICKLY = """
    SELECT set_config('default_toast_compression', 'lz4', true) FROM pg_settings
    WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
"""


@dataclass(frozen=True)
class Copied:
    """A letter with its words, in which `secret` stands for each reader's own.

    `kind` says which readers get it. One that is `held` waits until it is let go.
    """

    what: str
    kind: str
    language: str
    subject: str
    text: str
    html: str
    due_at: datetime
    held: bool = False

    @classmethod
    def composed(  # noqa: PLR0913 - a letter has that many parts, all named
        cls,
        template: str,
        context: Mapping[str, Any],
        *,
        topic: str,
        what: str,
        kind: str,
        language: str,
        due_at: datetime,
        held: bool = False,
    ) -> Copied:
        subject, text, html = compose(
            template, context, topic=topic, language=language, fingerprint=NOBODY
        )
        return cls(what, kind, language, subject[:200], text, html, due_at, held)


@dataclass(frozen=True)
class Reader:
    """To whom, with the beginning of the keys of their mails, and their own secret."""

    stem: str
    address: str
    fingerprint: str
    secret: str
    kind: str


def post_copies(
    letters: Sequence[Copied], readers: Iterable[Reader], *, topic: str, secret: str
) -> int:
    """Write each letter to each reader of its kind into the outbox. How many; one statement.

    Words and address are erased once sent. The caller's transaction decides whether they go.
    """
    readers = list(readers)
    values: dict[str, Any] = {
        "topic": topic,
        "secret": secret,
        "stop": links.unsubscribe_url(topic, NOBODY),
        "now": timezone.now(),
        "stems": [reader.stem for reader in readers],
        "addresses": [reader.address for reader in readers],
        "fingerprints": [reader.fingerprint for reader in readers],
        "secrets": [reader.secret for reader in readers],
        "stops": [links.unsubscribe_url(topic, reader.fingerprint) for reader in readers],
        "kinds": [reader.kind for reader in readers],
        "whats": [letter.what for letter in letters],
        "letter_kinds": [letter.kind for letter in letters],
        "languages": [letter.language for letter in letters],
        "subjects": [letter.subject for letter in letters],
        "texts": [letter.text for letter in letters],
        "htmls": [letter.html for letter in letters],
        "dues": [letter.due_at for letter in letters],
        "states": [
            str(Message.State.HELD if letter.held else Message.State.WAITING) for letter in letters
        ],
    }
    with connection.cursor() as cursor:
        cursor.execute(QUICKLY)
        cursor.execute(WRITE, values)
        written = int(cursor.rowcount)
    transaction.on_commit(nudged)
    return written
