"""The code that lets a person come back, known to nobody else.

Sixteen digits, shown once. The database keeps a keyed hash, so neither a copy of the
tables nor a log line opens a thread; without `RECEIPT_KEY` a hash cannot even be tried.

The code grows from a random token that sits in the form and nowhere else. A form sent
twice therefore has the same code twice, although we never kept it.
"""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256

from django.conf import settings

DIGITS = 16
_NOT_A_DIGIT = re.compile(r"[^0-9]")


def new_token() -> str:
    return secrets.token_urlsafe(24)


def code_from(token: str) -> str:
    """The sixteen digits that belong to a form's token."""
    number = int.from_bytes(_keyed("code", token).digest())
    return str(number % 10**DIGITS).zfill(DIGITS)


def hash_of_code(code: str) -> str:
    """What the database keeps; empty for anything that is not sixteen digits."""
    digits = _NOT_A_DIGIT.sub("", code[:80])
    hashed = _keyed("receipt", digits).hexdigest()  # also for nonsense, which takes as long
    return hashed if len(digits) == DIGITS else ""


def hash_of_token(token: str) -> str:
    return _keyed("submission", token).hexdigest()


def grouped(code: str) -> list[str]:
    """Four groups of four, as people read them out."""
    return [code[start : start + 4] for start in range(0, DIGITS, 4)]


def _keyed(purpose: str, text: str) -> hmac.HMAC:
    return hmac.new(settings.RECEIPT_KEY.encode(), f"{purpose}:{text}".encode(), sha256)
