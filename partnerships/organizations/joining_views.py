"""The way in: an organization registers itself, a person takes a seat or asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.organizations import members
from partnerships.organizations.models import Organization
from partnerships.organizations.naming import like
from partnerships.organizations.workspace_forms import AskForm, RegistrationForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.http import UserRequest


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What partners get and give, before anyone types anything."""
    return render(request, "joining/start.html", {"register_url": reverse("joining:register")})


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: UserRequest) -> HttpResponse:
    """Register; those already here under that name or website are shown first."""
    form = RegistrationForm(request.POST or None)
    likely: list[Organization] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if not said["different"]:
            known = like(said["name"], said["website"]).exclude(submission=said["submission"])
            # One that waits is known to its own people only: nobody else learns that it is here.
            likely = list(known.listed_to(request.user)[:5])
        if not likely and (organization := form.act(request.user)):
            messages.success(request, _("Thank you. We look at it and write to you."))
            return redirect(f"{reverse('workspace:home')}?organization={organization.slug}")
    return render(request, "joining/register.html", {"form": form, "likely": likely})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: UserRequest, slug: str) -> HttpResponse:
    """“This is ours”: ask its owners for a seat."""
    organization = get_object_or_404(Organization.objects.approved(), slug=slug)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            members.ask_to_join(organization, request.user, form.cleaned_data["words"])
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Its owners know now. You hear from them by mail."))
            return redirect(organization)
    return render(request, "joining/ask.html", {"form": form, "organization": organization})


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: UserRequest, token: str) -> HttpResponse:
    """What the link in a mail opens. Looking takes nothing; the button does."""
    try:
        found = members.invitation_by(token)
        if request.method == "POST":
            members.accept(found, request.user)
            messages.success(request, _("Welcome. This is what your organization has open here."))
            home = f"{reverse('workspace:home')}?organization={found.organization.slug}"
            return HttpResponseRedirect(home)
    except NotPossible as refused:
        return render(request, "joining/no_invitation.html", {"why": refused.words}, status=410)
    return render(request, "joining/invitation.html", {"invitation": found})
