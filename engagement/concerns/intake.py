"""From two screens to one concern: once, however often the form is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from engagement.concerns import receipts
from engagement.concerns.models import Attachment, Concern
from portal.areas.locate import locate
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import AnonymousUser

    from engagement.concerns.forms import RaiseForm, SendForm
    from portal.accounts.models import User
    from portal.files.photos import Kept

# A double click, or a phone that lost the first reply: the same page comes again, code and
# all, or nobody would ever see it. After that, the form only says that it arrived.
SAME_PAGE = timedelta(minutes=2)
_SALT = "concerns.intake"


@dataclass(frozen=True)
class Receipt:
    concern: Concern
    code: str  # empty when it is no longer shown


def seal(user: User | AnonymousUser, token: str = "") -> str:
    """A fresh token for one form, made for one person: a site that forges it cannot sign it."""
    return signing.dumps([token or receipts.new_token(), user.pk], salt=_SALT)


def is_ours(sealed: str) -> bool:
    return bool(token_in(sealed))


def token_in(sealed: str) -> str:
    """The token that we sealed; empty when we did not."""
    return _opened(sealed)[0]


def likely_area(said: Mapping[str, Any]) -> Area | None:
    """Where we think it is: from the point, the page they came from, or the words."""
    if area := locate(said["latitude"], said["longitude"]):
        return area
    if area := Area.objects.filter(slug=said["near"]).first():
        return area
    best = list(Area.objects.beats().matching(said["place"])[:2])
    meant = {vars(area)["relevance"] for area in best}  # two that are meant as much are no answer
    return best[0] if best and len(meant) == len(best) else None


def send(  # noqa: PLR0913, PLR0917  two forms, who sent them, and what came along
    sealed: str,
    said: RaiseForm,
    more: SendForm,
    user: User | AnonymousUser,
    source: str = Concern.Source.WEB,
    files: Sequence[Kept] = (),
) -> Receipt:
    """Submit what both forms say, or find what this very form has submitted before."""
    token, made_for = _opened(sealed)
    if concern := Concern.objects.sent_with(token):
        return _again(concern, token)
    theirs = user.is_authenticated and made_for == user.pk
    named = theirs and not said.stays_anonymous
    try:
        with transaction.atomic():
            concern, code = Concern.objects.submit(
                token=token,
                resident=user if named else None,
                for_organization=said.organization if theirs else None,
                source=source,
                **_fields(said, more),
            )
            if files:
                Attachment.objects.keep(concern, files)
    except IntegrityError:  # the other click was faster
        return _again(Concern.objects.get(submission_hash=receipts.hash_of_token(token)), token)
    return Receipt(concern, code)


def _fields(said: RaiseForm, more: SendForm) -> dict[str, Any]:
    what = said.cleaned_data
    names = ("text", "place", "latitude", "longitude", "when_worst", "wish")
    return {
        **{name: what[name] for name in names},
        **more.cleaned_data,
        "anonymous": said.stays_anonymous,
        "language": (get_language() or "en")[:10],
    }


def _again(concern: Concern, token: str) -> Receipt:
    fresh = timezone.now() - concern.raised_at < SAME_PAGE
    return Receipt(concern, receipts.code_from(token) if fresh else "")


def _opened(sealed: str) -> tuple[str, int | None]:
    try:
        token, made_for = signing.loads(sealed, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return "", None
    return token, made_for
