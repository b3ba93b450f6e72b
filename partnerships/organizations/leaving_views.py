"""Leave with one's data: take everything, then close the partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.organizations.leaving import archive_of
from partnerships.organizations.models import Note
from partnerships.organizations.notes_views import works_for_the_agency
from partnerships.organizations.workspace import membership_of

if TYPE_CHECKING:
    from partnerships.organizations.models import Organization
    from portal.http import UserRequest


def owned(request: UserRequest) -> Organization:
    organization = membership_of(request).organization
    if not request.user.has_perm("organizations.manage", organization):
        raise PermissionDenied
    return organization


@require_safe
def archive(request: UserRequest) -> HttpResponse:
    """Everything of the organization, its notes too, in one zip."""
    organization = owned(request)
    extra = {}
    if not works_for_the_agency(request.user):
        notes = Note.objects.visible_to(request.user).of(organization)
        extra["notes"] = [{"at": note.at, "text": note.text} for note in notes]
    response = HttpResponse(archive_of(organization, extra), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{organization.slug}.zip"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: UserRequest) -> HttpResponse:
    """Close the partnership; typing the name makes sure that it is meant."""
    organization = owned(request)
    wrong = False
    if request.method == "POST":
        wrong = request.POST.get("name", "").strip().casefold() != organization.name.casefold()
        if not wrong:
            organization.leave()
            messages.success(request, _("Your organization has left. Thank you for your work."))
            return redirect("accounts:me")
    context = {"organization": organization, "wrong": wrong, "typed": request.POST.get("name", "")}
    return render(request, "workspace/leaving.html", context, status=422 if wrong else 200)
