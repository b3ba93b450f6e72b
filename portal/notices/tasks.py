from __future__ import annotations

import logging
import time
from contextlib import suppress

from celery import shared_task
from django.core.cache import cache

from portal.notices import outbox

log = logging.getLogger(__name__)

TURN = 20.0  # seconds a worker spends on mail before others get their turn
HOLD_OFF = 30.0  # seconds without nudging after the broker was not there
NUDGED = "notices:nudged"  # a worker was asked to look and has not begun to
FORGOTTEN = 5  # seconds after which nobody relies on a worker that was asked

_holding_off_until = 0.0


@shared_task(ignore_result=True)
def send_messages() -> None:
    """Send what is due. Rung by `nudge` after a commit and by beat every minute.

    Nothing is lost if the process dies half-way: see `portal.notices.outbox`.
    """
    with suppress(Exception):  # whatever the cache is up to, the mail goes out
        cache.delete(NUDGED)  # before it looks: who commits from here on nudges again
    if outbox.send_due(seconds=TURN).more:
        nudge()


def nudge() -> None:
    """Ask a worker to look. A lost nudge costs a minute: beat sweeps.

    The request that caused the mail must neither fail nor wait because the broker is
    away, so there is no retry, and after a failure no further try for a while. In a crowd
    one nudge does for all whose mail was there before the worker began to look.
    """
    global _holding_off_until  # noqa: PLW0603 - one switch for this process
    if time.monotonic() < _holding_off_until:
        return
    try:
        if cache.add(NUDGED, 1, FORGOTTEN):
            send_messages.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the mail is in the outbox
        _holding_off_until = time.monotonic() + HOLD_OFF
        with suppress(Exception):
            cache.delete(NUDGED)
        log.warning(
            "No worker could be nudged (%s); beat will find the mail.", type(error).__name__
        )
