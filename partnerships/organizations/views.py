from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnerships.organizations.forms import DirectoryForm
from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_PAGE = 30


@login_not_required
@require_safe
def list_organizations(request: HttpRequest) -> HttpResponse:
    form = DirectoryForm(request.GET)
    organizations = form.narrow(Organization.objects.visible_to(request.user))
    page = Paginator(organizations.prefetch_related("areas"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "organizations/list.html", {"form": form, "page": page})


@login_not_required
@require_safe
def show_organization(request: HttpRequest, slug: str) -> HttpResponse:
    organizations = Organization.objects.visible_to(request.user)
    organization = get_object_or_404(organizations, slug=slug)
    context = {"organization": organization, "areas": organization.areas.order_by("path")}
    return render(request, "organizations/organization.html", context)
