"""Takes one mail from a mail server, on standard input. See docs/mail.md."""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError

from engagement.concerns import inbound

if TYPE_CHECKING:
    from argparse import ArgumentParser

MOST = 40 * 1024 * 1024  # bytes; five photos of the largest size, as mail carries them
SECONDS = 60  # for a mail that was made to be slow to read
# What mail servers understand (sysexits.h): later; or never, and the sender is told why.
LATER, NO_SUCH_ADDRESS, UNREADABLE = os.EX_TEMPFAIL, os.EX_NOUSER, os.EX_DATAERR

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take one mail from standard input into the thread that its address names."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recipients", nargs="*", help="To whom, as the envelope says.")
        parser.add_argument("--sender", help="From whom, as the envelope says; empty is a bounce.")

    def handle(self, *, recipients: list[str], sender: str | None, **_options: Any) -> None:
        if not settings.INBOUND_MAIL_DOMAIN:
            self.leave(LATER, "INBOUND_MAIL_DOMAIN is not set.")
        letter = self.read(recipients, sender)
        if letter is None:
            return  # written by a machine: taken, and dropped
        try:
            inbound.take(letter)
        except inbound.NotOurs:
            self.leave(NO_SUCH_ADDRESS, "This address is not known here.")
        except inbound.NothingSaid:
            self.leave(
                UNREADABLE,
                "We found no words of your own in this mail. Write above what you answer to.",
            )
        except DatabaseError as error:
            self.leave(LATER, f"The database is away ({type(error).__name__}).")
        except Exception as error:
            log.exception("A mail could not be taken in.")
            self.leave(LATER, f"Something broke ({type(error).__name__}).")

    def read(self, recipients: list[str], sender: str | None) -> inbound.Letter | None:
        raw = sys.stdin.buffer.read(MOST + 1)
        if len(raw) > MOST:
            self.leave(UNREADABLE, "This mail is too large. Send fewer or smaller photos.")
        signal.signal(signal.SIGALRM, _too_slow)
        signal.alarm(SECONDS)
        try:
            return inbound.read(raw, recipients, sender)
        except Exception as error:  # noqa: BLE001  Python's own reader breaks in many ways
            self.leave(UNREADABLE, f"This mail could not be read ({type(error).__name__}).")
        finally:
            signal.alarm(0)

    def leave(self, code: int, words: str) -> NoReturn:
        """The last words; the mail server puts them into its log, or into the bounce."""
        self.stderr.write(words)
        raise SystemExit(code)


def _too_slow(_signal: int, _frame: object) -> NoReturn:
    raise TimeoutError
