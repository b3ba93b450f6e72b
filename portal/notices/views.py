from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.notices.addresses import fingerprint
from portal.notices.forms import FilterForm, SilenceForm
from portal.notices.models import Message, Silence
from portal.notices.topics import EVERYTHING

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

sees_outbox = permission_required("notices.see_outbox", raise_exception=True)
resends = permission_required("notices.resend_message", raise_exception=True)
silences = permission_required("notices.keep_silence", raise_exception=True)


@require_GET
@sees_outbox
def list_messages(request: UserRequest) -> HttpResponse:
    """What could not be sent comes first; the rest is a choice away."""
    dead = Message.objects.dead().count()
    form = FilterForm({"state": request.GET.get("state", Message.State.DEAD if dead else "")})
    found = Message.objects.order_by("-due_at", "-pk")
    if form.is_valid() and form.cleaned_data["state"]:
        found = found.filter(state=form.cleaned_data["state"])
    page = Paginator(found.without_words(), 50).get_page(request.GET.get("page"))
    about = {"page": page, "form": form, "silence_form": SilenceForm(), "dead": dead}
    return render(request, "notices/messages.html", about)


@require_POST
@resends
def resend(request: UserRequest, pk: int) -> HttpResponse:
    if get_object_or_404(Message, pk=pk).resend():
        messages.success(request, _("It is back in the outbox and goes out shortly."))
    else:
        messages.info(
            request, _("There is nothing to send again: it waits, or its words are gone.")
        )
    return redirect("desk_messages:list")


@require_POST
@resends
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk)
    if Message.objects.cancel(message.key):
        messages.success(request, _("Taken back. It will not be sent."))
    else:
        messages.info(request, _("Too late: it is no longer waiting."))
    return redirect("desk_messages:list")


@require_POST
@silences
def keep_silence(request: UserRequest) -> HttpResponse:
    """No mail to an address any more, except what its owner asks for to sign in."""
    form = SilenceForm(request.POST)
    if not form.is_valid():
        page = Paginator(Message.objects.none(), 50).get_page(1)
        about = {"page": page, "form": FilterForm(), "silence_form": form, "dead": 0}
        return render(request, "notices/messages.html", about)
    reader = fingerprint(form.cleaned_data["address"])
    Silence.objects.keep(reader, EVERYTHING, form.cleaned_data["reason"])
    messages.success(request, _("We will not write to this address."))
    return redirect("desk_messages:list")
