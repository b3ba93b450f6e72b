"""Seats that staff keep back, and give to people themselves."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.events.desk_views import refuse_unless
from engagement.events.models import Session
from engagement.events.rsvp_forms import party_sizes
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


class KeepForm(forms.Form):
    reserved = forms.IntegerField(
        label=gettext_lazy("How many seats do you keep?"), min_value=0, max_value=100_000
    )


class GuestForm(forms.Form):
    """Someone whom staff seat on one of the seats they keep."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    guests = forms.TypedChoiceField(
        label=gettext_lazy("How many?"), choices=party_sizes, coerce=int, initial=0
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        help_text=gettext_lazy("They get the link to their seat, and the reminders."),
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def kept(request: UserRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    is_number = request.method == "POST" and "keep" in request.POST
    is_guest = request.method == "POST" and not is_number
    keep = KeepForm(request.POST if is_number else None, initial={"reserved": session.reserved})
    guest = GuestForm(request.POST if is_guest else None)
    form = keep if is_number else guest
    if form.is_valid():
        try:
            if is_number:
                session.set_reserved(form.cleaned_data["reserved"])
                messages.success(request, _("Saved."))
            else:
                answer = session.seat_reserved(request.user, **form.cleaned_data)
                messages.success(request, _("%(name)s has a seat.") % {"name": answer.name})
        except NotPossible as reason:
            form.add_error("reserved" if is_number else None, str(reason))
        else:
            return redirect("desk_events:kept_seats", session.pk)
    guests = session.rsvps.active().filter(on_reserved=True).order_by("name", "pk")
    context = {"session": session, "event": session.event, "keep": keep, "guest": guest}
    return render(request, "events/desk_kept.html", {**context, "guests": list(guests)})


def find_session(request: UserRequest, pk: int) -> Session:
    """Where the seats are; a meeting elsewhere is not known to them."""
    refuse_unless(request, "events.prepare")
    mine = Session.objects.hosted_by(request.user).select_related("event__area")
    return get_object_or_404(mine, pk=pk).home
