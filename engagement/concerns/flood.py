"""A little work for whoever floods the form; nothing at all on ordinary days.

Each second screen has a fresh token. When one caller, or everyone together, opens many in
ten minutes, new tokens are slow ones: the browser does a sum that takes it a few seconds
(the ALTCHA protocol, done by our own small script), or without script a person waits
twenty seconds and adds two numbers. Both belong to one token, and one token makes one
concern, so nothing can be used twice. Nobody is turned away: a library or a meeting room
with one address is only asked for this.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from altcha import v1 as altcha
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from engagement.concerns import receipts, throttle
from portal.accounts.callers import caller

if TYPE_CHECKING:
    from django.http import HttpRequest

SLOW = "slow-"
WAIT = 20  # seconds, without script
WORK = 100_000  # hashes at most: two or three seconds on a phone
HOURS = 2
SUMS = 10  # by hand, from one caller in ten minutes
VOICES = 20  # likewise


def token(request: HttpRequest) -> str:
    """A fresh token for one form; a slow one while too many forms are opened."""
    return slow_token() if _is_flood(request) else receipts.new_token()


def slow_token() -> str:
    return f"{SLOW}{int(time.time())}-{receipts.new_token()}"


def asks(token: str) -> bool:
    """Whether this token wants work first."""
    return token.startswith(SLOW)


class WorkForm(forms.Form):
    """Shows that a person sends this: by the browser's work, or by waiting and a sum."""

    use_required_attribute = False

    work = forms.CharField(required=False, widget=forms.HiddenInput)
    total = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, token: str, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.token, self.request = token, request
        self.numbers = _numbers(token)
        numbers = dict(zip(("one", "two"), self.numbers, strict=True))
        self.fields["total"].label = _("What is %(one)s plus %(two)s?") % numbers
        self.fields["total"].help_text = _("Write it as a number. Wait 20 seconds, then send.")

    @property
    def challenge(self) -> str:
        """What the page's script works on."""
        made = altcha.create_challenge(
            altcha.ChallengeOptions(
                max_number=WORK,
                hmac_key=_key(),
                expires=timezone.now() + timedelta(hours=HOURS),
                params={"form": _of_form(self.token)},
            )
        )
        return json.dumps(made.to_dict())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self._worked(found.get("work", "")):
            return found
        if not found.get("total", "").strip():
            raise ValidationError(_("Many concerns arrive right now. Answer the sum, then send."))
        if not throttle.counted(counter("sums", self.request), SUMS):
            raise ValidationError(_("That is many at once. Wait ten minutes, then send again."))
        if found["total"].strip() != str(sum(self.numbers)):
            self.add_error("total", _("That is not the sum. Add the two numbers again."))
        elif time.time() - _made_at(self.token) < WAIT:
            self.add_error("total", _("Wait a little longer, then send again."))
        return found

    def _worked(self, work: str) -> bool:
        if not work:
            return False
        try:
            good, _why = altcha.verify_solution(work, _key(), check_expires=True)
            salt = altcha.Payload.from_base64(work).salt
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        return good and f"form={_of_form(self.token)}" in salt.split("?")[-1].split("&")


def _is_flood(request: HttpRequest) -> bool:
    mine = throttle.counted(counter("forms", request), settings.FORMS_FROM_ONE)
    everyones = throttle.counted("concerns:forms", settings.FORMS_IN_ALL)
    return not (mine and everyones)


def counter(what: str, request: HttpRequest) -> str:
    """The name under which a caller is counted: a keyed hash, gone after ten minutes."""
    hashed = salted_hmac(f"concerns.{what}", caller(request), secret=settings.RECEIPT_KEY)
    return f"concerns:{what}:{hashed.hexdigest()[:32]}"


def _numbers(token: str) -> tuple[int, int]:
    digest = sha256(f"{token}{_key()}".encode()).digest()
    return 2 + digest[0] % 8, 2 + digest[1] % 8


def _made_at(token: str) -> int:
    """When a slow token was made. The form carries it sealed, so it is as we wrote it."""
    try:
        return int(token.removeprefix(SLOW).split("-", 1)[0])
    except ValueError:
        return int(time.time())


def _of_form(token: str) -> str:
    return receipts.hash_of_token(token)[:32]


def _key() -> str:
    return salted_hmac("concerns.work", "", secret=settings.RECEIPT_KEY).hexdigest()
