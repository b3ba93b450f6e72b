"""What a phone kept while it had no signal, taken in when it is back. Sending it twice is once."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from engagement.outreach import writing
from engagement.outreach.entry_views import mark_of
from engagement.outreach.models import OutreachEntry
from engagement.outreach.views import refuse_unless

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.accounts.models import User
    from portal.http import UserRequest

MOST_ITEMS = 100
MOST_BYTES = 1024 * 1024
MOST_PAIRS = 400
# How long a phone keeps the empty page that opens without signal.
KEPT_FOR = timedelta(days=30)


@never_cache
@require_http_methods(["GET", "POST"])
def sync(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    answers: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            items = read(request)
        except ValueError as reason:
            return JsonResponse({"errors": {"request": [str(reason)]}}, status=400)
        answers = [taken_in(item, request.user) for item in items]
        if [answer["became"] for answer in answers] == ["kept"]:
            messages.success(request, _("Your entry is saved."))  # on the page that opens next
    told = {
        "token": get_token(request),
        "who": mark_of(request.user),
        "until": (timezone.now() + KEPT_FOR).isoformat(),
        "known": is_known(request.user, request.GET.get("sent", "")),
    }
    return JsonResponse({"answers": answers, **told})


def read(request: UserRequest) -> list[dict[str, Any]]:
    """The items in the order they were written; ValueError says what is wrong, in words."""
    raw = request.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ValueError(_("This is too much at once. Send it in parts."))
    try:
        found = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise ValueError(_("This is not JSON we can read.")) from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(_("Send a list named “items”, each with what was written."))
    if len(items) > MOST_ITEMS:
        raise ValueError(_("Send at most %(n)d at once.") % {"n": MOST_ITEMS})
    return items


def taken_in(item: dict[str, Any], by: User) -> dict[str, Any]:
    """What became of one sheet. A wrong one waits on the phone and holds up no other."""
    answer: dict[str, Any] = {"id": str(item.get("id"))[:60]}
    data = as_sent(item.get("said"))
    if data is None:
        return refused(answer, [_("We could not read this one.")])
    if item.get("entry") is None:
        sheet = writing.start(by, data)
    else:
        entry = changeable(item["entry"], by)
        if entry is None:
            return refused(answer, [_("This entry can no longer be changed.")])
        sheet = writing.change(entry, by, data)
    if sheet.entry:
        return {**answer, "became": "kept", "url": sheet.entry.get_absolute_url(), "words": []}
    became = "conflict" if sheet.apart else "refused"
    return {**refused(answer, writing.words_of(sheet)), "became": became}


def refused(answer: dict[str, Any], words: list[str]) -> dict[str, Any]:
    """Not kept here: `hold` asks the phone to go on keeping it."""
    return {**answer, "became": "refused", "hold": True, "words": words}


def as_sent(said: object) -> QueryDict | None:
    """The fields of the form, as a browser would have sent them."""
    if not isinstance(said, list) or len(said) > MOST_PAIRS:
        return None
    data = QueryDict(mutable=True)
    for pair in said:
        if not (isinstance(pair, list) and [type(part) for part in pair] == [str, str]):
            return None
        name, value = pair
        if "\0" in name + value:
            return None
        data.appendlist(name, value)
    return data


def changeable(number: object, by: User) -> OutreachEntry | None:
    if type(number) is not int or not 0 < number < 2**63:
        return None
    entry = OutreachEntry.objects.visible_to(by).filter(pk=number).first()
    return entry if entry and by.has_perm("outreach.change_entry", entry) else None


def is_known(by: User, number: str) -> bool:
    """Whether a sheet with this number has arrived: then a phone may forget its draft."""
    try:
        sent = uuid.UUID(number)
    except ValueError:
        return False
    return OutreachEntry.objects.filter(lead=by, submission=sent).exists()
