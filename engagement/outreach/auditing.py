"""Which entries are looked at once more: one in so many, and nobody can steer which.

The choice hangs on the number of the entry and a key that only the server has, so it is made
once, at the first sending, and is the same however often the entry is sent again.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac


def is_chosen(number: int) -> bool:
    """Whether this entry is in the sample of one in `OUTREACH_AUDIT_ONE_IN`; 0 is no sample."""
    if settings.OUTREACH_AUDIT_ONE_IN <= 0:
        return False
    digest = salted_hmac("engagement.outreach.auditing", str(number), algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) % int(settings.OUTREACH_AUDIT_ONE_IN) == 0
