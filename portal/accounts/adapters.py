"""Where allauth meets the portal: its mails, its redirects, its idea of a caller."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from portal.accounts import second_factor
from portal.accounts.callers import caller
from portal.accounts.homes import home_of
from portal.accounts.languages import speak
from portal.accounts.models import User
from portal.notices.links import absolute
from portal.notices.models import Message
from portal.pages.models import Agency

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Changes to how someone signs in. Each is told by mail, so that a thief is noticed.
SAFETY_NOTICES = {
    "email_changed": _("The email address of your account was changed."),
    "email_confirm": _("Your email address was confirmed."),
    "email_deleted": _("An email address was taken off your account."),
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was changed with a link sent to you by mail."),
    "password_set": _("A password was set for your account."),
    "recovery_codes_generated": _("New recovery codes were made. The old ones do not work now."),
    "totp_activated": _("An app for sign-in codes was added to your account."),
    "totp_deactivated": _("The app for sign-in codes was taken off your account."),
    "webauthn_added": _("A passkey or security key was added to your account."),
    "webauthn_removed": _("A passkey or security key was taken off your account."),
}
# Where allauth puts the one address a mail is about.
LINKS = ("activate_url", "password_reset_url")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to us if that is a mistake."),
        "email_password_mismatch": _(
            "The email address and the password do not go together. "
            "Try again, or make a new password."
        ),
        "enter_current_password": _("Enter the password you use now."),
        "incorrect_code": _("This code is not right. Enter the newest code."),
        "incorrect_password": _("This is not your password. Try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a minute, then try again."),
        "same_as_current": _("This is the address you have already."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox. Its words are ours, under templates/mail/account/."""
        name = template_prefix.rsplit("/", 1)[-1]
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        notice = SAFETY_NOTICES.get(name)
        link = next((context[key] for key in LINKS if key in context), "")
        with transaction.atomic():
            Message.objects.post(
                key=f"account/{name}/{secrets.token_hex(16)}",
                to=email,
                template=f"account/{'safety_notice' if notice else name}",
                context={
                    "what": notice,
                    "at": timezone.now(),
                    "link": _ours(link),
                },
                topic="account",
                language=user.language if user else get_language() or settings.LANGUAGE_CODE,
                user=user,
                quiet=False,
                erase=bool(link),
            )

    def get_client_ip(self, request: HttpRequest) -> str:
        return caller(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(authenticated_user(request))

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **about)
        return speak(response, user.language)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your work here needs a second step at sign-in. Add another one before you remove this."
        ),
        "incorrect_code": _("This code is not right. Enter the newest code."),
        "unverified_email": _("Confirm your email address first. We sent you a mail."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Black on white at night too: readers of such squares need it that way round."""
        square = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(square.to_string(encoding="unicode"))

    def encrypt(self, text: str) -> str:
        return second_factor.lock_away(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factor.take_out(encrypted_text)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - allauth's
        keys = Authenticator.objects.filter(user=user, type=type).count()
        return str(_("Key %(n)d") % {"n": keys + 1} if keys else _("My key"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever needs a second factor keeps one."""
        if not authenticator.user.needs_second_factor:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def _get_site_name(self) -> str:
        return Agency.current().police_name


def _ours(address: str) -> str:
    """The same page on SITE_URL, whatever host the request claimed to be for."""
    return absolute(urlsplit(address).path) if address else ""
