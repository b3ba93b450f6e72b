"""Mail from the outbox to a mail server, also while workers are killed."""

from __future__ import annotations

import json
import smtplib
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.embedded import BASE_DIR
from tests.performance import growth, house, load, visitors
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.performance.house import City, House
    from tests.performance.rows import Size

HANDS = 2  # processes that send
KILLS = 5
MAIL = {
    "id": "nextval(pg_get_serial_sequence('notices_message', 'id'))",
    "key": "'bench:' || n",
    "to": "'reader' || n || '@example.org'",
    "fingerprint": "md5(n::text)",
}


def measure(house: House, size: Size) -> Iterator[Row]:
    with house.city() as city, at_sink() as port, tempfile.TemporaryDirectory() as folder:
        letters = Path(folder)
        first_mail(letters)
        city.rows("CREATE TABLE first_mail AS SELECT * FROM notices_message")
        some = max(500, size.mails // 4)
        works = {
            "ours": lambda: ours(city, port, some),
            "bare": lambda: bare(city, port, some, letters),
        }
        rounds = list(load.in_turns(works, min(3, size.rounds)))
        share = load.ratio(rounds, "ours", "bare")
        yield Row(
            f"Mails a second by {HANDS} processes, {some:,} each round",
            "0.5 of the bare rate",
            f"{share:.2f} ({load.middle(rounds, 'ours'):,.0f} to"
            f" {load.middle(rounds, 'bare'):,.0f})",
            at_least(share, 0.5),
        )
        yield killed(city, port, size.mails)


def first_mail(letters: Path) -> None:
    """One as it really goes out; all others are copies of it."""
    from portal.notices.letter import Letter
    from portal.notices.models import Message

    (session,) = visitors.meetings(1)
    Message.objects.all().delete()
    session.rsvp(name="Rosa", email="rosa@example.org", language="en")
    letter = Letter(Message.objects.get())
    for number in range(50):
        (letters / f"reader{number}@example.org").write_bytes(bytes(letter))


def fill(city: City, mails: int) -> None:
    """So many wait, in nobody's hands."""
    names = growth.columns(city, "notices_message")
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(MAIL.get(name, f'"{name}"') for name in names)
    city.rows("TRUNCATE notices_message")
    city.rows(
        f"INSERT INTO notices_message ({columns})"  # noqa: S608 -- our own names
        f" SELECT {values} FROM first_mail, generate_series(1, {mails}) AS n"
    )
    city.rows("VACUUM ANALYZE notices_message")


def ours(city: City, port: int, mails: int) -> float:
    fill(city, mails)
    return paced(port, mails, lambda: worker(city, port))


def bare(city: City, port: int, mails: int, letters: Path) -> float:
    words = ["bare", str(port), str(mails // HANDS), str(letters)]
    return paced(port, mails // HANDS * HANDS, lambda: started(city, words))


def paced(port: int, mails: int, hand: Callable[[], subprocess.Popen[str]]) -> float:
    """Mails a second, from the word to the last one that came."""
    told(port, "XFORGET")
    hands = [hand() for _ in range(HANDS)]
    for each in hands:
        wait_until_ready(each)
    began = time.monotonic()
    for each in hands:
        go(each)
    for each in hands:
        each.wait(600)
    came = heard(port)
    assert came["mails"] == mails, came
    return float(mails / (came["last"] - began))


def killed(city: City, port: int, mails: int) -> Row:
    """Send copies of one mail while one worker after the other is killed."""
    fill(city, mails)
    return sent_while_killed(city, port, mails, "mails")


def sent_while_killed(city: City, port: int, mails: int, what: str) -> Row:
    """Send all that waits, so many, while one worker after the other is killed."""
    told(port, "XFORGET")
    hands = [worker(city, port) for _ in range(HANDS)]
    spares = [worker(city, port) for _ in range(KILLS)]
    for each in [*hands, *spares]:
        wait_until_ready(each)
    began = time.monotonic()
    for each in hands:
        go(each)
    kills = 0
    for number, spare in enumerate(spares, start=1):
        while heard(port)["mails"] < mails * number / (KILLS + 1):
            if all(each.poll() is not None for each in hands):
                break
            time.sleep(0.02)
        victim = hands[number % HANDS]
        kills += victim.poll() is None
        victim.kill()
        hands[number % HANDS] = spare
        go(spare)
    for each in hands:
        each.wait(900)
    came = heard(port)
    lost, again = mails - came["ids"], came["mails"] - came["ids"]
    return Row(
        f"{mails:,} {what} while {kills} workers are killed",
        "each once",
        f"{came['ids']:,} by Message-ID, {lost} lost, {again} handed over twice;"
        f" {mails / (came['last'] - began):,.0f} a second",
        lost == 0 and again == 0,
    )


def worker(city: City, port: int) -> subprocess.Popen[str]:
    return started(city, ["worker"], EMAIL_URL=f"smtp://127.0.0.1:{port}")


def started(city: City, words: list[str], **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.performance.mailing", *words],
        cwd=BASE_DIR,
        env=city.environment | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until_ready(hand: subprocess.Popen[str]) -> None:
    assert hand.stdout
    assert hand.stdout.readline() == "ready\n"


def go(hand: subprocess.Popen[str]) -> None:
    assert hand.stdin
    hand.stdin.write("go\n")
    hand.stdin.flush()


@contextmanager
def at_sink() -> Iterator[int]:
    port = house.free_port()
    words = [sys.executable, "-m", "tests.performance.mailing", "sink", str(port)]
    process = subprocess.Popen(words, cwd=BASE_DIR)
    try:
        for _ in range(200):
            try:
                told(port, "NOOP")
            except OSError:
                time.sleep(0.05)
            else:
                break
        yield port
    finally:
        process.terminate()
        process.wait()


def told(port: int, word: str) -> str:
    with smtplib.SMTP("127.0.0.1", port) as server:
        return server.docmd(word)[1].decode()


def heard(port: int) -> dict[str, Any]:
    return dict(json.loads(told(port, "XTOLD")))
