"""The secret of a mailed link. It is in the mail; the database has its keyed hash.

Thirty-two random bytes: nobody guesses one, and a copy of the tables opens nothing.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from django.conf import settings


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the database keeps."""
    keyed = hmac.new(settings.RECEIPT_KEY.encode(), f"referral-link:{token[:200]}".encode(), sha256)
    return keyed.hexdigest()
