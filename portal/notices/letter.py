"""A mail, written as bytes.

Python's own `email` takes longer to write a mail than the mail server takes to accept
it, mostly for cases that do not occur here: the words are ours, the parts are always
the same. What is written here is read back by `email` in the tests.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, encodebytes
from email.header import Header
from email.utils import encode_rfc2231, formatdate, parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email

from portal.notices.links import unsubscribe_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.notices.models.message import Message


class Letter(EmailMultiAlternatives):
    """An ordinary Django mail to every backend, except that its bytes are written here."""

    def __init__(self, message: Message) -> None:
        super().__init__(
            subject=message.subject,
            body=message.text,
            to=[deliverable(message.to)],
            headers=dict(headers(message)),
        )
        if message.html:
            self.attach_alternative(message.html, "text/html")
        for name, media_type, content in message.attachments:
            self.attach(name, content, media_type)
        self.boundary = f"=_{message.pk}_{message.fingerprint}"

    def message(self, **_: Any) -> Written:  # type: ignore[override]  # all that backends use
        return Written(bytes(self))

    def __bytes__(self) -> bytes:
        return b"\r\n".join(self.lines())

    @property
    def envelope_from(self) -> str:
        return parseaddr(self.from_email)[1]

    def lines(self) -> Iterator[bytes]:
        yield b"MIME-Version: 1.0"
        yield b"Subject: " + header(str(self.subject))
        yield b"From: " + sender(self.from_email)
        yield b"To: " + self.to[0].encode()
        yield b"Date: " + formatdate().encode()
        for name, value in self.extra_headers.items():
            yield f"{name}: {value}".encode()
        words = [words_part("plain", str(self.body))]
        words += [words_part("html", str(each[0])) for each in self.alternatives]
        attached = [file_part(*each) for each in self.attachments]
        yield from self.parts("mixed", [self.together("alternative", words), *attached])

    def together(self, kind: str, parts: list[list[bytes]]) -> list[bytes]:
        return list(self.parts(kind, parts))

    def parts(self, kind: str, parts: list[list[bytes]]) -> Iterator[bytes]:
        """Several as one, where there are several."""
        if len(parts) == 1:
            yield from parts[0]
            return
        boundary = f"{self.boundary}_{kind}"
        yield f'Content-Type: multipart/{kind}; boundary="{boundary}"'.encode()
        yield b""
        for part in parts:
            yield b"--" + boundary.encode()
            yield from part
        yield b"--" + boundary.encode() + b"--"


class Written(bytes):
    """The part of `email.message.Message` that mail backends call."""

    def as_bytes(self, **_: Any) -> bytes:
        return self

    def get_charset(self) -> None:
        """Backends that print take this for UTF-8."""


def headers(message: Message) -> Iterator[tuple[str, str]]:
    yield "Message-ID", message.message_id
    if message.reply_to:
        yield "Reply-To", deliverable(message.reply_to)
    yield "Auto-Submitted", "auto-generated"
    yield "Content-Language", message.language
    if message.about.optional:
        yield "List-Unsubscribe", f"<{unsubscribe_url(message.topic, message.fingerprint)}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def deliverable(address: str) -> str:
    """The address as mail servers know it; raises `ValidationError` for what is none."""
    validate_email(address)
    name, host = address.rsplit("@", 1)
    return f"{name}@{host if host.isascii() else host.encode('idna').decode()}"


def header(text: str) -> bytes:
    if text.isascii() and text.isprintable():
        return text.encode()
    return Header(text, "utf-8").encode(linesep="\r\n").encode()


@lru_cache(maxsize=8)
def sender(address: str) -> bytes:
    return sanitize_address(address, settings.DEFAULT_CHARSET).encode()


def words_part(kind: str, text: str) -> list[bytes]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return [
        f'Content-Type: text/{kind}; charset="utf-8"'.encode(),
        b"Content-Transfer-Encoding: quoted-printable",
        b"",
        binascii.b2a_qp(lines, istext=True).replace(b"\n", b"\r\n"),
    ]


def file_part(name: str, content: str, media_type: str) -> list[bytes]:
    """A file. Those that are not text are base64 already, because the outbox keeps them as JSON."""
    safe = "".join(letter for letter in name if letter.isprintable() and letter not in '"\\')
    named = f'"{safe}"' if safe.isascii() else encode_rfc2231(safe, "utf-8")
    star = "" if safe.isascii() else "*"
    is_text = media_type.startswith("text/")
    kind = f'{media_type}; charset="utf-8"' if is_text else media_type
    raw = content.encode() if is_text else b64decode(content)
    return [
        f"Content-Type: {kind}".encode(),
        b"Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment; filename{star}={named}".encode(),
        b"",
        encodebytes(raw).replace(b"\n", b"\r\n"),
    ]
