"""Sign-in and profile forms in our words. What they do is allauth's, which has no types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

PASSWORD_HINT = _("At least 12 characters. Three or four words in a row are easy to remember.")


REQUIRED = forms.Field.default_error_messages["required"]
FILL_IN = _("Fill this in.")
CODE_HINT = _("The six digits in your app, or one of your recovery codes.")


class InPlainWords(forms.Form):
    """Gives fields our label and hint, and takes out grey text that goes when one types."""

    words: ClassVar[dict[str, StrOrPromise | tuple[StrOrPromise, StrOrPromise]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = FILL_IN
            if name in self.words:
                said = self.words[name]
                field.label, field.help_text = said if isinstance(said, tuple) else (said, "")


class LoginForm(InPlainWords, account.LoginForm):  # type: ignore[misc]
    words: ClassVar = {
        "login": _("Email address"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }


class SignupForm(InPlainWords, account.SignupForm):  # type: ignore[misc]
    field_order = ["name", "email", "password1", "language", "old_enough"]
    words: ClassVar = {
        "email": (_("Email address"), _("We send you a mail to confirm it.")),
        "password1": (_("Password"), PASSWORD_HINT),
    }

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As you want to be called. Officers see it when you write under your name."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Your language"), choices=settings.LANGUAGES)
    old_enough = forms.BooleanField(
        label=_("I am 13 or older"),
        help_text=_("We do not ask for your date of birth."),
        error_messages={
            "required": _(
                "Only people who are 13 or older can have an account. "
                "You can raise a concern without one."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        password, name = cleaned.get("password1"), cleaned.get("name")
        if password and name and "password1" not in self.errors:
            try:
                validate_password(password, User(name=name))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The account and its mail, or neither.

        Of two who join with one address at once, the second is answered like one who
        comes later: by a mail to that address.
        """
        try:
            with transaction.atomic():
                return super().try_save(request)  # type: ignore[no-any-return]
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]

    def signup(self, _request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.language = self.cleaned_data["language"]
        user.save(update_fields=["name", "language"])


class ResetPasswordForm(InPlainWords, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar = {"email": _("Email address")}


class ResetPasswordKeyForm(InPlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar = {
        "password1": (_("New password"), PASSWORD_HINT),
        "password2": _("The new password again"),
    }


class ChangePasswordForm(InPlainWords, account.ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar = {
        "oldpassword": _("Password you use now"),
        "password1": (_("New password"), PASSWORD_HINT),
        "password2": _("The new password again"),
    }


class SetPasswordForm(InPlainWords, account.SetPasswordForm):  # type: ignore[misc]
    words: ClassVar = {
        "password1": (_("Password"), PASSWORD_HINT),
        "password2": _("The password again"),
    }


class AddEmailForm(InPlainWords, account.AddEmailForm):  # type: ignore[misc]
    words: ClassVar = {
        "email": (_("New email address"), _("We send a mail there to confirm it.")),
    }


class ReauthenticateForm(InPlainWords, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"password": _("Password")}


class CodeForm(InPlainWords, mfa.AuthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": (_("Code"), CODE_HINT)}


class CodeAgainForm(InPlainWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": (_("Code"), CODE_HINT)}


class ActivateTOTPForm(InPlainWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar = {"code": (_("Code"), _("The six digits your app shows now."))}


class AddWebAuthnForm(InPlainWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    words: ClassVar = {
        "name": (_("Name of this key"), _("Such as “My phone”. It tells your keys apart.")),
        "passwordless": (
            _("Sign in with it alone, without a password"),
            _("Your device asks for your finger, face or PIN instead."),
        ),
    }


class EditWebAuthnForm(InPlainWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    words: ClassVar = {"name": _("Name of this key")}


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Your name"), "language": _("Your language")}
        help_texts = {
            "name": _("As you want to be called."),
            "language": _("We write to you in this language, and the site speaks it."),
        }
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class LeaveForm(forms.Form):
    """Closing an account cannot be undone, so it takes a tick as well as a button."""

    sure = forms.BooleanField(
        label=_("Yes, close my account and erase my name and email address"),
        error_messages={"required": _("Tick the box if you want to close your account.")},
    )
