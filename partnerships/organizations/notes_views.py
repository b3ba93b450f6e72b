"""Our notes: what members write for each other, and police cannot read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.organizations.models import Note
from partnerships.organizations.page_views import refused
from partnerships.organizations.workspace import membership_of
from partnerships.organizations.workspace_forms import NoteForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from partnerships.organizations.models import Membership
    from portal.accounts.models import User
    from portal.http import UserRequest

A_PAGE = 20


def reader(request: UserRequest) -> Membership:
    """The membership one reads notes with. 403 for who also works for the agency."""
    if works_for_the_agency(request.user):
        raise PermissionDenied
    return membership_of(request)


def writes(request: UserRequest) -> bool:
    """Whether this person may write notes for the organization they wrote this one for."""
    try:
        return reader(request).may_edit
    except PermissionDenied:
        return False


def works_for_the_agency(user: User) -> bool:
    """Holds any role that police, administrators or oversight hold, second factor or not."""
    return any(role.kind in role.GUARDED for role in user.roles_held)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: UserRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if request.method == "POST" and not writes(request):
        return refused(request, NoteForm)
    membership = reader(request)
    organization = membership.organization
    if request.method == "POST" and form.is_valid():
        _keep(form, membership, request.user)
        messages.success(request, _("Your people can read it now."))
        return redirect("workspace:notes")
    found = Note.objects.visible_to(request.user).of(organization).select_related("author")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"organization": organization, "membership": membership, "form": form, "page": page}
    return render(request, "workspace/notes.html", context)


def _keep(form: NoteForm, membership: Membership, author: User) -> None:
    said = form.cleaned_data
    try:
        with transaction.atomic():
            Note.objects.create(
                organization=membership.organization,
                text=said["text"],
                author=author,
                submission=said["submission"],
            )
    except IntegrityError:
        return  # sent twice; it is kept once


@require_POST
def removal(request: UserRequest, pk: int) -> HttpResponse:
    """Gone for good: notes have no history."""
    membership = reader(request)
    mine = Note.objects.visible_to(request.user).of(membership.organization)
    note = get_object_or_404(mine, pk=pk)
    if not (membership.is_owner or note.author_id == request.user.pk):
        raise PermissionDenied
    note.delete()
    messages.success(request, _("The note is gone for good."))
    return redirect("workspace:notes")
