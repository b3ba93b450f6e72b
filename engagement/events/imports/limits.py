from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooSlow(BaseException):
    """Not an Exception, so that no library takes it for an error of its own."""


@contextmanager
def within_seconds(seconds: float) -> Iterator[None]:
    """TooSlow for what would go on for longer. Commands run in the main thread; others wait."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_slow(_signal: int, _frame: object) -> NoReturn:
    raise TooSlow
