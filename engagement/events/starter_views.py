"""Meetings half written, from which others begin. Whoever runs one may keep it as a starter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.events.desk_views import find_event, refuse_unless
from engagement.events.models import Starter
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


class StarterForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the starter"),
        help_text=gettext_lazy("What colleagues look for: Monthly beat meeting."),
        max_length=120,
    )


def keep_starter(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    form = StarterForm(request.POST or None, initial={"name": str(event.title)[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            Starter.objects.keep(event, form.cleaned_data["name"])
        except NotPossible as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, _("The starter is kept. New meetings can begin from it."))
            return redirect("desk_events:event", event.pk)
    return render(request, "events/starter_form.html", {"event": event, "form": form})


def list_starters(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "events.keep_starters")
    return render(request, "events/starters.html", {"starters": Starter.objects.all()})


def rename_starter(request: UserRequest, pk: int) -> HttpResponse:
    starter = find_starter(request, pk)
    form = StarterForm(request.POST or None, initial={"name": starter.name})
    if request.method == "POST" and form.is_valid():
        try:
            starter.rename(form.cleaned_data["name"])
        except NotPossible as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, _("The starter has its new name."))
            return redirect("desk_events:starters")
    return render(request, "events/starter_form.html", {"starter": starter, "form": form})


def remove_starter(request: UserRequest, pk: int) -> HttpResponse:
    starter = find_starter(request, pk)
    if request.method == "POST":
        starter.delete()
        messages.success(request, _("The starter is taken away. Meetings made from it stay."))
        return redirect("desk_events:starters")
    return render(request, "events/starter_removal.html", {"starter": starter})


def find_starter(request: UserRequest, pk: int) -> Starter:
    refuse_unless(request, "events.keep_starters")
    return get_object_or_404(Starter, pk=pk)
