"""A mail server that keeps what it gets, and that can be told to misbehave.

    def test_something(mail_sink):
        ...
        assert mail_sink.subjects == ["Your concern was answered"]

`mail_sink` also points Django's mail settings at it. A process started by a test takes
`mail_sink.url` as its EMAIL_URL.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtpd.smtp import Envelope, Session


class MailSink:
    """Keeps raw messages in the order they came.

    Set `behavior` to "refuse" (550 for the recipient), "later" (451 for the recipient),
    "reject" (554 after the words), "hang" (never answers), "close" (hangs up after the words,
    which are not kept), "close after" (keeps them, then hangs up without a word), or "ok".
    `behaviors[address]` says so for one reader. `delay` makes each mail slow, in seconds.
    """

    def __init__(self) -> None:
        self.raw: list[tuple[str, bytes]] = []
        self.behavior = "ok"
        self.behaviors: dict[str, str] = {}
        self.delay = 0.0
        self.connections = 0
        self.came = threading.Event()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="mail sink", daemon=True)

    # What tests read

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for _, raw in self.raw]

    @property
    def readers(self) -> list[str]:
        return [reader for reader, _ in self.raw]

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.messages]

    @property
    def times_received(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(
            line.split(b":", 1)[1].strip().decode()
            for _, raw in self.raw
            for line in raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
            if line.lower().startswith(b"message-id:")
        )

    def wait_for(self, count: int, seconds: float = 20) -> bool:
        """Wait until so many have come."""
        ends = threading.Event()
        timer = threading.Timer(seconds, ends.set)
        timer.start()
        try:
            while len(self.raw) < count and not ends.is_set():
                self.came.wait(0.05)
                self.came.clear()
        finally:
            timer.cancel()
        return len(self.raw) >= count

    # Coming and going

    def start(self) -> None:
        self._thread.start()
        self._listening.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        listen = self._loop.create_server(
            lambda: SMTP(self, hostname="sink", loop=self._loop), "127.0.0.1", 0
        )
        server = self._loop.run_until_complete(listen)
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        self._loop.run_forever()
        server.close()
        talking = asyncio.all_tasks(self._loop)
        for task in talking:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*talking, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    # What the server asks

    async def handle_EHLO(  # noqa: N802 - the server calls it so
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        replies: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return replies

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        how = self.behaviors.get(address, self.behavior)
        if how == "refuse":
            return "550 No such reader here"
        if how == "later":
            return "451 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        how = self.behaviors.get(envelope.rcpt_tos[0], self.behavior)
        if self.delay:
            await asyncio.sleep(self.delay)
        if how == "hang":
            await asyncio.sleep(3600)
        if how == "reject":
            return "554 We do not take this"
        if how != "close":
            content = envelope.original_content or b""
            self.raw.extend((reader, content) for reader in envelope.rcpt_tos)
            self.came.set()
        if how in {"close", "close after"} and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def mail_sink(settings):
    sink = MailSink()
    sink.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 2
    yield sink
    sink.stop()
