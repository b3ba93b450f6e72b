"""Whether this session has seen more than a password."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.accounts.models import User

DEMO = "demo"


def demo_is_open() -> bool:
    """One button is never enough in production, whatever the settings say."""
    return bool(settings.DEMO_SIGN_IN and not settings.PRODUCTION)


def given(request: HttpRequest, user: User) -> bool:
    """An app's code, a passkey or a recovery code; for the demo's people, their button."""
    methods = {record["method"] for record in get_authentication_records(request, user)}
    return "mfa" in methods or (DEMO in methods and demo_is_open())


def take_demo_for_one(request: HttpRequest, user: User) -> None:
    record_authentication(request, user, DEMO)


def setting_one_up_gives_it(
    request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any
) -> None:
    """Whoever just proved to hold a new key need not sign in again to use it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def lock_away(text: str) -> str:
    """A copied database alone gives nobody the secrets behind people's codes."""
    return _lock().encrypt(text.encode()).decode()


def take_out(kept: str) -> str:
    return _lock().decrypt(kept.encode()).decode()


def _lock() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.sha256(b"portal.accounts.second_factor " + force_bytes(key)) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each.digest())) for each in derived])
