"""Another program raises a concern for a resident, by the same rules as our own form."""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _

from engagement.concerns import intake, receipts, throttle, timeline
from engagement.concerns.forms import ANONYMOUS, NAMED, RaiseForm, SendForm
from engagement.concerns.models import ApiKey, Concern
from engagement.concerns.open311 import services
from engagement.concerns.open311.documents import Answer
from engagement.concerns.open311.door import check_jurisdiction
from engagement.concerns.open311.problems import Problem
from engagement.concerns.open311.requests import instant
from portal.files import photos
from portal.notices.links import absolute
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, QueryDict

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SENDS = 300  # from one program in ten minutes
_ATTRIBUTE = re.compile(r"attribute\[(\w+)\](?:\[\d*\])?")
_LINK = re.compile(r"https?://\S{1,500}", re.IGNORECASE)
_SALT = "concerns.open311.token"


def take(request: HttpRequest) -> Answer:
    """Raise what was sent, and say how to come back to it."""
    posted = _posted(request)
    check_jurisdiction(posted.get("jurisdiction_id", ""), request)
    key = _key(posted.get("api_key") or request.GET.get("api_key", ""))
    files = _files(request)
    said, more = _forms(posted)
    token = _token_of_retry(request, key, posted)
    user = AnonymousUser()
    receipt = intake.send(
        intake.seal(user, token), said, more, user, source=Concern.Source.OPEN311, files=files
    )
    wants_more = "true" in (posted.get("extensions"), request.GET.get("extensions"))
    return Answer("service_requests", [_receipt(receipt, extensions=wants_more)], 201)


def number_for(token: str) -> Answer:
    """The number that belongs to a token of ours."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise Problem(404, _("This token is not found.")) from None
    return Answer("service_requests", [{"service_request_id": str(pk), "token": token}])


def _posted(request: HttpRequest) -> QueryDict:
    if request.content_type and request.content_type not in FORMS:
        raise Problem(415, _("Send the fields as a form: application/x-www-form-urlencoded."))
    try:
        posted = request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        raise Problem(400, _("The form could not be read. Send it as UTF-8, and whole.")) from None
    if any("\ufffd" in value for values in posted.lists() for value in values[1]):
        raise Problem(400, _("The text is not UTF-8, so some letters would be lost."))
    return posted


def _files(request: HttpRequest) -> list[photos.Kept]:
    """What was sent as `media`, drawn anew. Staff see it; the public only what they approve."""
    try:
        return photos.clean(request.FILES.getlist("media"))
    except NotPossible as refusal:
        raise Problem(400, str(refusal.words)) from None


def _key(text: str) -> ApiKey:
    key = ApiKey.objects.opened_by(text)
    if key is None:
        words = _("The api_key is missing.") if not text else _("This api_key is not valid.")
        raise Problem(403, words)
    if not throttle.counted(f"open311:{key.pk}", SENDS):
        words = _("This api_key has sent too much. Wait ten minutes, then go on.")
        raise Problem(429, words, Retry_After=str(throttle.SECONDS))
    return key


def _forms(posted: QueryDict) -> tuple[RaiseForm, SendForm]:
    """What was sent, through the two forms that residents fill in."""
    code = posted.get("service_code", "").strip()
    if not code:
        raise Problem(400, _("The service_code is missing. GET services lists those we have."))
    services.offered(code)
    reached = any(posted.get(name, "").strip() for name in ("email", "phone"))
    said = RaiseForm(_raised(posted, NAMED if reached else ANONYMOUS))
    _must_be_valid(said)
    area = None
    if said.cleaned_data["latitude"] is None:  # else the point says it
        area = intake.likely_area(said.cleaned_data)
    more = SendForm(
        {
            "contact_name": " ".join([posted.get("first_name", ""), posted.get("last_name", "")]),
            "contact_email": posted.get("email", "").strip(),
            "contact_phone": posted.get("phone", ""),
            "area": area.slug if area else "",
            "category": code,
            "wants_public": _attributes(posted)["public"][-1:] in (["yes"], ["true"], ["1"]),
        },
        anonymous=not reached,
    )
    _must_be_valid(more)
    return said, more


def _raised(posted: QueryDict, who: str) -> dict[str, Any]:
    attributes = _attributes(posted)
    return {
        "text": _text(posted),
        "place": posted.get("address_string") or posted.get("address", ""),
        "latitude": posted.get("lat", ""),
        "longitude": posted.get("long") or posted.get("lon", ""),
        "when_worst": attributes["when_worst"],
        "wish": "\n".join(attributes["wish"]),
        "who": who,
    }


def _text(posted: QueryDict) -> str:
    """The words; a link to a picture is kept among them, and never opened by us."""
    link = posted.get("media_url", "").strip()
    if link and not _LINK.fullmatch(link):
        raise Problem(400, _("The media_url should be one web address, http or https."))
    words = posted.get("description", "").strip()
    return f"{words}\n\n{link}" if words and link else words


def _attributes(posted: QueryDict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, values in posted.lists():
        if match := _ATTRIBUTE.fullmatch(name):
            found[match[1]] += [value for value in values if value.strip()]
    return found


def _must_be_valid(form: Form) -> None:
    if form.is_valid():
        return
    words = [str(words) for errors in form.errors.values() for words in errors]
    raise Problem(400, *words)


def _token_of_retry(request: HttpRequest, key: ApiKey, posted: QueryDict) -> str:
    """The same form token for the same request sent again; empty when nobody says it may be."""
    told = request.headers.get("Idempotency-Key", "")
    if not told:
        return ""
    body = sorted((name, values) for name, values in posted.lists() if name != "api_key")
    return sha256(repr([key.pk, told, body]).encode()).hexdigest()


def _receipt(receipt: intake.Receipt, *, extensions: bool) -> dict[str, Any]:
    concern = receipt.concern
    body: dict[str, Any] = {
        "service_request_id": str(concern.pk),
        "service_notice": _notice(receipt),
        "account_id": None,
    }
    if extensions:
        body["extended_attributes"] = {
            "token": signing.dumps(concern.pk, salt=_SALT),
            "receipt": receipt.code or None,
            "reply_due_datetime": instant(concern.reply_due_at),
        }
    return body


def _notice(receipt: intake.Receipt) -> str:
    if not receipt.code or receipt.concern.reply_due_at is None:
        return _("This arrived before. Its code was shown then, and is not shown again.")
    return _(
        "A person answers by %(day)s. The answer is at %(address)s with this code, which is shown"
        " only now: %(code)s"
    ) % {
        "day": timeline.day(receipt.concern.reply_due_at),
        "address": absolute(reverse("concerns:track")),
        "code": " ".join(receipts.grouped(receipt.code)),
    }
