"""Asks a server for pages as fast as it gives them, doing as little else as it can.

A socket and a few bytes: what the asking costs is taken from the same processors as the
answering, on both sides of every ratio, and would make every ratio look better than it is.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes
    first_byte: float
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def cookies(self) -> str:
        return "; ".join(cookie.decode() for cookie in COOKIE.findall(self.head))

    def header(self, name: str) -> str:
        found = re.search(rf"\r\n{name}: *([^\r]*)".encode(), self.head, re.IGNORECASE)
        return found.group(1).decode() if found else ""


class Client:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), 120)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> Answer:
        began = time.perf_counter()
        self.line.sendall(request)
        answer = self._more()
        first = time.perf_counter() - began
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        status = int(head[9:12])
        if length := LENGTH.search(head):
            parts, missing = [body], int(length.group(1)) - len(body)
            while missing > 0:
                parts.append(self._more())
                missing -= len(parts[-1])
            body = b"".join(parts)
        elif CHUNKED.search(head):
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        return Answer(status, head, body, first, time.perf_counter() - began)

    def close(self) -> None:
        self.line.close()

    def _more(self) -> bytes:
        part = self.line.recv(262_144)
        if not part:
            raise ConnectionError("The server hung up.")
        return part


def get(path: str, **headers: str) -> bytes:
    return _request("GET", path, headers)


def post(path: str, said: Mapping[str, object], **headers: str) -> bytes:
    body = urlencode(said, doseq=True).encode()
    headers |= {
        "Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))
    }  # fmt: skip
    return _request("POST", path, headers) + body


def send(path: str, said: object, **headers: str) -> bytes:
    """The same as JSON, as a script of ours sends it."""
    body = json.dumps(said).encode()
    headers |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    return _request("POST", path, headers) + body


def _request(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def ask(port: int, request: bytes) -> Answer:
    client = Client(port)
    try:
        return client.ask(request)
    finally:
        client.close()


def hidden(text: str) -> dict[str, str]:
    """What the forms of a page carry along unseen."""
    return dict(HIDDEN.findall(text))


@dataclass
class Run:
    """What came of asking."""

    seconds: float = 0
    waits: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds


def run(
    port: int,
    requests: Iterable[bytes],
    *,
    clients: int,
    seconds: float = float("inf"),
    expect: int = 200,
    keep: bool = False,
) -> Run:
    """Ask by so many clients at once until the requests or the seconds run out.

    `requests` is shared by the threads, so it must be something only C iterates over.
    """
    shared, done = iter(requests), Run()
    wrong: list[Answer | Exception] = []
    start = threading.Barrier(clients + 1)

    def visit() -> None:
        client = Client(port)
        waits, answers = [], []
        start.wait()
        ends = time.perf_counter() + seconds
        try:
            for request in shared:
                answer = client.ask(request)
                waits.append(answer.seconds)
                if keep:
                    answers.append(answer)
                if answer.status != expect:
                    wrong.append(answer)
                    break
                if time.perf_counter() > ends:
                    break
        except (OSError, ValueError) as error:
            wrong.append(error)
        client.close()
        done.waits += waits
        done.answers += answers

    visitors = [threading.Thread(target=visit) for _ in range(clients)]
    for visitor in visitors:
        visitor.start()
    start.wait()
    began = time.perf_counter()
    for visitor in visitors:
        visitor.join()
    done.seconds = time.perf_counter() - began
    if wrong:
        raise RuntimeError(f"Asked for {expect}, got {_said(wrong[0])}")
    return done


def _said(answer: Answer | Exception) -> str:
    if isinstance(answer, Exception):
        return repr(answer)
    words = re.sub(r"<[^>]+>|\s+", " ", answer.body.decode(errors="replace"))
    return f"{answer.status}: {words[:2000]}"


def in_turns(works: Mapping[str, Callable[[], float]], rounds: int) -> Iterator[dict[str, float]]:
    """Each once a round, in the other order every other round."""
    names = list(works)
    for number in range(rounds):
        order = names if number % 2 == 0 else names[::-1]
        yield {name: works[name]() for name in order}


def ratio(rounds: list[dict[str, float]], name: str, to: str) -> float:
    return median(each[name] / each[to] for each in rounds)


def middle(rounds: list[dict[str, float]], name: str) -> float:
    return median(each[name] for each in rounds)


def p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
