"""Who may open a photo or a document that was sent, and from where.

A file has no address that anyone could guess or keep: the person who raised the concern
opens it with a pass that is good for an hour and for this file alone, staff from within
the concern, and everyone only what staff have let onto the public page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from engagement.concerns import desk
from engagement.concerns.models import Attachment
from engagement.concerns.untraced import leaves_no_trace
from portal.files.serving import served
from portal.records.models import record_access
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse

    from portal.http import UserRequest

PASS_SECONDS = 60 * 60
_SALT = "concerns.file"


@dataclass(frozen=True)
class Shown:
    """One file as a page shows it."""

    attachment: Attachment
    url: str
    words: str

    @property
    def is_photo(self) -> bool:
        return self.attachment.kind == Attachment.Kind.PHOTO


def shown(attachments: Iterable[Attachment], place: str) -> list[Shown]:
    """Files with their addresses for one reader: "resident", "desk" or "public"."""
    files = list(attachments)
    address = _ADDRESSES[place]
    return [
        Shown(file, address(file), _words(file, number, len(files)))
        for number, file in enumerate(files, start=1)
    ]


@require_safe
@leaves_no_trace
def for_resident(_request: HttpRequest, token: str) -> HttpResponse:
    try:
        pk = signing.loads(token, salt=_SALT, max_age=PASS_SECONDS)
    except signing.BadSignature as bad:
        raise Http404 from bad
    return _served(get_object_or_404(Attachment, pk=pk))


@require_safe
@login_not_required
def for_everyone(_request: HttpRequest, name: str) -> HttpResponse:
    found = Attachment.objects.on_public_page()
    return _served(get_object_or_404(found, name=name))


@require_safe
def at_desk(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """Opening what an anonymous person sent is a reading, and written down."""
    concern = desk.readable(request, pk)
    file: Attachment = get_object_or_404(concern.attachments, name=name)
    if concern.anonymous or concern.sensitive:
        record_access(request.user, "concerns.file", concern)
    return _served(file)


@require_POST
def approval(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """Let everyone see a photo on the public page, or no longer."""
    concern = desk.workable(request, pk)
    file: Attachment = get_object_or_404(concern.attachments, name=name)
    try:
        if "hide" in request.POST:
            file.hide()
            messages.success(request, _("The photo is off the public page."))
        else:
            file.approve(request.user)
            messages.success(request, _("The photo may be shown on the public page."))
    except NotPossible as refusal:
        messages.error(request, str(refusal.words))
    return redirect(concern)


def _served(file: Attachment) -> HttpResponse:
    ending = "jpg" if file.kind == Attachment.Kind.PHOTO else "pdf"
    return served(file.content, file.content_type, f"{file.kind}-{file.position}.{ending}")


def _words(file: Attachment, number: int, count: int) -> str:
    numbers = {"number": number, "count": count}
    from_staff = file.message is not None and file.message.author_id is not None
    if file.kind == Attachment.Kind.DOCUMENT:
        if from_staff:
            return _("Document %(number)s of %(count)s, sent by the police") % numbers
        return _("Document %(number)s of %(count)s, sent by a neighbor") % numbers
    if from_staff:
        return _("Photo %(number)s of %(count)s, sent by the police") % numbers
    return _("Photo %(number)s of %(count)s, sent by a neighbor") % numbers


def _for_resident(file: Attachment) -> str:
    return reverse("concerns:file", args=[signing.dumps(file.pk, salt=_SALT)])


def _at_desk(file: Attachment) -> str:
    return reverse("desk_concerns:file", args=[file.concern_id, file.name])


def _for_everyone(file: Attachment) -> str:
    return reverse("concerns:photo", args=[file.name])


_ADDRESSES: dict[str, Callable[[Attachment], str]] = {
    "resident": _for_resident,
    "desk": _at_desk,
    "public": _for_everyone,
}
