"""Answers by mail: whoever answers a notice writes into the thread of their concern.

The notice's Reply-To names the concern and proves that we wrote it: its number and a
keyed hash, in letters that mail servers leave alone. That proof lets one write, like the
link in the same mail, and never lets one read. The sender's address proves nothing, since
anyone can write any address on a mail; so it decides nothing. A mail from another address
than the one we write to says so in the thread, so that staff can be careful; the answer
goes to the address we have, whoever asked.

Of a mail only the words and photos are kept: no header, no address, no trace of its way.
"""

from __future__ import annotations

import base64
import email
import email.policy
import hmac
import re
import uuid
from dataclasses import dataclass
from email.utils import getaddresses, parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.concerns.models import Attachment, Concern
from engagement.concerns.models.concern import TEXT_LIMIT
from engagement.concerns.words import said
from portal.files import photos
from portal.notices.replies import words_of
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import EmailMessage

    from engagement.concerns.models import ThreadMessage

_SALT = "concerns.inbound"
_MAILS = uuid.UUID("3b0f9c50-4d0b-4a86-9a2b-6f9a2d0c7d11")
_NUMBER, _PROOF = 5, 10  # bytes: a trillion concerns, and 80 bits that nobody guesses
_ADDRESS = re.compile(r"reply[+=_-]([a-z2-7]{24})@(.+)", re.IGNORECASE)
_LINK = re.compile(r"https?://\S{0,200}/concerns/follow/\S{0,200}")
_THANKS = re.compile(
    r"(?:(?:ok|okay|great|perfect|perfecto|vale|bien)[,.! ]+)?(?:many thanks|thank you|thanks|thx"
    r"|muchas gracias|mil gracias|gracias)(?: (?:so|very) much| a lot| again| por todo)?[.!\s]*",
    re.IGNORECASE,
)
_BULK = {"bulk", "junk", "list", "auto_reply"}
_NOBODY = {"", "<>", "mailer-daemon"}  # as mail servers name the sender of a bounce
_DECORATION = 20_000  # bytes; within the text and smaller is the logo of a signature
_ROBOTS = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@")


class NotOurs(Exception):  # noqa: N818  what it is
    """No address of ours is on this mail, or one that was made up."""


class NothingSaid(Exception):  # noqa: N818
    """There are no words of the sender's in it that we could find, and no photo."""


def address_for(concern: Concern) -> str:
    """Where a notice about this concern is answered; empty when answers are not taken in."""
    if not settings.INBOUND_MAIL_DOMAIN:
        return ""
    number = concern.pk.to_bytes(_NUMBER)
    token = base64.b32encode(number + _proof(number)).decode().lower()
    return f"reply+{token}@{settings.INBOUND_MAIL_DOMAIN}"


@dataclass(frozen=True)
class Letter:
    """All that we take from a mail."""

    to: list[str]
    author: str  # compared, never kept
    words: str
    files: list[photos.Kept]
    lost: int  # files that we could not take
    mark: str  # tells this mail from another


def read(raw: bytes, recipients: Iterable[str] = (), sender: str | None = None) -> Letter | None:
    """What a mail says; None for one that a machine wrote by itself. Touches no database."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if _is_automatic(message, sender):
        return None
    files, lost = _files(message)
    told = str(message.get("Message-ID", "")).strip()
    return Letter(
        to=[*recipients, *_addressed(message)],
        author=_author(message),
        words=said(_LINK.sub("…", words_of(message))).strip(),
        files=files,
        lost=lost,
        mark=told or sha256(raw).hexdigest(),
    )


@transaction.atomic
def take(letter: Letter) -> ThreadMessage:
    """Write the letter into its thread, once. Raises `NotOurs` or `NothingSaid`.

    A closed concern opens again, or nobody would see that somebody wrote; unless they only
    say thank you.
    """
    concern = _find(letter)
    if not letter.words and not letter.files:
        raise NothingSaid
    key = uuid.uuid5(_MAILS, f"{concern.pk} {letter.mark}")
    if known := concern.thread.filter(key=key).first():
        return known
    with translation.override(concern.language):
        text = _text(letter, concern)
    written = concern.write_back(text, key)
    if letter.files:
        Attachment.objects.keep(concern, letter.files, written)
    if not concern.is_open and not (_THANKS.fullmatch(letter.words) and not letter.files):
        concern.reopen(None)
    return written


def _find(letter: Letter) -> Concern:
    for address in letter.to:
        pk = _number_in(address)
        # Who is anonymous was never written to, so no true address leads there.
        if pk and (concern := Concern.objects.filter(pk=pk, anonymous=False).first()):
            return concern
    raise NotOurs


def _number_in(address: str) -> int | None:
    """The number of the concern that an address of ours proves; None for any other."""
    match = _ADDRESS.fullmatch(address.strip())
    if not match or match[2].casefold() != settings.INBOUND_MAIL_DOMAIN.casefold():
        return None
    raw = base64.b32decode(match[1].upper())
    number, proof = raw[:_NUMBER], raw[_NUMBER:]
    return int.from_bytes(number) if hmac.compare_digest(proof, _proof(number)) else None


def _text(letter: Letter, concern: Concern) -> str:
    """The words, with what staff should know about them in square brackets."""
    words, notes = letter.words, []
    if letter.author.casefold() != concern.contact_email.casefold():
        notes.append(_("This came from another mail address than the one they gave us."))
    if len(words) > TEXT_LIMIT:
        words = f"{words[:TEXT_LIMIT].rstrip()}…"
        notes.append(_("The mail was longer. This is how it begins."))
    if letter.lost:
        told = ngettext(
            "With the mail came %(n)s file that we could not take.",
            "With the mail came %(n)s files that we could not take.",
            letter.lost,
        )
        notes.append(told % {"n": letter.lost})
    return "\n\n".join([words or "…", *(f"[{note}]" for note in notes)])


def _is_automatic(message: EmailMessage, sender: str | None) -> bool:
    """A bounce, an absence note, a list: answering those never ends. `sender` is the envelope's."""
    if sender is not None and sender.strip().lower() in _NOBODY:
        return True
    submitted = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    return (
        submitted != "no"
        or str(message.get("Precedence", "")).strip().lower() in _BULK
        or str(message.get("Return-Path", "x")).strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or any(name in message for name in ("List-Id", "X-Autoreply", "X-Autorespond"))
        or _author(message).lower().startswith(_ROBOTS)
    )


def _author(message: EmailMessage) -> str:
    return parseaddr(str(message.get("From", "")))[1]


def _addressed(message: EmailMessage) -> list[str]:
    names = ("X-Original-To", "Delivered-To", "Envelope-To", "To", "Cc")
    found = [str(value) for name in names for value in message.get_all(name, [])]
    return [address for _name, address in getaddresses(found)[:50]]


def _files(message: EmailMessage) -> tuple[list[photos.Kept], int]:
    """Photos and documents, made safe as those from the form are; and how many were lost."""
    kept: list[photos.Kept] = []
    lost = 0
    for part in message.iter_attachments() if message.is_multipart() else ():
        raw = part.get_payload(decode=True)
        content = raw if isinstance(raw, bytes) else b""
        if not part.is_attachment() and len(content) < _DECORATION:
            continue
        if file := _safe(content) if len(kept) < photos.MOST else None:
            kept.append(file)
        else:
            lost += 1
    return kept, lost


def _safe(content: bytes) -> photos.Kept | None:
    try:
        return photos.clean([SimpleUploadedFile("file", content)])[0]
    except (NotPossible, IndexError):
        return None


def _proof(number: bytes) -> bytes:
    return salted_hmac(_SALT, number, secret=settings.RECEIPT_KEY, algorithm="sha256").digest()[
        :_PROOF
    ]
