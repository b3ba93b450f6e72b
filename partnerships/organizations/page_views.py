"""Our page, our sites, our services: what everyone reads, written by its own people.

Somebody who was removed while writing is told so, and what they typed stays on the page to copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.organizations.models import Location, Logo, Organization, Service
from partnerships.organizations.workspace import membership_of
from partnerships.organizations.workspace_forms import (
    LogoForm,
    PageForm,
    ServiceForm,
    SiteForm,
)
from portal.files import photos
from portal.files.uploads import takes_files
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from portal.http import UserRequest

GONE = gettext_lazy(
    "You no longer write for this organization. Nothing was saved. Copy what you typed."
)


def writer(request: UserRequest) -> Organization | None:
    """The organization one may write for; None, on sending, for who may not any more."""
    try:
        organization = membership_of(request).organization
    except PermissionDenied:
        if request.method == "POST":
            return None
        raise
    if request.user.has_perm("organizations.edit", organization):
        return organization
    if request.method == "POST":
        return None
    raise PermissionDenied


def refused(request: UserRequest, form: type[forms.BaseForm]) -> HttpResponse:
    """Too late: say so, and show what was typed."""
    said = request.POST
    typed = [
        (field.label, said[name])
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]  # django-stubs lacks it
        if said.get(name) and not field.widget.is_hidden
    ]
    return render(request, "workspace/gone.html", {"why": GONE, "typed": typed}, status=403)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: UserRequest) -> HttpResponse:
    """What the public page says of the organization."""
    organization = writer(request)
    if organization is None:
        return refused(request, PageForm)
    form = PageForm(request.POST or None, instance=organization)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your page is changed."))
        return redirect("workspace:page")
    return render(request, "workspace/page.html", page_context(organization, form=form))


def page_context(organization: Organization, **forms_by_name: Any) -> dict[str, Any]:
    return {
        "organization": organization,
        "logo": Logo.objects.filter(organization=organization).first(),
        "logo_form": LogoForm(),
        "services": organization.services.prefetch_related("locations"),
        "sites": organization.locations.all(),
        **forms_by_name,
    }


@takes_files
@require_POST
def logo(request: UserRequest) -> HttpResponse:
    """A new logo, drawn anew; or none."""
    organization = writer(request)
    if organization is None:
        return refused(request, LogoForm)
    form = LogoForm(request.POST, request.FILES)
    if request.POST.get("remove"):
        Logo.objects.filter(organization=organization).delete()
        return _page_changed(request, organization)
    if form.is_valid():
        try:
            (kept,) = photos.clean([form.cleaned_data["logo"]])
            if kept.content_type != "image/jpeg":
                raise NotPossible(_("Send a picture, not a document."))  # noqa: TRY301  one way out
        except NotPossible as refusal:
            form.add_error("logo", str(refusal.words))
        else:
            with transaction.atomic():
                Logo.objects.filter(organization=organization).delete()
                Logo.objects.create(organization=organization, **Logo.fields_of(kept))
            return _page_changed(request, organization)
    context = page_context(organization, form=PageForm(instance=organization), logo_form=form)
    return render(request, "workspace/page.html", context)


def _page_changed(request: UserRequest, organization: Organization) -> HttpResponse:
    Organization.objects.filter(pk=organization.pk).update(changed_at=timezone.now())
    messages.success(request, _("Your page is changed."))
    return redirect("workspace:page")


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Add a site, or change one."""
    organization = writer(request)
    if organization is None:
        return refused(request, SiteForm)
    row = (
        get_object_or_404(organization.locations, pk=pk)
        if pk
        else Location(organization=organization)
    )
    form = SiteForm(request.POST or None, instance=row)
    return _written(request, organization, form, "workspace/site.html")


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Add a service, or change one."""
    organization = writer(request)
    if organization is None:
        return refused(request, ServiceForm)
    row = (
        get_object_or_404(organization.services, pk=pk)
        if pk
        else Service(organization=organization)
    )
    form = ServiceForm(request.POST or None, instance=row, organization=organization)
    return _written(request, organization, form, "workspace/service.html")


def _written(
    request: UserRequest, organization: Organization, form: forms.ModelForm[Any], template: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            # The same form came twice; the first one is kept.
            messages.info(request, _("This was saved already."))
        else:
            messages.success(request, _("Saved. Everyone can read it."))
        return redirect("workspace:page")
    return render(request, template, {"organization": organization, "form": form})


@require_POST
def removal(request: UserRequest, what: str, pk: int) -> HttpResponse:
    """Take a site or a service off the page; its history is kept."""
    organization = membership_of(request).organization
    rows = organization.services if what == "service" else organization.locations
    row = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("organizations.edit", organization):
        raise PermissionDenied
    row.delete()
    return _page_changed(request, organization)
