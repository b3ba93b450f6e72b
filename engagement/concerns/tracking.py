"""The way back to one's own concern: with the code, from a mail, or signed in."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.concerns import letters, throttle, timeline
from engagement.concerns.forms import CodeForm, NotFixedForm, ReplyForm, VerdictForm
from engagement.concerns.models import Attachment, Concern, Verdict
from engagement.concerns.queue import clock_of
from engagement.concerns.untraced import leaves_no_trace
from portal.files.uploads import FilesForm, takes_files
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from portal.http import UserRequest

# After the code, the open page carries a sealed pass instead: the code stays with its owner.
PASS_SECONDS = 60 * 60
_SALT = "concerns.pass"


@require_http_methods(["GET", "HEAD", "POST"])
@leaves_no_trace
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and open the concern it belongs to."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "concerns/track.html", {"form": form})
    if not throttle.may_try(request):
        form.add_error("code", _("That is many tries. Wait ten minutes, then try again."))
        return render(request, "concerns/track.html", {"form": form}, status=429)
    concern = Concern.objects.by_code(form.cleaned_data["code"])
    if concern is None:
        form.add_error("code", _("No concern has this code. Check the digits and try again."))
        return render(request, "concerns/track.html", {"form": form})
    throttle.forget(request)
    return _open(request, concern)


@require_safe
@leaves_no_trace
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Open a concern from the link in a mail to the person who raised it."""
    pk = letters.followed(token)
    concern = Concern.objects.with_contact().filter(pk=pk).first() if pk else None
    if concern is None:
        raise Http404
    return _open(request, concern)


@require_POST
@leaves_no_trace
@takes_files
def reply(request: HttpRequest) -> HttpResponse:
    """Write back. The page comes again, with what was written in it."""
    concern = _passed(request)
    if concern is None:
        return redirect("concerns:track")
    form, files = ReplyForm(request.POST), FilesForm(request.POST, request.FILES)
    if not (files.is_valid() and form.is_valid()):
        return _open(request, concern, reply_form=form, files_form=files)
    with transaction.atomic():
        message = concern.write_back(form.cleaned_data["text"], form.cleaned_data["key"])
        kept = files.cleaned_data["photos"]
        if kept and not message.attachments.exists():  # sent twice, it is kept once
            Attachment.objects.keep(concern, kept, message)
    return _open(request, concern, done=_("Your message is with the team."))


@require_POST
@leaves_no_trace
def verdict(request: HttpRequest) -> HttpResponse:
    """Say whether it helped. If it did not, opening it again is the next thing on the page."""
    concern = _passed(request)
    if concern is None:
        return redirect("concerns:track")
    form = VerdictForm(request.POST, auto_id="verdict_%s")
    if not form.is_valid():
        return _open(request, concern, verdict_form=form)
    helped, words = form.cleaned_data["helped"], form.cleaned_data["words"]
    try:
        given = Verdict.objects.give(concern, helped=helped, words=words)
    except NotPossible as refusal:
        return _open(request, concern, done=str(refusal.words))
    if given.helped:
        return _open(request, concern, done=_("We are glad it helped."))
    not_fixed = NotFixedForm(initial={"text": given.words}, auto_id="not_fixed_%s")
    done = _("We keep that. If it is not fixed, open it again below.")
    return _open(request, concern, done=done, not_fixed=not_fixed)


@require_POST
@leaves_no_trace
def reopening(request: HttpRequest) -> HttpResponse:
    """Say that it is not fixed."""
    concern = _passed(request)
    if concern is None:
        return redirect("concerns:track")
    form = NotFixedForm(request.POST)
    if not form.is_valid():
        return _open(request, concern, not_fixed=form)
    try:
        concern.reopen(None, form.cleaned_data["text"])
    except NotPossible as refusal:
        form.add_error("text", str(refusal.words))
        return _open(request, concern, not_fixed=form)
    return _open(request, concern, done=_("It is open again. A person will answer you."))


@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """The concerns a signed-in resident raised by name."""
    concerns = Concern.objects.of_resident(request.user).select_related("area")[:100]
    return render(request, "concerns/mine.html", {"concerns": concerns})


@require_safe
def my_concern(request: UserRequest, pk: int) -> HttpResponse:
    return _open(request, get_object_or_404(Concern.objects.of_resident(request.user), pk=pk))


def _open(request: HttpRequest, concern: Concern, **about: Any) -> HttpResponse:
    steps = concern.steps.select_related("by")
    thread = concern.thread.for_resident().select_related("author")
    context = {
        "concern": concern,
        "clock": clock_of(concern),
        "steps": timeline.told(concern, steps),
        "thread": thread.prefetch_related("attachments"),
        "attachments": concern.attachments.with_concern(),
        "verdict": None if concern.is_open else Verdict.objects.on(concern),
        "may_judge": not concern.is_open and Verdict.objects.ending_of(concern) is not None,
        "verdict_form": VerdictForm(auto_id="verdict_%s"),
        "files_form": FilesForm(),
        "pass": signing.dumps(concern.pk, salt=_SALT),
        "reply_form": ReplyForm(initial={"key": uuid.uuid4()}),
        "not_fixed": NotFixedForm(auto_id="not_fixed_%s"),
        "done": "",
        **about,
    }
    return render(request, "concerns/thread.html", context)


def _passed(request: HttpRequest) -> Concern | None:
    """The concern whose open page this was sent from."""
    try:
        pk = signing.loads(request.POST.get("pass", ""), salt=_SALT, max_age=PASS_SECONDS)
    except signing.BadSignature:
        return None
    return Concern.objects.filter(pk=pk).first()
