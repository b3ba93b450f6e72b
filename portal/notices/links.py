"""Addresses that work in a mail."""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="portal.notices.unsubscribe")


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def unsubscribe_token(topic: str, fingerprint: str) -> str:
    """Says which topic and whose, without holding the address."""
    return SIGNER.sign(f"{topic}.{fingerprint}")


def read_unsubscribe_token(token: str) -> tuple[str, str]:
    """Topic and fingerprint; raises `BadSignature` for a token that is not ours."""
    topic, fingerprint = SIGNER.unsign(token).split(".")
    return topic, fingerprint


def unsubscribe_url(topic: str, fingerprint: str) -> str:
    return _unsubscribe_page().replace("TOKEN", unsubscribe_token(topic, fingerprint))


@lru_cache(maxsize=1)
def _unsubscribe_page() -> str:
    return absolute(reverse("notices:unsubscribe", args=["TOKEN"]))
