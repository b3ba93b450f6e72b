"""The directory: who works with the police, and where to find help. Nothing searched is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnerships.organizations.forms import DirectoryForm, HelpForm
from partnerships.organizations.hsds.writing import documents
from partnerships.organizations.models import Location, Logo, Organization, Service
from partnerships.organizations.structured import structured
from portal.files.serving import served
from portal.pages.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

A_PAGE = 30


@login_not_required
@require_safe
def list_organizations(request: HttpRequest) -> HttpResponse:
    form = DirectoryForm(request.GET)
    organizations = form.narrow(Organization.objects.listed_to(request.user))
    page = Paginator(organizations.defer("hsds").prefetch_related("areas"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "organizations/list.html", {"form": form, "page": page})


@login_not_required
@require_safe
def find_help(request: HttpRequest) -> HttpResponse:
    """Services, for whoever looks for help. What they look for stays nowhere.

    Neither here among the kept pages, nor in the browser, nor with the next page that is read.
    """
    if not request.GET:
        return _all_help(request)
    response = _help(request)
    response["Cache-Control"] = "no-store, private"
    # Signing out is a form, and a form of such a page would not say where it comes from.
    if not request.user.is_authenticated:
        response["Referrer-Policy"] = "no-referrer"
    return response


def _help(request: HttpRequest) -> HttpResponse:
    form = HelpForm(request.GET)
    offered = form.narrow(Service.objects.offered()).defer("hsds").order_by("name", "pk")
    whole = offered.select_related("organization").prefetch_related(
        Prefetch("locations", Location.objects.defer("hsds"))
    )
    page = Paginator(whole, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/services.html", {"form": form, "page": page})


_all_help = kept(_help)


@login_not_required
@require_safe
def show_organization(request: HttpRequest, slug: str) -> HttpResponse:
    organizations = Organization.objects.visible_to(request.user).select_related("parent")
    organization = get_object_or_404(organizations, slug=slug)
    services = organization.services.exclude(status=Service.Status.DEFUNCT)
    sites = list(organization.locations.all())
    context = {
        "organization": organization,
        "areas": organization.areas.order_by("path"),
        "logo": Logo.objects.filter(organization=organization)
        .only("name", "width", "height")
        .first(),
        "services": services.prefetch_related("locations"),
        "sites": sites,
        "structured": structured(organization, sites),
    }
    return render(request, "organizations/organization.html", context)


@login_not_required
@require_safe
def logo(_request: HttpRequest, slug: str, name: str) -> HttpResponse:
    shown = Logo.objects.filter(organization__in=Organization.objects.approved())
    found = get_object_or_404(shown.defer(None), organization__slug=slug, name=name)
    cache = "public, max-age=86400"
    return served(found.content, found.content_type, "logo.jpg", cache=cache)


@login_not_required
@require_safe
def download(_request: HttpRequest) -> StreamingHttpResponse:
    """All partners with sites and services, as Open Referral HSDS 3."""
    response = StreamingHttpResponse(_written(), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="hsds.json"'
    return response


def _written() -> Iterator[str]:
    before = "["
    for document in documents(Organization.objects.approved().order_by("pk"), public=True):
        yield f"{before}\n{json.dumps(document, ensure_ascii=False)}"
        before = ","
    yield "[]" if before == "[" else "\n]\n"
