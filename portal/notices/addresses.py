"""An address is kept readable only where a mail must still go to it."""

from django.utils.crypto import salted_hmac


def fingerprint(address: str) -> str:
    """A keyed hash: the same address gives the same 32 letters, and nothing leads back."""
    return salted_hmac("portal.notices", address.strip().lower(), algorithm="sha256").hexdigest()[
        :32
    ]


def masked(address: str) -> str:
    """Enough for staff to recognize an address they know: `r…@example.org`."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}" if host else ""
