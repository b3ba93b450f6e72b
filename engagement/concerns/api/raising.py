"""What another program sends to raise a concern, through the two forms that residents fill in."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf.locale import LANG_INFO
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from engagement.concerns import intake, receipts
from engagement.concerns.api.fields import DegreesField, word
from engagement.concerns.forms import ANONYMOUS, NAMED, RaiseForm, SendForm
from engagement.concerns.models import Concern
from engagement.concerns.models.querysets import CONTACT
from portal.api.problems import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm

# A phone without a signal sends what it kept when it has one again.
MAY_REPEAT = timedelta(hours=24)
SHORTEST_KEY = 16  # so that nobody hits another's by chance
# What our forms call what the API has another name for.
WHOLE_FORM: dict[str, str] = {NON_FIELD_ERRORS: WHOLE}
NAMES = {**WHOLE_FORM, "text": "description", "wants_public": "public", "who": "anonymous"}


class RaisedConcern(serializers.Serializer[Any]):
    description = word(help_text="What happens. Up to 5,000 letters.")
    place = word(help_text="Where, in words. Needed where there is no point.")
    latitude = DegreesField(reach=90, required=False, allow_null=True)
    longitude = DegreesField(reach=180, required=False, allow_null=True)
    area = word(help_text="Slug of the beat, if the person chose one; else we find it.")
    category = word(help_text="Slug from `/api/v1/concerns/categories/`.")
    when_worst = serializers.ListField(
        child=serializers.ChoiceField(Concern.WhenWorst.choices), required=False, max_length=10
    )
    wish = word(help_text="What would help. Up to 500 letters.")
    anonymous = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="If left out: true where there is no email and no phone. When true, no contact"
        " is kept, whatever was sent.",
    )
    contact_name = word()
    contact_email = word()
    contact_phone = word()
    language = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="In which we answer, such as `es`. If left out, that of Accept-Language.",
    )
    public = serializers.BooleanField(
        required=False, default=False, help_text="Neighbors may read it, without name and place."
    )

    default_error_messages = {
        "language": gettext_lazy("Name the language by its code, such as “en” or “es”.")
    }

    def validate_language(self, code: str) -> str:
        code = code.strip().lower().replace("_", "-")
        if not code or code in LANG_INFO:
            return code
        if (language := code.split("-")[0]) not in LANG_INFO:
            self.fail("language")
        return language

    def raise_concern(self, idempotency_key: str) -> tuple[intake.Receipt, bool]:
        """The receipt, and whether this made a new concern. Raises `ValidationError`."""
        said, more = self._forms()
        token = self._token(idempotency_key)
        known = Concern.objects.sent_with(token) is not None if idempotency_key else False
        nobody = AnonymousUser()
        with translation.override(self._language()):
            receipt = intake.send(
                intake.seal(nobody, token), said, more, nobody, source=Concern.Source.OPEN311
            )
        if not receipt.code and timezone.now() - receipt.concern.raised_at < MAY_REPEAT:
            receipt = intake.Receipt(receipt.concern, receipts.code_from(token))
        return receipt, not known

    def _forms(self) -> tuple[RaiseForm, SendForm]:
        sent = self.validated_data
        reached = any(str(sent.get(name, "")).strip() for name in CONTACT[1:])
        anonymous = not reached if sent["anonymous"] is None else sent["anonymous"]
        said = RaiseForm(
            {
                "text": sent.get("description", ""),
                "place": sent.get("place", ""),
                "latitude": _degrees(sent.get("latitude")),
                "longitude": _degrees(sent.get("longitude")),
                "when_worst": sent.get("when_worst", []),
                "wish": sent.get("wish", ""),
                "who": ANONYMOUS if anonymous else NAMED,
            }
        )
        more = SendForm(
            {
                **{name: str(sent.get(name, "")).strip() for name in CONTACT},
                "area": sent.get("area", ""),
                "category": sent.get("category", ""),
                "wants_public": sent["public"],
            },
            anonymous=anonymous,
        )
        must_be_valid(said, more, names=NAMES)
        if not more.cleaned_data["area"] and said.cleaned_data["latitude"] is None:
            more.cleaned_data["area"] = intake.likely_area(said.cleaned_data)
        return said, more

    def _language(self) -> str:
        return self.validated_data.get("language") or translation.get_language() or "en"

    def _token(self, key: str) -> str:
        """The same for the same words sent again under the same key; fresh without a key.

        The words belong to it: whoever guesses a key alone is shown nobody's code.
        """
        if not key:
            return receipts.new_token()
        sent = repr(sorted(self.validated_data.items()))
        return sha256(f"api {key}\n{sent}".encode()).hexdigest()


def checked_key(key: str) -> str:
    """The Idempotency-Key of a request, if it has one that is long enough to be its own."""
    if key and not SHORTEST_KEY <= len(key) <= 200:  # noqa: PLR2004  said in the sentence
        words = _("Make the key of 16 to 200 random letters, such as a UUID, or leave it out.")
        raise serializers.ValidationError({"Idempotency-Key": [words]})
    return key


def must_be_valid(*forms: BaseForm, names: Mapping[str, str] = {}) -> None:
    """Raise what the site's own forms find wrong, under the names of the API."""
    wrong = {
        names.get(field, WHOLE if field == NON_FIELD_ERRORS else field): [
            str(words) for words in sentences
        ]
        for form in forms
        for field, sentences in form.errors.items()
    }
    if wrong:
        raise serializers.ValidationError(wrong)


def _degrees(number: float | None) -> str:
    return "" if number is None else str(number)
