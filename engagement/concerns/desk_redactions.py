"""Hiding words of a resident at the desk, and reading the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.concerns import desk, redacting
from engagement.concerns.answer_forms import HideForm
from portal.records.models import record_access
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.concerns.models import Concern
    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def redactions(request: UserRequest, pk: int) -> HttpResponse:
    """What is hidden, what perhaps should be, and words to hide."""
    concern = desk.workable(request, pk)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, concern, form)
    said = form.cleaned_data
    try:
        places = redacting.hide(concern, said["words"], said["why"], request.user)
    except NotPossible as refusal:
        form.add_error("words", str(refusal.words))
        return _page(request, concern, form)
    hidden = ngettext("Hidden in %(n)d place.", "Hidden in %(n)d places.", places)
    messages.success(request, hidden % {"n": places})
    return redirect("desk_concerns:redactions", concern.pk)


@require_POST
def redaction_removal(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """Show words again. Only for those who may read them."""
    concern = desk.workable(request, pk)
    if not request.user.has_perm("concerns.read_original", concern):
        raise PermissionDenied
    redaction = get_object_or_404(concern.redactions, pk=number)
    redacting.show_again(concern, redaction, request.user)
    messages.success(request, _("Shown again."))
    return redirect("desk_concerns:redactions", concern.pk)


@require_safe
def original(request: UserRequest, pk: int) -> HttpResponse:
    """All the resident wrote, for those who may. Each reading is written down."""
    concern = desk.readable(request, pk)
    if not request.user.has_perm("concerns.read_original", concern):
        raise PermissionDenied
    record_access(request.user, "concerns.original", concern)
    return render(request, "concerns/desk/original.html", {"concern": concern})


def _page(request: UserRequest, concern: Concern, form: HideForm) -> HttpResponse:
    desk.note_reading(request, concern)
    about = {
        "concern": concern,
        "form": form,
        "hidden": concern.redactions.select_related("by"),
        "found": redacting.found(concern),
        "may_lift": request.user.has_perm("concerns.read_original", concern),
    }
    return render(request, "concerns/desk/redactions.html", about)
