"""The two ends of the mail measure, each a process of its own.

python -m tests.performance.mailing sink PORT
python -m tests.performance.mailing bare PORT COUNT FOLDER
python -m tests.performance.mailing worker
"""

from __future__ import annotations

import asyncio
import json
import smtplib
import sys
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

MESSAGE_ID = b"message-id:"


class Sink(asyncio.Protocol):
    """Takes mail and counts it, with as little ado as SMTP allows.

    `XTOLD` tells what came, `XFORGET` starts anew.
    """

    came: Counter[bytes] = Counter()
    last = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.line, self.waiting, self.within = transport, b"", False
        self.line.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while self.waiting:
            ends = b"\r\n.\r\n" if self.within else b"\r\n"
            one, found, rest = self.waiting.partition(ends)
            if not found:
                return
            self.waiting = rest
            self.line.write(self.take(one) if self.within else self.answer(one))

    def take(self, mail: bytes) -> bytes:
        head = mail.partition(b"\r\n\r\n")[0]
        for line in head.split(b"\r\n"):
            if line[: len(MESSAGE_ID)].lower() == MESSAGE_ID:
                Sink.came[line] += 1
        Sink.last = time.monotonic()
        self.within = False
        return b"250 OK\r\n"

    def answer(self, line: bytes) -> bytes:
        word = line[:7].upper()
        if word.startswith(b"DATA"):
            self.within = True
            return b"354 Go on\r\n"
        if word.startswith(b"XTOLD"):
            told = {
                "mails": Sink.came.total(), "ids": len(Sink.came), "last": Sink.last,
                "most": max(Sink.came.values(), default=0),
            }  # fmt: skip
            return f"250 {json.dumps(told)}\r\n".encode()
        if word == b"XFORGET":
            Sink.came.clear()
        return b"221 Bye\r\n" if word.startswith(b"QUIT") else b"250 OK\r\n"


async def sink(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


def bare(port: int, count: int, folder: Path) -> None:
    """The same bytes by the same library, and nothing else."""
    letters = [(path.name, path.read_bytes()) for path in folder.iterdir()]
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        await_go()
        for to, letter in islice(cycle(letters), count):
            server.sendmail("hello@common-ground.example", [to], letter)


def worker() -> None:
    """What a worker does when it is nudged, until nothing waits."""
    import django

    django.setup()
    from portal.notices import outbox
    from portal.notices.models import Message

    await_go()
    while Message.objects.waiting().exists():
        outbox.send_due()
        time.sleep(0.05)


def await_go() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    if what == "sink":
        asyncio.run(sink(int(words[0])))
    elif what == "bare":
        bare(int(words[0]), int(words[1]), Path(words[2]))
    else:
        worker()
